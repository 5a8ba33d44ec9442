package query

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"foxhound/internal/logs"
	"foxhound/internal/rows"
	"foxhound/internal/schema"
)

// TestWorkersChangeNothing runs queries of every sort of step on one goroutine and on
// many: the same bytes must come out, in the same order.
func TestWorkersChangeNothing(t *testing.T) {
	for _, text := range []string{
		"DnsEvents | where Name has 'softandtec' | project TimeGenerated, Name, ClientIP",
		"union withsource=T * | summarize count() by T | order by T asc",
		"CommonSecurityLog | extend p = DestinationPort * 2 | where p > 100 | order by DestinationIP asc, p | take 7",
		"DnsEvents | summarize n = count(), names = make_set(Name), newest = arg_max(TimeGenerated, Name) by ClientIP",
		"DnsEvents | join kind=inner (DnsEvents | summarize count() by Name) on Name | project Name, ClientIP, count_",
		"UrlClickEvents | mv-expand hop = parse_json(UrlChain) to typeof(string) | distinct hop",
		"DeviceNetworkEvents | mv-apply part = split(RemoteUrl, '.') on (summarize parts = make_list(part)) | project RemoteUrl, parts",
		"DnsEvents | order by TimeGenerated asc | extend gap = TimeGenerated - prev(TimeGenerated), n = row_number()",
		"DnsEvents | parse Name with host '.' rest | where host != '' | top 5 by rest asc",
		"search 'softandtec' | summarize count() by $table",
		"union DnsEvents, DeviceNetworkEvents, (DnsEvents | extend RemoteUrl = Name | take 50) | where Name has 'softandtec' or RemoteUrl has 'softandtec' | project TimeGenerated, Timestamp, Name, RemoteUrl",
		"union DnsEvents, DeviceNetworkEvents | extend Host = coalesce(Name, RemoteUrl) | summarize count(), take_any(ClientIP) by Host",
		"DnsEvents | order by Name asc | extend n = strlen(Name) | where Name has 'com' | project Name, n | take 9",
	} {
		one := printed(t, text, 1)
		for _, workers := range []int{2, 7} {
			if many := printed(t, text, workers); many != one {
				t.Errorf("%s\non %d goroutines:\n%s\non one:\n%s", text, workers, many, one)
			}
		}
	}
}

// printed runs a query over the bundled example and returns its rows as JSON lines.
func printed(t *testing.T, text string, workers int) string {
	t.Helper()
	sources, err := logs.Find([]string{filepath.FromSlash("../../examples/remus/logs")})
	if err != nil {
		t.Fatal(err)
	}
	l := &Logs{Sources: sources, Options: logs.Options{Workers: workers}, Dialect: schema.Any}
	e := &Engine{Tables: l, Source: l, Now: time.Date(2026, 5, 24, 0, 0, 0, 0, time.UTC)}
	q, err := e.Prepare(context.Background(), "query", text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out bytes.Buffer
	w, err := rows.New("ndjson", &out, q.Columns(), rows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Run(context.Background(), w.Write); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if out.Len() == 0 {
		t.Errorf("%s: no rows to compare", text)
	}
	return out.String()
}
