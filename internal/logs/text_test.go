package logs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestText tells, for each form of log, which of its text is of the table Text: what no
// format is, and what is none of its rows.
func TestText(t *testing.T) {
	const conn = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n"
	tests := []struct {
		name, log string
		rows      map[string]int64
		malformed int64
		want      []string // line: text
	}{
		{"no format", "one\n\n  \ntwo\r\nthree", map[string]int64{"Text": 3}, 0, []string{"1: one", "4: two", "5: three"}},
		{"a heading in prose", "Dear all,\nplease look at evil.example\n", map[string]int64{"Text": 2}, 0, []string{"1: Dear all,", "2: please look at evil.example"}},
		{"ndjson", `{"TimeGenerated":"2026-05-22T00:00:00Z","Name":"a.example","ClientIP":"10.0.0.1","Type":"DnsEvents"}` + "\n" + `{"Name": evil.example}` + "\n",
			map[string]int64{"DnsEvents": 1}, 1, []string{`2: {"Name": evil.example}`}},
		{"json", `[{"TimeGenerated":"2026-05-22T00:00:00Z","Name":"a.example","ClientIP":"10.0.0.1","Type":"DnsEvents"},` + "\n" + `{"Name": evil.example},{"Name":"b.example","Type":"DnsEvents"}]` + "\n",
			map[string]int64{"DnsEvents": 2}, 1, []string{`2: {"Name": evil.example}`}},
		{"wrapped", `{"records":[{"TimeGenerated":"2026-05-22T00:00:00Z","Name":"a.example","ClientIP":"10.0.0.1","Type":"DnsEvents"},7]}` + "\n",
			map[string]int64{"DnsEvents": 1}, 1, []string{`1: 7`}},
		{"csv", "TimeGenerated,Name,Type\n2026-05-22T00:00:00Z,a.example,DnsEvents\nevil.example\n", map[string]int64{"DnsEvents": 1}, 1, []string{"3: evil.example"}},
		{"cef", "CEF:0|V|P|1|100|traffic|5|src=10.0.0.1\nsshd: from evil.example\n", map[string]int64{"CommonSecurityLog": 1}, 1, []string{"2: sshd: from evil.example"}},
		{"zeek", conn + "1779444000.1\tC1\nevil.example\n", map[string]int64{"ASimNetworkSessionLogs": 1}, 1, []string{"6: evil.example"}},
		{"binary", "\x00\x01\x02\x03\x04\x05\x06\x07 evil.example\n", map[string]int64{}, 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			work := func(b *Block) (texts []string) {
				for r := range b.Records {
					if r.Table == TextTable {
						texts = append(texts, fmt.Sprintf("%d: %s", r.Line, r.Get(TextTable)))
					}
				}
				return texts
			}
			for _, text := range []bool{true, false} {
				var got []string
				files, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, Options{Stdin: strings.NewReader(tt.log), Text: text}, work,
					func(texts []string) error { got = append(got, texts...); return nil })
				if err != nil || files[0].Err != nil {
					t.Fatal(err, files[0].Err)
				}
				want, rows := tt.want, tt.rows
				if !text {
					want = nil
				}
				if !slices.Equal(got, want) {
					t.Errorf("with text %v: %q, want %q", text, got, want)
				}
				if f := files[0]; text && fmt.Sprint(f.Rows) != fmt.Sprint(rows) || f.Malformed != tt.malformed {
					t.Errorf("with text %v: rows %v, %d malformed, want %v, %d", text, f.Rows, f.Malformed, rows, tt.malformed)
				}
			}
		})
	}
}

// A reading of records that ends early ends, whatever is malformed behind.
func TestTextStops(t *testing.T) {
	log := strings.Repeat("CEF:0|V|P|1|100|traffic|5|src=10.0.0.1\nno event\n", 10)
	work := func(b *Block) (n int) {
		for range b.Records {
			if n++; n == 4 {
				break
			}
		}
		return n
	}
	_, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, Options{Stdin: strings.NewReader(log), Text: true}, work, func(n int) error {
		if n != 4 {
			t.Errorf("%d records", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
