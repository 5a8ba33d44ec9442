//go:build !amd64 || purego

package sweep

// There is no assembly here: fast is false.
func lookNames(*lookup) {}
func lookQuads(*lookup) {}
