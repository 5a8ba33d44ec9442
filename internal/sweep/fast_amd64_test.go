//go:build !purego

package sweep

import "testing"

// withAndWithout runs a test on the assembly, where the processor has it, and on its twin.
func withAndWithout(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	if wider {
		t.Run("AVX-512", test)
		wider = false
		defer func() { wider = true }()
	}
	if fast {
		t.Run("AVX2", test)
		fast = false
		defer func() { fast = true }()
	}
	t.Run("go", test)
}

// without runs f on the twin of the assembly.
func without(f func()) {
	wasFast, wasWider := fast, wider
	fast, wider = false, false
	defer func() { fast, wider = wasFast, wasWider }()
	f()
}
