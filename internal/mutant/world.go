package mutant

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"foxhound/kql"
	"foxhound/proof"
)

// worldRows is how many events a world has beside the proofs themselves.
const worldRows = 1000

// A world is a crowd of events near to what a hunt looks for, in which a mutant must show itself
// or have no effect. It is made from the values of the hunt's proofs and the literals of its text:
// columns of several proofs in one event, values in columns where they do not belong, and values
// spelled otherwise. The same hunt has the same world.
type world struct {
	hunt   *proof.Hunt
	random *rand.Rand
	events []proof.Event
	names  map[string][]string            // the columns of each table, in order
	pools  map[string][]json.RawMessage   // by table and column: what was seen there
	all    map[string][]json.RawMessage   // by table: every text that was seen in some column
	known  map[string]map[string]struct{} // what a pool has already
}

// worldOf makes the world of a hunt.
func worldOf(h *proof.Hunt, q *kql.Query) []proof.Event {
	w := &world{hunt: h, random: rand.New(rand.NewPCG(1, 2)), names: map[string][]string{}, pools: map[string][]json.RawMessage{},
		all: map[string][]json.RawMessage{}, known: map[string]map[string]struct{}{}}
	for i := range h.Events {
		e := &h.Events[i]
		w.learn(e.Table, e.Row)
		for _, b := range e.Beside {
			w.learn(b.Table, b.Row)
		}
	}
	w.learnLiterals(q)
	w.events = append(w.events, h.Events...)
	if len(h.Events) == 0 {
		return nil
	}
	for n := range worldRows {
		w.events = append(w.events, w.stranger(h.Events, n))
	}
	return w.events
}

// learn takes the values of a row into the pools.
func (w *world) learn(table string, row json.RawMessage) {
	var cells map[string]json.RawMessage
	if json.Unmarshal(row, &cells) != nil {
		return
	}
	for _, name := range sorted(cells) {
		if !slices.Contains(w.names[table], name) {
			w.names[table] = append(w.names[table], name)
		}
		w.keep(table, name, cells[name])
	}
}

// maxPool bounds how many values a pool has.
const maxPool = 2000

func (w *world) keep(table, column string, v json.RawMessage) {
	key := table + "." + column
	if w.known[key] == nil {
		w.known[key] = map[string]struct{}{}
	}
	if _, is := w.known[key][string(v)]; is || len(w.pools[key]) >= maxPool {
		return
	}
	w.known[key][string(v)] = struct{}{}
	w.pools[key] = append(w.pools[key], v)
	if w.hunt.TypeOf(table, column) == "string" && len(v) > 0 && v[0] == '"' {
		w.all[table] = append(w.all[table], v)
	}
}

// learnLiterals takes texts that a query compares a column with into that column's pool, in each
// table of the hunt, and near to them what only begins or ends so.
func (w *world) learnLiterals(q *kql.Query) {
	take := func(x kql.Expr, texts []kql.Expr) {
		column, member := columnOf(x)
		for _, e := range texts {
			s, ok := e.(*kql.String)
			if column == "" || !ok {
				continue
			}
			for _, text := range []string{s.Value, s.Value + "s", "no " + s.Value, "x" + s.Value, strings.ToUpper(s.Value)} {
				w.keepEverywhere(column, member, text)
			}
		}
	}
	kql.Walk(q, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.Binary:
			take(n.X, []kql.Expr{n.Y})
		case *kql.In:
			take(n.X, n.List)
		}
		return true
	})
}

func (w *world) keepEverywhere(column, member, text string) {
	v := any(text)
	if member != "" {
		v = map[string]string{member: text}
	}
	raw, _ := json.Marshal(v) // of texts
	for _, table := range sorted(w.names) {
		switch typ := w.hunt.TypeOf(table, column); {
		case typ == "dynamic":
		case typ == "string" && member != "":
			raw, _ = json.Marshal(string(raw)) // of a text
		case typ != "string":
			continue // of true, false, numbers and times, proofs have enough
		}
		if !slices.Contains(w.names[table], column) {
			w.names[table] = append(w.names[table], column)
		}
		w.keep(table, column, raw)
	}
}

// columnOf is the column that a comparison looks at, and the member of it.
func columnOf(e kql.Expr) (column, member string) {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Name, ""
	case *kql.Member:
		column, _ := columnOf(e.X)
		return column, e.Name
	case *kql.Call:
		if len(e.Args) > 0 {
			return columnOf(e.Args[0])
		}
	}
	return "", ""
}

// stranger is an event that no proof has.
func (w *world) stranger(proofs []proof.Event, n int) proof.Event {
	from := &proofs[w.random.IntN(len(proofs))]
	other := &proofs[w.random.IntN(len(proofs))]
	e := proof.Event{Table: from.Table, Row: w.crossed(from.Table, from.Row, other.Row)}
	if len(from.Beside) == 0 {
		return e
	}
	id, _ := json.Marshal(fmt.Sprintf("00000000-0000-0000-0001-%012d", n))
	e.Row = with(e.Row, joinedBy, id)
	for _, b := range from.Beside {
		e.Beside = append(e.Beside, proof.Beside{Table: b.Table, Row: with(w.crossed(b.Table, b.Row, b.Row), joinedBy, id)})
	}
	return e
}

// joinedBy is the column by which rows of tables belong together: a stranger's rows still do.
const joinedBy = "NetworkMessageId"

func with(row json.RawMessage, column string, v json.RawMessage) json.RawMessage {
	var cells map[string]json.RawMessage
	if json.Unmarshal(row, &cells) != nil {
		return row
	}
	cells[column] = v
	out, _ := json.Marshal(cells) // of what was read
	return out
}

// crossed is a row with some columns of another, and some of neither.
func (w *world) crossed(table string, row, other json.RawMessage) json.RawMessage {
	var a, b map[string]json.RawMessage
	if json.Unmarshal(row, &a) != nil || json.Unmarshal(other, &b) != nil {
		return row
	}
	mixing := w.random.IntN(3) // of some rows no column, of some few, of some half of them
	for _, name := range w.names[table] {
		if v, is := b[name]; is && mixing > 0 && w.random.IntN(4) < mixing {
			a[name] = v
		}
	}
	for range w.random.IntN(4) {
		name := w.names[table][w.random.IntN(len(w.names[table]))]
		if v := w.drawn(table, name); v == nil {
			delete(a, name)
		} else {
			a[name] = v
		}
	}
	out, _ := json.Marshal(a) // of what was read
	return out
}

// drawn is a value for a column: one that is known there, one of another column, or one of them
// spelled otherwise; nil for none.
func (w *world) drawn(table, column string) json.RawMessage {
	own := w.pools[table+"."+column]
	if len(own) == 0 || w.random.IntN(20) == 0 {
		return nil
	}
	v := own[w.random.IntN(len(own))]
	if w.hunt.TypeOf(table, column) != "string" {
		return v
	}
	if all := w.all[table]; len(all) > 0 && w.random.IntN(4) == 0 {
		v = all[w.random.IntN(len(all))]
	}
	var text string
	if json.Unmarshal(v, &text) != nil || w.random.IntN(2) == 0 {
		return v
	}
	out, _ := json.Marshal(spellings[w.random.IntN(len(spellings))](text)) // of a text
	return out
}

// spellings are ways to write a text that is nearly another.
var spellings = []func(string) string{
	strings.ToUpper,
	strings.ToLower,
	func(s string) string { return "a" + s },
	func(s string) string { return s + "a" },
	func(s string) string { return "1" + s },
	func(s string) string { return s + "1" },
	func(s string) string { return "a." + s },
	func(s string) string { return "a-" + s },
	func(s string) string { return s + "." },
	func(s string) string { return s + ".example" },
	func(s string) string { return s + "/a" },
	func(s string) string { return s + "?a" },
	func(s string) string { return s + ":443" },
	func(s string) string { return "http://" + s },
	func(s string) string { return "see " + s },
	func(s string) string { return s + " and more" },
	func(s string) string { return strings.TrimSuffix(s, "/") },
	func(s string) string { return strings.Repeat("a", 64) + "." + s },
	func(s string) string { return strings.Repeat("abcdefg.", 32) + s },
	func(s string) string { return s[len(s)/2:] },
	func(s string) string { return s[:len(s)/2] },
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
