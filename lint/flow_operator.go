package lint

import "foxhound/kql"

// operator returns the columns behind an operator. What it does not know of gives a frame
// that knows no column, so that nothing is said about them.
func (f *flow) operator(p *kql.Pipeline, op kql.Operator, in *frame, at int) *frame {
	switch op := op.(type) {
	case *kql.Join:
		right := f.table(op.Table)
		f.steps[at].right = right
		return f.besides(op.Kind, in, right)
	case *kql.Lookup:
		right := f.table(op.Table)
		f.steps[at].right = right
		return joined(in, right)
	case *kql.Union:
		return f.union(op, p, in, at)
	case *kql.MvApply:
		return f.operators(p, op.On, in.with(f.made(op.Columns, f.nothing())))
	}
	for _, n := range operandsOf(op) {
		f.within(n)
	}
	switch op := op.(type) {
	case *kql.Where, *kql.OrderBy, *kql.Take, *kql.Top, *kql.Naming, *kql.Render, *kql.Sample, *kql.ProjectReorder:
		return in
	case *kql.Extend:
		return in.with(f.made(op.Columns, in))
	case *kql.Serialize:
		return in.with(f.made(op.Columns, in))
	case *kql.MvExpand:
		return in.with(f.made(op.Columns, f.nothing()))
	case *kql.ParseText:
		return in.with(parsed(op))
	case *kql.ProjectRename:
		return in.with(f.made(op.Columns, in))
	case *kql.ProjectAway:
		return in.with(gone(op.Names))
	case *kql.Project:
		return &frame{own: f.made(op.Columns, in), d: f.dialect}
	case *kql.Distinct:
		return f.distinct(op, in)
	case *kql.Summarize:
		return f.summarize(op, in)
	case *kql.ProjectKeep:
		own := make(map[string]origin)
		for _, name := range op.Names {
			own[name] = in.lookup(name)
		}
		return &frame{own: own, d: f.dialect}
	}
	return f.nothing()
}

// operandsOf returns the expressions of an operator.
func operandsOf(op kql.Operator) []kql.Node {
	var all []kql.Node
	kql.Walk(op, func(n kql.Node) bool {
		if n == kql.Node(op) {
			return true
		}
		all = append(all, n)
		return false
	})
	return all
}

func (f *flow) besides(kind string, left, right *frame) *frame {
	switch kind {
	case "leftsemi", "leftanti", "anti", "leftantisemi":
		return left
	case "rightsemi", "rightanti", "rightantisemi":
		return right
	}
	return joined(left, right)
}

// union stacks the rows before it, where it stands behind a pipe, and its tables.
func (f *flow) union(op *kql.Union, p *kql.Pipeline, in *frame, at int) *frame {
	var frames []*frame
	if p.Source != nil || f.steps[at].at > 0 {
		frames = append(frames, in)
	}
	for _, t := range op.Tables {
		frames = append(frames, f.table(t))
	}
	return stacked(frames, f.dialect)
}

// made returns the columns that assignments give.
func (f *flow) made(columns []kql.Assign, in *frame) map[string]origin {
	own := make(map[string]origin)
	for _, c := range columns {
		name := c.Name
		if name == "" {
			name = nameOf(c.Expr)
		}
		for _, n := range c.Names {
			own[n] = origin{}
		}
		if name != "" {
			own[name] = originOf(c.Expr, in)
		}
	}
	return own
}

// nameOf is what a column is called that was given no name, where that is plain.
func nameOf(e kql.Expr) string {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Name
	case *kql.Call:
		if len(e.Args) > 0 && (e.Func == "tostring" || e.Func == "bin" || e.Func == "todynamic") {
			return nameOf(e.Args[0])
		}
	}
	return ""
}

// folds are the functions that change a text's case alone, or nothing.
var folds = map[string]string{"tolower": "lower", "toupper": "upper", "tostring": ""}

// originOf returns the column that an expression is.
func originOf(e kql.Expr, in *frame) origin {
	switch e := e.(type) {
	case *kql.Ident:
		return in.lookup(e.Name)
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return originOf(e.Source, in)
		}
	case *kql.Call:
		fold, ok := folds[e.Func]
		if !ok || len(e.Args) != 1 {
			return origin{}
		}
		o := originOf(e.Args[0], in)
		if fold != "" {
			o.fold = fold
		}
		return o
	}
	return origin{}
}

func parsed(op *kql.ParseText) map[string]origin {
	own := make(map[string]origin)
	for _, p := range op.With {
		if p.Column != nil {
			own[p.Column.Name] = origin{}
		}
	}
	return own
}

func gone(names []string) map[string]origin {
	own := make(map[string]origin)
	for _, n := range names {
		own[n] = origin{}
	}
	return own
}

func (f *flow) distinct(op *kql.Distinct, in *frame) *frame {
	own := make(map[string]origin)
	for _, c := range op.Columns {
		if _, all := c.(*kql.Star); all {
			return in
		}
		own[nameOf(c)] = originOf(c, in)
	}
	return &frame{own: own, d: f.dialect}
}

// summarize keeps the groups' keys, and what arg_max and its like take along.
func (f *flow) summarize(op *kql.Summarize, in *frame) *frame {
	own := f.made(op.By, in)
	for _, a := range op.Aggregates {
		c, ok := a.Expr.(*kql.Call)
		if !ok || c.Func != "arg_max" && c.Func != "arg_min" && c.Func != "take_any" && c.Func != "any" {
			if name := a.Name; name != "" {
				own[name] = origin{}
			}
			continue
		}
		for i, arg := range c.Args {
			if _, all := arg.(*kql.Star); all {
				if a.Name != "" {
					own[a.Name] = origin{}
				}
				return in.with(own)
			}
			name := nameOf(arg)
			if i == 0 && a.Name != "" {
				name = a.Name
			}
			own[name] = originOf(arg, in)
		}
	}
	return &frame{own: own, d: f.dialect}
}
