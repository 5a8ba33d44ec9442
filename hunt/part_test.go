package hunt

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"foxhound/feed"
	"foxhound/internal/logs"
)

// A line of 100 MB is read as any other. One that is longer than any that is read is counted as
// malformed and searched as text, in bounded memory: each indicator in it is found, once.
func TestLongLines(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a gigabyte")
	}
	filler := strings.Repeat(`C:\\Windows\\x.exe -a good.example 8.8.4.4:53 xsoftandtec.com, `, 1<<20/64)
	const plant = ` evil.softandtec.com ; "http:\/\/woodfez.biz:7582\/gate",80.211.47.159:7582 `
	const row = `{"Timestamp":"2026-05-23T10:00:00Z","DeviceName":"a","ActionType":"ConnectionSuccess","RemoteIP":"8.8.4.4","RemotePort":53,"InitiatingProcessCommandLine":"`
	escape := strings.NewReplacer(`\/`, `\\\/`, `"`, `\"`).Replace
	indicators := []string{"softandtec.com", "http://woodfez.biz:7582/gate", "80.211.47.159:7582"}
	for _, form := range []struct {
		name, begin, plant, end string
		table                   string
	}{
		{"text", "", strings.ReplaceAll(plant, `\/`, "/"), "\n", "Text"},
		{"ndjson", row, escape(strings.ReplaceAll(plant, `\/`, "/")), "\"}\n", "DeviceNetworkEvents"},
	} {
		for _, packed := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, packed %v", form.name, packed), func(t *testing.T) {
				line := func(megabytes int) (parts []string) {
					parts = append(parts, form.begin)
					for i := range megabytes {
						if parts = append(parts, filler); i == megabytes/2 || i == megabytes-1 {
							parts = append(parts, form.plant)
						}
					}
					return append(parts, form.end)
				}
				short := slices.Repeat([]string{form.begin + "x" + form.end}, 2000)
				log := slices.Concat(short, line(100), short, line(150), short)
				got := huntLog(t, readerOf(log, packed), indicators)
				var want []string
				for n, table := range map[int]string{2001: form.table, 4002: "Text"} {
					for i, value := range indicators {
						want = append(want, fmt.Sprint(n, " ", table, " ", value, " ", []Tier{TierHost, TierExact, TierExact}[i]))
					}
				}
				slices.Sort(want)
				if slices.Sort(got.matches); !slices.Equal(got.matches, want) {
					t.Errorf("got %q, want %q", got.matches, want)
				}
				if s := got.Summary; s.Malformed != 1 || s.Rows != 6001 || s.MalformedAt[0].Line != 4002 {
					t.Errorf("%d rows, %d malformed, %v", s.Rows, s.Malformed, s.MalformedAt)
				}
			})
		}
	}
}

// readerOf reads parts of a log, one behind the other, as they are or compressed.
func readerOf(parts []string, packed bool) io.Reader {
	readers := make([]io.Reader, len(parts))
	for i, p := range parts {
		readers[i] = strings.NewReader(p)
	}
	plain := io.MultiReader(readers...)
	if !packed {
		return plain
	}
	out, in := io.Pipe()
	go func() {
		z, _ := gzip.NewWriterLevel(in, gzip.HuffmanOnly)
		_, err := io.Copy(z, plain)
		z.Close()
		in.CloseWithError(err)
	}()
	return out
}

// hunted is what a hunt found, with a line for each match.
type hunted struct {
	*Result
	matches []string
}

// huntLog hunts a log of standard input.
func huntLog(t *testing.T, log io.Reader, indicators []string) (h hunted) {
	t.Helper()
	f := &feed.Result{}
	for _, spec := range indicators {
		f.Indicators = append(f.Indicators, listed(t, spec))
	}
	note := func(m *Match) error {
		h.matches = append(h.matches, fmt.Sprint(m.Line, " ", m.Table, " ", m.Indicator.Value, " ", m.Tier))
		return nil
	}
	var err error
	h.Result, err = Run(context.Background(), Options{Feeds: []*feed.Result{f}, Sources: []logs.Source{{Path: "-", Size: -1}}, Stdin: log, Match: note})
	if err != nil {
		t.Fatal(err)
	}
	return h
}
