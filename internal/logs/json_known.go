package logs

import "slices"

// A knowledge is the templates of a block that has been read, for later ones: of the same
// fields and tests, or of whole records.
type knowledge struct {
	table     string
	columns   []Column
	whole     bool
	templates []*template
}

// known returns the templates that an earlier block has left.
func (b *Block) known() []*template {
	if b.file.known == nil {
		return nil
	}
	k := b.file.known.Load()
	if k == nil || k.whole != (b.wanted == nil) || k.table != b.table || !sameSlice(k.columns, b.columns) {
		return nil
	}
	return slices.Clone(k.templates)
}

// leave leaves the block's templates to later blocks if there are new ones.
func (b *Block) leave(t *templates) {
	if t.made > 0 && b.file.known != nil {
		b.file.known.Store(&knowledge{b.table, b.columns, b.wanted == nil, slices.Clone(t.list)})
	}
}

// sameSlice reports whether two slices are the very same.
func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
