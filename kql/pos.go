package kql

import "fmt"

// A Pos is a place in the text of a query. The zero Pos belongs to nodes built by hand.
type Pos struct {
	Offset int // bytes before it
	Line   int // from 1
	Column int // in characters, from 1
}

// IsValid reports whether the place is in a text.
func (p Pos) IsValid() bool { return p.Line > 0 }

// String returns line:column.
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// A Span is the text from Start to just before Stop. Every node has one, which [Parse]
// fills in; a node built by hand leaves it zero.
type Span struct{ Start, Stop Pos }

// Pos returns where the node starts.
func (s Span) Pos() Pos { return s.Start }

// End returns the place just behind the node.
func (s Span) End() Pos { return s.Stop }

// place tells a node where it is.
func (s *Span) place(where Span) { *s = where }
