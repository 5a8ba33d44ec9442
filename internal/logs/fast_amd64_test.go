//go:build !purego

package logs

import "testing"

// withAndWithout runs a test on the assembly, where the processor has it, and on its twin.
func withAndWithout(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	if wider {
		t.Run("AVX-512", test)
		wider = false
		defer func() { wider = true }()
	}
	if wide {
		t.Run("AVX2", test)
		wide = false
		defer func() { wide = true }()
	}
	t.Run("go", test)
}
