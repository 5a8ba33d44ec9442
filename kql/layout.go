package kql

import "strings"

// lineWidth is where lines are broken, if they can be.
const lineWidth = 150

// A doc is text with places where it may be broken into lines. The printer turns nodes
// into docs first, so that a part knows whether it fits before it is written.
type doc struct {
	kind   docKind
	text   string // of a leaf or comment; what stands before a block that is not broken
	parts  []*doc
	width  int // on one line; unbounded where the doc must be broken
	indent int // of a block's lines, beyond the line that opens it

	bracketed bool // a fill whose first part may go to a line of its own
}

type docKind uint8

const (
	docText    docKind = iota
	docComment         // to the end of its line
	docCat             // parts side by side
	docFill            // parts with a blank or a line break between them, as many to the line as fit
	docBlock           // parts on one line, or each on its own
)

// unbounded is wider than any line, and twice as much still fits an int of 32 bits.
const unbounded = 1 << 29

func text(s string) *doc { return &doc{kind: docText, text: s, width: len(s)} }

func cat(parts ...*doc) *doc { return newDoc(docCat, "", 0, parts) }

func fill(parts ...*doc) *doc { return newDoc(docFill, "", 0, parts) }

// block starts each part on a line of its own if it must or if the line is too long;
// otherwise lead stands before the parts and a blank between them.
func block(lead string, indent int, must bool, parts ...*doc) *doc {
	d := newDoc(docBlock, lead, indent, parts)
	if must {
		d.width = unbounded
	}
	return d
}

// comments gives one line for each comment, none of which can end early.
func comments(lines []string) *doc {
	parts := make([]*doc, len(lines))
	for i, line := range lines {
		parts[i] = &doc{kind: docComment, text: comment(line), width: unbounded}
	}
	return cat(parts...)
}

// comment escapes whatever could end the line.
func comment(line string) string { return strings.TrimRight("// "+escape(line, ""), " ") }

func newDoc(kind docKind, lead string, indent int, parts []*doc) *doc {
	d := &doc{kind: kind, text: lead, indent: indent, parts: parts, width: len(lead)}
	if kind != docCat && len(parts) > 0 {
		d.width += len(parts) - 1
	}
	for _, p := range parts {
		d.width = min(unbounded, d.width+p.width)
	}
	return d
}

// A writer lays docs out.
type writer struct {
	buf strings.Builder
	col int // bytes since the last line break
}

func (w *writer) text(s string) {
	w.buf.WriteString(s)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		w.col = len(s) - i - 1
	} else {
		w.col += len(s)
	}
}

func (w *writer) newline(indent int) { w.text("\n" + strings.Repeat(" ", indent)) }

func (w *writer) comments(lines []string) {
	for _, line := range lines {
		w.text(comment(line) + "\n")
	}
}

func (w *writer) fits(d *doc) bool { return w.col+d.width <= lineWidth }

// put writes a doc that stands in a line indented by indent.
func (w *writer) put(d *doc, indent int) {
	switch {
	case d.width < unbounded && (w.fits(d) || d.kind == docText):
		w.flat(d)
	case d.kind == docComment:
		w.text(d.text)
		w.newline(indent)
	case d.kind == docCat:
		for _, p := range d.parts {
			w.put(p, indent)
		}
	case d.kind == docFill:
		w.fill(d, indent)
	case d.kind == docBlock:
		for _, p := range d.parts {
			w.newline(indent + d.indent)
			w.put(p, indent+d.indent)
		}
	}
}

// fill writes as many parts to the line as fit. What is broken inside a part is indented
// from the line on which the part starts.
func (w *writer) fill(d *doc, indent int) {
	inner := indent
	for i, p := range d.parts {
		fits := w.col+1+p.width <= lineWidth
		switch {
		case i == 0 && (fits || !d.bracketed || indent+4+p.width > lineWidth):
		case i > 0 && fits:
			w.text(" ")
		default:
			inner = indent + 4
			w.newline(inner)
		}
		w.put(p, inner)
	}
}

// flat writes a doc on one line, without its comments.
func (w *writer) flat(d *doc) {
	if d.kind == docComment {
		return
	}
	w.text(d.text)
	for i, p := range d.parts {
		if i > 0 && d.kind != docCat {
			w.text(" ")
		}
		w.flat(p)
	}
}
