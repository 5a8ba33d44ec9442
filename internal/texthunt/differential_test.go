package texthunt

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/hunt"
	"foxhound/internal/logs"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// An event is what both sides say something of: one of a family.
type event struct {
	file   string
	line   int64
	family string
}

// TestTextIsIndex holds the rows of the rules' texts equal to the matches of the index, on
// random indicators and logs, in both dialects and all forms of a hunt.
// FOXHOUND_SEEDS=1000 looks at as many worlds of each form, FOXHOUND_FIRST at those from a
// number on.
func TestTextIsIndex(t *testing.T) {
	seeds := 1
	if n, err := strconv.Atoi(os.Getenv("FOXHOUND_SEEDS")); err == nil {
		seeds = n
	}
	first, _ := strconv.Atoi(os.Getenv("FOXHOUND_FIRST"))
	for _, tt := range []struct {
		name       string
		dialect    schema.Dialect
		indicators int
		hosts      int // that they are of, more or less
		rows       int
		form       rule.Form
	}{
		{"full, sentinel", schema.Sentinel, 24, 8, 120, rule.Full},
		{"full, defender", schema.Defender, 24, 8, 120, rule.Full},
		{"many of a host, sentinel", schema.Sentinel, 24, 3, 120, rule.Full},
		{"many of a host, defender", schema.Defender, 24, 3, 120, rule.Full},
		{"compact, sentinel", schema.Sentinel, 300, 75, 100, rule.Compact},
		{"compact, defender", schema.Defender, 300, 75, 100, rule.Compact},
		{"split, sentinel", schema.Sentinel, 1500, 1500, 100, rule.Compact},
	} {
		t.Run(tt.name, func(t *testing.T) {
			switch {
			case seeds == 1 && tt.indicators > 1000:
				t.Skip("takes long: FOXHOUND_SEEDS=2 looks at it")
			case testing.Short() && tt.form == rule.Compact:
				t.Skip("takes seconds")
			}
			t.Parallel()
			forms, matches := map[rule.Form]int{}, 0
			for seed := range seeds {
				w := newWorld(uint64(first+seed), tt.dialect, tt.indicators, tt.hosts, tt.form == rule.Compact)
				dir := t.TempDir()
				w.write(t, dir, tt.rows)
				matches += w.compare(t, dir, forms)
				if t.Failed() {
					t.Fatalf("seed %d", first+seed)
				}
			}
			t.Logf("%d matches, forms %v", matches, forms)
			if forms[tt.form] == 0 || matches < 100*seeds {
				t.Errorf("%d matches, forms %v", matches, forms)
			}
		})
	}
}

// compare holds both sides equal on the logs, and returns how many matches there are.
func (w *world) compare(t *testing.T, dir string, forms map[rule.Form]int) int {
	t.Helper()
	sources, err := logs.Find([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	indexed := w.indexed(t, sources)
	texts := w.texts(t, sources, forms)
	maps.DeleteFunc(indexed, func(ev event, _ []string) bool { return w.rounded[ev.family] })
	n := 0
	for _, ev := range slices.SortedFunc(maps.Keys(union(indexed, texts)), func(a, b event) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}) {
		n += len(indexed[ev])
		a, b := slices.Sorted(slices.Values(indexed[ev])), slices.Sorted(slices.Values(texts[ev]))
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s:%d %s (-index +text)\n%s\n%s", filepath.Base(ev.file), ev.line, ev.family, lineOf(t, ev), diff)
		}
	}
	return n
}

func union(a, b map[event][]string) map[event][]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func lineOf(t *testing.T, ev event) string {
	text, err := os.ReadFile(ev.file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "\n")[ev.line-1]
}

// indexed is what the index finds.
func (w *world) indexed(t *testing.T, sources []logs.Source) map[event][]string {
	t.Helper()
	found := map[event][]string{}
	_, err := hunt.Run(context.Background(), hunt.Options{Feeds: []*feed.Result{w.feed}, Sources: sources, Facts: facts, Match: func(m *hunt.Match) error {
		row := Row{Table: m.Table, Value: m.Indicator.Value, Threat: m.Indicator.ThreatType, Tier: string(m.Tier), Field: m.Field, Direction: string(m.Direction),
			Verdict: string(m.Verdict), Validity: string(m.Validity), Severity: string(m.Severity), Excluded: m.ExcludedBy}
		ev := event{m.File, m.Line, m.Indicator.Family.ID}
		for _, row := range w.delivered(row, m.Message) {
			found[ev] = append(found[ev], row.shown())
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// delivered is a row for each delivery of the message that it is about; as it is where the
// table says itself who got what, or nothing does.
func (w *world) delivered(row Row, message string) []Row {
	deliveries := w.deliveries[message]
	if !roles.Of(row.Table).RecipientsApart || len(deliveries) == 0 {
		return []Row{row}
	}
	var rows []Row
	for _, d := range deliveries {
		row.Recipient, row.Verdict = d.recipient, d.verdict
		rows = append(rows, row)
	}
	return rows
}

// texts is what the rules' texts find.
func (w *world) texts(t *testing.T, sources []logs.Source, forms map[rule.Form]int) map[event][]string {
	t.Helper()
	found, cut := map[event][]string{}, map[event][]partRow{}
	r, err := newReader(context.Background(), sources, logs.Options{}, w.dialect)
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range w.families {
		made, err := rule.New(family, hunt.Indicators(w.feed), rule.Options{Dialect: w.dialect, Style: rule.Exact, Facts: facts})
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(made.Hunts, func(h rule.Hunt) bool { return !w.whole && h.Form == rule.Compact }) {
			w.rounded[family.ID] = true // known to differ, and Run leaves such a family to the index
			continue
		}
		apart, sure := cutHosts(made), confidences(made)
		for i := range made.Hunts {
			h := &made.Hunts[i]
			if !r.holds(h) {
				continue
			}
			forms[h.Form]++
			err := r.run(context.Background(), h, func(row Row) error {
				ev := event{row.File, row.Line, family.ID}
				if apart[row.Table][hostOf(row.Value)] {
					cut[ev] = append(cut[ev], partRow{row, sure[[2]string{row.Value, row.Threat}]})
					return nil
				}
				if s := row.shown(); !roles.Of(row.Table).RecipientsApart || !slices.Contains(found[ev], s) {
					found[ev] = append(found[ev], s)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for ev, rows := range cut {
		for _, row := range bestOfParts(rows) {
			found[ev] = append(found[ev], row.shown())
		}
	}
	return found
}

// shown is a row as the test compares it. The severity of a mail follows each recipient's verdict.
func (r Row) shown() string {
	if roles.Of(r.Table).RecipientsApart {
		r.Severity = ""
	}
	return strings.Join([]string{r.Recipient, r.Value, r.Threat, r.Tier, r.Field, r.Direction, r.Verdict, r.Validity, r.Severity, r.Excluded}, " | ")
}
