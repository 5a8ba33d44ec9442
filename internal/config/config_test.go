package config

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/pull"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const example = `# what we pull
feeds:
  threatfox:            # as it is built in
  partner:
    url: https://partner.example/iocs.csv?token=hush
    columns: value=2,family=malware
    confidence: 60
    expiry: {domain: 30, default: 90}
    every: 6h
    whole: true
    headers: {X-Key: PARTNER_KEY}

  # reports that the CERT sends us
  cert:
    url: /var/lib/cert/reports.txt
    expiry: 0
  remus:
    kind: threatfox-api
    query: malwareinfo
    term: win.remus
    timeout: 2m

expiry: {ip: 30, default: 365}

review:
  add: 2.5
  remove: 0.25
  floor: 50
`

func load(t *testing.T, text string) *Config {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foxhound.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoad(t *testing.T) {
	c := load(t, example)
	if want := []string{"cert", "partner", "remus", "threatfox"}; !slices.Equal(c.Names(), want) {
		t.Errorf("names %q, want %q", c.Names(), want)
	}
	if want := (Review{Add: 2.5, Remove: 0.25, Floor: 50}); c.Review != want {
		t.Errorf("review %+v, want %+v", c.Review, want)
	}
	env := func(name string) string { return map[string]string{"PARTNER_KEY": " hush \n"}[name] }
	got, err := c.Feed("partner", env)
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != "url" || !got.Whole || got.Headers["X-Key"] != "hush" || got.Location() != "https://partner.example/iocs.csv?token=REDACTED" {
		t.Errorf("partner is %+v at %s", got, got.Location())
	}
	if e := c.Setting("partner").Expiry; e[indicator.Domain] != 30 || e[0] != 90 || len(e) != 2 {
		t.Errorf("expiry %v, want 30 days for domains and 90 for the rest", e)
	}
	if set := c.Setting("partner"); time.Duration(set.Every) != 6*time.Hour || set.Every.String() != "6h" {
		t.Errorf("every %s, want 6h", set.Every)
	}
	if got, err := c.Feed("threatfox", env); err != nil || got.Kind != "threatfox" || got.Location() != "https://threatfox.abuse.ch/" {
		t.Errorf("threatfox is %+v, %v", got, err)
	}
	if got, err := c.Feed("cert", env); err != nil || got.Kind != "file" {
		t.Errorf("cert is %+v, %v", got, err)
	}
	if got, err := c.Feed("urlhaus", env); err != nil || got.Kind != "urlhaus" {
		t.Errorf("urlhaus, which the file does not name, is %+v, %v", got, err)
	}
	if _, err := c.Feed("partner", func(string) string { return "" }); err == nil || !strings.Contains(err.Error(), "environment variable PARTNER_KEY, which is not set") {
		t.Errorf("without the secret: %v", err)
	}
	if got := c.Location("partner"); got != "https://partner.example/iocs.csv?token=REDACTED" || c.Location("flower") != "" {
		t.Errorf("Location of partner = %q, of flower %q", got, c.Location("flower"))
	}
	if _, err := c.Feed("flower", env); err == nil || !strings.Contains(err.Error(), "there is no feed `flower`; there are abusech-fplist, cert,") {
		t.Errorf("an unknown feed: %v", err)
	}
}

func TestMistakes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"feeds:\n  a:\n    kind: flower\n", ":3: feed a, kind: unknown kind `flower`; there are threatfox,"},
		{"feeds:\n  a:\n    kind: misp\n", ":2: feed a: a feed of kind misp needs a url"},
		{"feeds:\n  A b:\n    url: x\n", ":2: feed A b: a name is up to 64 of"},
		{"feeds:\n  a:\n    url: ftp://x\n    kind: url\n", ":3: feed a, url: `ftp://x` is no address such as"},
		{"feeds:\n  a:\n    url: x\n    columns: colour=2\n", ":4: feed a, columns: unknown field `colour`"},
		{"feeds:\n  a:\n    url: x\n    confidence: 101\n", ":4: feed a, confidence: 101 is no number from 0 to 100"},
		{"feeds:\n  a:\n    url: x\n    colour: red\n", `:4:5: unknown field "colour"`},
		{"feeds:\n  a:\n    url: x\n    expiry: {flower: 3}\n", ":4: expiry of `flower`: no kind of indicator"},
		{"feeds:\n  a:\n    url: x\n    expiry: soon\n", ":4: an expiry is a number of days"},
		{"feeds:\n  a:\n    url: x\n    every: often\n", ":4: `often` is no duration such as 30m, 6h or 7d"},
		{"feeds:\n  a:\n    url: x\n    query: get_iocs\n", ":4: feed a, query: only feeds of kind threatfox-api have queries"},
		{"feeds:\n  threatfox-api:\n    query: malwareinfo\n", ":3: feed threatfox-api, query: the query malwareinfo needs a term"},
		{"feeds:\n  a: {url: x}\n  a: {url: y}\n", `:3:3: mapping key "a" already defined`},
		{"feeds: [a]\n", ":1:"},
		{"feeds:\n\ta: b\n", ":2:"},
		{"colour: red\n", `:1:1: unknown field "colour"`},
		{"expiry:\n  flower: 3\n", ":1: expiry of `flower`: no kind of indicator"},
		{"review: {remove: 2}\n", ":1: review: shares are not negative, and what may go is not more than 1"},
	} {
		c, err := parse("foxhound.yaml", []byte(tt.text))
		if err == nil || !strings.HasPrefix(err.Error(), "foxhound.yaml:") || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q gives %+v, error %v, want foxhound.yaml and %q in one line", tt.text, c, err, tt.want)
		}
	}
	for _, text := range []string{"", "# nothing\n", "feeds:\n", "feeds: {}\n"} {
		if c, err := parse("foxhound.yaml", []byte(text)); err != nil || len(c.Feeds) != 0 {
			t.Errorf("%q: %v, want no feeds", text, err)
		}
	}
}

// Days are a feed's own, else those for all feeds; ThreatFox's six months stand unless the
// feed says otherwise itself.
func TestExpiryOf(t *testing.T) {
	c := load(t, "feeds:\n  a: {url: x, expiry: {domain: 7}}\n  b: {url: x, expiry: 90}\n  c: {url: x}\n  d: {url: x, source: threatfox}\n  threatfox: {expiry: 9}\nexpiry: {ip: 30, default: 365}\n")
	for name, want := range map[string]Expiry{
		"a": {indicator.Domain: 7, indicator.IP: 30, 0: 365}, "b": {0: 90}, "c": {indicator.IP: 30, 0: 365}, "d": nil,
		"threatfox": {0: 9}, "threatfox-misp": nil, "of a file": {indicator.IP: 30, 0: 365},
	} {
		if diff := cmp.Diff(want, c.ExpiryOf(name, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if e := c.ExpiryOf("of a file", indicator.ThreatFox); e != nil {
		t.Errorf("ThreatFox's file: %v, want none", e)
	}
}

// TestEdit adds and removes feeds, and leaves all else as it is.
func TestEdit(t *testing.T) {
	const entry = "  mine:\n    url: https://a.example/x\n    every: 1d\n"
	for _, tt := range []struct{ name, before, added, removed string }{
		{"no file", "", "feeds:\n" + entry, "feeds:\n"},
		{"no feeds", "# mine\nreview:\n  add: 1", "# mine\nreview:\n  add: 1\nfeeds:\n" + entry, "# mine\nreview:\n  add: 1\nfeeds:\n"},
		{"feeds of none", "feeds:\n# x\nreview:\n  add: 1\n", "feeds:\n" + entry + "# x\nreview:\n  add: 1\n", "feeds:\n# x\nreview:\n  add: 1\n"},
		{"empty braces", "feeds: {} # none\n", "feeds:  # none\n" + entry, "feeds:  # none\n"},
		{"others", example, strings.Replace(example, "    timeout: 2m\n", "    timeout: 2m\n"+entry, 1), example},
		{
			"another indent", "feeds:\n    a:\n        url: x\n",
			"feeds:\n    a:\n        url: x\n    mine:\n      url: https://a.example/x\n      every: 1d\n", "feeds:\n    a:\n        url: x\n",
		},
	} {
		c := load(t, tt.before)
		if err := c.Add("mine", Feed{URL: "https://a.example/x", Every: Span(24 * time.Hour)}); err != nil || read(t, c) != tt.added {
			t.Errorf("%s, added: %v (-want +got):\n%s", tt.name, err, cmp.Diff(tt.added, read(t, c)))
		}
		if err := c.Add("mine", Feed{URL: "x"}); err == nil || !strings.Contains(err.Error(), "has this feed already") {
			t.Errorf("%s: added twice: %v", tt.name, err)
		}
		if err := c.Remove("mine"); err != nil || read(t, c) != tt.removed {
			t.Errorf("%s, removed: %v (-want +got):\n%s", tt.name, err, cmp.Diff(tt.removed, read(t, c)))
		}
	}
	c := load(t, example)
	for _, name := range []string{"partner", "cert", "remus", "threatfox"} {
		if err := c.Remove(name); err != nil {
			t.Errorf("remove %s: %v", name, err)
		}
	}
	if want := "# what we pull\nfeeds:\n\n  # reports that the CERT sends us\n\nexpiry: {ip: 30, default: 365}\n\nreview:\n  add: 2.5\n  remove: 0.25\n  floor: 50\n"; read(t, c) != want {
		t.Errorf("all removed (-want +got):\n%s", cmp.Diff(want, read(t, c)))
	}
	if err := c.Remove("partner"); err == nil || !strings.Contains(err.Error(), "no such feed") {
		t.Errorf("removed twice: %v", err)
	}
	c = load(t, "feeds: {a: {url: x}}\n")
	if err := c.Add("b", Feed{URL: "y"}); err == nil || !strings.Contains(err.Error(), "edit the file by hand") {
		t.Errorf("feeds in braces: %v", err)
	}
	if err := c.Remove("a"); err == nil || !strings.Contains(err.Error(), "edit the file by hand") {
		t.Errorf("a feed in braces: %v", err)
	}
	if err := c.Add("B", Feed{URL: "y"}); err == nil || !strings.Contains(err.Error(), "a name is") {
		t.Errorf("a bad name: %v", err)
	}
}

func read(t *testing.T, c *Config) string {
	t.Helper()
	text, err := os.ReadFile(c.path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSchema holds the schema to what the program takes: the same fields, the same kinds.
func TestSchema(t *testing.T) {
	schema, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		data, _ := json.Marshal(v)
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(instance)
	}
	if err := valid(example); err != nil {
		t.Errorf("the example: %v", err)
	}
	for _, text := range []string{
		"colour: red", "feeds: {a: {kind: flower}}", "feeds: {a: {colour: red}}", "feeds: {A b: {}}", "feeds: {a: {confidence: 101}}",
		"feeds: {a: {expiry: {flower: 1}}}", "expiry: soon", "feeds: {a: {every: often}}", "review: {remove: 2}",
	} {
		if valid(text) == nil {
			t.Errorf("%s is valid by the schema, and is not", text)
		}
	}
	var fields struct {
		Defs struct {
			Feed struct {
				Properties map[string]struct{ Enum []string }
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema, &fields); err != nil {
		t.Fatal(err)
	}
	for i := range reflect.TypeFor[Feed]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[Feed]().Field(i).Tag.Get("yaml"), ",")
		if _, ok := fields.Defs.Feed.Properties[name]; !ok {
			t.Errorf("the schema has no field %s", name)
		}
	}
	if n := reflect.TypeFor[Feed]().NumField(); n != len(fields.Defs.Feed.Properties) {
		t.Errorf("the schema has %d fields, a feed %d", len(fields.Defs.Feed.Properties), n)
	}
	if diff := cmp.Diff(pull.Kinds(), fields.Defs.Feed.Properties["kind"].Enum); diff != "" {
		t.Errorf("kinds (-program +schema):\n%s", diff)
	}
	if diff := cmp.Diff(pull.Queries(), fields.Defs.Feed.Properties["query"].Enum); diff != "" {
		t.Errorf("queries (-program +schema):\n%s", diff)
	}
}

func TestPath(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{EnvPath: "/x/y.yaml", "HOME": "/home/ann"}, "/x/y.yaml"},
		{map[string]string{"XDG_CONFIG_HOME": "/cfg", "HOME": "/home/ann"}, filepath.Join("/cfg", "foxhound", "foxhound.yaml")},
	} {
		if got, err := Path(func(name string) string { return tt.env[name] }); err != nil || got != tt.want {
			t.Errorf("Path with %v = %q, %v, want %q", tt.env, got, err, tt.want)
		}
	}
	for system, want := range map[string]string{"linux": ".config", "darwin": "Library/Application Support", "windows": "AppData/Roaming"} {
		got := configDir(system, func(name string) string { return map[string]string{"HOME": "/home/ann"}[name] })
		if filepath.ToSlash(got) != "/home/ann/"+want {
			t.Errorf("on %s %q, want %q below home", system, got, want)
		}
	}
}

func TestParseExpiry(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Expiry
	}{
		{"90", Expiry{0: 90}},
		{"0", Expiry{0: 0}},
		{"domain=30, url=14,default=90", Expiry{indicator.Domain: 30, indicator.URL: 14, 0: 90}},
		{"domain", nil}, {"domain=x", nil}, {"flower=1", nil}, {"-1", nil}, {"", nil},
	} {
		if got, err := ParseExpiry(tt.text); !reflect.DeepEqual(got, tt.want) || (err == nil) != (tt.want != nil) {
			t.Errorf("ParseExpiry(%q) = %v, %v, want %v", tt.text, got, err, tt.want)
		}
	}
}

// FuzzParse holds the reader to errors of one line, and what it edits to what it then reads.
func FuzzParse(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte("feeds: {}\n"))
	f.Add([]byte("feeds:\n  a: &x {url: y}\n  b: *x\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := parse(filepath.Join(dir, "foxhound.yaml"), text)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		before := len(c.Feeds)
		if c.Feeds["mine"] == nil && c.Add("mine", Feed{URL: "https://a.example/"}) == nil {
			if len(c.Feeds) != before+1 {
				t.Errorf("%d feeds after one was added to %d", len(c.Feeds), before)
			}
			if c.Remove("mine") == nil && len(c.Feeds) != before {
				t.Errorf("%d feeds after one was added to %d and removed", len(c.Feeds), before)
			}
		}
	})
}
