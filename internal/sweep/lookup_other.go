//go:build !amd64

package sweep

// There is no assembly here: fast is false.
func lookNames(*lookup) {}
func lookQuads(*lookup) {}
