package feed

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const csv15 = `# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","is_compromised","reference","tags","anonymous","reporter"` + "\r\n"

// csvRow is a row of the export around a value and its type.
func csvRow(value, kind string) string {
	return `"2026-03-15 04:51:02", "1", "` + value + `", "` + kind + `", "botnet_cc", "win.remus", "None", "Remus", "", "100", "False", "None", "a,b", "0", "someone"` + "\r\n"
}

func TestCSV(t *testing.T) {
	good := csvRow("softandtec.com", "domain")
	for _, tt := range []struct {
		name, text string
		values     []string
		malformed  []string
		notes      []string
	}{
		{"header, CRLF and counter", csv15 + good + "# Number of entries: 1", []string{"domain softandtec.com"}, nil, nil},
		{"no entries", csv15 + "# Number of entries: 0", nil, nil, nil},
		{"no header, 15 wide", good + "# Number of entries: 1", []string{"domain softandtec.com"}, nil, nil},
		{
			"no header, 14 wide", strings.Replace(good, `"False", `, "", 1) + "# Number of entries: 1",
			[]string{"domain softandtec.com"}, nil, nil,
		},
		{
			"columns in another order",
			`# "ioc_type","ioc_value","color"` + "\n" + `"domain", "softandtec.com", "red"` + "\n# Number of entries: 1",
			[]string{"domain softandtec.com"}, nil, nil,
		},
		{
			"the counter does not add up", csv15 + good + "# Number of entries: 2",
			[]string{"domain softandtec.com"}, nil,
			[]string{"line 3: the entry counter says 2, the file has 1: it may be cut short or edited"},
		},
		{
			"cut short", csv15 + good + `"2026-03-15 04:51:02", "2", "geno`,
			[]string{"domain softandtec.com"},
			[]string{`3 | "2026-03-15 04:51:02", "2", "geno | column 34: extraneous or missing " in quoted-field`},
			[]string{"no entry counter at the end: the file may be cut short"},
		},
		{
			"two exports in one file",
			csv15 + good + "# Number of entries: 1\r\n" + csv15 + good + good + "# Number of entries: 2",
			[]string{"domain softandtec.com", "domain softandtec.com", "domain softandtec.com"}, nil, nil,
		},
		{
			"commas, a pipe and a backslash in a URL",
			csv15 + csvRow(`http://woodfez.biz/a,b|c\d?x='1'`, "url") + "# Number of entries: 1",
			[]string{`url http://woodfez.biz/a,b|c\d?x='1'`}, nil, nil,
		},
		{
			"a stray quote costs its own row", csv15 + `"2026-03-15 04:51:02", "2", "geno"skox.biz", "domain` + "\r\n" + good + "# Number of entries: 2",
			[]string{"domain softandtec.com"},
			[]string{`2 | "2026-03-15 04:51:02", "2", "geno"skox.biz", "domain | column 34: extraneous or missing " in quoted-field`}, nil,
		},
		{
			"a line break in quotes", csv15 + strings.Replace(good, "someone", "some\r\n# Number of entries: 9\r\none", 1) + "# Number of entries: 1",
			[]string{"domain softandtec.com"}, nil, nil,
		},
		{
			"a value that spells a header", csv15 + csvRow("ioc_value", "domain") + good + "# Number of entries: 2",
			[]string{"domain softandtec.com"}, []string{"2"}, nil,
		},
		{"an unknown type", csv15 + csvRow("a.com", "mutex") + "# Number of entries: 1", nil, []string{"2 | "}, nil},
		{"a row too narrow", csv15 + `"2026-03-15 04:51:02", "2"` + "\n# Number of entries: 1", nil,
			[]string{`2 | "2026-03-15 04:51:02", "2" | 2 columns, the header names 15`}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := mustRead(t, tt.text)
			if got.Format != "threatfox-csv" {
				t.Errorf("Format = %q, want threatfox-csv", got.Format)
			}
			if diff := cmp.Diff(tt.values, values(got)); diff != "" {
				t.Errorf("indicators (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.malformed, startsOf(reasons(got), tt.malformed)); diff != "" {
				t.Errorf("malformed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, got.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// startsOf cuts each line to the length of what is wanted of it.
func startsOf(got, want []string) []string {
	for i := range min(len(got), len(want)) {
		got[i] = got[i][:min(len(got[i]), len(want[i]))]
	}
	return got
}

// FuzzSplitCSV holds the fast path to encoding/csv.
func FuzzSplitCSV(f *testing.F) {
	for _, seed := range []string{`"a", "b",c`, `a,,`, ` "a" ,b`, `"a""b"`, `"a`, "a\tb,\tc", "\u00a0a,b", `""`, ` `, `a"b`, "\"a\rb\"", `,`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, record string) {
		var s csvSplitter
		if !s.plain(record) {
			return
		}
		quick := slices.Clone(s.fields)
		if slow, err := s.splitSlow(record); err != nil || !slices.Equal(quick, slow) {
			t.Errorf("%q is %q, and slowly %q, %v", record, quick, slow, err)
		}
	})
}

// FuzzPlainDate holds the fast path to package time.
func FuzzPlainDate(f *testing.F) {
	for _, seed := range []string{"2026-05-22 10:11:12", "2026-02-29 00:00:00", "2024-02-29 23:59:59", "0000-01-01 00:00:00", "2026-13-01 00:00:00", "2026-00-10 00:00:00", "2026-05-22T10:11:12", "2026-05-22 24:00:00", "2026-05-22 10:11:60"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := plainDate(text)
		if !ok {
			return
		}
		if want, err := time.Parse(time.DateTime, text); err != nil || got != want {
			t.Errorf("%q is %v, and slowly %v, %v", text, got, want, err)
		}
	})
}
