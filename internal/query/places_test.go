package query

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/logs"
	"foxhound/internal/schema"
)

// Where places are asked for, each row says where it stands, and its time is the event's: of
// either time column, and the last there is where neither has one.
func TestPlaces(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dns.ndjson")
	if err := os.WriteFile(file, []byte(`{"Type":"DnsEvents","TimeGenerated":"2026-05-23T10:11:12.5Z","Name":"a"}
{"Type":"DnsEvents","TimeGenerated":"-","Timestamp":"2026-05-24T00:00:00Z","Name":"b"}

{"Type":"DnsEvents","TimeGenerated":"1601-01-01T00:00:00Z","Name":"c"}
{"Type":"DnsEvents","Name":"d","_Line":"7"}
`), 0o666); err != nil {
		t.Fatal(err)
	}
	sources, err := logs.Find([]string{file})
	if err != nil {
		t.Fatal(err)
	}
	run := func(places bool, text string) []string {
		l := &Logs{Sources: sources, Dialect: schema.Sentinel, Places: places}
		e := &Engine{Tables: l, Source: l, StandIn: l.StandIn}
		q, err := e.Prepare(context.Background(), "test", text)
		if err != nil {
			return []string{err.Error()}
		}
		b, err := q.Rows(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for i := range b.Rows {
			row := ""
			for _, c := range b.Columns {
				row += fmt.Sprint(c.Value(i), " ")
			}
			rows = append(rows, row)
		}
		return rows
	}
	want := []string{
		"a 1 true 2026-05-23T10:11:12.5000000Z ",
		"b 2 true 2026-05-24T00:00:00.0000000Z ",
		"c 4 true 9999-12-31T23:59:59.9999999Z ",
		"d 5 true 9999-12-31T23:59:59.9999999Z ",
	}
	got := run(true, "DnsEvents | project Name, _Line, _File endswith 'dns.ndjson', tostring(TimeGenerated)")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := run(false, "DnsEvents | project _File"); len(got) != 1 || got[0] == "" {
		t.Errorf("a table has a place that nobody asked for: %q", got)
	}
}
