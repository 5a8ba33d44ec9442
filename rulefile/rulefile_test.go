package rulefile_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"foxhound/rulefile"
)

const small = `id: 318f63bf-07d5-5b89-8de2-9d19415f5383
name: Remus
version: 1.0.0
description: Hunts for 1 indicator.
family:
  name: Remus
severity: High
dialects:
  - sentinel
validity:
  margin: 30d
hunts:
  - id: 39823e14-f336-59ab-8837-4f391b69f9dd
    name: remus-dnsevents-names
    title: names in DNS queries
    table: DnsEvents
    query: DnsEvents | where Name == "softandtec.com"
    proofs: |
      {"name":"a","verdict":"hit","row":{"Name":"softandtec.com"},"wants":[{"tier":"exact"}]}
      {"name":"by hand","verdict":"near-miss","byHand":true,"row":{"Name":"a-softandtec.com"}}
`

func read(t *testing.T, text string) *rulefile.File {
	t.Helper()
	f, err := rulefile.Read("rule.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestRoundTrip: what is written reads as what was read.
func TestRoundTrip(t *testing.T) {
	f := read(t, small)
	text, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, read(t, string(text))); diff != "" {
		t.Error(diff)
	}
	again, err := read(t, string(text)).Encode()
	if diff := cmp.Diff(string(text), string(again)); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// TestSucceed: the version counts up where the meaning changed, and proofs by hand stay.
func TestSucceed(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*rulefile.File)
		want   string
	}{
		{"nothing", func(*rulefile.File) {}, "1.0.0"},
		{"the proofs", func(f *rulefile.File) { f.Hunts[0].Proofs[0].Name = "b" }, "1.0.0"},
		{"the query", func(f *rulefile.File) { f.Hunts[0].Query = "DnsEvents" }, "1.1.0"},
		{"the severity", func(f *rulefile.File) { f.Severity = "Low" }, "1.1.0"},
	} {
		f := read(t, small)
		f.Hunts[0].Proofs = f.Hunts[0].Proofs[:1]
		tt.change(f)
		f.Succeed(read(t, small))
		if n := len(f.Hunts[0].Proofs); f.Version != tt.want || n != 2 || !f.Hunts[0].Proofs[1].ByHand {
			t.Errorf("after %s changed: version %s with %d proofs, want %s with 2", tt.name, f.Version, n, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"  - sentinel", "  - splunk", "`dialects` must name sentinel or defender"},
		{"table: DnsEvents", "table: NoTable", "sentinel has no table `NoTable`"},
		{"severity: High", "severty: High", "unknown field"},
		{`"verdict":"hit"`, `"verdict":"maybe"`, "verdict `maybe`"},
		{`"verdict":"hit"`, `"verdict":"benign"`, "`wants` stands at a verdict that gives no row"},
		{`{"Name":"softandtec.com"}`, `[1]`, "`row` is no JSON object"},
		{"name: remus-dnsevents-names", "name: ''", "hunt 1 has no `name`"},
		{`{"name":"a"`, `{"nme":"a"`, "proof 1 is no JSON of a proof"},
	} {
		_, err := rulefile.Read("rule.yaml", []byte(strings.Replace(small, tt.old, tt.new, 1)))
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "rule.yaml: ") {
			t.Errorf("%s: error %v, want one with %s", tt.new, err, tt.want)
		}
	}
}

// A rule file is told by its hunts, however long the list before them.
func TestIs(t *testing.T) {
	long := strings.Replace(small, "hunts:\n", "list: |\n"+strings.Repeat("  \"a.example\"\n", 1<<20)+"hunts:\n", 1)
	for text, want := range map[string]bool{small: true, long: true, "query: DnsEvents\n": false, "  hunts:\n": false} {
		if got := rulefile.Is([]byte(text)); got != want {
			t.Errorf("Is(%.20q...) of %d bytes = %v, want %v", text, len(text), got, want)
		}
	}
}

// TestSchema: the documented schema takes what is written, and nothing that is not read.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile("../docs/rule-file.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("rule.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("rule.json")
	golden, err := os.ReadFile("../export/testdata/remus.rule")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		text string
		ok   bool
	}{
		"small": {small, true}, "written": {string(golden), true},
		"another field": {strings.Replace(small, "severity: High", "severity: High\nauthor: me", 1), false},
		"no severity":   {strings.Replace(small, "severity: High\n", "", 1), false},
	} {
		var v any
		if err := yaml.Unmarshal([]byte(tt.text), &v); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRead: no text makes reading fail in another way than by an error, and what was read can be
// written and read again.
func FuzzRead(f *testing.F) {
	f.Add(small)
	f.Add("hunts:\n  - proofs: |\n      {\n")
	f.Add("proofs: |\n  {\"name\":1}\nhunts: &a [*a]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := rulefile.Read("rule.yaml", []byte(text))
		if err != nil {
			return
		}
		if _, err := file.Encode(); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
