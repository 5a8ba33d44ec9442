package bind

import (
	"foxhound/internal/plan"
	"foxhound/kql"
)

// A pattern is values that stand for tables, with the scope that it was declared in.
type pattern struct {
	*kql.Pattern
	scope *scope
}

func (b *binder) pattern(p *kql.Pattern, s *scope) {
	if p.Path != nil {
		b.fail(p, "a pattern with a path is not supported: `declare pattern %s`", p.Name)
		return
	}
	s.names[p.Name] = &binding{pattern: &pattern{p, s}}
}

// patternCall is the table that the arguments of a pattern stand for.
func (b *binder) patternCall(p *pattern, c *kql.Call, s *scope) plan.Node {
	var args []any
	for _, a := range c.Args {
		v, _, ok := b.constant(a, &input{scope: s})
		if !ok {
			b.fail(a, "the arguments of the pattern `%s` must be constants", p.Name)
			return nil
		}
		args = append(args, v)
	}
	for _, k := range p.Cases {
		if b.fitsCase(k, args, p.scope) {
			return b.statements(k.Body, p.scope.inner())
		}
	}
	b.fail(c, "the pattern `%s` has no case for these arguments", p.Name)
	return nil
}

func (b *binder) fitsCase(k kql.PatternCase, args []any, s *scope) bool {
	if len(k.Args) != len(args) {
		return false
	}
	for i, e := range k.Args {
		if v, _, ok := b.constant(e, &input{scope: s}); !ok || v != args[i] {
			return false
		}
	}
	return true
}
