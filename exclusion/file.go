package exclusion

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
	"foxhound/internal/yamltext"
	"foxhound/kql"
)

// A File is exclusions as code: parameters with their values, scenarios of the library that
// are wanted, and definitions of its own. docs/exclusions.md describes the form.
type File struct {
	Name        string
	Parameters  []Parameter
	Use         []string // names of scenarios of the library
	Definitions []Definition
}

// maxFile is how many bytes a file may have.
const maxFile = 1 << 20

// Read reads a file, and refuses one that says anything it does not understand, for what is
// half understood may hide too much. Each exclusion must rest on something that an attacker
// cannot choose, and pass its own proofs.
func Read(name string, text []byte) (*File, error) {
	r := &reader{name: name, file: &File{Name: name}, shared: withShared(nil), library: LibraryNames()}
	f, err := r.read(text)
	if err != nil {
		return nil, err
	}
	if err := f.prove(withShared(f.parameters())); err != nil {
		return nil, err
	}
	return f, nil
}

// parameters are the file's own, by their names.
func (f *File) parameters() map[string]Parameter {
	own := make(map[string]Parameter)
	for _, p := range f.Parameters {
		own[p.Name] = p
	}
	return own
}

// prove holds the definitions against their proofs.
func (f *File) prove(parameters map[string]Parameter) error {
	for i := range f.Definitions {
		if err := f.Definitions[i].prove(parameters); err != nil {
			return err
		}
	}
	return nil
}

// read reads a file and proves nothing.
func (r *reader) read(text []byte) (*File, error) {
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s: has %d bytes, more than the %d that a file of exclusions may have", r.name, len(text), maxFile)
	}
	roots, err := yamltext.Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name, err)
	}
	if len(roots) != 1 || len(roots[0].Keys) == 0 {
		return nil, fmt.Errorf("%s:1: is no file of exclusions; it needs `exclusions:`, `use:` or `parameters:`", r.name)
	}
	r.root(roots[0])
	return r.file, r.err
}

// A reader takes a file apart until the first thing that is wrong.
type reader struct {
	name     string
	file     *File
	embedded bool                 // it is foxhound's own
	shared   map[string]Parameter // of the built-ins and the library
	library  []string             // names of scenarios that may be used
	err      error
}

// fail notes what is wrong first.
func (r *reader) fail(at yamltext.Mark, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%s:%d:%d: %s", r.name, max(at.Line, 1), max(at.Column, 1), fmt.Sprintf(format, args...))
	}
}

// keys refuses keys that are not of the form.
func (r *reader) keys(n yamltext.Node, what string, known ...string) {
	seen := make(map[string]bool)
	for _, k := range n.Keys {
		switch {
		case !slices.Contains(known, k.Text):
			r.fail(k, "`%s` is no key of %s; the keys are %s", k.Text, what, strings.Join(known, ", "))
		case seen[k.Text]:
			r.fail(k, "`%s` stands twice", k.Text)
		}
		seen[k.Text] = true
	}
}

func (r *reader) root(n yamltext.Node) {
	r.keys(n, "a file of exclusions", "parameters", "use", "exclusions")
	for i, k := range n.Get("parameters").Keys {
		r.parameter(k, n.Get("parameters").Values[i])
	}
	for _, u := range n.Get("use").Items() {
		if !slices.Contains(r.library, u.Text) {
			r.fail(u.Mark, "the library has no `%s`; it has %s", u.Text, strings.Join(r.library, ", "))
		}
		r.file.Use = append(r.file.Use, u.Text)
	}
	for _, x := range n.Get("exclusions").Items() {
		r.exclusion(x)
	}
}

// parameterName is a name as predicates write it.
var parameterName = lazyregexp.New(`^[A-Z][A-Za-z0-9]{0,63}$`)

// parameter reads a parameter in full, or the values of one that is known already.
func (r *reader) parameter(key yamltext.Mark, n yamltext.Node) {
	p, known := r.shared[key.Text]
	p.Values = nil
	switch {
	case !parameterName.MatchString(key.Text):
		r.fail(key, "`%s` is no name of a parameter: a capital, then letters and digits", key.Text)
		return
	case !known:
		p = Parameter{Name: key.Text, Sort: Texts, Placeholder: strings.ToLower(key.Text)}
	}
	values := n
	if len(n.Keys) > 0 {
		r.keys(n, "a parameter", "sort", "description", "placeholder", "flag", "default")
		if s := n.Get("sort"); s.Set() {
			if !slices.Contains(sorts, s.Text) {
				r.fail(s.Mark, "`%s` is no sort of values; the sorts are %s", s.Text, strings.Join(sorts, ", "))
			}
			p.Sort = Sort(s.Text)
		}
		p.Description, p.Flag = n.Get("description").Text, n.Get("flag").Text
		if t := n.Get("placeholder").Text; t != "" {
			p.Placeholder = t
		}
		values = n.Get("default")
	}
	for _, v := range values.Items() {
		if err := p.Sort.check(v.Text); err != nil {
			r.fail(v.Mark, "parameter `%s`: %v", p.Name, err)
		}
		p.Values = append(p.Values, v.Text)
	}
	r.file.Parameters = append(r.file.Parameters, p)
}

// exclusionName is what ExcludedBy says.
var exclusionName = lazyregexp.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (r *reader) exclusion(n yamltext.Node) {
	r.keys(n, "an exclusion", "name", "scenario", "description", "tables", "predicate", "filter", "reason", "owner", "created", "expires", "proofs")
	text := func(key string) string {
		v := n.Get(key)
		if strings.TrimSpace(v.Text) == "" {
			r.fail(n.Mark, "the exclusion has no `%s`", key)
		}
		return strings.TrimSpace(v.Text)
	}
	d := Definition{Name: text("name"), Title: text("scenario"), Description: text("description"), Filter: strings.TrimSpace(n.Get("filter").Text),
		Reason: text("reason"), Owner: text("owner"), File: r.name, Line: n.Line}
	if !exclusionName.MatchString(d.Name) {
		r.fail(n.Get("name").Mark, "`%s` is no name of an exclusion: small letters, digits and hyphens", d.Name)
	}
	if d.Filter == "" {
		d.Filter = "As the predicate says."
	}
	d.Created, d.Expires = r.date(n.Get("created")), r.date(n.Get("expires"))
	for _, t := range n.Get("tables").Items() {
		if !schema.Known(t.Text) {
			r.fail(t.Mark, "no reference has a table `%s`", t.Text)
		}
		d.Tables = append(d.Tables, t.Text)
	}
	if len(d.Tables) == 0 && !r.embedded {
		r.fail(n.Mark, "the exclusion `%s` names no `tables` that it applies to", d.Name)
	}
	r.predicate(n.Get("predicate"), &d)
	for _, p := range n.Get("proofs").Items() {
		r.proof(p, &d)
	}
	r.file.Definitions = append(r.file.Definitions, d)
}

func (r *reader) date(n yamltext.Node) time.Time {
	if !n.Set() {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, n.Text)
	if err != nil {
		r.fail(n.Mark, "`%s` is no date such as 2026-11-23", n.Text)
	}
	return t
}

// predicate reads the condition, and holds it against tables and against what attackers choose.
func (r *reader) predicate(n yamltext.Node, d *Definition) {
	if strings.TrimSpace(n.Text) == "" {
		r.fail(n.Mark, "the exclusion `%s` has no `predicate`", d.Name)
		return
	}
	e, err := condition(n.Text)
	if err != nil {
		r.fail(n.Mark, "the predicate of `%s`: %v", d.Name, err)
		return
	}
	d.predicate = e
	lists := make(map[string][]string)
	kql.Walk(e, func(node kql.Node) bool {
		if id, ok := node.(*kql.Ident); ok && lists[id.Name] == nil && r.isParameter(id.Name) {
			d.Parameters = append(d.Parameters, id.Name)
			lists[id.Name] = []string{"x"}
		}
		return true
	})
	if class := unicodeClass(e); class != "" {
		r.fail(n.Mark, "the predicate of `%s`: `%s` means more in Kusto than here; write the class out, such as [0-9]", d.Name, class)
	}
	written, err := expand(e, lists)
	if err != nil {
		r.fail(n.Mark, "the predicate of `%s`: %v", d.Name, err)
		return
	}
	if Stands(written) != Firm {
		r.fail(n.Mark, "the predicate of `%s` rests on what an attacker can choose; require besides a folder that administrators alone write to, a SID, a hash, or a host or address of yours", d.Name)
	}
	x := Exclusion{Predicate: written}
	for _, t := range d.Tables {
		if missing := x.Missing(func(c string) bool { return textColumn(t, c) }); len(missing) > 0 {
			r.fail(n.Mark, "the predicate of `%s` reads `%s`, which is no column of texts in `%s`", d.Name, missing[0], t)
		}
	}
}

// classes are those of regular expressions that Kusto takes from Unicode, and Holds from ASCII.
var classes = lazyregexp.New(`\\[dDwWsSbB]`)

// unicodeClass returns the first of them in a predicate's regular expressions, or nothing.
func unicodeClass(e kql.Expr) (class string) {
	kql.Walk(e, func(n kql.Node) bool {
		if b, ok := n.(*kql.Binary); ok && b.Op == "matches regex" {
			if s, ok := b.Y.(*kql.String); ok && class == "" {
				class = classes.FindString(s.Value)
			}
		}
		return true
	})
	return class
}

// condition parses a predicate.
func condition(text string) (kql.Expr, error) {
	q, err := kql.Parse("predicate", "T | where "+strings.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	if len(q.Statements) == 1 {
		if p, ok := q.Statements[0].(*kql.Pipeline); ok && len(p.Operators) == 1 {
			if w, ok := p.Operators[0].(*kql.Where); ok {
				return w.Predicate, nil
			}
		}
	}
	return nil, fmt.Errorf("it is more than one condition")
}

// textColumn reports whether a table has a column of texts, in every dialect that has it.
func textColumn(table, column string) bool {
	found := false
	for _, d := range []schema.Dialect{schema.Sentinel, schema.Defender} {
		if t, ok := schema.Lookup(d, table); ok {
			c, has := t.Column(column)
			if !has || c.Type != "string" {
				return false
			}
			found = true
		}
	}
	return found
}

func (r *reader) isParameter(name string) bool {
	if _, ok := r.shared[name]; ok {
		return true
	}
	return slices.ContainsFunc(r.file.Parameters, func(p Parameter) bool { return p.Name == name })
}

func (r *reader) proof(n yamltext.Node, d *Definition) {
	r.keys(n, "a proof", "covers", "row", "values")
	p := Proof{Covers: n.Get("covers").Text == "true", Line: n.Line, Row: map[string]string{}, Values: map[string][]string{}}
	if c := n.Get("covers").Text; c != "true" && c != "false" {
		r.fail(n.Mark, "a proof says `covers: true` or `covers: false`")
	}
	row, values := n.Get("row"), n.Get("values")
	for i, k := range row.Keys {
		p.Row[k.Text] = row.Values[i].Text
	}
	for i, k := range values.Keys {
		if !slices.Contains(d.Parameters, k.Text) {
			r.fail(k, "`%s` is no parameter of `%s`", k.Text, d.Name)
		}
		for _, v := range values.Values[i].Items() {
			p.Values[k.Text] = append(p.Values[k.Text], v.Text)
		}
	}
	d.Proofs = append(d.Proofs, p)
}
