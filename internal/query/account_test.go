package query

import (
	"context"
	"io"
	"strings"
	"testing"

	"foxhound/internal/logs"
	"foxhound/internal/schema"
)

const twoRows = `{"TimeGenerated":"2026-05-23T09:10:00Z","Name":"a.example","Type":"DnsEvents"}
{"TimeGenerated":"2026-05-23T09:11:00Z","Name":"b.example","Type":"DnsEvents"}
`

// What was read is told by table, and standard input is read as often as a query does.
func TestAccounted(t *testing.T) {
	for _, tt := range []struct {
		query string
		rows  int
		want  []Tally
	}{
		{"DnsEvents", 2, []Tally{{"DnsEvents", 2, true}}},
		{"DnsEvents | where Name == ''", 0, []Tally{{"DnsEvents", 2, true}}},
		{"DeviceEvents", 0, []Tally{{"DeviceEvents", 0, true}}},
		{"DnsEvents | join kind=inner (DnsEvents) on Name", 2, []Tally{{"DnsEvents", 2, true}}},
		{"search 'b.example'", 1, []Tally{{"DnsEvents", 2, true}}},
		{"union DnsEvents, UrlClickEvents", 2, []Tally{{"DnsEvents", 2, true}, {"UrlClickEvents", 0, true}}},
		{"print 1", 1, nil},
	} {
		a := NewAccounted(&Logs{Sources: []logs.Source{{Path: "-", Size: -1}}, Options: logs.Options{Stdin: strings.NewReader(twoRows)}})
		q, err := (&Engine{Tables: a, Source: a}).Prepare(context.Background(), "query", tt.query)
		if err != nil {
			t.Fatalf("%s: %v", tt.query, err)
		}
		b, err := q.Rows(context.Background())
		if err != nil || b.Rows != tt.rows {
			t.Errorf("%s: %v, %v, want %d rows", tt.query, b, err, tt.rows)
		}
		if got := a.Tallies(); !sameTallies(got, tt.want) {
			t.Errorf("%s: read %v, want %v", tt.query, got, tt.want)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
}

func sameTallies(a, b []Tally) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// A query that reads a table needs logs.
func TestNoLogs(t *testing.T) {
	a := NewAccounted(&Logs{})
	q, err := (&Engine{Tables: a, Source: a}).Prepare(context.Background(), "query", "DnsEvents | count")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.Rows(context.Background()); err == nil || !strings.HasPrefix(err.Error(), "no logs given to read `DnsEvents` from; ") {
		t.Errorf("Rows = %v", err)
	}
}

// A stream that is kept gives the same bytes each time, however it was read before.
func TestReplay(t *testing.T) {
	text := strings.Repeat("0123456789", 1000)
	r := &replay{from: strings.NewReader(text)}
	defer r.close()
	for _, n := range []int64{0, 7, 4096, 100, int64(len(text)), 50, int64(len(text)) + 1} {
		got, err := io.ReadAll(io.LimitReader(r.reader(), n))
		if want := text[:min(n, int64(len(text)))]; string(got) != want || err != nil {
			t.Errorf("read %d bytes: %d, %v", n, len(got), err)
		}
	}
}

func TestHint(t *testing.T) {
	for _, tt := range []struct {
		dialect schema.Dialect
		name    string
		tables  []string
		want    string
	}{
		{schema.Any, "DnsEvent", nil, "; did you mean `DnsEvents`?"},
		{schema.Defender, "DnsEvents", nil, "; it is a table of the dialect `sentinel`, and the query runs in `defender`"},
		{schema.Any, "Timestamp", []string{"DnsEvents"}, "; the time of `DnsEvents` is its column `TimeGenerated`"},
		{schema.Sentinel, "Timestamp", []string{"DeviceEvents"}, "; the time of `DeviceEvents` is its column `TimeGenerated` in the dialect `sentinel`"},
		{schema.Defender, "SourceSystem", []string{"DeviceEvents"}, "; it is a column of `DeviceEvents` in the dialect `sentinel`, and the query runs in `defender`"},
		{schema.Any, "Nothing", []string{"DnsEvents"}, ""},
		{schema.Any, "Nothing", []string{"NoTable"}, ""},
	} {
		if got := (&Logs{Dialect: tt.dialect}).Hint(tt.name, tt.tables); got != tt.want {
			t.Errorf("Hint(%q, %v) in %q = %q, want %q", tt.name, tt.tables, tt.dialect, got, tt.want)
		}
	}
}
