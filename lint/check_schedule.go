package lint

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/limits"
	"foxhound/kql"
)

var scheduleChecks = []*Check{
	{ID: "schedule", Severity: Error, What: "a schedule that the service refuses",
		Why:  "frequency and period are 5m to 14d, the period is not shorter than the frequency, and from a period of 2d on the frequency is 1h or more",
		Mend: "change queryFrequency or queryPeriod", document: checkSchedule},
	{ID: "lookback-beyond-period", Severity: Warning, What: "the query looks further back than its rule lets it",
		Why: "the service cuts every table to queryPeriod, so that older rows are never there", query: checkBeyond},
	{ID: "lookback-gap", Severity: Warning, What: "time between two runs that no run looks at",
		Why: "the query looks back less far than the next run is away", query: checkGap},
}

// period is a duration as rules spell it: 5m, 1h, 14d, or PT15M and P1D.
var period = lazyregexp.New(`^(?:(\d{1,4})([mhd])|P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?)$`)

const day = 24 * time.Hour

// parsePeriod reads a duration of a rule.
func parsePeriod(text string) (time.Duration, bool) {
	m := period.FindStringSubmatch(text)
	if m == nil || text == "P" || strings.HasSuffix(text, "T") {
		return 0, false
	}
	number := func(s string) time.Duration {
		n, _ := strconv.Atoi(s)
		return time.Duration(n)
	}
	if m[1] != "" {
		return number(m[1]) * map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": day}[m[2]], true
	}
	return number(m[3])*day + number(m[4])*time.Hour + number(m[5])*time.Minute, true
}

func checkSchedule(d *document, f *finder) {
	r := d.rule
	if !r.alerts() {
		return
	}
	frequency, period := r.Get("queryFrequency"), r.Get("queryPeriod")
	if r.kind == nrt {
		for _, key := range []string{"queryFrequency", "queryPeriod", "triggerOperator", "triggerThreshold"} {
			if v := r.Get(key); v.Set() {
				f.field(v.Mark, "leave it out", "an NRT rule has no `%s`: it runs every minute", key)
			}
		}
		return
	}
	every, ok := f.period(frequency, "queryFrequency", r.node)
	back, ok2 := f.period(period, "queryPeriod", r.node)
	switch {
	case !ok || !ok2:
	case back < every:
		f.field(period.Mark, "make the period as long as the frequency, or longer", "a period of %s is shorter than the frequency of %s: what happens between is never looked at", period.Text, frequency.Text)
	case back >= limits.LongPeriod && every < limits.LongFrequency:
		f.field(frequency.Mark, "run every 1h or less often, or look back less than 2d", "a period of %s needs a frequency of 1h or more, not %s", period.Text, frequency.Text)
	}
	f.trigger(r)
}

// period reads a duration of a schedule and holds it against the bounds.
func (f *finder) period(n node, key string, root node) (time.Duration, bool) {
	if !n.Set() {
		f.field(root.Mark, "write "+key+": 1h", "a scheduled rule has no `%s`", key)
		return 0, false
	}
	d, ok := parsePeriod(n.Text)
	switch {
	case !ok:
		f.field(n.Mark, "write a number and m, h or d, such as 1h", "`%s` is %s, which is no duration", key, quote(n.Text))
	case d < limits.ShortestSpan || d > limits.LongestSpan:
		f.field(n.Mark, "", "`%s` is %s; it may be 5m to 14d", key, quote(n.Text))
		ok = false
	}
	return d, ok
}

var operators = lazyregexp.New(`^(gt|lt|eq|ne|GreaterThan|LessThan|Equal|NotEqual)$`)

func (f *finder) trigger(r *rule) {
	if op := r.Get("triggerOperator"); op.Set() && !operators.MatchString(op.Text) {
		f.field(op.Mark, "write gt, lt, eq or ne", "`triggerOperator` is %s", quote(op.Text))
	}
	if at := r.Get("triggerThreshold"); at.Set() {
		if n, err := strconv.Atoi(at.Text); err != nil || n < 0 || n > limits.Threshold.Most {
			f.field(at.Mark, fmt.Sprintf("write a number from 0 to %d", limits.Threshold.Most), "`triggerThreshold` is %s", quote(at.Text))
		}
	}
}

// A lookback is how far back a filter reaches: x > ago(d).
type lookback struct {
	at   kql.Node
	back time.Duration
	step *step
}

// lookbacks lists how far back the filters on tables' own times reach.
func (q *query) lookbacks(f *finder) []lookback {
	spans := q.spans()
	var all []lookback
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		w, ok := s.op.(*kql.Where)
		if !ok {
			continue
		}
		for _, e := range conjuncts(w.Predicate) {
			b, ok := e.(*kql.Binary)
			if !ok || b.Op != ">" && b.Op != ">=" || !isTimeColumn(originOf(b.X, s.in), f.document.dialect) {
				continue
			}
			if c, ok := b.Y.(*kql.Call); ok && c.Func == "ago" && len(c.Args) == 1 {
				if d, ok := span(c.Args[0], spans); ok {
					all = append(all, lookback{b, d, s})
				}
			}
		}
	}
	return all
}

// spans are the timespans that let statements name.
func (q *query) spans() map[string]time.Duration {
	named := make(map[string]time.Duration)
	for _, s := range q.tree.Statements {
		if l, ok := s.(*kql.Let); ok {
			if d, ok := span(l.Value, named); ok {
				named[l.Name] = d
			}
		}
	}
	return named
}

func span(e kql.Expr, named map[string]time.Duration) (time.Duration, bool) {
	switch e := e.(type) {
	case *kql.Timespan:
		return time.Duration(e.Value) * 100, e.Value > 0 && e.Value < kql.Ticks(3650*day/100)
	case *kql.Ident:
		d, ok := named[e.Name]
		return d, ok
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return span(e.Source, named)
		}
	}
	return 0, false
}

func checkBeyond(q *query, f *finder) {
	r := f.document.rule
	if !r.alerts() || r.kind != scheduled {
		return
	}
	period := r.Get("queryPeriod")
	most, ok := parsePeriod(period.Text)
	if !ok {
		return
	}
	for _, l := range q.lookbacks(f) {
		if l.back > most {
			f.node(l.at, "make queryPeriod as long, or look back less far", "%s reaches further back than `queryPeriod: %s`", quote(q.source(l.at)), period.Text)
		}
	}
}

// checkGap compares the longest look-back with the frequency: where even that is shorter, there are
// events that no run looks at.
func checkGap(q *query, f *finder) {
	r := f.document.rule
	if !r.alerts() || r.kind != scheduled {
		return
	}
	frequency := r.Get("queryFrequency")
	every, ok := parsePeriod(frequency.Text)
	all := q.lookbacks(f)
	if !ok || len(all) == 0 {
		return
	}
	longest := all[0]
	for _, l := range all {
		if l.back > longest.back {
			longest = l
		}
	}
	if longest.back < every {
		f.node(longest.at, "look back as far as the frequency, or run more often", "%s looks at less than the time between two runs, `queryFrequency: %s`", quote(q.source(longest.at)), frequency.Text)
	}
}
