package logs

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateGoldens = flag.Bool("update", false, "write the golden files anew")

// Small logs with every turn of their format, and the rows they become.
func TestGoldens(t *testing.T) {
	for name, fm := range map[string]*format{"cef": cefFormat, "zeek": zeekFormat} {
		data, err := os.ReadFile("testdata/" + name + ".log")
		if err != nil {
			t.Fatal(err)
		}
		f := &file{path: name + ".log", head: data, format: fm, years: years2026}
		if !fm.detect(f) {
			t.Errorf("%s is not detected", name)
		}
		checkGolden(t, "testdata/"+name+".golden", readAll(&Block{file: f, data: data, line: 1, rows: map[string]int64{}}))
	}
}

// readAll spells a block's records, a line each, and what could not be read.
func readAll(b *Block) (text []byte) {
	b.Records(func(r *Record) bool {
		text = append(r.AppendJSON(fmt.Appendf(text, "%d %s ", r.Line, r.Table)), '\n')
		return true
	})
	for _, m := range b.examples {
		text = fmt.Appendf(text, "%d malformed: %s\n", m.Line, m.Reason)
	}
	return text
}

func checkGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *updateGoldens {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got)\n%s", path, diff)
	}
}
