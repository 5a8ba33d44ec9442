package hunt

import (
	"cmp"
	"slices"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
)

// Indicators are those of the feeds as [Run] hunts them: in a fixed order, what is said more
// than once of a value joined, before guards.
func Indicators(feeds ...*feed.Result) []indicator.Indicator {
	var all []*indicator.Indicator
	for _, f := range feeds {
		for _, ind := range f.Pack().All() {
			all = append(all, &ind)
		}
	}
	var list []indicator.Indicator
	for _, ind := range merge(all) {
		list = append(list, *ind)
	}
	return list
}

// merge brings indicators into one order and joins what is said more than once of the same
// value, family and threat type. A value that some source attributes to a known family is not
// hunted for the sources that know none as well. Their order counts where it decides who was
// first; the slice is reused.
func merge(all []*indicator.Indicator) []*indicator.Indicator {
	// Known families first within a value; the order of the feeds otherwise.
	slices.SortStableFunc(all, func(a, b *indicator.Indicator) int {
		return cmp.Or(
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(b.Family.ID, a.Family.ID),
			cmp.Compare(a.Family.Name, b.Family.Name), cmp.Compare(a.ThreatType, b.ThreatType))
	})
	merged := all[:0]
	for _, ind := range all {
		if n := len(merged); n > 0 && merged[n-1].Observable == ind.Observable {
			top := merged[n-1]
			same := top.Family.ID == ind.Family.ID && top.Family.Name == ind.Family.Name && top.ThreatType == ind.ThreatType
			if same || top.Family.Known() && !ind.Family.Known() {
				joined := top.Join(*ind)
				merged[n-1] = &joined
				continue
			}
		}
		merged = append(merged, ind)
	}
	return merged
}

// A merger merges the indicators of one key, of which most have no other, and counts them.
// Its twin is [merge] of all of them at once.
type merger struct {
	*set
	guards map[string]*Guarded
	values []numbered // of the key
	kept   []int32
}

// numbered is an observable and whose it is.
type numbered struct {
	indicator.Observable
	id int32
}

// key returns which ids are listed under a key that has so many.
func (m *merger) key(ids []int32) []int32 {
	if len(ids) == 1 {
		m.count(ids[0])
		if m.marks[ids[0]].level == guard.Drop {
			return nil
		}
		return ids
	}
	m.values, m.kept = m.values[:0], m.kept[:0]
	for _, id := range ids {
		m.values = append(m.values, numbered{m.observable(id), id})
	}
	slices.SortFunc(m.values, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(a.id, b.id))
	})
	for values := m.values; len(values) > 0; {
		n := 1
		for n < len(values) && values[n].Observable == values[0].Observable {
			n++
		}
		m.value(values[:n])
		values = values[n:]
	}
	return m.kept
}

// value keeps what is left of the indicators of one value.
func (m *merger) value(same []numbered) {
	first := len(m.kept)
	if len(same) == 1 {
		m.kept = append(m.kept, same[0].id)
	} else {
		list, ids := make([]*indicator.Indicator, len(same)), map[*indicator.Indicator]int32{}
		for i, v := range same {
			ind := m.expand(v.id)
			list[i], ids[&ind] = &ind, v.id
		}
		for _, ind := range merge(list) {
			id, whole := ids[ind]
			if !whole {
				id = m.join(ind)
			}
			m.kept = append(m.kept, id)
		}
	}
	m.count(m.kept[first])
	if m.marks[m.kept[first]].level == guard.Drop {
		m.kept = m.kept[:first] // and so are the others of the value
	}
}

// join lists what several sources say together, and returns its id.
func (m *merger) join(ind *indicator.Indicator) int32 {
	id := int32(len(m.marks))
	m.joined.Add(*ind)
	m.marks = append(m.marks, m.mark(indicator.Mark{Observable: ind.Observable, Compromised: ind.Compromised, Relisted: ind.Relisted, Attributed: ind.Family.Known()}))
	return id
}

// count accounts for one observable, by the first of its indicators.
func (m *merger) count(id int32) {
	of := &m.marks[id]
	c := m.counts[of.kind]
	c.Loaded++
	if !of.attributed {
		c.NoFamily++
	}
	if of.level > guard.Label {
		c.Guarded++
	}
	m.counts[of.kind] = c
	if of.level == guard.Pass {
		return
	}
	name := m.lists.names[of.list]
	g := m.guards[name]
	if g == nil {
		g = &Guarded{List: name}
		m.guards[name] = g
	}
	g.count(of.level)
}

func (g *Guarded) count(level guard.Level) {
	switch level {
	case guard.Drop:
		g.Dropped++
	case guard.Precise:
		g.Precise++
	case guard.Label:
		g.Label++
	}
}
