package hunt

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/logs"
)

// corpusKinds are the generated logs, with the extension of their form.
var corpusKinds = map[string]string{
	"devnet": "ndjson", "devfile": "ndjson", "urlclick": "ndjson", "dns": "ndjson", "dnscsv": "csv",
	"cef": "log", "zeekconn": "log", "zeekdns": "log",
}

const (
	corpusSize       = "4M"
	corpusIndicators = 10_000
)

// TestPlanted hunts generated logs whose hits and near misses are known: no hit is missed
// but by a guard, and the only near misses found are other ports, at tier host.
func TestPlanted(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds a kind of log")
	}
	generator, err := filepath.Abs("../../shared/tools/corpusgen")
	if _, statErr := os.Stat(generator); err != nil || statErr != nil {
		t.Skip("needs the corpus generator in ../shared/tools/corpusgen")
	}
	dir := t.TempDir()
	run := func(name string, args ...string) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = generator
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	corpusgen := filepath.Join(dir, "corpusgen")
	run("go", "build", "-o", corpusgen, ".")
	list := filepath.Join(dir, "iocs.tsv")
	run(corpusgen, "-ioc-out", list, "-ioc-count", strconv.Itoa(corpusIndicators))
	indicators := plantedIndicators(t, list)
	for kind, ext := range corpusKinds {
		t.Run(kind, func(t *testing.T) {
			log := filepath.Join(dir, kind+"."+ext)
			run(corpusgen, "-kind", kind, "-size", corpusSize, "-iocs", strconv.Itoa(corpusIndicators), "-hits", "200",
				"-out", log, "-truth", log+".truth")
			comparePlanted(t, log, indicators)
		})
	}
}

func plantedIndicators(t *testing.T, list string) *feed.Result {
	t.Helper()
	f := &feed.Result{}
	for _, row := range tsv(t, list) {
		o, err := indicator.Parse(row[2])
		if err != nil {
			continue // the header
		}
		f.Indicators = append(f.Indicators, indicator.Indicator{Observable: o, Confidence: 100})
	}
	if len(f.Indicators) != corpusIndicators {
		t.Fatalf("%d of %d indicators parse", len(f.Indicators), corpusIndicators)
	}
	return f
}

func comparePlanted(t *testing.T, log string, indicators *feed.Result) {
	t.Helper()
	found := map[int64]map[indicator.Observable]Tier{}
	sources, err := logs.Find([]string{log})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Run(context.Background(), Options{Feeds: []*feed.Result{indicators}, Sources: sources, Related: true, Match: func(m *Match) error {
		if found[m.Line] == nil {
			found[m.Line] = map[indicator.Observable]Tier{}
		}
		for _, ind := range append(m.Also, m.Indicator) {
			found[m.Line][ind.Observable] = m.Tier
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	hits, truth := 0, map[int64]bool{}
	for _, row := range tsv(t, log+".truth")[1:] { // line kind variant index type value field carried
		line, _ := strconv.ParseInt(row[0], 10, 64)
		o, err := indicator.Parse(row[5])
		switch {
		case err != nil:
			t.Errorf("line %s: %v", row[0], err)
		case row[1] == "near":
			if tier := found[line][o]; tier != "" && tier != TierHost {
				t.Errorf("%s:%s: near miss %s (%s) found as %s %s", log, row[0], row[7], row[2], tier, row[5])
			}
			truth[line] = truth[line] || strings.HasSuffix(row[2], "other-port")
		default:
			hits++
			truth[line] = true
			if found[line][o] == "" && guard.Decide(indicator.Indicator{Observable: o}).Level == guard.Pass {
				t.Errorf("%s:%s: missed %s %s (%s) in %s", log, row[0], row[4], row[5], row[2], row[6])
			}
		}
	}
	for line, values := range found {
		if !truth[line] {
			t.Errorf("%s:%d: found %v, which nobody planted", log, line, values)
		}
	}
	if hits < 100 {
		t.Errorf("only %d hits were planted", hits)
	}
}

func tsv(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
