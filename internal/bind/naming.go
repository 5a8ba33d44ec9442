package bind

import (
	"strconv"
	"strings"

	"foxhound/internal/signature"
	"foxhound/kql"
)

// columnName returns what Kusto calls the column of an expression that has no name of its
// own; it is empty where Kusto numbers it (Column1).
func (b *binder) columnName(e kql.Expr, in *input) string {
	switch e := e.(type) {
	case *kql.Ident:
		if _, ok := spelledBool(e.Name); ok && place(in.columns, e.Name) < 0 {
			return ""
		}
		return e.Name
	case *kql.Member:
		if side, ok := e.X.(*kql.Ident); ok && strings.HasPrefix(side.Name, "$") {
			return e.Name
		}
		return joined(b.columnName(e.X, in), e.Name)
	case *kql.Index:
		return joined(b.columnName(e.X, in), indexName(e.I))
	case *kql.Call:
		return b.callName(e, in)
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return b.columnName(e.Source, in)
		}
	}
	return ""
}

func joined(left, right string) string {
	if strings.TrimSpace(left) == "" {
		return right
	}
	return left + "_" + right
}

func indexName(e kql.Expr) string {
	switch e := e.(type) {
	case *kql.String:
		return e.Value
	case *kql.Long:
		return strconv.FormatInt(e.Value, 10)
	}
	return ""
}

// callName names the column of a call by what its signature tells.
func (b *binder) callName(c *kql.Call, in *input) string {
	if known := in.scope.find(c.Func); known != nil && known.function != nil {
		return ""
	}
	s, ok := b.signature(signature.Functions, c.Func)
	if a, is := b.signature(signature.Aggregates, c.Func); is && (!ok || in.aggregates != nil) {
		s, ok = a, true
	}
	if !ok || s.Naming == "" {
		return ""
	}
	first, second := "", ""
	if len(c.Args) > 0 {
		first = b.columnName(c.Args[0], in)
	}
	if len(c.Args) > 1 {
		second = b.columnName(c.Args[1], in)
	}
	switch {
	case s.Naming == "{only}" && len(c.Args) != 1:
		return ""
	case s.Naming == "{column}":
		return existing(c, in)
	}
	return strings.NewReplacer("{first}", first, "{only}", first, "{second}", second).Replace(s.Naming)
}

// existing is the column that the first argument names, if there is one.
func existing(c *kql.Call, in *input) string {
	if len(c.Args) > 0 {
		if s, ok := c.Args[0].(*kql.String); ok && place(in.columns, s.Value) >= 0 {
			return s.Value
		}
	}
	return ""
}
