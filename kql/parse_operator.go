package kql

import "strings"

// piped reads the operators behind a source, each with the comments on and above its lines.
func (p *parser) piped() []Operator {
	var ops []Operator
	for p.is("|") {
		mark := len(p.notes)
		p.next()
		op := p.operator()
		p.resume("|")
		if op != nil {
			*op.lines() = p.taken(mark)
			ops = append(ops, op)
		}
	}
	return ops
}

// subquery reads operators in brackets, which start from the rows at hand.
func (p *parser) subquery() (ops []Operator) {
	p.nested("(", func() {
		mark := len(p.notes)
		if op := p.operator(); op != nil {
			p.resume("|")
			*op.lines() = p.taken(mark)
			ops = append(ops, op)
		}
		ops = append(ops, p.piped()...)
	}, ")")
	return ops
}

// operator reads one operator to its end; nil if its name is unknown.
func (p *parser) operator() Operator {
	start := p.pos()
	name := p.verb()
	op := p.read(name)
	if op == nil {
		p.unknown(start, name)
		return nil
	}
	if !p.ends() {
		p.wanted(p.follows())
	}
	op.place(p.since(start))
	return op
}

// verb reads the name of an operator, whose words hyphens may join.
func (p *parser) verb() string {
	if !p.isKind(0, itemWord) {
		p.wanted("an operator")
		return ""
	}
	name := p.next().text
	for p.is("-") && p.pos() == p.stop && p.isKind(1, itemWord) && p.peek(1).Start == p.peek(0).Stop {
		p.next()
		name += "-" + p.next().text
	}
	return name
}

// elsewhere are words of other query languages, with the operators that do the same.
var elsewhere = map[string]string{"dedup": "distinct", "eval": "extend", "fields": "project", "group": "summarize",
	"having": "where", "head": "take", "rename": "project-rename", "select": "project", "stats": "summarize"}

func (p *parser) unknown(start Pos, name string) {
	switch {
	case strings.HasPrefix(name, "graph") || name == "make-graph":
		p.fail(p.since(start), "the graph operator `%s` is not supported", clip(name))
	case name == "macro-expand" || name == "execute-and-cache":
		p.fail(p.since(start), "the operator `%s` is not supported", name)
	case elsewhere[strings.ToLower(name)] != "":
		p.fail(p.since(start), "unknown operator `%s`; in KQL it is `%s`", clip(name), elsewhere[strings.ToLower(name)])
	default:
		p.fail(p.since(start), "unknown operator `%s`%s", clip(name), meant(name, verbs))
	}
}

// ends reports whether nothing more may follow in an operator.
func (p *parser) ends() bool {
	it := p.peek(0)
	switch {
	case it.kind == itemEnd || p.is("|") || p.is(";"):
		return true
	}
	return p.depth > 0 && (it.kind == itemMark && closes(it) || p.is(","))
}

func (p *parser) follows() string {
	if p.depth > 0 {
		return "`|` or a closing bracket"
	}
	return "`|` or `;`"
}

// verbs are the names of the operators.
var verbs = words(`where filter extend project project-away project-keep project-rename project-reorder
	project-by-names lookup join union mv-expand mv-apply summarize make-series serialize order sort top
	top-nested top-hitters take limit sample sample-distinct distinct count getschema as invoke evaluate render
	parse parse-where parse-kv search find partition scan fork facet reduce print range consume assert-schema`)

// read reads what stands behind the name of an operator.
func (p *parser) read(name string) Operator {
	switch name {
	case "where", "filter":
		return &Where{Predicate: p.maybeNamed(p.expr)}
	case "extend":
		return &Extend{Columns: p.assigns()}
	case "serialize":
		return &Serialize{Columns: p.optional(p.assigns)}
	case "distinct":
		return &Distinct{Options: p.options(), Columns: list(p, func() Expr { return p.maybeNamed(p.expr) })}
	case "take", "limit":
		return &Take{Count: p.expr()}
	case "sample":
		return &Sample{Count: p.expr()}
	case "sample-distinct":
		op := &SampleDistinct{Count: p.expr()}
		p.expect("of")
		op.Of = p.expr()
		return op
	case "count":
		return &Count{As: p.countName()}
	case "getschema":
		return &GetSchema{Options: p.options("kind")}
	case "as":
		return &Naming{Options: p.options(), Name: p.name("a name", defines)}
	case "consume":
		return &Consume{Options: p.options("decodeblocks")}
	case "assert-schema":
		return &AssertSchema{Columns: p.columns()}
	case "print":
		return &PrintRow{Columns: p.assigns()}
	case "range":
		return p.rangeOperator()
	case "order", "sort", "top", "top-nested", "top-hitters":
		return p.readSort(name)
	case "summarize", "make-series", "reduce", "facet", "partition", "fork", "scan":
		return p.readGroup(name)
	case "join", "lookup", "union", "invoke", "evaluate", "render", "search", "find":
		return p.readTables(name)
	case "mv-expand", "mvexpand", "mv-apply", "mvapply", "parse", "parse-where", "parse-kv":
		return p.readDynamic(name)
	}
	return p.readProject(name)
}

func (p *parser) readProject(name string) Operator {
	switch name {
	case "project":
		return &Project{Columns: p.optional(p.assigns)}
	case "project-away":
		return &ProjectAway{Names: p.wildcards()}
	case "project-keep":
		return &ProjectKeep{Names: p.wildcards()}
	case "project-rename":
		return &ProjectRename{Columns: p.optional(p.assigns)}
	case "project-reorder":
		return &ProjectReorder{Keys: list(p, p.reorderKey)}
	case "project-by-names":
		return &ProjectByNames{Names: list(p, p.expr)}
	}
	return nil
}

// countName reads the name of the column that count gives, if it is there. Brackets around
// it are no part of the language.
func (p *parser) countName() string {
	switch {
	case !p.accept("as"):
		return ""
	case p.is("["):
		p.wanted("a name without brackets")
		return ""
	case p.isKind(0, itemWord) && !namesCount(p.peek(0).text):
		p.fail(p.peek(0).Span, "`%s` cannot name the column of count, which is a word of letters and digits and none of the language", clip(p.peek(0).text))
		return ""
	}
	return p.label("a name")
}

// optional reads a list that may be left out.
func (p *parser) optional(read func() []Assign) []Assign {
	if p.ends() {
		return nil
	}
	return read()
}

func (p *parser) wildcards() []string {
	return list(p, func() string { return p.wildcard("the name of a column") })
}

func (p *parser) reorderKey() ReorderKey {
	k := ReorderKey{Name: p.wildcard("the name of a column")}
	if p.is("asc") || p.is("desc") || p.is("granny") {
		k.Order = p.verb()
	}
	return k
}

func (p *parser) rangeOperator() Operator {
	op := &Range{Name: p.name("the name of a column", defines)}
	p.expect("from")
	op.From = p.expr()
	p.expect("to")
	op.To = p.expr()
	p.expect("step")
	op.Step = p.expr()
	return op
}

// options reads hints and the named options of an operator, in any order.
func (p *parser) options(names ...string) []Option {
	var options []Option
	for p.startsOption(names) {
		options = append(options, p.option())
	}
	return options
}

func (p *parser) startsOption(names []string) bool {
	if p.is("hint") && p.sees(1, ".") {
		return true
	}
	for _, name := range names {
		if p.is(name) && p.sees(1, "=") {
			return true
		}
	}
	return false
}

// option reads name=value; the name may have points.
func (p *parser) option() Option {
	o := Option{Name: p.label("the name of an option")}
	for p.accept(".") {
		o.Name += "." + p.label("the name of an option")
	}
	p.expect("=")
	o.Value = p.optionValue()
	return o
}

// optionValue reads a literal or a word, even one that is no name elsewhere.
func (p *parser) optionValue() Expr {
	it := p.peek(0)
	if it.kind != itemWord || it.text == "dynamic" || it.text == "true" || it.text == "false" {
		return p.unary()
	}
	p.next()
	return &Ident{Span: it.Span, Name: it.text}
}
