//go:build !amd64 || purego

package sweep

const fast, wider = false, false

// classify fills the masks of so many words for 64 bytes of src each.
func classify(m *masks, src []byte, words int) {
	classifyGo(m, src, words)
}
