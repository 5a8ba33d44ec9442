package kql

import (
	"fmt"
	"strings"
)

// mend tells what may be meant by an item that stands where something else is wanted: the end
// of an error, or nothing. It knows the habits of other query languages and what is often left out.
func (p *parser) mend(what string, it item) string {
	switch {
	case p.at > 0 && strings.EqualFold(p.items[0].text, "select"):
		return "; this is SQL, and in KQL it is `Table | where ... | project ...`"
	case p.leftOpen(what, it):
		return p.unclosed()
	case it.kind == itemEnd:
		return p.unclosed()
	case it.kind == itemWord:
		return p.mendWord(it)
	case it.kind != itemMark:
		return p.mendOperand()
	case closes(it) && p.depth == 0:
		return "; no bracket is open here"
	case it.text == "=" && (p.sawMark("==") || p.sawMark("!=")):
		return "; to compare, write `==` or `!=`"
	case it.text == "|" && p.startsStatement():
		return "; a query starts with a table: `Table | where ...`"
	}
	return ""
}

// leftOpen reports whether an item shows that a bracket was not closed before it.
func (p *parser) leftOpen(what string, it item) bool {
	switch {
	case len(p.open) == 0 || it.kind != itemMark:
		return false
	case it.text == ";":
		return what == "`)`" || what == "`]`"
	}
	return closes(it) && closing[p.open[len(p.open)-1].text] != it.text
}

var closing = map[string]string{"(": ")", "[": "]", "{": "}"}

// operandWanted reports that no operand stands at the next item, and which operator lacks it.
func (p *parser) operandWanted() {
	what := "an expression"
	if it := p.before(); (it.kind == itemWord || it.kind == itemMark) && levels[it.text] > 0 {
		what += " behind `" + it.text + "`"
	}
	p.wanted(what)
}

// unclosed names the innermost bracket that is open at the end of the query.
func (p *parser) unclosed() string {
	if len(p.open) == 0 {
		return ""
	}
	it := p.open[len(p.open)-1]
	return fmt.Sprintf("; the `%s` at line %d, column %d is not closed", it.text, it.Start.Line, it.Start.Column)
}

// mendWord tells what may be meant by a word.
func (p *parser) mendWord(it item) string {
	low := strings.ToLower(it.text)
	next := p.peek(1)
	switch {
	case low == "not" && next.kind == itemWord && levels["!"+strings.ToLower(next.text)] > 0:
		return "; write `!" + strings.ToLower(next.text) + "`"
	case low == "is":
		return "; `isnull(x)`, and `isempty(x)` for strings, tell whether there is no value"
	case low != it.text && levels[low] > 0:
		return "; it is written in lower case: `" + low + "`"
	case strings.HasPrefix(it.text, "!") && levels[it.text] == 0:
		return "; to negate, write `not(" + clip(it.text[1:]) + ")`"
	case p.startsStatement() && verbs[it.text]:
		return "; a query starts with a table: `Table | " + it.text + " ...`"
	}
	return p.mendOperand()
}

// mendOperand tells what may be meant where an operand follows another item that it cannot.
func (p *parser) mendOperand() string {
	before := p.before()
	switch {
	case before.kind == itemWord && verbs[before.text] && (p.at == 1 || p.items[p.at-2].text == ";"):
		return "; a query starts with a table: `Table | " + before.text + " ...`"
	case before.kind == itemString && before.Stop == p.peek(0).Start:
		return "; a quote inside a string is written with a backslash before it"
	case before.kind == itemWord && strings.EqualFold(before.text, "not"):
		return "; `not` takes brackets: `not(...)`"
	case before.kind == itemWord && (before.text == "between" || before.text == "!between"):
		return "; write `between (1 .. 2)`"
	case before.kind == itemWord && listed[before.text]:
		return "; write `" + before.text + " (a, b)`"
	}
	return ""
}

// listed are the operators that take a list in brackets.
var listed = words("in in~ !in !in~ has_any has_all")

// before is the item read last.
func (p *parser) before() item {
	if p.at == 0 {
		return item{}
	}
	return p.items[p.at-1]
}

func (p *parser) sawMark(text string) bool {
	it := p.before()
	return it.kind == itemMark && it.text == text
}

// startsStatement reports whether the next item is the first of a statement.
func (p *parser) startsStatement() bool { return p.at == 0 || p.sawMark(";") }
