package exec

import (
	"errors"
	"math"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An axis tells which step of make-series a value is in. Steps are numbered from the start
// where there is one, otherwise from 0 of the value's type, so that they begin at multiples
// of their length.
type axis struct {
	of      eval
	t       value.Type
	start   bool // the start is given: what is before it is left out
	bounded bool // the end is given: so is what is at step end and behind
	end     int64

	// Of axes held in longs, and of real ones. What is at the end or behind it is left out
	// where the end is no part of the axis.
	from, to, step             int64
	realFrom, realTo, realStep float64
	open                       bool
}

// axis computes the ends of a make-series.
func (x *run) axis(n *plan.Series) (*axis, error) {
	a := &axis{t: n.Axis.Type(), start: n.From != nil, bounded: n.To != nil, open: n.To != nil && !n.Inclusive}
	var err error
	if a.of, err = x.compile(n.Axis); err != nil {
		return nil, err
	}
	var values [3]any
	for i, e := range []plan.Expr{n.From, n.To, n.Step} {
		if e == nil {
			continue
		}
		if values[i], err = x.constant(e); err != nil {
			return nil, err
		}
		if values[i] == nil {
			return nil, errors.New("`make-series` needs ends and a step that are not null")
		}
	}
	if a.t == value.Real {
		return a, a.setReals(values, n.Inclusive)
	}
	return a, a.setLongs(values, n.Inclusive)
}

var (
	errStep = errors.New("the step of `make-series` must be greater than 0")
	errAxis = errors.New("`make-series` goes along numbers, datetimes or timespans")
)

func (a *axis) setLongs(values [3]any, inclusive bool) error {
	ticks := [3]int64{}
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case int64:
			ticks[i] = v
		case value.Time:
			ticks[i] = int64(v)
		case value.Span:
			ticks[i] = int64(v)
		default:
			return errAxis
		}
	}
	if a.from, a.to, a.step = ticks[0], ticks[1], ticks[2]; a.step <= 0 {
		return errStep
	}
	if a.bounded {
		a.end = a.endOf(a.to, inclusive)
	}
	return nil
}

// endOf returns the first step that begins behind the end.
func (a *axis) endOf(to int64, inclusive bool) int64 {
	switch {
	case inclusive:
		return a.stepOf(to) + 1
	case to == math.MinInt64:
		return a.stepOf(to)
	}
	return a.stepOf(to-1) + 1
}

// stepOf returns the step that a value is in, below 0 if it is before the start.
func (a *axis) stepOf(x int64) int64 {
	if x >= a.from {
		return int64(min((uint64(x)-uint64(a.from))/uint64(a.step), math.MaxInt64-1))
	}
	return -int64(min((uint64(a.from)-uint64(x)-1)/uint64(a.step), math.MaxInt64-1)) - 1
}

func (a *axis) setReals(values [3]any, inclusive bool) error {
	from, _ := values[0].(float64)
	to, _ := values[1].(float64)
	step, ok := values[2].(float64)
	if !ok || !(step > 0) || math.IsInf(step, 0) {
		return errStep
	}
	a.realFrom, a.realTo, a.realStep = from, to, step
	if steps := (to - from) / step; a.bounded {
		if a.end = int64(clamp(math.Ceil(steps))); inclusive {
			a.end = int64(clamp(math.Floor(steps))) + 1
		}
	}
	return nil
}

// clamp bounds a number of steps to what can be counted; of what is no number it is 0.
func clamp(steps float64) float64 {
	if math.IsNaN(steps) {
		return 0
	}
	return min(max(steps, -1<<52), 1<<52)
}

// steps returns the rows that are on the axis, and the step that each is in.
func (a *axis) steps(b *vector.Batch) (*vector.Batch, *vector.Vector) {
	x := a.of(b)
	places, steps := make([]int, 0, b.Rows), make([]int64, 0, b.Rows)
	for i := range b.Rows {
		if x.IsNull(i) {
			continue
		}
		step, ok := a.at(x, x.Index(i))
		if !ok || a.start && step < 0 || a.bounded && step >= a.end {
			continue
		}
		places, steps = append(places, i), append(steps, step)
	}
	if len(places) < b.Rows {
		b = b.Take(places)
	}
	return b, vector.Of(value.Long, steps, nil)
}

// at returns the step of a value; ok is false for what is in none.
func (a *axis) at(x *vector.Vector, i int) (step int64, ok bool) {
	if a.t != value.Real {
		return a.stepOf(x.Longs[i]), !a.open || x.Longs[i] < a.to
	}
	steps := math.Floor((x.Reals[i] - a.realFrom) / a.realStep)
	return int64(clamp(steps)), math.Abs(steps) < 1<<52 && (!a.open || x.Reals[i] < a.realTo)
}

// column returns the arrays of where the steps begin.
func (a *axis) column(spans []span) *vector.Vector {
	arrays := make([]any, len(spans))
	for i, s := range spans {
		array := make([]any, s.points)
		for j := range array {
			array[j] = a.value(s.first + int64(j))
		}
		arrays[i] = array
	}
	return vector.Of(value.Dynamic, arrays, nil)
}

// value returns where a step begins.
func (a *axis) value(step int64) any {
	ticks := a.from + step*a.step
	switch a.t {
	case value.Real:
		return a.realFrom + float64(step)*a.realStep
	case value.Datetime:
		return value.Time(ticks)
	case value.Timespan:
		return value.Span(ticks)
	}
	return ticks
}
