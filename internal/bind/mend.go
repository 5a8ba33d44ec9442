package bind

import (
	"fmt"
	"strings"

	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// unknownName says of a name that has no meaning what may be meant.
func (b *binder) unknownName(id *kql.Ident, in *input) string {
	_, isAggregate := signature.Of(signature.Aggregates, id.Name)
	_, isFunction := signature.Of(signature.Functions, id.Name)
	switch {
	case strings.EqualFold(id.Name, "null"):
		return "there is no value `" + id.Name + "`; `isnull(x)`, and `isempty(x)` for strings, tell whether there is none"
	case isFunction || isAggregate && in.aggregates != nil:
		return "`" + id.Name + "` is a function, and no column: call it with brackets, `" + id.Name + "()`"
	case b.isTable(id, in.scope):
		return "`" + id.Name + "` is a table, where a value is needed; `toscalar(" + id.Name + " | ...)` takes one of it"
	}
	return b.unknown(id.Name, in.columns) + b.meantName(id.Name, in)
}

// unquoted adds to what was said of an operand, a name without a meaning, that a text stands
// in quotes.
func (b *binder) unquoted(before int, e kql.Expr) {
	id, ok := e.(*kql.Ident)
	if !ok || len(b.errors) != before+1 {
		return
	}
	said := b.errors[before].Msg // no column, in a table or not, and none that was meant
	if !strings.HasPrefix(said, "unknown column `"+id.Name+"`") || strings.Contains(said, ";") {
		return
	}
	b.errors[before].Msg += "; if it is a text, put it in quotes: `\"" + id.Name + "\"`"
}

// written tells how a value of a type is written.
func written(t value.Type) string {
	switch t {
	case value.Timespan:
		return "; a span is written as `1d`, `2h` or `30m`"
	case value.Datetime:
		return "; a time is written as `datetime(2024-12-31)`"
	case value.Bool:
		return "; compare it with something"
	}
	return ""
}

// plural counts things.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
