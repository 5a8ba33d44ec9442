package query

import (
	"fmt"
	"strings"
	"testing"
)

// A used case is a recorded case and what of the language it uses, by sort.
type used struct {
	recorded
	Uses map[string][]string
}

// otherwise are names under which recorded cases list what the page calls by another.
var otherwise = map[string]string{"TopNestedOperator": "top-nested"}

// countCases runs the recorded cases and counts them for what they use.
func countCases(t *testing.T, sections []*section) {
	for _, file := range []string{"engine-cases.ndjson", "doc-examples.ndjson"} {
		for _, c := range readLines[used](t, file) {
			if c.Verified != "kusto-emulator" {
				continue
			}
			err := c.check()
			for _, s := range sections {
				s.count(c.Uses[s.uses], err)
			}
		}
	}
}

// count notes a case for the names that it uses; one that uses something that is refused,
// for that alone.
func (s *section) count(names []string, err error) {
	refused := err != nil && strings.Contains(err.Error(), "not supported")
	for _, name := range names {
		if other, ok := otherwise[name]; ok {
			name = other
		}
		for i := range s.entries {
			e := &s.entries[i]
			if e.name != name || refused && e.supported {
				continue
			}
			if e.exists++; err == nil {
				e.passed++
			}
		}
	}
}

// keepCounts takes the numbers of cases from the tables of the page.
func keepCounts(sections []*section, tables string) {
	for _, text := range strings.Split(tables, "\n## ")[1:] {
		title, rows, _ := strings.Cut(text, "\n")
		for _, s := range sections {
			if s.title == title {
				s.keep(rows)
			}
		}
	}
}

func (s *section) keep(rows string) {
	for row := range strings.Lines(rows) {
		cells := strings.Split(strings.ReplaceAll(row, `\|`, "\x00"), "|")
		if len(cells) != 5 {
			continue
		}
		name := strings.ReplaceAll(strings.Trim(cells[1], " `"), "\x00", "|")
		for i := range s.entries {
			if e := &s.entries[i]; e.name == name {
				fmt.Sscanf(strings.TrimSpace(cells[3]), "%d / %d", &e.passed, &e.exists)
			}
		}
	}
}

// Without the recorded cases the page keeps their numbers.
func TestKeepCounts(t *testing.T) {
	sections := func() []*section {
		return []*section{{title: "A", entries: []entry{{name: "x", supported: true}, {name: "|"}}}, {title: "B", entries: []entry{{name: "x"}}}}
	}
	counted := sections()
	counted[0].entries[0].passed, counted[0].entries[0].exists = 3, 4
	counted[0].entries[1].passed, counted[0].entries[1].exists = 0, 1
	kept := sections()
	keepCounts(kept, written(counted))
	if got, want := written(kept), written(counted); got != want {
		t.Errorf("kept:\n%s\nwant:\n%s", got, want)
	}
}
