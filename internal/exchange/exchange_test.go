package exchange

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/shared"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// samples are indicators of every kind, some with all that can be said and some with nothing,
// and some that are written to break what writes them.
func samples(t *testing.T) []indicator.Indicator {
	t.Helper()
	seen := time.Date(2026, 5, 22, 10, 11, 12, 0, time.UTC)
	remus, _ := indicator.FamilyByID("win.remus")
	full := indicator.Indicator{Family: remus, ThreatType: "botnet_cc", Confidence: 75, FirstSeen: seen, LastSeen: seen.Add(time.Hour),
		Reporter: "anonymous", Reference: "https://example.org/r?a=1&b=2", Tags: []string{"c2", "stealer"}, Source: indicator.ThreatFox, ID: "4711"}
	bare := indicator.Indicator{Confidence: indicator.UnknownConfidence, Source: indicator.List}
	var all []indicator.Indicator
	for _, value := range []string{
		"softandtec.com", "80.211.47.159", "80.211.47.159:7582", "[2a02:cf40:1::5]:443", "http://woodfez.biz:7582/a?b='c'&d=%22\\e,f",
		strings.Repeat("ab", 16), strings.Repeat("ab", 20), strings.Repeat("ab", 32), strings.Repeat("ab", 48), "o'neil@evil.example.com",
	} {
		o, err := indicator.Parse(value)
		if err != nil {
			t.Fatal(err)
		}
		a, b := full, bare
		a.Observable, b.Observable = o, o
		all = append(all, a, b)
	}
	hostile := full
	hostile.Observable, hostile.ID = indicator.Observable{Kind: indicator.Domain, Value: "evil.example.org"}, "x"
	hostile.Reporter, hostile.Tags = "=cmd|'/c calc'!A1", []string{"\"]}{\"x\":[\"", "<script>"}
	return append(all, hostile)
}

// each yields indicators as [Write] takes them.
func each(list []indicator.Indicator) Indicators {
	return func(yield func(*indicator.Indicator, error) bool) {
		for i := range list {
			if !yield(&list[i], nil) {
				return
			}
		}
	}
}

// What each format cannot hold, and how it is then read.
var losses = map[Format]func(*indicator.Indicator){
	CSV: func(ind *indicator.Indicator) {
		ind.ValidUntil = ind.Expiry() // of a source that is then forgotten
		ind.Source = "table"
	},
	JSON:      ofThreatFox,
	ThreatFox: ofThreatFox,
	List: func(ind *indicator.Indicator) {
		*ind = indicator.Indicator{Observable: ind.Observable, Confidence: indicator.UnknownConfidence, Source: indicator.List}
	},
	STIX: func(ind *indicator.Indicator) {
		ind.ValidUntil = ind.Expiry() // of a source that is then forgotten
		ind.Source, ind.LastSeen, ind.ID = "stix", time.Time{}, ""
		if ind.FirstSeen.IsZero() {
			ind.FirstSeen = now
		}
	},
	MISP: func(ind *indicator.Indicator) {
		ind.Source, ind.ID, ind.Reference, ind.Reporter, ind.Comment = "misp", "", "", "foxhound", ""
		if ind.FirstSeen.IsZero() {
			ind.FirstSeen = now
		}
		if label := ind.Family.Label(); label != "" {
			ind.Tags = append([]string{fmt.Sprintf("misp-galaxy:malpedia=%q", label)}, ind.Tags...)
		}
	},
}

// ofThreatFox is how an entry of ThreatFox is read: its search stands for a reference.
func ofThreatFox(ind *indicator.Indicator) {
	ind.Source = indicator.ThreatFox
	if ind.Reference == "" {
		ind.Reference = indicator.SearchLink(ind.Value)
	}
}

// What is written is read again as it was, but for what the format cannot say.
func TestRoundTrip(t *testing.T) {
	for _, f := range Formats() {
		t.Run(string(f), func(t *testing.T) {
			var out bytes.Buffer
			if err := Write(&out, f, each(samples(t)), now); err != nil {
				t.Fatal(err)
			}
			r, err := feed.Read("x", bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatalf("%v\n%s", err, out.String())
			}
			if len(r.Malformed) > 0 {
				t.Fatalf("malformed %v in\n%s", r.Malformed, out.String())
			}
			want := expected(t, f)
			got := r.Indicators
			for i := range got {
				if f == STIX || f == MISP {
					got[i].ID = ""
				}
				if f == MISP {
					got[i].Comment = ""
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%s", diff, out.String())
			}
		})
	}
}

func expected(t *testing.T, f Format) []indicator.Indicator {
	var want []indicator.Indicator
	for _, ind := range samples(t) {
		if n := len(want); f == List && n > 0 && want[n-1].Observable == ind.Observable {
			continue
		}
		losses[f](&ind)
		if f == CSV && strings.HasPrefix(ind.Reporter, "=") {
			ind.Reporter = "'" + ind.Reporter
		}
		want = append(want, ind)
	}
	return want
}

// STIX and MISP are what their official schemas say.
func TestSchemas(t *testing.T) {
	dir := shared.Path(t, "data", "content", "schemas")
	for _, tt := range []struct {
		format Format
		schema string
	}{{STIX, "stix2.1/schemas/common/bundle.json"}, {MISP, "misp/misp-core-format-2.5.schema.json"}} {
		t.Run(string(tt.format), func(t *testing.T) {
			var out bytes.Buffer
			if err := Write(&out, tt.format, each(samples(t)), now); err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(&out)
			if err != nil {
				t.Fatal(err)
			}
			if err := compile(t, dir, tt.schema).Validate(doc); err != nil {
				t.Errorf("%#v", err)
			}
		})
	}
}

// stixSchemas is where the schemas of STIX say they are.
const stixSchemas = "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/"

// compile reads a schema and those that it refers to from the folder.
func compile(t *testing.T, dir, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.UseLoader(loader{dir})
	s, err := c.Compile("file:///" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A loader reads schemas by their address from a folder; nothing is fetched.
type loader struct{ dir string }

func (l loader) Load(address string) (any, error) {
	name, ok := strings.CutPrefix(address, "file:///")
	if rest, stix := strings.CutPrefix(address, stixSchemas); stix {
		name, ok = "stix2.1/"+rest, true
	}
	if !ok {
		return nil, fmt.Errorf("%s is not in the folder", address)
	}
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	mend(doc)
	return doc, err
}

// mend takes out what makes MISP's schema none: a list of required properties that stands
// among the properties.
func mend(doc any) {
	node, ok := doc.(map[string]any)
	if !ok {
		return
	}
	if properties, ok := node["properties"].(map[string]any); ok {
		if _, list := properties["required"].([]any); list {
			delete(properties, "required")
		}
	}
	for _, child := range node {
		mend(child)
	}
}
