package logs

import (
	"slices"
	"sync/atomic"
)

// A knowledge is what blocks of a file that have been read leave to later ones. Whole records and
// those of some columns have a place each, for a block that is read into columns has its ends
// read whole.
type knowledge struct{ whole, columns atomic.Pointer[lesson] }

// A lesson is the templates of a block for others of the same fields and tests.
type lesson struct {
	table     string
	columns   []Column
	templates []*template
}

// place returns where what is known of rows as this block is read is, or nil.
func (b *Block) place() *atomic.Pointer[lesson] {
	switch {
	case b.file.known == nil:
		return nil
	case b.wanted == nil:
		return &b.file.known.whole
	}
	return &b.file.known.columns
}

// known returns the templates that an earlier block has left.
func (b *Block) known() []*template {
	at := b.place()
	if at == nil {
		return nil
	}
	l := at.Load()
	if l == nil || l.table != b.table || !sameSlice(l.columns, b.columns) {
		return nil
	}
	return slices.Clone(l.templates)
}

// leave leaves the block's templates to later blocks if there are new ones.
func (b *Block) leave(t *templates) {
	if at := b.place(); t.made > 0 && at != nil {
		at.Store(&lesson{b.table, b.columns, slices.Clone(t.list)})
	}
}

// sameSlice reports whether two slices are the very same.
func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
