//go:build !amd64 || purego

package logs

import "testing"

// withAndWithout runs a test, for which there is no assembly.
func withAndWithout(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Run("go", test)
}
