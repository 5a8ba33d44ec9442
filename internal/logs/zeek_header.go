package logs

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// A zeekHeader is what the header lines so far say. It never changes: a line makes a new
// one, since blocks that are decoded at the same time share it. Nil is no header yet.
type zeekHeader struct {
	separator    byte
	setSeparator []byte
	empty, unset string
	path         string
	names, types []string
	bad          string // why the rows below cannot be read, or empty

	laid *atomic.Pointer[zeekLayout] // the last layout, which blocks of one file have in common
}

// maxZeekFields bounds what one header line can make us keep; Zeek's widest log has some
// sixty fields.
const maxZeekFields = 2048

// with returns the header with one more line. Lines of no interest, #open and #close and
// comments, change nothing.
func (h *zeekHeader) with(line []byte) *zeekHeader {
	next := zeekHeader{separator: '\t', setSeparator: []byte(","), empty: "(empty)", unset: "-"}
	if rest, ok := bytes.CutPrefix(line, []byte("#separator ")); ok { // a header begins anew
		if text := appendZeekText(nil, rest); len(text) == 1 {
			next.separator = text[0]
		} else { // no other line of this header can be read
			next.separator, next.bad = 0, "zeek header has a separator that is not one byte"
		}
		next.laid = new(atomic.Pointer[zeekLayout])
		return &next
	}
	if h != nil {
		next = *h
	}
	next.laid = new(atomic.Pointer[zeekLayout])
	directive, value, _ := strings.Cut(string(line), string(next.separator))
	switch directive {
	case "#set_separator":
		if next.setSeparator = appendZeekText(nil, []byte(value)); value == "" {
			return h // nothing separates nothing
		}
	case "#empty_field":
		next.empty = value
	case "#unset_field":
		next.unset = value
	case "#path":
		next.path = value
	case "#fields", "#types":
		next.list(directive, value)
		return &next
	default:
		return h
	}
	// These stand before the fields: a header begins anew. So what a line costs us is in
	// proportion to its length, since only fields and types have to be laid out.
	next.names, next.types, next.bad = nil, nil, ""
	return &next
}

// list takes the values of #fields or #types, unless they are too many or do not agree.
func (h *zeekHeader) list(directive, value string) {
	if strings.Count(value, string(h.separator)) >= maxZeekFields {
		h.names, h.bad = nil, fmt.Sprintf("zeek header has more than %d fields", maxZeekFields)
		return
	}
	values := strings.Split(value, string(h.separator))
	switch {
	case directive == "#fields":
		h.names, h.types, h.bad = values, nil, ""
	case h.names != nil && len(values) != len(h.names):
		h.names, h.bad = nil, fmt.Sprintf("zeek header has %d fields and %d types", len(h.names), len(values))
	default:
		h.types = values
	}
}

// A zeekLayout is how the lines under a header are read in one file.
type zeekLayout struct {
	file     *file
	table    string
	path     *pathMapping // nil where no table takes the rows
	unmapped []byte       // what they are then, for the row to tell
	fields   []zeekField
	bad      string // why they cannot be read, or empty
}

// A zeekField is one position of a line.
type zeekField struct {
	name string // the column that takes it, or its own
	id   fieldID
	kind Kind
	list bool
	item Kind // of a list
}

// layoutFor lays out the lines of f that stand under h.
func (h *zeekHeader) layoutFor(f *file) *zeekLayout {
	if h == nil || h.names == nil && h.bad == "" {
		return &zeekLayout{bad: "no #fields line before it"}
	}
	if l := h.laid.Load(); l != nil && l.file == f {
		return l
	}
	l := h.layOut(f)
	h.laid.Store(l)
	return l
}

func (h *zeekHeader) layOut(f *file) *zeekLayout {
	m := zeekMapping()
	l := &zeekLayout{file: f, bad: h.bad, path: h.mapping(m, f.table), table: f.table}
	taken := make(map[string]bool, len(h.names))
	if l.path != nil {
		l.table = l.path.table
	} else {
		l.unmapped, taken["_path"] = []byte(h.path), h.path != ""
	}
	for i, name := range h.names {
		field := zeekField{name: name, id: m.fields[name]}
		if l.path != nil && l.path.renamed[field.id].name != "" {
			field.name = l.path.renamed[field.id].name
		}
		switch {
		case l.bad != "":
		case name == "":
			l.bad = "zeek header has a field without a name"
		case taken[field.name]:
			l.bad = "zeek header names " + strconv.Quote(name) + " twice"
		}
		taken[field.name] = true
		if i < len(h.types) {
			field.typed(h.types[i])
		}
		l.fields = append(l.fields, field)
	}
	return l
}

// mapping finds the mapping of the header's rows: by path, else by fields. A table that the
// user gave has the last word: another table's mapping does not fit.
func (h *zeekHeader) mapping(m *mapping, table string) *pathMapping {
	p := m.path(h.path)
	if p == nil && h.path == "" {
		p = m.recognise(func(id fieldID) bool {
			return slices.ContainsFunc(h.names, func(name string) bool { return m.fields[name] == id })
		})
	}
	if p != nil && table != "" && p.table != table {
		return nil
	}
	return p
}

// typed notes the field's type.
func (f *zeekField) typed(name string) {
	if inner, ok := strings.CutSuffix(name, "]"); ok {
		if _, item, ok := strings.Cut(inner, "["); ok {
			f.list, f.kind, f.item = true, JSON, zeekKind(item)
			return
		}
	}
	f.kind = zeekKind(name)
}

func zeekKind(name string) Kind {
	switch name {
	case "count", "int", "port", "double", "interval", "time":
		return Number
	case "bool":
		return Bool
	}
	return Text
}

func (l *zeekLayout) countsDiffer(got int) string {
	return fmt.Sprintf("%d values under a header of %d fields", got, len(l.fields))
}
