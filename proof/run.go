package proof

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/internal/query"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// Engine names what runs proofs; it counts up when results of the same text may differ.
const Engine = "1"

// asOf is what hunts are run as of: their look-back of a day then begins before all events of
// our time, and after those that must lie before it.
var asOf = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)

// maxDecided is of how many failures it is found out which step decided: that takes some runs each.
const maxDecided = 10

// NoRow is the reason of an event that a text gives no row of, and must.
const NoRow = "no row"

// A Failure is an event that did not get what it must.
type Failure struct {
	Event  *Event
	Form   string // hunting or alerting
	Reason string // what differs, in words
	Column string // the first that differs, or empty where rows are too few or too many
	Step   string // of the text, what decided: the operator that dropped the event, or what gave Column; or empty
	Line   int    // of the text, where that stands
}

// Run runs the hunt's text over its events, and then its alerting form. The error is for a text
// that does not bind or run at all.
func (h *Hunt) Run(ctx context.Context) ([]Failure, error) {
	failures, err := h.run(ctx, "hunting", h.Text, func(Want) bool { return true })
	if err != nil {
		return failures, err
	}
	more, err := h.run(ctx, "alerting", h.Alerting, Want.alerts)
	return append(failures, more...), err
}

// Sound is the hunt with those of its events that its text gives what they must get.
func (h *Hunt) Sound(ctx context.Context) (Hunt, error) {
	out := *h
	got, err := h.rows(ctx, h.Text)
	if err != nil {
		return out, err
	}
	out.Events = nil
	for i := range h.Events {
		if h.Events[i].hunted(got[i]) {
			out.Events = append(out.Events, h.Events[i])
		}
	}
	return out, nil
}

// Killed returns the event that notices that the hunt has another text: the first that does not
// get what it must. A text that does not run is noticed by none, and the error says so.
func (h *Hunt) Killed(ctx context.Context, text string) (by string, err error) {
	got, err := h.rows(ctx, text)
	if err != nil {
		return "", err
	}
	for i := range h.Events {
		if !h.Events[i].hunted(got[i]) {
			return h.Events[i].Name, nil
		}
	}
	return "", nil
}

// run compares what a text gives of each event with those wants that its form gives.
func (h *Hunt) run(ctx context.Context, form, text string, given func(Want) bool) ([]Failure, error) {
	if len(h.Events) == 0 || text == "" {
		return nil, nil
	}
	got, err := h.rows(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("hunt %s, %s form: %w", h.Name, form, err)
	}
	var failures []Failure
	for i := range h.Events {
		e := &h.Events[i]
		reason, column := e.compare(got[i], form, given)
		if reason == "" {
			continue
		}
		f := Failure{Event: e, Form: form, Reason: reason, Column: column}
		switch {
		case column != "":
			f.Step, f.Line = gave(h.Name, text, column)
		case len(got[i]) == 0 && len(failures) < maxDecided:
			f.Step, f.Line = h.decided(ctx, text, e)
		}
		failures = append(failures, f)
	}
	return failures, nil
}

// hunted reports whether the rows that the hunting form gave of the event are what it must get.
func (e *Event) hunted(got []Want) bool {
	reason, _ := e.compare(got, "hunting", func(Want) bool { return true })
	return reason == ""
}

// compare says what is wrong with the rows that a text gave of the event, or nothing, and the first
// column that differs where it is that.
func (e *Event) compare(got []Want, form string, given func(Want) bool) (reason, column string) {
	if len(e.Wants) == 0 && (e.Verdict == Hit || e.Verdict == Excluded) {
		return e.compareOpen(got, form), ""
	}
	var want []Want
	for _, w := range e.Wants {
		if given(w) {
			want = append(want, w)
		}
	}
	switch {
	case len(got) != len(want) && len(want) == 0:
		return fmt.Sprintf("%s, want none: IndicatorValue is %s, Tier is %s", rowsOf(len(got)), shown(got[0].Indicator), shown(got[0].Tier)), ""
	case len(got) == 0 && len(want) > 0:
		return NoRow, ""
	case len(got) != len(want):
		return fmt.Sprintf("%s, want %d", rowsOf(len(got)), len(want)), ""
	}
	got = slices.Clone(got) // of one event in any order
	for _, w := range want {
		at := slices.IndexFunc(got, func(g Want) bool { reason, _ := w.differs(g); return reason == "" })
		if at < 0 {
			return w.differs(got[0])
		}
		got = slices.Delete(got, at, at+1)
	}
	return "", ""
}

// compareOpen is compare for an event of which nothing is said but that it is found, or excluded.
func (e *Event) compareOpen(got []Want, form string) string {
	excluded := slices.ContainsFunc(got, func(w Want) bool { return w.ExcludedBy != "" })
	switch {
	case form == "alerting" && e.Verdict == Hit:
		return "" // by the row alone, whether it alerts is not said
	case form == "alerting" && len(got) > 0:
		return "it is excluded, and alerts"
	case form == "alerting":
		return ""
	case len(got) == 0:
		return NoRow
	case e.Verdict == Excluded && !excluded:
		return "no exclusion covers it"
	}
	return ""
}

func rowsOf(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// columns are the fields of a want by the names of the columns that they are.
func (w *Want) columns() []*string {
	return []*string{&w.Tier, &w.Direction, &w.Verdict, &w.Validity, &w.Indicator, &w.ExcludedBy}
}

var columnNames = []string{"Tier", "Direction", "Verdict", "Validity", "IndicatorValue", "ExcludedBy"}

// differs says in which columns a row is not as wanted, and names the first. Where the row has no
// column of the name, and none is wanted in it, nothing differs.
func (w Want) differs(got Want) (reason, column string) {
	var list []string
	want, have := w.columns(), got.columns()
	for i, name := range columnNames {
		if *want[i] != *have[i] && (*want[i] != "" || name == "ExcludedBy") {
			list = append(list, fmt.Sprintf("%s is %s, want %s", name, shown(*have[i]), shown(*want[i])))
			column = cmp.Or(column, name)
		}
	}
	return strings.Join(list, "; "), column
}

func shown(s string) string {
	if s == "" {
		return "empty"
	}
	return "`" + s + "`"
}

// rows runs a text and returns the rows that it gave of each event, in the order of the rules.
func (h *Hunt) rows(ctx context.Context, text string) ([][]Want, error) {
	var all []*Event
	for i := range h.Events {
		all = append(all, &h.Events[i])
	}
	traced, err := tracing(h.Name, text)
	if err != nil {
		return nil, err
	}
	if traced != "" {
		return h.query(ctx, traced, all)
	}
	out := make([][]Want, len(all))
	for i, e := range all { // of groups of rows, nothing tells whose they are: each event alone
		one, err := h.query(ctx, text, []*Event{e})
		if err != nil {
			return nil, err
		}
		out[i] = one[0]
	}
	return out, nil
}

// prepare binds a text over tables that hold the events and nothing else.
func (h *Hunt) prepare(ctx context.Context, text string, list []*Event) (*query.Query, error) {
	source := &events{dialect: h.Dialect, list: list, read: h.List}
	engine := &query.Engine{Tables: source, Source: source, StandIn: source.StandIn, Now: asOf}
	return engine.Prepare(ctx, h.Name, text)
}

// query runs a text over events; of one that does not carry their numbers all rows are the first's.
func (h *Hunt) query(ctx context.Context, text string, list []*Event) ([][]Want, error) {
	q, err := h.prepare(ctx, text, list)
	if err != nil {
		return nil, err
	}
	places := map[string]int{}
	for i, c := range q.Columns() {
		places[c.Name] = i
	}
	out := make([][]Want, len(list))
	err = q.Run(ctx, func(b *vector.Batch) error {
		for r := range b.Rows {
			n := int64(0)
			if at, ok := places[eventColumn]; ok {
				n, _ = b.Columns[at].Value(r).(int64)
			}
			var w Want
			fields := w.columns()
			for i, name := range columnNames {
				if at, ok := places[name]; ok {
					*fields[i], _ = b.Columns[at].Value(r).(string)
				}
			}
			out[n] = append(out[n], w)
		}
		return nil
	})
	return out, err
}

// tracing is the text with the events' numbers in its last projection, or empty where its rows
// are not of one event each.
func tracing(name, text string) (string, error) {
	q, err := kql.Parse(name, text)
	if err != nil {
		return "", err
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return "", nil
	}
	for _, op := range last.Operators {
		switch op := op.(type) {
		case *kql.Where, *kql.Extend, *kql.MvExpand, *kql.Lookup, *kql.OrderBy, *kql.Serialize, *kql.ProjectAway, *kql.MvApply:
		case *kql.Join:
			if op.Kind != "leftouter" && op.Kind != "inner" {
				return "", nil
			}
		case *kql.Project:
			op.Columns = append(op.Columns, kql.Cols(eventColumn)...)
		default:
			return "", nil
		}
	}
	return kql.Print(q), nil
}
