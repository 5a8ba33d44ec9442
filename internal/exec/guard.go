package exec

import (
	"context"
	"errors"
	"time"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A stop is an error on its way up through expressions, which give none: it is thrown where
// a kernel ends or is not begun, and caught by [caught] where a batch's work began.
type stop struct{ err error }

// caught gives err the error of a stop; it is deferred. Any other panic goes on.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case stop:
		*err = r.err
	default:
		panic(r)
	}
}

// now returns the error of a context that has ended; it looks every few rows.
func now(ctx context.Context, row int) error {
	if row%64 != 0 {
		return nil
	}
	return ctx.Err()
}

// named is a step whose patterns may be too much for a text.
func named(name string, s step) step {
	return func(b *vector.Batch) (out *vector.Batch, err error) {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case *value.Excess:
				err = r.Of(name)
			default:
				panic(r)
			}
		}()
		return s(b)
	}
}

// guarded is a function of batches with stops made errors.
func guarded[T any](f func(T) (any, error)) func(T) (any, error) {
	return func(x T) (out any, err error) {
		defer caught(&err)
		return f(x)
	}
}

// Of a kernel that may take long or make much of a row, pieces of the rows are computed, so
// that the query can be ended on the way: each of so many rows that it takes about this
// long, which is found out from the first on.
const (
	pieceTime   = 20 * time.Millisecond
	pieceGrowth = 8
	lightText   = 4 << 20 // bytes of text that every kernel but those of patterns is soon through
)

// A watch runs the kernel of a call.
type watch struct {
	*plan.Call
	run    *run
	always bool // in pieces, however little text there is
	never  bool
}

func (x *run) watch(e *plan.Call) *watch {
	w := &watch{Call: e, run: x, never: e.Func.Window, always: varies(e.T)}
	texts := false
	for _, a := range e.Args {
		w.always = w.always || varies(a.Type()) && a.Type() != value.String
		texts = texts || a.Type() == value.String
	}
	switch e.Func.Name {
	case "matches regex", "countof", "indexof_regex", "has_any", "has_all", "has_any_index":
		w.always = true
	}
	w.never = w.never || !w.always && !texts
	return w
}

// varies reports whether values of a type may be of any size.
func varies(t value.Type) bool {
	return t == value.String || t == value.Dynamic || t == value.Decimal
}

// rows computes rows of the call. What the query may not compute is a [stop].
func (w *watch) rows(args []*vector.Vector, rows int) *vector.Vector {
	if err := w.run.ctx.Err(); err != nil {
		panic(stop{err})
	}
	defer w.excess()
	if w.never || rows <= 1 || !w.always && !manyTexts(args) {
		return w.checked(w.Kernel(args, rows))
	}
	return w.pieces(args, rows)
}

func manyTexts(args []*vector.Vector) bool {
	bytes := 0
	for _, a := range args {
		if !a.IsConst() {
			for _, s := range a.Strings {
				bytes += len(s)
			}
		} else if a.Strings != nil {
			bytes += len(a.Strings[0]) * a.Len()
		}
	}
	return bytes > lightText
}

// pieces computes the rows piece by piece. What they take counts until they are handed on.
func (w *watch) pieces(args []*vector.Vector, rows int) *vector.Vector {
	if allConstant(args) && !w.Func.Volatile {
		return w.checked(w.Kernel(args, rows))
	}
	held := &holding{budget: w.run.budget, step: w.Func.Name}
	defer held.free()
	var done []*vector.Batch
	for at, n := 0, 1; at < rows; {
		to, start := min(at+n, rows), time.Now()
		piece := make([]*vector.Vector, len(args))
		for i, a := range args {
			piece[i] = a.Slice(at, to)
		}
		out := vector.NewBatch(to-at, w.checked(w.Kernel(piece, to-at)))
		done = append(done, out)
		if err := errors.Join(w.run.ctx.Err(), held.now(held.bytes+w.size(out.Columns[0]))); err != nil {
			panic(stop{err})
		}
		at, n = to, next(n, time.Since(start))
	}
	return vector.Concat([]value.Type{w.T}, done).Columns[0]
}

// next is how many rows the next piece has.
func next(n int, took time.Duration) int {
	return max(1, int(min(float64(n*pieceGrowth), float64(n)*float64(pieceTime)/float64(took+1))))
}

func allConstant(args []*vector.Vector) bool {
	for _, a := range args {
		if !a.IsConst() {
			return false
		}
	}
	return true
}

// sampled is of how many dynamics one is weighed; that takes time.
const sampled = 16

// size is about what a piece takes.
func (w *watch) size(v *vector.Vector) int64 {
	if v.Any == nil {
		return v.Size()
	}
	var n int64
	for i := 0; i < len(v.Any); i += sampled {
		n += sampled * value.SizeWithin(v.Any[i], 1<<30)
	}
	return n
}

// checked ends the query where a row's value is too large.
func (w *watch) checked(v *vector.Vector) *vector.Vector {
	if w.T == value.Dynamic && w.Func.Gathers() {
		for _, x := range v.Any {
			function.CheckValue(x)
		}
	}
	return v
}

// excess makes a kernel's [value.Excess] a stop; it is deferred.
func (w *watch) excess() {
	switch r := recover().(type) {
	case nil:
	case *value.Excess:
		panic(stop{r.Of(w.Func.Name)})
	default:
		panic(r)
	}
}
