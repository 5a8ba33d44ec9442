package feed

import (
	"fmt"
	"strings"
	"testing"
)

// TestNotesBounded reads files of which every line is worth a note.
func TestNotesBounded(t *testing.T) {
	for name, text := range map[string]string{
		"entry counters": "# ioc_value, ioc_type\n" + strings.Repeat("# Number of entries: 5\n", 1000),
		"totals":         pageHead + "\n" + pageRow + "\n\n" + strings.Repeat("Total IOCs: 5\n", 1000),
	} {
		got := mustRead(t, text)
		if n := len(got.Notes); n != maxNotes+1 || got.Notes[maxNotes] != "and 900 more notes" {
			t.Errorf("%s: %d notes, the last `%s`; want %d, the last to count 900 more", name, n, got.Notes[n-1], maxNotes+1)
		}
	}
}

// TestNoteLength reads an entry counter as long as a line may be.
func TestNoteLength(t *testing.T) {
	got := mustRead(t, "# ioc_value, ioc_type\n# Number of entries: "+strings.Repeat("5", 100_000)+"\n")
	for _, note := range got.Notes {
		if len(note) > 1000 {
			t.Errorf("a note of %d bytes", len(note))
		}
	}
}

// TestRecordsBounded reads as many records as a file may have, and one more.
func TestRecordsBounded(t *testing.T) {
	max := defaultLimits
	max.rows = 10
	for n, want := range map[int]string{10: "<nil>", 11: "more than 10 records in one file: split it"} {
		got, err := read("test", strings.NewReader(repeated(n, "", "host%d.example.net\n", "")), max)
		checkCounts(t, got)
		if fmt.Sprint(err) != want {
			t.Errorf("%d records: error %v, want %s", n, err, want)
		}
		if len(got.Indicators) != max.rows {
			t.Errorf("%d records: %d indicators, want %d", n, len(got.Indicators), max.rows)
		}
	}
}

// TestKQLBounded reads a page whose queries name more values than a file may have records.
func TestKQLBounded(t *testing.T) {
	max := defaultLimits
	max.rows = 10
	var page strings.Builder
	page.WriteString(pageHead + "\n" + pageRow + "\n\nlet Malicious_Domains = dynamic([\n")
	for i := range 100 {
		fmt.Fprintf(&page, "\"host%d.example.net\",\n", i)
	}
	got, err := read("test", strings.NewReader(page.String()), max)
	checkCounts(t, got)
	if err == nil || !strings.Contains(err.Error(), "more than 10 values in the page's KQL") {
		t.Errorf("error %v, want one that says that there are too many values", err)
	}
}
