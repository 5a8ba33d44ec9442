package exclusion

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"foxhound/internal/query"
	"foxhound/kql"
)

// documented is the file of docs/exclusions.md.
func documented(t testing.TB) string {
	t.Helper()
	page, err := os.ReadFile("../docs/exclusions.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(page), "```yaml\n")
	text, _, ok2 := strings.Cut(after, "```")
	if !ok || !ok2 {
		t.Fatal("docs/exclusions.md has no example")
	}
	return text
}

func day(text string) time.Time {
	d, _ := time.Parse(time.DateOnly, text)
	return d
}

func TestRead(t *testing.T) {
	f, err := Read("site.yaml", []byte(documented(t)))
	if err != nil {
		t.Fatal(err)
	}
	facts, err := Facts{}.With([]*File{f}, day("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range Builtins(facts) {
		got = append(got, x.Name+": "+x.State())
	}
	want := []string{"veeam-backup: active", "task-scheduler-admin: inactive: give --admin", "filebeat-log-shipping: inactive: give --log-server",
		"powershell-monitoring: inactive: give --script-path", "windows-defender-scan: active", "vulnerability-scanner-traffic: active", "build-agent: active"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	own := facts.Site[1]
	if got, want := kql.PrintExpr(own.Predicate), `(DeviceName in~ ("build01") or DeviceName startswith "build01.") and strcat(InitiatingProcessFolderPath, @"\") startswith @"c:\program files\build agent\" and not(InitiatingProcessFolderPath contains @"\..")`; got != want {
		t.Errorf("the predicate is written out as\n%s, want\n%s", got, want)
	}
	if !own.AppliesTo("DeviceNetworkEvents") || own.AppliesTo("DeviceFileEvents") {
		t.Error("it applies to other tables than its own")
	}
}

// From the day on which it expires an exclusion covers nothing, and says so.
func TestExpired(t *testing.T) {
	f, err := Read("site.yaml", []byte(documented(t)))
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]string{"DeviceName": "build01", "InitiatingProcessFolderPath": `c:\program files\build agent\x.exe`}
	for now, want := range map[string]bool{"2027-05-31": true, "2027-06-01": false, "2030-01-01": false} {
		facts, err := Facts{}.With([]*File{f}, day(now))
		if err != nil {
			t.Fatal(err)
		}
		x := facts.Site[1]
		if got := x.Holds(func(c string) string { return row[c] }); got != want || x.Expired == want {
			t.Errorf("on %s it covers %v, expired %v", now, got, x.Expired)
		}
		if !want && x.State() != "expired on 2027-06-01" {
			t.Errorf("its state is %s", x.State())
		}
	}
}

// exclude is a file with one exclusion, of which a field is another.
func exclude(key, value string) string {
	fields := map[string]string{"name": "x", "scenario": "S", "description": "D", "tables": "[DeviceNetworkEvents]", "predicate": `DeviceName =~ "pc1"`, "reason": "R", "owner": "O"}
	fields[key] = value
	var b strings.Builder
	b.WriteString("exclusions:\n  -")
	for i, k := range slices.Sorted(maps.Keys(fields)) {
		if i > 0 {
			b.WriteString("   ")
		}
		fmt.Fprintf(&b, " %s: %s\n", k, fields[k])
	}
	return b.String()
}

// What is half understood is refused, with its place and the mend.
func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "is no file of exclusions"},
		{"- a", "is no file of exclusions"},
		{"exclusion: []", "1:1: `exclusion` is no key of a file of exclusions; the keys are parameters, use, exclusions"},
		{"use: [veeam]", "1:7: the library has no `veeam`; it has windows-update"},
		{"parameters:\n  scanners: [a]", "2:3: `scanners` is no name of a parameter"},
		{"parameters:\n  ScannerHosts: ['scan*']", "2:18: parameter `ScannerHosts`: `scan*` is a pattern or a range"},
		{"parameters:\n  ScannerAddresses: [10.0.0.0/8]", "is a pattern or a range"},
		{"parameters:\n  ScannerAddresses: [scan01]", "`scan01` is no address"},
		{"parameters:\n  Mine: {sort: many}", "`many` is no sort of values"},
		{"parameters:\n  Mine: {sort: folders, default: ['C:\\']}", "is no folder below a drive or share"},
		{exclude("name", "No Name"), "is no name of an exclusion"},
		{exclude("reason", "''"), "the exclusion has no `reason`"},
		{exclude("owner", ""), "the exclusion has no `owner`"},
		{exclude("expire", "2026-01-01"), "`expire` is no key of an exclusion"},
		{exclude("expires", "soon"), "`soon` is no date"},
		{exclude("tables", "[Nowhere]"), "no reference has a table `Nowhere`"},
		{exclude("tables", "[]"), "names no `tables`"},
		{exclude("tables", "[DnsEvents]"), "reads `DeviceName`, which is no column of texts in `DnsEvents`"},
		{exclude("predicate", `RemotePort =~ "443" and DeviceName =~ "pc1"`), "reads `RemotePort`, which is no column of texts"},
		{exclude("predicate", `DeviceName ==`), "the predicate of `x`: "},
		{exclude("predicate", `DeviceName =~ "a" | count`), "it is more than one condition"},
		{exclude("predicate", `DeviceName in~ (Nothing)`), "`Nothing` is no parameter"},
		{exclude("predicate", `DeviceName =~ "a" and isempty(RemoteUrl)`), "cannot evaluate `isempty(RemoteUrl)`"},
		{exclude("predicate", `device()`), "`device` takes 1 arguments, not 0"},
		{exclude("predicate", `InitiatingProcessFileName =~ "veeam.exe"`), "rests on what an attacker can choose"},
		{exclude("predicate", `InitiatingProcessFileName =~ "veeam.exe" or DeviceName =~ "backup01"`), "rests on what an attacker can choose"},
		{exclude("predicate", `InitiatingProcessFolderPath contains @"\veeam\"`), "rests on what an attacker can choose"},
		{exclude("predicate", `true`), "`true` is no condition"},
		{exclude("predicate", `DeviceName matches regex @"^scan\d"`), "`\\d` means more in Kusto than here; write the class out, such as [0-9]"},
		{exclude("proofs", "[{covers: maybe, row: {DeviceName: pc1}}]"), "a proof says `covers: true` or `covers: false`"},
		{exclude("proofs", "[{covers: false, row: {DeviceName: PC1}}]"), "the exclusion `x` covers this row, and the proof says that it does not cover; correct the predicate or the proof"},
		{exclude("proofs", "[{covers: true, row: {DeviceName: pc2}}]"), "does not cover this row"},
	} {
		_, err := Read("a.yaml", []byte(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "a.yaml:") {
			t.Errorf("%s\n%v, want %s", tt.text, err, tt.want)
		}
	}
}

// Two exclusions of one name would be told apart by nobody.
func TestNamesAreTakenOnce(t *testing.T) {
	for text, want := range map[string]string{
		exclude("name", "veeam-backup"):                  "is taken by the built-in one",
		exclude("name", "x") + exclude("name", "x")[12:]: "is taken by the one in a.yaml:",
		"use: [research-host, research-host]\n":          "is taken by the one in foxhound:",
	} {
		f, err := Read("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (Facts{}).With([]*File{f}, time.Time{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// proved are the definitions that ship, and the example of the documentation.
func proved(t *testing.T) map[*Definition]map[string]Parameter {
	t.Helper()
	f, err := Read("site.yaml", []byte(documented(t)))
	if err != nil {
		t.Fatal(err)
	}
	own := f.parameters()
	all := make(map[*Definition]map[string]Parameter)
	for _, file := range append(embeddedFiles(), f) {
		for i := range file.Definitions {
			all[&file.Definitions[i]] = withShared(own)
		}
	}
	return all
}

func embeddedFiles() []*File { return []*File{builtins(), library()} }

// Nobody reads the proofs of what ships when it is used. Its parameters are all a file's own.
func TestEmbeddedFilesPassTheirProofs(t *testing.T) {
	for _, f := range embeddedFiles() {
		if err := f.prove(f.parameters()); err != nil {
			t.Error(err)
		}
	}
}

// Each has a row that it covers and one that it does not, and its KQL, run by the engine over
// the same rows, says what Holds says.
func TestProofsRunAsText(t *testing.T) {
	for d, parameters := range proved(t) {
		var covered, spared int
		for _, proof := range d.Proofs {
			given := maps.Clone(parameters)
			for name, values := range proof.Values {
				p := given[name]
				p.Values = values
				given[name] = p
			}
			x, err := d.with(given, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			if got := rowsOf(t, &x, proof.Row); got != proof.Covers {
				t.Errorf("%s, line %d: run as KQL it covers the row: %v, want %v", d.Name, proof.Line, got, proof.Covers)
			}
			if proof.Covers {
				covered++
			} else {
				spared++
			}
		}
		if covered == 0 || spared == 0 {
			t.Errorf("%s has %d rows that it covers and %d that it does not", d.Name, covered, spared)
		}
	}
}

// rowsOf runs an exclusion's text over one row.
func rowsOf(t *testing.T, x *Exclusion, row map[string]string) bool {
	t.Helper()
	table := &kql.DataTable{}
	for _, c := range x.Columns() {
		table.Columns = append(table.Columns, kql.Column{Name: c, Type: "string"})
		table.Values = append(table.Values, kql.Str(row[c]))
	}
	text := kql.Print(&kql.Query{Statements: []kql.Statement{&kql.Pipeline{Source: table, Operators: []kql.Operator{&kql.Where{Predicate: x.Predicate}}}}})
	q, err := (&query.Engine{}).Prepare(context.Background(), x.Name, text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	rows, err := q.Rows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return rows.Rows == 1
}

// Nothing that ships can be had by name alone: what it would cover for an attacker who names
// himself so leaves every other row alone.
func TestRelaxed(t *testing.T) {
	nobody := map[string]string{"InitiatingProcessFolderPath": `c:\users\eve\x.exe`, "DeviceName": "pc1", "SourceIP": "10.0.0.1", "RemoteIP": "80.211.47.159", "DestinationIP": "80.211.47.159"}
	for d, parameters := range proved(t) {
		given := maps.Clone(parameters)
		for _, proof := range d.Proofs {
			for name, values := range proof.Values {
				p := given[name]
				p.Values = values
				given[name] = p
			}
		}
		x, err := d.with(given, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		blind := x.Blind()
		if blind.Holds(func(c string) string { return nobody[c] }) {
			t.Errorf("%s would cover anybody who names himself so: %s", d.Name, kql.PrintExpr(blind.Predicate))
		}
		for _, proof := range d.Proofs {
			if proof.Covers && !blind.Holds(func(c string) string { return proof.Row[c] }) {
				t.Errorf("%s relaxed does not cover what it covers", d.Name)
			}
		}
	}
	open := Exclusion{Active: true, Predicate: parsed(t, `FileName =~ "a.exe" and not(ProcessCommandLine has "x")`)}
	if got := kql.PrintExpr(Relaxed(open.Predicate)); got != `true and not(ProcessCommandLine has "x")` {
		t.Errorf("relaxed to %s", got)
	}
}

// The schema takes what the loader takes of the files at hand, and the embedded ones.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile("../docs/exclusions.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("exclusions.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("exclusions.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		text string
		ok   bool
	}{
		"documentation": {documented(t), true}, "built-ins": {string(builtinsText), true}, "library": {string(libraryText), true},
		"no reason": {"exclusions:\n  - name: x\n", false}, "unknown key": {"exclusion: []\n", false},
	} {
		if err := s.Validate(instance(t, tt.text)); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// instance is YAML as the schema's validator takes it.
func instance(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever a file holds, it is read or refused; what is read rests on something, can be
// evaluated, and covers nothing without values.
func FuzzRead(f *testing.F) {
	f.Add("parameters:\n  BackupHosts: [backup01]\nuse: [research-host]\n")
	f.Add(exclude("proofs", "[{covers: true, row: {DeviceName: pc1}, values: {}}]"))
	f.Add(exclude("predicate", "under(\"c:\\\\windows\\\\ccm\") and device(ScannerHosts) and remote(UpdateServers)"))
	f.Add(exclude("predicate", `at(pack_array("a"), "b") or DeviceName in~ ("x")`))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		file, err := Read("a.yaml", []byte(text))
		if err != nil {
			return
		}
		facts, err := Facts{}.With([]*File{file}, time.Time{})
		if err != nil {
			return
		}
		for _, x := range facts.Site {
			if Stands(x.Predicate) != Firm {
				t.Errorf("%s stands on nothing: %s", x.Name, kql.PrintExpr(x.Predicate))
			}
			if _, err := row(func(string) string { return "" }).truth(x.Predicate); err != nil {
				t.Errorf("%s: %v", x.Name, err)
			}
		}
	})
}
