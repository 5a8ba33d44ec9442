package hunt

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"foxhound/exclusion"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/match"
	"foxhound/internal/roles"
	"foxhound/internal/sweep"
)

// A judge holds what every row is judged by. Any number of goroutines may share it.
type judge struct {
	set        *set
	listed     *sweep.Index               // nil to look at every row
	sweepers   [sweep.Every + 1]sync.Pool // for it, by the escapes they know
	exclusions []exclusion.Exclusion      // active ones
	margin     time.Duration
	since      time.Time
	related    bool
	texts      *Rulings                         // nil where the index judges alone
	failed     map[scope]bool                   // of texts that failed
	listings   map[listing]*indicator.Indicator // by what rulings call them; nil without texts
	mail       bool                             // something is listed that a table without recipients could show
}

// A bench is a judge at work on the rows of one block, by one goroutine.
type bench struct {
	*judge
	swept    *sweeping
	observer observer
	layout   layout
	plain    map[string]*roles.Table // those that the model does not know
	hits     []hit
	out      blockResult
}

// A blockResult is what one block gave, in its order.
type blockResult struct {
	matches   []*Match
	messages  []message // who got which mail, where a hunt may need it
	undated   int64
	undatedAt Place  // the first of them
	earlier   int64  // matches before Since
	ruled     int64  // matches that a rule's text judged
	apart     int64  // matches of which text and index do not say the same
	opaque    string // the block's file, where the rows are cut and their bytes do not tell what they hold
}

// A hit is an indicator confirmed at one column of one row.
type hit struct {
	ind       *indicator.Indicator
	tier      Tier
	place     int // of the column in its table's roles: the better first
	column    *roles.Column
	key       string
	observed  string
	direction Direction
	validity  Validity
}

// block judges every row of a block.
func (j *judge) block(b *logs.Block) blockResult {
	w := &bench{judge: j, observer: observer{index: j.set.index}}
	w.swept = w.sweep(b)
	for r := range b.Records {
		w.row(b.Source.Path, r)
	}
	return w.out
}

// row finds the row's hits by looking at the columns that can hold an observable, and
// judges further only where there are any.
func (w *bench) row(file string, r *logs.Record) {
	table := w.tableOf(r.Table)
	when, dated := r.Time()
	if !dated && table.Name != roles.TextTable {
		if w.out.undated++; w.out.undated == 1 {
			w.out.undatedAt = Place{file, r.Line, r.Undated()}
		}
	}
	if w.mail && table.Recipients {
		w.out.messages = append(w.out.messages, messageOf(table, r))
	}
	w.hits = w.hits[:0]
	if w.swept.has(r.Line) {
		w.observe(r, when, table)
	}
	if !w.related {
		w.withhold(file, r, when)
	}
	texts := w.rulingsAt(file, r.Line)
	if len(w.hits) > 0 || len(texts.list) > 0 {
		w.match(file, r, when, table, &texts)
	}
}

// tableOf returns what the model knows of a table: of some, no more than that it is text.
func (w *bench) tableOf(name string) *roles.Table {
	if table := roles.Of(name); table != nil {
		return table
	}
	table := w.plain[name]
	if table == nil {
		if w.plain == nil {
			w.plain = map[string]*roles.Table{}
		}
		table = roles.Plain(name)
		w.plain[name] = table
	}
	return table
}

// observe reads the columns that can hold an observable and looks up what they hold.
func (w *bench) observe(r *logs.Record, when time.Time, table *roles.Table) {
	w.see(table, r)
	for i := range w.observer.seen {
		w.look(r, when, table, &w.observer.seen[i])
	}
}

// see has the observer read a row.
func (w *bench) see(table *roles.Table, r *logs.Record) {
	w.observer.reset()
	for i, columns := range w.layout.columns(table, r.Fields) {
		for _, c := range columns {
			if table.Plain {
				w.observer.plain(c.Column, c.place, table, &r.Fields[i])
			} else {
				w.observer.read(c.Column, c.place, r.Fields[i].Text)
			}
		}
	}
}

// look asks the index for what was observed: the domain of a name with each of its parents.
func (w *bench) look(r *logs.Record, when time.Time, table *roles.Table, o *observation) {
	for key := range o.keys {
		w.confirm(w.set.index.Find(key), r, when, table, o)
	}
}

// confirm adds a hit for each proposed entry that the observation really is.
func (w *bench) confirm(proposed match.IDs, r *logs.Record, when time.Time, table *roles.Table, o *observation) {
	for id, ok := proposed.Next(); ok; id, ok = proposed.Next() {
		ind, ev := w.set.at(id), eventOf(r)
		tier, ok := tierOf(ind, o, ev.port(o.column.Port))
		if !ok || w.set.marks[id].level == guard.Precise && tier != TierExact && tier != TierEndpoint {
			continue
		}
		w.hits = append(w.hits, hit{
			ind: ind, tier: tier, place: o.place, column: o.column, key: o.key(), observed: strings.Clone(o.text),
			direction: directionOf(table, ind, o, tier, ev.any(table.Inbound)),
			validity:  validity(ind, when, w.margin),
		})
	}
}

// match makes one match for each family and key among the row's hits: the best tier wins.
func (w *bench) match(file string, r *logs.Record, when time.Time, table *roles.Table, texts *rulings) {
	ev := eventOf(r)
	m := Match{Time: when, Table: table.Name, File: file, Line: r.Line, Verdict: ev.verdict(table.Verdicts)}
	if table.RecipientsApart {
		m.Message = ev("NetworkMessageId")
	}
	m.ExcludedBy = w.excludedBy(ev, table.Name)
	m.Event = r.AppendJSON(nil)
	m.acted, m.plain = ev.any(table.Acted), table.Plain
	slices.SortFunc(w.hits, better)
	early := w.early(when)
	for group := range groups(w.hits) {
		best := m.of(&group[0])
		if early {
			texts.of(best, group[0].key)
			w.out.earlier++
			continue
		}
		best.Severity = severityOf(best)
		best.Host, best.User = entityOf(table, ev, group[0].column.End)
		best.Also = others(group, best.Indicator)
		w.rule(best, group, texts, table)
		best.partKey = partKey(r, &group[0])
		w.out.matches = append(w.out.matches, best)
	}
	w.alone(texts, m, r, table, early)
}

// early reports whether a time is before the one that the hunt was asked to begin at.
func (j *judge) early(when time.Time) bool { return !when.IsZero() && when.Before(j.since) }

// of returns a copy of the row's match for one hit.
func (m Match) of(h *hit) *Match {
	m.Indicator, m.Tier, m.Field, m.Observed = h.ind, h.tier, h.column.Field(), h.observed
	m.Direction, m.Validity = h.direction, h.validity
	return &m
}

// excludedBy returns the first active exclusion that covers an event of the table.
func (w *bench) excludedBy(ev event, table string) string {
	for i := range w.exclusions {
		if x := &w.exclusions[i]; x.AppliesTo(table) && x.Holds(ev) {
			return x.Name
		}
	}
	return ""
}

// better orders hits of a row: by family and key, then the best first. It is the order of
// the rules' hunts, and it is total, so that equal input gives equal output.
func better(a, b hit) int {
	return cmp.Or(
		cmp.Compare(a.ind.Family.ID, b.ind.Family.ID), cmp.Compare(a.key, b.key),
		cmp.Compare(a.tier.rank(), b.tier.rank()),
		cmp.Compare(a.validity.rank(), b.validity.rank()),
		cmp.Compare(a.place, b.place),
		cmp.Compare(b.ind.Confidence, a.ind.Confidence),
		cmp.Compare(len(b.ind.Value), len(a.ind.Value)), cmp.Compare(a.ind.Value, b.ind.Value),
		cmp.Compare(a.ind.ThreatType, b.ind.ThreatType), cmp.Compare(a.ind.Family.Name, b.ind.Family.Name),
	)
}

// groups yields runs of hits of the same family and key. Indicators without a family count
// as one family here: a host with 381 of them is still one event.
func groups(hits []hit) iter.Seq[[]hit] {
	return func(yield func([]hit) bool) {
		for len(hits) > 0 {
			n := 1
			for n < len(hits) && hits[n].ind.Family.ID == hits[0].ind.Family.ID && hits[n].key == hits[0].key {
				n++
			}
			if !yield(hits[:n]) {
				return
			}
			hits = hits[n:]
		}
	}
}

// others lists the indicators of a group but best, each once, in its order.
func others(group []hit, best *indicator.Indicator) []*indicator.Indicator {
	var also []*indicator.Indicator
	seen := map[*indicator.Indicator]bool{best: true}
	for _, h := range group {
		if !seen[h.ind] {
			seen[h.ind] = true
			also = append(also, h.ind)
		}
	}
	return also
}

// entityOf returns the client of the event. Where the listed one is the source, be it that
// it came from outside or answered, that is the other end.
func entityOf(t *roles.Table, ev event, listed roles.End) (host, user string) {
	if listed == roles.Source && len(t.InboundHost) > 0 {
		return portOff(ev.firstOf(t.InboundHost)), ev.firstOf(t.InboundUser)
	}
	return portOff(ev.firstOf(t.Host)), ev.firstOf(t.User)
}

// portOff takes a port off an address: a client is the same whichever port it talks from.
func portOff(host string) string {
	if strings.IndexByte(host, ':') < 0 {
		return host
	}
	if _, bare := indicator.ParseAddr(host); bare {
		return host
	}
	if loc, ok := indicator.ParseLocation(host); ok && loc.Addr.IsValid() {
		return loc.Host
	}
	return host
}

func eventOf(r *logs.Record) event {
	return func(column string) string { return string(r.Get(column)) }
}

// A layout remembers which roles the fields of a row have: rows of a file mostly look alike.
type layout struct {
	table  *roles.Table
	names  []string
	roles  [][]placed
	byName map[string][]placed
}

// A placed column knows its place in the table's roles.
type placed struct {
	*roles.Column
	place int
}

// columns returns the roles of each field, by its place in the row. In a table that the model
// does not know each field is free text.
func (l *layout) columns(t *roles.Table, fields []logs.Field) [][]placed {
	if l.table != t {
		*l = layout{table: t, byName: map[string][]placed{}}
		for i := range t.Columns {
			c := &t.Columns[i]
			l.byName[c.Name] = append(l.byName[c.Name], placed{c, i})
		}
	}
	for i := range fields {
		switch name := fields[i].Name; {
		case i == len(l.names):
			l.names, l.roles = append(l.names, name), append(l.roles, l.of(i, name))
		case l.names[i] != name:
			l.names[i], l.roles[i] = name, l.of(i, name)
		}
	}
	return l.roles[:len(fields)]
}

func (l *layout) of(place int, name string) []placed {
	if l.table.Plain {
		return []placed{{&roles.Column{Name: name, Holds: roles.FreeText, End: roles.Unclear}, place}}
	}
	return l.byName[name]
}
