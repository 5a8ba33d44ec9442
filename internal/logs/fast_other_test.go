//go:build !amd64 || purego

package logs

import "testing"

// withAndWithout runs a test; there is no assembly here.
func withAndWithout(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Run("go", test)
}
