package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The example's README says what the hunt says of each row, and of no other.
func TestExamplesREADME(t *testing.T) {
	text, err := os.ReadFile("../../examples/remus/README.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(told(string(text)), hunted(t)); diff != "" {
		t.Errorf("examples/remus (-README +hunt):\n%s", diff)
	}
}

var (
	heading  = regexp.MustCompile(`^## logs/(\S+)`)
	tableRow = regexp.MustCompile(`^\| ([0-9, ]+) \|.*\| ([^|]+) \|$`)
)

// told is what the README says of each file:line but for rows that are nothing.
func told(text string) map[string]string {
	rows, file := map[string]string{}, ""
	for _, line := range strings.Split(text, "\n") {
		if m := heading.FindStringSubmatch(line); m != nil {
			file = m[1]
		}
		if m := tableRow.FindStringSubmatch(line); m != nil && m[2] != "nothing" {
			for _, n := range strings.Split(m[1], ", ") {
				rows[file+":"+n] = m[2]
			}
		}
	}
	return rows
}

// hunted is what a hunt says of each file:line.
func hunted(t *testing.T) map[string]string {
	e, out, errs := testEnv("")
	if status := Main(context.Background(), []string{"hunt", "-i", "../../examples/remus/page.md", "-o", "ndjson", "../../examples/remus/logs"}, e); status != exitDone {
		t.Fatalf("exit status %d, %s", status, errs)
	}
	rows := map[string]string{}
	for d := json.NewDecoder(out); d.More(); {
		var o struct {
			Type, File, Tier, Direction, Verdict, Severity string
			Validity                                       any // of a finding, counts
			Line                                           int
			Places                                         []struct {
				What, File string
				Line       int
			}
		}
		if err := d.Decode(&o); err != nil {
			t.Fatal(err)
		}
		if o.Type == "match" {
			rows[fmt.Sprintf("%s:%d", filepath.Base(o.File), o.Line)] = fmt.Sprintf("%s %s %s %v %s", o.Tier, o.Direction, o.Verdict, o.Validity, o.Severity)
		}
		for _, p := range o.Places {
			rows[fmt.Sprintf("%s:%d", filepath.Base(p.File), p.Line)] = p.What
		}
	}
	return rows
}
