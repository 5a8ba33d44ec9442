package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/schema"
)

// scheduledRule is an analytics rule with the fields given; a field of its own stands first.
func scheduledRule(fields, query string) string {
	text := fields
	for _, f := range []string{"id: 3f0d6a0e-6f0e-5a77-9a53-6b4f4c1c8a10", "name: A rule", "description: What it finds.", "kind: Scheduled", "severity: High",
		"queryFrequency: 1h", "queryPeriod: 1d", "triggerOperator: gt", "triggerThreshold: 0", "version: 1.0.0"} {
		key, _, _ := strings.Cut(f, ":")
		if !strings.Contains("\n"+fields, "\n"+key+":") {
			text += f + "\n"
		}
	}
	return text + "query: |\n  " + strings.ReplaceAll(query, "\n", "\n  ") + "\n"
}

const (
	hash40 = "83c497d7e43e5faa04e3aa297aec5bab2d633587"
	hash64 = "78c255a98003a101fa5ba3f49c50c6922b52ede601edac5db036ab72efc57629"
)

// checkTests say for each check what it finds, and what is near to that and right. A text
// that begins with "kql" is a query by itself.
var checkTests = []struct {
	id, text string
	found    bool
}{
	{"syntax", "kql DnsEvents | where", true},
	{"syntax", "kql DnsEvents | where Name has 'x'", false},
	{"wrong-time-column", scheduledRule("", "DeviceEvents | where Timestamp > ago(1h)"), true},
	{"wrong-time-column", scheduledRule("", "DeviceEvents | where TimeGenerated > ago(1h)"), false},
	{"wrong-time-column", "kql DeviceEvents | where Timestamp > ago(1h)", false}, // Defender's
	{"unknown-column", "kql DnsEvents | where Nme has 'x'", true},
	{"unknown-column", "kql Mine_CL | where Nme_s has 'x'", false},
	{"unknown-column", "kql DnsEvents | where TenantId has 'x'", false}, // of every table
	{"unknown-column", "kql _Im_Dns(starttime=ago(1d)) | where DnsQuery has 'x' | summarize by DnsQuery", false},
	{"unknown-function", "kql DnsEvents | where isnotempy(Name)", true},
	{"unknown-function", "kql let f = (x:string) { x }; DnsEvents | where f(Name) == 'x'", false},
	{"does-not-bind", "kql DnsEvents | where Name > 5", true},
	{"does-not-bind", "kql Mine_CL | where Name_s > 5 | order by Name_s", false}, // nobody knows its type
	{"not-judged", "kql DnsEvents " + strings.Repeat("| where Name has 'x' ", 401), true},
	{"not-judged", "kql DnsEvents " + strings.Repeat("| where Name has 'x' ", 400), false},
	{"deprecated-table", "kql ThreatIntelligenceIndicator | where TimeGenerated > ago(1d)", true},
	{"deprecated-table", "kql ThreatIntelIndicators | where TimeGenerated > ago(1d)", false},
	{"other-dialect-table", "kql DnsEvents | join kind=inner DeviceTvmCertificateInfo on $left.Name == $right.DeviceId", true},
	{"other-dialect-table", "kql DnsEvents | where TimeGenerated > ago(1d)", false},
	{"unknown-table", "kql DnsEvent | take 5", true},
	{"unknown-table", "kql let DnsEvent = DnsEvents; DnsEvent | take 5", false},
	{"unknown-table", "kql imDns | take 5", false},
	{"unbounded-union", "kql union * | where TimeGenerated > ago(1d)", true},
	{"unbounded-union", "kql search 'evil.com'", true},
	{"unbounded-union", "kql union Device* | where TimeGenerated > ago(1d)", false},
	{"unbounded-union", "kql search in (DnsEvents) 'evil.com'", false},
	{"missing-time-window", "kql DnsEvents | where Name has 'x'", true},
	{"missing-time-window", "kql let T = DnsEvents | where Name has 'x'; T | count", true},
	{"missing-time-window", "kql DnsEvents | where TimeGenerated > ago(1d)", false},
	{"missing-time-window", "kql let T = DnsEvents | where Name has 'x'; T | where TimeGenerated > ago(1d)", false},
	{"missing-time-window", "kql union (DnsEvents), (Syslog) | where TimeGenerated > ago(1d)", false},
	{"missing-time-window", "kql DnsEvents | where TimeGenerated > ago(1d) | join kind=inner (Syslog) on Computer", true},
	{"missing-time-window", scheduledRule("", "DnsEvents | where Name has 'x'"), false}, // the service bounds it
	{"inverted-time-window", "kql DnsEvents | where TimeGenerated < ago(3d)", true},
	{"inverted-time-window", "kql DnsEvents | where TimeGenerated < ago(3d) and TimeGenerated > ago(6d)", false},
	{"defanged-value", "kql DnsEvents | where Name == 'evil[.]com'", true},
	{"defanged-value", "kql DnsEvents | where Name == 'evil.com'", false},
	{"blank-in-value", "kql DeviceNetworkEvents | where RemoteUrl in ('evil.com', ' evil.net')", true},
	{"blank-in-value", "kql DeviceNetworkEvents | where InitiatingProcessCommandLine == ' x'", false},
	{"wrong-kind-of-value", "kql DeviceFileEvents | where SHA256 == '" + hash40 + "'", true},
	{"wrong-kind-of-value", "kql DeviceNetworkEvents | where RemoteIP in ('80.211.47.159:7582')", true},
	{"wrong-kind-of-value", "kql DnsEvents | where Name has_any ('http://evil.com/')", true},
	{"wrong-kind-of-value", "kql DeviceFileEvents | where SHA1 == '" + hash40 + "'", false},
	{"wrong-kind-of-value", "kql let L = dynamic(['" + hash40 + "', '" + hash64 + "']); DeviceFileEvents | where SHA1 in~ (L) or SHA256 in~ (L)", false},
	{"wrong-kind-of-value", "kql let L = dynamic(['" + hash40 + "', '" + hash64 + "']); DeviceFileEvents | where SHA256 in~ (L)", true},
	{"wrong-kind-of-value", "kql DeviceNetworkEvents | where RemoteUrl has 'http://evil.com:80/'", false},
	{"folded-never-equal", "kql DnsEvents | where tolower(Name) == 'Evil.com'", true},
	{"folded-never-equal", "kql DnsEvents | extend N = toupper(Name) | where N in ('evil.com')", true},
	{"folded-never-equal", "kql DnsEvents | where tolower(Name) == 'evil.com'", false},
	{"folded-never-equal", "kql DnsEvents | where tolower(Name) =~ 'Evil.com'", false},
	{"has-everything", "kql DnsEvents | where Name has_any ('evil.com', '')", true},
	{"has-everything", "kql DnsEvents | where Name has '.'", false},
	{"case-sensitive-hash", "kql DeviceFileEvents | where SHA1 in ('" + hash40 + "')", true},
	{"case-sensitive-hash", "kql DeviceFileEvents | where SHA1 in~ ('" + hash40 + "')", false},
	{"case-sensitive-hash", "kql DeviceFileEvents | where tolower(SHA1) in ('" + hash40 + "')", false},
	{"often-empty-column", "kql DeviceNetworkEvents | where InitiatingProcessSHA256 in~ ('" + hash64 + "')", true},
	{"often-empty-column", "kql DeviceNetworkEvents | where InitiatingProcessSHA256 in~ ('" + hash64 + "') or InitiatingProcessSHA1 in~ ('" + hash40 + "')", false},
	{"hash-of-nothing", "kql DeviceFileEvents | where MD5 =~ 'D41D8CD98F00B204E9800998ECF8427E'", true},
	{"hash-of-nothing", "kql DeviceFileEvents | where MD5 !~ 'd41d8cd98f00b204e9800998ecf8427e'", false},
	{"case-sensitive-name", "kql DnsEvents | where Name in ('evil.com')", true},
	{"case-sensitive-name", "kql DnsEvents | where Name in~ ('evil.com')", false},
	{"case-sensitive-name", "kql DnsEvents | where Computer == 'evil.com'", false}, // the DNS server
	{"subdomains-lost", "kql DnsEvents | where Name =~ 'evil.com'", true},
	{"subdomains-lost", "kql DnsEvents | where Name =~ 'evil.com' or Name endswith '.evil.com'", false},
	{"look-alike-names", "kql DnsEvents | where Name endswith 'evil.com'", true},
	{"look-alike-names", "kql DnsEvents | where Name contains 'evil.com'", true},
	{"look-alike-names", "kql DnsEvents | where Name has_any (dynamic(['evil.com']))", true},
	{"look-alike-names", "kql DnsEvents | where Name endswith '.evil.com'", false},
	{"look-alike-names", "kql DnsEvents | where Name has 'evil.com' | where Name =~ 'evil.com' or Name endswith '.evil.com'", false},
	{"whole-url", "kql UrlClickEvents | where Url has_any ('http://evil.com:6431')", true},
	{"whole-url", "kql UrlClickEvents | where Url has 'evil.com'", false},
	{"join-on-names", "kql ThreatIntelIndicators | join kind=inner DnsEvents on $left.ObservableValue == $right.Name", true},
	{"join-on-names", "kql ThreatIntelIndicators | join kind=inner DnsEvents on $left.ObservableValue == $right.ClientIP", false},
	{"contradiction", "kql DnsEvents | where Name == 'a.com' and Name == 'b.com'", true},
	{"contradiction", "kql DnsEvents | where Name in~ ('a.com', 'c.com') | extend x = 1 | where Name =~ 'b.com'", true},
	{"contradiction", "kql DnsEvents | where Name == 'a.com' or Name == 'b.com'", false},
	{"contradiction", "kql DnsEvents | where Name == 'a.com' | extend Name = 'b.com' | where Name == 'b.com'", false},
	{"contradiction", "kql DnsEvents | where Name =~ 'A.com' and Name == 'a.com'", false},
	{"contradiction", "kql DnsEvents | where Name !in ('a.com') and Name == 'b.com'", false},
	{"constant-join-key", "kql DnsEvents | extend k = 1 | join kind=inner (Syslog | extend k = 1) on k", true},
	{"constant-join-key", "kql DnsEvents | join kind=inner (Syslog) on Computer", false},
	{"join-drops-rows", "kql DnsEvents | join (Syslog) on Computer", true},
	{"join-drops-rows", "kql DnsEvents | join kind=inner (Syslog) on Computer", false},
	{"join-drops-rows", "kql ThreatIntelIndicators | summarize by ObservableValue | join (DnsEvents) on $left.ObservableValue == $right.Name", false},
	{"literals-run-together", "kql DnsEvents | where Name in ('evil.com' 'evil.net')", true},
	{"literals-run-together", "kql DnsEvents | where Name in ('evil.com', 'evil.net')", false},
	{"list-too-long", "kql DnsEvents | where Name has_all (" + numbered(257) + ")", true},
	{"list-too-long", "kql DnsEvents | where Name has_all (" + numbered(256) + ")", false},
	{"broad-exclusion", "kql DeviceNetworkEvents | where InitiatingProcessFileName !in~ ('chrome.exe')", true},
	{"broad-exclusion", "kql DeviceNetworkEvents | where not(InitiatingProcessCommandLine has 'backup' or InitiatingProcessFileName =~ 'veeam.exe')", true},
	{"broad-exclusion", `kql DeviceNetworkEvents | where not(InitiatingProcessFileName =~ 'MsMpEng.exe' and InitiatingProcessFolderPath startswith @'c:\program files\windows defender\')`, false},
	{"broad-exclusion", "kql DeviceNetworkEvents | where InitiatingProcessFileName != ''", false},
	{"broad-exclusion", "kql DeviceProcessEvents | where FileName =~ 'powershell.exe' | where ProcessCommandLine !has '-version'", false}, // narrows what is looked for
	{"broad-exclusion", "kql DeviceNetworkEvents | where ActionType != 'ConnectionFailed'", false},
	{"exclusion-look-alike", "kql DnsEvents | where Name !endswith 'example.com'", true},
	{"exclusion-look-alike", "kql DnsEvents | where Name !endswith '.example.com'", false},
	{"mapping-without-column", scheduledRule("customDetails:\n  Port: RemotePort\n", "DeviceNetworkEvents | summarize count() by RemoteIP"), true},
	{"mapping-without-column", scheduledRule("customDetails:\n  Address: RemoteIP\n", "DeviceNetworkEvents | summarize count() by RemoteIP"), false},
	{"mapping-without-column", scheduledRule("alertDetailsOverride:\n  alertDisplayNameFormat: '{{Nobody}} did it'\n", "DnsEvents"), true},
	{"custom-entity-unmapped", scheduledRule("", "DnsEvents | extend IPCustomEntity = ClientIP"), true},
	{"custom-entity-unmapped", scheduledRule("entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - {identifier: Address, columnName: IPCustomEntity}\n", "DnsEvents | extend IPCustomEntity = ClientIP"), false},
	{"entity-identifier", scheduledRule("entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - {identifier: Adress, columnName: ClientIP}\n", "DnsEvents"), true},
	{"entity-identifier", scheduledRule("entityMappings:\n  - entityType: FileHash\n    fieldMappings:\n      - {identifier: Value, columnName: ClientIP}\n", "DnsEvents"), true},
	{"entity-identifier", scheduledRule("entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - {identifier: Address, columnName: ClientIP}\n", "DnsEvents"), false},
	{"schedule", scheduledRule("queryFrequency: 1d\nqueryPeriod: 1h\n", "DnsEvents"), true},
	{"schedule", scheduledRule("queryFrequency: 5m\nqueryPeriod: 2d\n", "DnsEvents"), true},
	{"schedule", scheduledRule("queryFrequency: 15d\nqueryPeriod: 15d\n", "DnsEvents"), true},
	{"schedule", scheduledRule("kind: NRT\n", "DnsEvents"), true}, // with a frequency
	{"schedule", scheduledRule("queryFrequency: PT15M\nqueryPeriod: P1D\n", "DnsEvents"), false},
	{"schedule", scheduledRule("triggerThreshold: many\n", "DnsEvents"), true},
	{"lookback-beyond-period", scheduledRule("", "let back = 14d; DnsEvents | where TimeGenerated > ago(back)"), true},
	{"lookback-beyond-period", scheduledRule("", "DnsEvents | where TimeGenerated > ago(1d)"), false},
	{"lookback-gap", scheduledRule("queryFrequency: 1d\n", "DnsEvents | where TimeGenerated > ago(1h)"), true},
	{"lookback-gap", scheduledRule("queryFrequency: 1h\n", "DnsEvents | where TimeGenerated > ago(1h)"), false},
	{"query-too-long", scheduledRule("", "DnsEvents // "+strings.Repeat("x", 10_000)), true},
	{"query-too-long", scheduledRule("", "DnsEvents // "+strings.Repeat("x", 9_900)), false},
	{"over-limit", scheduledRule("customDetails:\n  ANameThatIsFarTooLongForIt: ClientIP\n", "DnsEvents"), true},
	{"over-limit", scheduledRule("name: "+strings.Repeat("x", 257)+"\n", "DnsEvents"), true},
	{"over-limit", scheduledRule("name: "+strings.Repeat("x", 256)+"\n", "DnsEvents"), false},
	{"not-ascii", scheduledRule("", "DnsEvents | where Name has 'é'"), true},
	{"not-ascii", scheduledRule("", "DnsEvents | where Name has '\\u00e9'"), false},
	{"unknown-connector", scheduledRule("requiredDataConnectors:\n  - connectorId: CEFAma\n", "CommonSecurityLog"), true},
	{"unknown-connector", scheduledRule("requiredDataConnectors:\n  - connectorId: CefAma\n", "CommonSecurityLog"), false},
	{"connector-without-table", scheduledRule("requiredDataConnectors:\n  - connectorId: DNS\n    dataTypes: [DnsEvents]\n", "CommonSecurityLog"), true},
	{"connector-without-table", scheduledRule("requiredDataConnectors:\n  - connectorId: CefAma\n    dataTypes: [CommonSecurityLog (Zscaler)]\n", "CommonSecurityLog"), false},
	{"connector-without-table", scheduledRule("requiredDataConnectors:\n  - connectorId: DNS\n    dataTypes: [DnsEvents]\n", "imDns"), false}, // who knows what that reads
	{"table-without-connector", scheduledRule("requiredDataConnectors:\n  - connectorId: DNS\n    dataTypes: [DnsEvents]\n", "DnsEvents | join kind=inner Syslog on Computer"), true},
	{"table-without-connector", scheduledRule("requiredDataConnectors:\n  - connectorId: DNS\n    dataTypes: [DnsEvents]\n", "DnsEvents"), false},
	{"table-without-connector", scheduledRule("requiredDataConnectors:\n  - connectorId: DNS\n    dataTypes: [DnsEvents]\n", "DnsEvents | join kind=inner ASimWebSessionLogs on TimeGenerated"), false}, // whatever is normalised
	{"rule-field", scheduledRule("id: none\n", "DnsEvents"), true},
	{"rule-field", scheduledRule("severity:\n", "DnsEvents"), true},
	{"rule-field", scheduledRule("", "DnsEvents"), false},
	{"attack-names", scheduledRule("tactics: [Command and control]\n", "DnsEvents"), true},
	{"attack-names", scheduledRule("tactics: [CommandAndControl]\nrelevantTechniques: [T1071.001]\n", "DnsEvents"), false},
	{"port-dropped", page + "CommonSecurityLog\n| where DestinationIP in (\"80.211.47.159\")\n", true},
	{"port-dropped", page + "CommonSecurityLog\n| where DestinationIP in (\"80.211.47.159\") and DestinationPort == 7582\n", false},
	{"direction-mixed", "kql CommonSecurityLog | where SourceIP in ('80.211.47.159') or DestinationIP in ('80.211.47.159')", true},
	{"direction-mixed", "kql CommonSecurityLog | where SourceIP in ('10.0.0.1') or DestinationIP in ('80.211.47.159')", false},
	{"direction-mixed", "kql " + ends + "extend Direction = iff(DestinationIP in (l), 'outbound', 'inbound')", false},
	{"direction-mixed", "kql " + ends + "project DestinationIP, SourceIP, Inbound = SourceIP in (l)", false},
	{"direction-mixed", "kql " + ends + "extend End = case(SourceIP in (l), 'source', DestinationIP in (l), 'destination', '')", false},
	{"direction-mixed", "kql " + ends + "extend Listed = iff(SourceIP in (l), SourceIP, DestinationIP)", true}, // an address, and not which
	{"direction-mixed", "kql " + ends + "extend Listed = SourceIP in (l) or DestinationIP in (l)", true},
	{"direction-mixed", "kql " + ends + "extend Inside = iff(SourceIP in ('10.0.0.1'), 'yes', 'no')", true},
	{"exclusion-in-prose", page + "Filter/Exclusion: Exclude processes with MsMpEng.exe.\n", true},
	{"exclusion-in-prose", page, false},
}

const ends = "let l = dynamic(['80.211.47.159']); CommonSecurityLog | where SourceIP in (l) or DestinationIP in (l) | "

const page = "The ThreatFox: Remus IOCs\nMalware Family: Remus\n| ip:port | 80[.]211[.]47[.]159:7582 |\n"

func numbered(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("'w%d'", i)
	}
	return strings.Join(words, ", ")
}

func TestChecks(t *testing.T) {
	tested := make(map[string]int)
	for _, tt := range checkTests {
		name, text := "rule.yaml", tt.text
		if rest, ok := strings.CutPrefix(text, "kql "); ok {
			name, text = "hunt.kql", rest
		} else if strings.HasPrefix(text, page) {
			name = "page.txt"
		}
		r, err := Text(name, []byte(text), Options{})
		if err != nil {
			t.Fatalf("%s: %v", tt.id, err)
		}
		found := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == tt.id })
		if found != tt.found {
			t.Errorf("%s in %.300s: found %v, want %v; all: %v", tt.id, text, found, tt.found, ids(r))
		}
		if tt.found {
			tested[tt.id]++
		} else {
			tested[tt.id] += 1000
		}
	}
	for _, c := range checks {
		if n := tested[c.ID]; n%1000 == 0 || n < 1000 {
			t.Errorf("the check %s has no test in which it finds something, or none in which it does not", c.ID)
		}
	}
}

func ids(r *Report) []string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, f.ID)
	}
	return list
}

// A finding stands where an editor would put the cursor, whatever is around the query.
func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       string // of the first finding of folded-never-equal
	}{
		{"a.kql", "DnsEvents\n| where tolower(Name) == 'Evil.com'", "2:26"},
		{"a.kql", "DnsEvents\n| count\n\nDnsEvents\n| where tolower(Name) == 'Evil.com'", "5:26"},
		{"a.md", "Text\n\n```kql\nDnsEvents\n| where tolower(Name) == 'Evil.com'\n```\n", "5:26"},
		{"a.txt", page + "DnsEvents\n| where tolower(Name) == 'Evil.com'\nText\n", "5:26"},
		{"a.yaml", "id: x\nquery: |\n  DnsEvents\n  | where tolower(Name) == 'Evil.com'\n", "4:28"},
		{"a.yaml", "id: x\nquery: |\n\n    DnsEvents\n    | where tolower(Name) == 'Evil.com'\n", "5:30"},
		{"a.yaml", "id: x\nquery: \"DnsEvents | where tolower(Name) == 'Evil.com'\"\n", "2:8"},
		{"a.yaml", "id: y\nquery: DnsEvents\n---\nid: x\nquery: |\n  DnsEvents\n  | where tolower(Name) == 'Evil.com'\n", "7:28"},
		{"a.yaml", "queryCondition:\n  queryText: |\n    DeviceNetworkEvents\n    | where tolower(RemoteUrl) == 'Evil.com'\n", "4:35"},
	} {
		r, err := Text(tt.name, []byte(tt.text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.ID == "folded-never-equal" })
		if at < 0 {
			t.Errorf("%q: nothing found but %v", tt.text, ids(r))
			continue
		}
		if got := fmt.Sprintf("%d:%d", r.Findings[at].Line, r.Findings[at].Column); got != tt.want {
			t.Errorf("%q: found at %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestForms(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		form       Form
		queries    int
	}{
		{"a.kql", "DnsEvents", KQL, 1},
		{"a.kql", "// a comment\n", KQL, 0},
		{"a.kql", "let x = 1;\n\nDnsEvents\n\n| count", KQL, 1},
		{"a.kql", "DnsEvents | count\n\n// the next\nSyslog | count\n\nSyslog | take 5", KQL, 3},
		{"-", "DnsEvents | count", KQL, 1},
		{"-", "id: x\nquery: DnsEvents\n", YAML, 1},
		{"a.yml", "name: no rule\n", YAML, 0},
		{"-", "# Page\n```kql\nDnsEvents\n```\n```\nno query |\n```\n", Markdown, 1},
		{"-", "```KQL\nName == \"x\"\n```\n```kql\n| where Name == \"x\"\n```\n", Markdown, 0}, // parts of queries
		{"-", page + "DnsEvents\n| count\n| Sentinel Table | Notes |\nDnsEvents | Ensure that it is there\n", Page, 1},
		{"notes.md", "Nothing to see.\n", Page, 0},
	} {
		r, err := Text(tt.name, []byte(tt.text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Form != tt.form || r.Queries != tt.queries {
			t.Errorf("%s %q: %s with %d queries, want %s with %d", tt.name, tt.text, r.Form, r.Queries, tt.form, tt.queries)
		}
	}
}

// What is told of the dialect goes before what is guessed.
func TestDialect(t *testing.T) {
	text := "DeviceEvents | where Timestamp > ago(1h)"
	for d, want := range map[schema.Dialect]int{schema.Any: 0, schema.Defender: 0, schema.Sentinel: 1} {
		r, err := Text("a.kql", []byte(text), Options{Dialect: d})
		if err != nil || r.Count(Error) != want {
			t.Errorf("in %q: %v, %v; want %d errors", d, ids(r), err, want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a.yaml", "query: [", "a.yaml: is not YAML"},
		{"a.yaml", strings.Repeat("[", 200_000), "a.yaml: its YAML nests deeper"},
		{"a.kql", strings.Repeat("x", MaxText+1), "a.kql: has"},
	} {
		_, err := Text(tt.name, []byte(tt.text), Options{})
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Connectors are sorted and each stands once, so that a difference can be read.
func TestConnectorList(t *testing.T) {
	var listed []string
	for line := range strings.Lines(connectorList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			id, _, _ := strings.Cut(line, " : ")
			listed = append(listed, id)
		}
	}
	sorted := slices.SortedFunc(slices.Values(listed), func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	if diff := cmp.Diff(sorted, listed); diff != "" {
		t.Errorf("the list is not in order (-sorted +listed):\n%s", diff)
	}
	if len(connectors()) != len(listed) {
		t.Errorf("%d connectors stand on %d lines", len(connectors()), len(listed))
	}
}
