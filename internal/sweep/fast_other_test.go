//go:build !amd64 || purego

package sweep

import "testing"

// withAndWithout runs a test; there is no assembly here.
func withAndWithout(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Run("go", test)
}

// without runs f; there is no assembly here.
func without(f func()) { f() }
