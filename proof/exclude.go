package proof

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"foxhound/exclusion"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// Excluding is the hunt as it would be with exclusions that its text does not have yet, and an
// event for each of them: a hit that it covers. Its other events must get what they got before:
// one that an exclusion silences fails. What has no column ExcludedBy carries no exclusions.
func (h *Hunt) Excluding(ctx context.Context, list []exclusion.Exclusion) (Hunt, error) {
	out := *h
	var err error
	if out.Text, err = h.carrying(h.Text, list); err != nil {
		return out, err
	}
	if out.Alerting, err = h.carrying(h.Alerting, list); err != nil {
		return out, err
	}
	if out.Text == h.Text && out.Alerting == h.Alerting {
		return out, nil
	}
	out.Events, out.Unproved = slices.Clone(h.Events), slices.Clone(h.Unproved)
	for i := range list {
		x := &list[i]
		if !h.takes(x) {
			continue
		}
		e, err := h.coveredBy(ctx, x)
		switch {
		case err != nil:
			return out, err
		case e == nil:
			out.Unproved = append(out.Unproved, "exclusion "+x.Name+": no event could be made that it covers")
		default:
			out.Events = append(out.Events, *e)
		}
	}
	return out, nil
}

// table is the one that the hunt's events are of, or empty.
func (h *Hunt) table() string {
	if len(h.Events) == 0 {
		return ""
	}
	return h.Events[0].Table
}

// takes reports whether an exclusion acts in the hunt's table and is new to its text.
func (h *Hunt) takes(x *exclusion.Exclusion) bool {
	t, ok := schema.Lookup(h.Dialect, h.table())
	has := func(column string) bool { _, has := t.Column(column); return has }
	known := strings.Contains(h.Text+h.Alerting, kql.PrintExpr(kql.Str(x.Name)))
	return ok && !known && x.Active && x.AppliesTo(h.table()) && len(x.Missing(has)) == 0
}

// carrying puts exclusions behind those that a text has.
func (h *Hunt) carrying(text string, list []exclusion.Exclusion) (string, error) {
	if text == "" {
		return "", nil
	}
	q, err := kql.Parse(h.Name, text)
	if err != nil {
		return "", err
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return text, nil
	}
	changed := false
	for _, op := range last.Operators {
		extend, ok := op.(*kql.Extend)
		if !ok {
			continue
		}
		for i := range extend.Columns {
			for j := range list {
				if c := &extend.Columns[i]; c.Name == "ExcludedBy" && h.takes(&list[j]) {
					c.Expr, changed = withCase(c.Expr, list[j].Predicate, list[j].Name), true
				}
			}
		}
	}
	if !changed {
		return text, nil
	}
	return kql.Print(q), nil
}

// withCase is an expression that gives a name where a condition holds and nothing else did.
func withCase(e, condition kql.Expr, name string) kql.Expr {
	c, ok := e.(*kql.Call)
	if !ok || c.Func != "case" {
		return kql.Fn("case", condition, kql.Str(name), e)
	}
	args := slices.Clone(c.Args)
	return kql.Fn("case", slices.Insert(args, len(args)-1, condition, kql.Expr(kql.Str(name)))...)
}

// maxTried is how many hits are tried to make an event of that an exclusion covers.
const maxTried = 40

// coveredBy is a hit of the hunt with the columns by which the exclusion holds; nil where there is
// none that the hunt still finds.
func (h *Hunt) coveredBy(ctx context.Context, x *exclusion.Exclusion) (*Event, error) {
	var tried []Event
	for _, way := range ways(x.Predicate) {
		columns, ok := covered(x, way)
		if !ok {
			continue
		}
		for i := range h.Events {
			e := &h.Events[i]
			if len(tried) < maxTried && e.Verdict == Hit && len(e.Wants) == 1 && e.Wants[0].alerts() {
				tried = append(tried, e.over(x.Name, columns))
			}
		}
	}
	if len(tried) == 0 {
		return nil, nil
	}
	probe := *h
	probe.Events = tried
	text := cmp.Or(h.Text, h.Alerting)
	got, err := probe.rows(ctx, text)
	if err != nil {
		return nil, err
	}
	for i := range tried {
		want := tried[i].Wants[0]
		want.ExcludedBy = "" // by its text as it is
		if len(got[i]) != 1 {
			continue
		}
		if reason, _ := want.differs(got[i][0]); reason == "" {
			return &tried[i], nil
		}
	}
	return nil, nil
}

// over is the event with other columns, which an exclusion covers.
func (e *Event) over(exclusion string, columns map[string]string) Event {
	out := *e
	out.Name, out.Verdict, out.ByHand = "excluded: "+exclusion, Excluded, false
	out.Wants = slices.Clone(e.Wants)
	out.Wants[0].ExcludedBy = exclusion
	var row map[string]any
	if json.Unmarshal(e.Row, &row) != nil {
		return out // the run says what is wrong with it
	}
	for column, v := range columns {
		row[column] = v
	}
	out.Row = fields(row).raw()
	return out
}
