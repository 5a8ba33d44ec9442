package dossier

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"foxhound/indicator"
	"foxhound/internal/store"
)

// A Family is what the store knows of a family: its indicators by kind, by state and by the
// month in which they were first seen.
type Family struct {
	indicator.Family
	Total  int
	Kinds  map[indicator.Kind]int
	States map[State]int
	Months map[string]int // 2026-05; "undated"
	First  time.Time      // the first activity: the earliest first_seen
	Last   time.Time      // the last
}

func newFamily(f indicator.Family) *Family {
	return &Family{Family: f, Kinds: map[indicator.Kind]int{}, States: map[State]int{}, Months: map[string]int{}}
}

func (f *Family) add(e *Entry) {
	f.Total++
	f.Kinds[e.Kind]++
	f.States[e.State]++
	month := "undated"
	if !e.FirstSeen.IsZero() {
		month = e.FirstSeen.Format("2006-01")
	}
	f.Months[month]++
	for _, t := range []time.Time{e.FirstSeen, e.LastSeen} {
		if t.IsZero() {
			continue
		}
		if f.First.IsZero() || t.Before(f.First) {
			f.First = t
		}
		if t.After(f.Last) {
			f.Last = t
		}
	}
}

// Families returns the families that a query's indicators are of, those with most indicators
// first, and those of no family last.
func Families(ctx context.Context, s *store.Store, q Query) ([]*Family, error) {
	var all []*Family
	for e, err := range Each(ctx, s, q) { // by family
		if err != nil {
			return nil, err
		}
		if len(all) == 0 || e.Family.Key() != all[len(all)-1].Key() {
			all = append(all, newFamily(e.Family))
		}
		all[len(all)-1].add(e)
	}
	slices.SortStableFunc(all, func(a, b *Family) int {
		switch {
		case (a.Key() == "") != (b.Key() == ""):
			if a.Key() == "" {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key(), b.Key()))
	})
	return all, nil
}

// kinds lists numbers by kind.
func (f *Family) kinds() string {
	var parts []string
	for _, k := range indicator.Kinds() {
		if n := f.Kinds[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", number(n), k))
		}
	}
	return strings.Join(parts, ", ")
}

// states lists numbers by state.
func (f *Family) states() string {
	var parts []string
	for _, s := range States() {
		if n := f.States[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", number(n), s))
		}
	}
	return strings.Join(parts, ", ")
}

// WriteFamilies lists families for a person.
func WriteFamilies(out io.Writer, all []*Family) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FAMILY\tNAME\tINDICATORS\tCURRENT\tFIRST\tLAST\tKINDS")
	for _, f := range all {
		id, name := cmp.Or(f.ID, "-"), cmp.Or(f.Name, "-")
		if f.Key() == "" {
			name = "(no family)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", indicator.Printable(id, 40), indicator.Printable(name, 40), number(f.Total),
			number(f.States[store.Current]), day(f.First), day(f.Last), f.kinds())
	}
	return w.Flush()
}

// WriteText writes all of a family for a person.
func (f *Family) WriteText(w io.Writer) error {
	out := &page{Writer: bufio.NewWriter(w)}
	fmt.Fprintf(out, "%s\n", label(f.Family))
	if f.ID != "" {
		out.line("malpedia", "https://malpedia.caad.fkie.fraunhofer.de/details/"+indicator.Printable(f.ID, maxShown))
	}
	if len(f.Aliases) > 0 {
		out.line("aliases", indicator.Printable(strings.Join(f.Aliases, ", "), 0))
	}
	out.line("indicators", number(f.Total))
	out.line("kinds", f.kinds())
	out.line("states", f.states())
	out.line("activity", fmt.Sprintf("%s to %s", day(f.First), day(f.Last)))
	for _, m := range f.months() {
		out.line("months", fmt.Sprintf("%s  %s", m, number(f.Months[m])))
	}
	out.line("next", "foxhound rule "+shellWord(f.Label())+" · foxhound indicator list --family "+shellWord(f.Label()))
	return out.Flush()
}

// months are those that there are, the newest first.
func (f *Family) months() []string {
	var all []string
	for m := range f.Months {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(b, a) }) // undated comes first: u is above the digits
	return all
}

// shellWord is a name as a shell takes it for one word.
func shellWord(name string) string {
	name = indicator.Printable(name, maxShown)
	if strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r))
	}) {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}

// A familyObject is a family as JSON. Keys are only ever added, at the end.
type familyObject struct {
	Family     string         `json:"family"`
	Name       string         `json:"name"`
	Aliases    []string       `json:"aliases"`
	Indicators int            `json:"indicators"`
	Kinds      map[string]int `json:"kinds"`
	States     map[State]int  `json:"states"`
	Months     map[string]int `json:"months"` // in which indicators were first seen
	First      *time.Time     `json:"first"`
	Last       *time.Time     `json:"last"`
}

// WriteFamiliesJSON writes families for programs, one object a line.
func WriteFamiliesJSON(w io.Writer, all []*Family) error {
	enc := encoder(w)
	for _, f := range all {
		o := familyObject{f.ID, f.Name, append([]string{}, f.Aliases...), f.Total, map[string]int{}, f.States, f.Months, optional(f.First), optional(f.Last)}
		for k, n := range f.Kinds {
			o.Kinds[k.String()] = n
		}
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}
