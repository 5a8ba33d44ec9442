package logs

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/words"
)

// TestParts holds the parts of a record that is too long to its words: each is in one of them,
// whole, and in its place, as if the record had been read at once. Where nothing parts words
// for as long as a part, parts share what is long enough for any that is listed.
func TestParts(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	word := func() string {
		return []string{"softandtec.com", `https:\/\/woodfez.biz:7582\/gate?a=b`, "80.211.47.159:7582", "[2a02::1]:443", "C:\\\\Windows", "=", "\xc3\xbc.example"}[random.IntN(7)]
	}
	for round := range 200 {
		var record strings.Builder
		record.WriteString([]string{"x", `{"a":"`}[round%2])
		for record.Len() < 3000 {
			record.WriteString(word() + []string{" ", ",", `","`, `\n `, "\t", "|"}[random.IntN(6)])
		}
		text := record.String()
		log := "before\n" + text + "\nbehind\n"
		parts, stats := partsOf(t, log, Options{Text: true, MaxRecord: 1000, blockSize: 200 + random.IntN(800)})
		var got [][]byte
		for _, p := range parts {
			got = slices.AppendSeq(got, words.All([]byte(p)))
		}
		if want := slices.Collect(words.All([]byte(text))); !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%q\ngot  %q\nwant %q", text, got, want)
		}
		if stats.Malformed != 1 || stats.Examples[0].Line != 2 || stats.Rows[TextTable] != 2 {
			t.Fatalf("%+v", stats)
		}
	}
}

func TestPartsWithoutWords(t *testing.T) {
	text := strings.Repeat("x", 900<<10) + "//softandtec.com/" + strings.Repeat("y", 900<<10)
	for _, block := range []int{40 << 10, 100 << 10, 256 << 10} {
		for shift := range 20 {
			parts, _ := partsOf(t, text[100*shift:], Options{Text: true, MaxRecord: 300 << 10, blockSize: block})
			if !slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(p, "//softandtec.com/") }) {
				t.Errorf("blocks of %d, %d bytes less: a name that two parts share is in neither", block, 100*shift)
			}
		}
	}
	row := `{"Type":"Syslog","Computer":"a"}` + "\n"
	if parts, stats := partsOf(t, row+text+"\n"+row, Options{MaxRecord: 300 << 10}); len(parts) > 0 || stats.Malformed != 1 {
		t.Errorf("%d parts where no text is wanted", len(parts))
	}
}

// partsOf scans a text and returns the parts of records that are in it.
func partsOf(t *testing.T, log string, opts Options) (parts []string, stats FileStats) {
	t.Helper()
	opts.Stdin = strings.NewReader(log)
	work := func(b *Block) (found []string) {
		for r := range b.Records {
			if r.Part {
				found = append(found, string(r.Fields[0].Text))
			}
		}
		return found
	}
	files, err := Scan(context.Background(), []Source{{Path: "-", Size: -1}}, opts, work, func(found []string) error {
		parts = append(parts, found...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return parts, files[0]
}
