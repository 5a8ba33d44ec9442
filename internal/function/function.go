// Package function holds Kusto's scalar functions and operators: each is a value that
// makes, once a query, the kernel that computes it over columns. It knows no queries and
// no names of columns. Start with [Lookup].
//
// Which functions there are, what types they take and give, and how the column they make
// is called stands in package signature, which the binder reads; what a function does
// stands here, a file for each family of functions. What needs no columns has packages of its
// own: term and regex for what texts hold, series for mathematics.
package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An Arg is what is known of an argument before any row is seen.
type Arg struct {
	Type  value.Type
	Const bool // the value is the same for every row
	Value any  // of a constant, as package value has values; nil is null
}

// A Spec is one use of a function in a query.
type Spec struct {
	Args   []Arg      // their types are those of the signature: the binder converts
	Result value.Type // by the signature
	Now    value.Time // the one now of the query
}

// A Kernel computes n rows. The arguments have the types of the [Spec]; any of them may
// be constant, and all have n rows. It keeps nothing between calls and may run on many
// goroutines at a time. What cannot be computed is null (or "");
// what would take no end of memory or time is a [value.Excess], which it panics with.
type Kernel func(args []*vector.Vector, n int) *vector.Vector

// A Scalar is a scalar function or operator.
type Scalar struct {
	Name string // as in KQL: strlen, +, has_cs
	// New makes the kernel for one use, or says what is wrong with its constant
	// arguments, in lower case, such as "`(` is not a regular expression: ...".
	New func(Spec) (Kernel, error)
	// Window is true for functions of a row's place among the others (prev, row_number):
	// their kernels must be given all rows at once, in order.
	Window bool
	// Volatile is true for functions that give another value each time (rand, new_guid):
	// they are computed for every row, never once for all.
	Volatile bool
}

// Lookup returns the scalar function or operator of that name. A function that has a
// signature and is not here is one that foxhound refuses.
func Lookup(name string) (*Scalar, bool) {
	f, ok := byName()[name]
	return f, ok
}
