package logs

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// leads are what is blank before a text, which then begins at a line.
var leads = []struct {
	name, text string
	line       int
}{
	{"nothing", "", 1},
	{"a blank line", "\n", 2},
	{"blank lines, fewer than a head has", strings.Repeat("\r\n", 1000), 1001},
	{"blank lines, a head and one more", strings.Repeat("\n", headSize+1), headSize + 2},
	{"blank lines, several heads", strings.Repeat(" \t\n", 3*headSize), 3*headSize + 1},
	{"blanks, nearly a head", strings.Repeat(" ", headSize-20), 1},
	{"blanks, several heads", strings.Repeat(" ", 5*headSize+3), 1},
	{"tabs, several heads", strings.Repeat("\t", 5*headSize+3), 1},
	{"form feeds and line feeds", strings.Repeat("\f\v\n", 100) + strings.Repeat("\n", headSize), headSize + 101},
	{"blank lines, then blanks", strings.Repeat("\n", headSize) + strings.Repeat(" ", 3*headSize), headSize + 1},
	{"blanks, then blank lines", strings.Repeat(" ", 3*headSize) + strings.Repeat("\n", headSize), headSize + 1},
}

// A text is recognised and read the same behind whatever is blank, at the lines that it has in
// its file, through a pipe, from a file and from a compressed one.
func TestLeads(t *testing.T) {
	texts := []struct {
		name, text string
		format     string
		lines      []int // of its rows, from its own first on
	}{
		{"rows", rowA + rowB, "ndjson", []int{0, 1}},
		{"rows of many lines", "{\n \"Type\": \"Syslog\"\n}\n{\n \"Type\": \"Syslog\"\n}\n", "json", []int{0, 3}},
		{"an array", "[\n" + strings.TrimSuffix(rowA, "\n") + ",\n" + rowB + "]", "json", []int{1, 2}},
		{"a table", "TimeGenerated,Computer\n2026-05-22,a\n", "csv", []int{1}},
		{"a message", "CEF:0|v|p|1|7|n|5|src=192.0.2.1\n", "cef", []int{0}},
		{"text", "evil.example\n", "text", []int{0}},
	}
	for _, text := range texts {
		for _, lead := range leads {
			t.Run(text.name+" behind "+lead.name, func(t *testing.T) {
				log := lead.text + text.text
				var want strings.Builder
				for _, line := range text.lines {
					fmt.Fprintf(&want, "%d ", line+lead.line)
				}
				fmt.Fprintf(&want, "of %s in %d bytes", text.format, len(log))
				for way, got := range map[string]string{"piped": leadScan(t, log, true), "in a file": leadScan(t, log, false), "compressed": leadScan(t, gzipped(log), false)} {
					if got != want.String() {
						t.Errorf("%s: %s, not %s", way, got, want.String())
					}
				}
			})
		}
	}
}

// The same of a file that is read in stretches, and of two bytes a character.
func TestLeadsOfOtherTexts(t *testing.T) {
	lead := strings.Repeat("\n", 2*headSize)
	rows := strings.Repeat(rowA, stretchLeast/len(rowA))
	got, want := leadScan(t, lead+rows, false), leadScan(t, lead+rows, true)
	if first := fmt.Sprintf("%d ", 2*headSize+1); got != want || !strings.HasPrefix(got, first) {
		t.Errorf("in stretches %.60s..., else %.60s..., the first at %s", got, want, first)
	}
	var wide []byte
	for _, c := range utf16.Encode([]rune(lead + rowA)) {
		wide = binary.LittleEndian.AppendUint16(wide, c)
	}
	if got, want := leadScan(t, string(wide), true), leadScan(t, lead+rowA, true); got != want {
		t.Errorf("of UTF-16: %s, not %s", got, want)
	}
}

// Padding among the blanks changes nothing: a text begins behind both.
func TestLeadsOfPadding(t *testing.T) {
	for _, tt := range []struct {
		name, lead string
		line       int
	}{
		{"a blank, then padding", " " + strings.Repeat("\x00", 3*headSize), 1},
		{"padding, then a blank, then padding", "\x00\x00 \x00\x00", 1},
		{"blanks, padding and blank lines", "\t \x00\x00 \x00\r\n\f" + strings.Repeat("\x00", 2*headSize) + "\n", 3},
	} {
		log := tt.lead + "CEF:0|v|p|1|7|n|5|src=192.0.2.1\n"
		for way, got := range map[string]string{"piped": leadScan(t, log, true), "in a file": leadScan(t, log, false), "compressed": leadScan(t, gzipped(log), false)} {
			if want := fmt.Sprintf("%d of cef in ", tt.line); !strings.HasPrefix(got, want) {
				t.Errorf("%s, %s: %s, not %s", tt.name, way, got, want)
			}
		}
	}
}

// leadScan lists the lines of a log's rows.
func leadScan(t *testing.T, log string, piped bool) string {
	t.Helper()
	source, opts := Source{Path: "-", Size: -1}, Options{Text: true, Stdin: strings.NewReader(log)}
	if !piped {
		source = Source{Path: filepath.Join(t.TempDir(), "log"), Size: int64(len(log))}
		if err := os.WriteFile(source.Path, []byte(log), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	files, err := Scan(context.Background(), []Source{source}, opts, func(b *Block) (lines []int64) {
		for r := range b.Records {
			lines = append(lines, r.Line)
		}
		return lines
	}, func(lines []int64) error {
		for _, line := range lines {
			fmt.Fprintf(&out, "%d ", line)
		}
		return nil
	})
	if err != nil || len(files) != 1 || files[0].Err != nil {
		t.Fatal(err, files)
	}
	fmt.Fprintf(&out, "of %s in %d bytes", files[0].Format, files[0].Bytes)
	return out.String()
}

// What is blank to its end is empty, and says how long it is; what is no text says what it is.
func TestNothingButLead(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{strings.Repeat("\n", 3*headSize), "unrecognised: empty: 196608 blank bytes\n"},
		{strings.Repeat(" ", 3*headSize+1), "unrecognised: empty: 196609 blank bytes\n"},
		{" \n\t", "unrecognised: empty: 3 blank bytes\n"},
		{"\n\r\r\n\x1c\x00\x00\x00M<+\x1a\x01\x00\x00\x00", "unrecognised: binary: a packet capture\n"},
		{" \x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00", "unrecognised: binary\n"},
		{"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01", "unrecognised: binary\n"},
		{"SQLite format 3\x00\x10\x00\x01\x01\x00\x40\x20\x20\x00", "unrecognised: binary: an SQLite database\n"},
		{strings.Repeat("\n", 2*headSize) + "%PDF-1.7\n", "unrecognised: binary: a PDF document\n"},
	} {
		if got := scanText(t, tt.text, Options{}); got != tt.want {
			t.Errorf("%.20q, %d bytes: %s, not %s", tt.text, len(tt.text), got, tt.want)
		}
	}
}

// A pipe that gives nothing but blanks can be left.
func TestLeadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	endless := &blanks{after: 100, then: cancel}
	_, err := Scan(ctx, []Source{{Path: "-", Size: -1}}, Options{Stdin: endless}, recordLines, func(string) error { return nil })
	if err != context.Canceled {
		t.Errorf("it ended with %v", err)
	}
}

// blanks gives blanks for ever, and after so many reads does something.
type blanks struct {
	after int
	then  func()
}

func (b *blanks) Read(p []byte) (int, error) {
	if b.after--; b.after == 0 {
		b.then()
	}
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// The first block behind blank lines is the first, all of which is decoded.
func TestLeadFirst(t *testing.T) {
	rows := strings.Repeat(`{"TimeGenerated":"2026-05-22T00:00:07Z","Name":"a.example","ClientIP":"10.0.0.1","QueryType":"A"}`+"\n", 60_000)
	var over []int64
	for _, lead := range []string{"", "\n\n"} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, []byte(lead+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		work := func(b *Block) (none struct{}) {
			b.Only(nil)
			for range b.Records {
			}
			return none
		}
		files, err := Scan(t.Context(), []Source{{Path: path, Size: int64(len(lead + rows))}}, Options{}, work, func(struct{}) error { return nil })
		if err != nil || files[0].PassedOver == 0 || files[0].PassedOver == 60_000 {
			t.Fatalf("%v; %d rows passed over", err, files[0].PassedOver)
		}
		over = append(over, files[0].PassedOver)
	}
	if diff := over[0] - over[1]; diff < -1 || diff > 1 {
		t.Errorf("%d rows passed over, %d behind blank lines", over[0], over[1])
	}
}
