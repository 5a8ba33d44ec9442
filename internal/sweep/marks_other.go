//go:build !amd64 || purego

package sweep

// find fills the marks from the masks of n words.
func (k *marks) find(m *masks, n int, t *traits) { k.findGo(m, n, t) }

// flatten lists the places of a kind.
func (k *marks) flatten(places list, kind int) list { return k.flattenGo(places[:0], kind) }
