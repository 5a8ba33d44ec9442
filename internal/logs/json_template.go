package logs

import (
	"slices"

	"foxhound/internal/schema"
)

// A template reads rows that are spelled like an earlier one but for their values, as most
// rows of a log are: what stands between two values is compared as a whole, so that keys
// need not be looked at, nor named. It reads what [rowReader.read] and findTable read, or
// refuses: a row that is spelled in another way, that is malformed, or whose table another
// value may tell, is for them.
type template struct {
	table  string
	steps  []templateStep
	typ    int  // the step of the Type column, or -1
	cased  bool // it is spelled in another case, and tells only where it names a table
	action int  // that of ActionType, or -1
	tag    tag  // what these told
	fixed  bool // nothing in a row tells its table
}

// A templateStep is a field: what stands before its value, and what the table calls it.
type templateStep struct {
	before string
	name   string
	tests  []fieldTest
	keep   bool
	tells  bool // it may tell the table
	look   bool // it is kept, tested, or tells
}

// maxTemplates is how many templates are tried on a row.
const maxTemplates = 8

// templates are those of one block, the one that fitted last first.
type templates struct {
	list   []*template
	made   int // so far
	used   int // rows read
	missed int // rows tried in vain, for each template
}

// promising reports whether rows are alike enough to try the templates at all.
func (t *templates) promising() bool { return t.missed < 64+4*t.used }

// worthwhile reports whether rows are alike enough for another template to pay.
func (t *templates) worthwhile() bool { return t.made < 2*maxTemplates+t.used/4 }

// add puts a template before the others.
func (t *templates) add(made *template) {
	t.made++
	t.list = slices.Insert(t.list[:min(len(t.list), maxTemplates-1)], 0, made)
}

// template makes the template of the row at hand, which has just been named and whose keys
// are the layout's. There is none where a row may be read in more than one way: no table,
// or one that a mapper found, or perhaps other rows within it, or Type in more than one case.
func (r *rowReader) template() *template {
	if r.record.Table == "" || r.record.Table != r.layout.table || len(r.layout.keys) == 0 || r.mayWrap() {
		return nil
	}
	t := &template{table: r.record.Table, typ: -1, action: -1, fixed: r.block.file.table != "" || r.layout.typeAt < 0}
	for i, k := range r.keys {
		from := 0
		if i > 0 {
			from = r.keys[i-1].end
		}
		t.steps = append(t.steps, r.step(string(r.data[from:k.at]), r.layout.names[i]))
		switch {
		case isType(k.raw) && t.typ >= 0:
			return nil
		case isType(k.raw):
			t.typ, t.cased, t.steps[i].look, t.steps[i].tells = i, string(k.raw) != "Type", true, true
		case string(k.raw) == "ActionType":
			t.action, t.steps[i].look, t.steps[i].tells = i, true, true
		}
	}
	t.tag = r.tag()
	return t
}

// step is a field of the row at hand.
func (r *rowReader) step(before, name string) templateStep {
	step := templateStep{before: before, name: name, keep: r.block.wants(name), tests: r.block.tests.of(r.record.Table, name)}
	step.look = step.keep || step.tests != nil
	return step
}

// mayWrap reports whether a row with these keys may be a wrapper of others.
func (r *rowReader) mayWrap() bool {
	return len(r.keys) <= maxWrapperKeys && slices.ContainsFunc(r.keys, func(k key) bool {
		return string(k.raw) == "properties" || slices.Contains(arrayKeys, string(k.raw))
	})
}

// alike reads and yields a line that a template fits.
func (r *rowReader) alike(text []byte, line int64) bool {
	if !r.templates.promising() {
		return false
	}
	for i, t := range r.templates.list {
		r.record.reset(t.table, line)
		if !t.read(text, &r.record) {
			r.templates.missed++
			continue
		}
		if i > 0 {
			copy(r.templates.list[1:i+1], r.templates.list[:i])
			r.templates.list[0] = t
		}
		r.templates.used++
		r.stopped = r.stopped || !r.yield(&r.record)
		return true
	}
	return false
}

// learn makes a template of the row that was yielded last.
func (r *rowReader) learn() {
	if !r.templates.worthwhile() {
		return
	}
	if t := r.template(); t != nil {
		r.templates.add(t)
	}
}

// read reads a line into the record.
func (t *template) read(data []byte, rec *Record) bool {
	pos := 0
	var typ, action []byte
	for i := range t.steps {
		step := &t.steps[i]
		end := pos + len(step.before)
		if end >= len(data) || string(data[pos:end]) != step.before {
			return false
		}
		text, kind, escaped, next, ok := templateValue(data, end)
		if !ok {
			return false
		}
		if pos = next; !step.look || rec.failed && !step.tells {
			continue
		}
		if escaped {
			text = rec.build(func(dst []byte) []byte { return appendUnescaped(dst, text) })
		}
		step.take(rec, kind, text)
		switch {
		case kind != Text:
		case i == t.typ && (!t.cased || schema.Known(string(text))):
			typ = text
		case i == t.action:
			action = text
		}
	}
	return t.ends(data[pos:]) && (t.fixed || t.tells(typ, action))
}

// take adds the field to the record if it is wanted there, and if no test has failed.
func (s *templateStep) take(rec *Record, kind Kind, text []byte) {
	for _, fits := range s.tests {
		rec.failed = rec.failed || !fits(text)
	}
	if s.keep && !rec.failed {
		rec.add(s.name, kind, text)
	}
}

// ends reports whether nothing but the end of the row is left.
func (t *template) ends(rest []byte) bool {
	if len(rest) == 1 && rest[0] == '}' { // Fast path
		return true
	}
	s := jsonScanner{data: rest}
	s.space()
	return s.expect('}', "") && s.end()
}

// tells reports whether the row is of the template's table.
func (t *template) tells(typ, action []byte) bool {
	if typ != nil || t.tag.typed {
		return typ != nil && t.tag.typed && string(typ) == t.tag.name
	}
	return schema.ActionTable(string(action)) == t.tag.name
}

// templateValue is [jsonScanner.value]. The most common values have ways of their own.
func templateValue(data []byte, pos int) (text []byte, kind Kind, escaped bool, next int, ok bool) {
	if c := data[pos]; c == '"' {
		end := plainRun(data, pos+1)
		for end+1 < len(data) && data[end] == '\\' && unescaped[data[end+1]] != 0 {
			escaped, end = true, plainRun(data, end+2)
		}
		if end < len(data) && data[end] == '"' {
			return data[pos+1 : end], Text, escaped, end + 1, true
		}
	} else if '1' <= c && c <= '9' {
		end := pos + 1
		for end < len(data) && isDigit(data[end]) {
			end++
		}
		if end < len(data) && (data[end] == ',' || data[end] == '}') {
			return data[pos:end], Number, false, end, true
		}
	}
	s := jsonScanner{data: data, pos: pos}
	text, kind, escaped, ok = s.value()
	return text, kind, escaped, s.pos, ok
}
