package feed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const htmlPageText = `<!DOCTYPE html>
<html><head><title>x</title><style>` + "\n" + `td { color: red }</style></head><body>
<h1>ThreatFox: Remus IOCs</h1>
<p><b>Malware Family:</b> Remus
<b>Total IOCs:</b> 3</p>
<table>
  <thead><tr>
    <th>Type</th>
    <th>Value</th><th>Threat Type</th><th>First Seen</th><th>Confidence</th>
  </tr></thead>
  <tr>
    <td>domain</td>
    <td><code>softandtec<wbr>.com</code></td>
    <td><p>botnet_cc</p></td><td>2026-05-22</td><td>100%</td>
  </tr>
  <tr><td>ip:port<td><a href="https://threatfox.example/ioc/1/">80[.]211[.]47[.]159:7582</a><td>botnet_cc<td>2026-05-22<td>100%
  <tr><td>url</td><td>hxxp://a[.]com/x|y_*z*_\</td><td>payload_delivery</td><td>2026-05-22</td><td>50%</td></tr>
</table>
<table><tr><th>Sentinel Table</th><th>Notes</th></tr><tr><td>DnsEvents</td><td>on</td></tr></table>
<pre><code>let malicious_domains = dynamic(["softandtec.com",
  "only.example"]);
DnsEvents
| where Name has_any (malicious_domains)</code></pre>
</body></html>
`

// TestHTMLPage reads a rule page that was saved from a browser: the table row by row, whatever
// stands in its cells, and the queries below it.
func TestHTMLPage(t *testing.T) {
	got := mustRead(t, htmlPageText)
	want := []string{"domain softandtec.com", "ip:port 80.211.47.159:7582", `url http://a.com/x|y_*z*_\`, "domain only.example"}
	if diff := cmp.Diff(want, values(got)); diff != "" {
		t.Errorf("indicators (-want +got):\n%s", diff)
	}
	for _, ind := range got.Indicators {
		if ind.Family.ID != "win.remus" {
			t.Errorf("%s is of %v", ind.Value, ind.Family)
		}
	}
	if got.Format != "html" || len(got.Malformed) > 0 {
		t.Errorf("%s, malformed %v", got.Format, got.Malformed)
	}
	notes := []string{"only in the page's KQL and not in its table, taken with confidence unknown: only[.]example (line 22)"}
	if diff := cmp.Diff(notes, got.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestHTMLTable says that a table of values alone makes no rule page: its words for types are
// anybody's.
func TestHTMLTable(t *testing.T) {
	got := mustRead(t, "<html><body><h1>A stealer</h1><table><tr><th>Type</th><th>Indicator</th></tr>"+
		"<tr><td>C2 domain</td><td>softandtec[.]com</td></tr></table></body></html>")
	if diff := cmp.Diff([]string{"domain softandtec.com"}, values(got)); diff != "" || len(got.Malformed) > 0 {
		t.Errorf("indicators (-want +got):\n%s\nmalformed %v", diff, got.Malformed)
	}
}
