package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"foxhound/internal/exec"
	"foxhound/internal/shared"
	"foxhound/kql"
)

// seeds are small queries of every sort of step.
var seeds = []string{
	"DeviceEvents | where FileName has 'a' and Timestamp > ago(1d) | project Timestamp, x = strcat(FileName, '-') | sort by x asc | take 3",
	"DeviceEvents | extend a = parse_json(AdditionalFields) | mv-expand a | summarize make_set(tostring(a.b)), dcount(DeviceId) by bin(Timestamp, 1h)",
	"DeviceEvents | mv-apply e = pack_array(1, 2) on (where tolong(e) > 1 | summarize sum(tolong(e)))",
	"let t = DeviceEvents | distinct DeviceId; union t, (t | join kind=leftanti t on DeviceId) | count",
	"DeviceEvents | make-series n = count() default = 0 on Timestamp from datetime(2025-05-01) to datetime(2025-06-01) step 1d by DeviceName | extend series_decompose_anomalies(n)",
	"DeviceEvents | parse FileName with * '=' a:long ';' rest | evaluate bag_unpack(bag_pack('x', a)) | top 5 by x",
	"DeviceEvents | sort by Timestamp asc | extend n = next(FileName), s = row_cumsum(1) | scan declare (k: long = 0) with (step a: true => k = a.k + 1;)",
	"DeviceEvents | top-nested 2 of DeviceName by count(), top-nested 1 of FileName by max(ProcessId) | partition by DeviceName (take 1)",
	"range x from 1 to 10 step 2 | extend y = case(x > 3, 'a', 'b'), z = extract('(.)', 1, tostring(x)) | as T | union T",
	"datatable(a: string, b: dynamic)['x', dynamic({'k': [1]})] | parse-kv a as (k: int) | lookup (print a = 'x', q = 1) on a",
	"search 'a' | find in (DeviceEvents) where FileName == 'b' | getschema",
}

// hang is what a query that is given five seconds never takes, even where the fuzzer's
// instruments slow everything down several times; under the race detector, which -short is
// for, it may.
const hang = 30 * time.Second

// little is what a query of the fuzzer may take: what asks for more is refused in moments.
// [TestHostile] has queries that use up what they may.
var little = exec.Limits{Memory: 8 << 20, Rows: 1 << 14}

// FuzzQuery: whatever is written, it is refused or runs to its end, soon and without a panic.
func FuzzQuery(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	for _, s := range recordedSeeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longestSeed {
			return
		}
		tree, err := kql.Parse("fuzz", text)
		if err != nil {
			return
		}
		e := &Engine{Tables: few{catalogue()}, Source: generatedFor(tree), StandIn: withoutFiles, Limits: little}
		start := time.Now()
		_, err = run(e, text, 5*time.Second)
		if took := time.Since(start); took > hang && !testing.Short() {
			t.Errorf("takes %v: %v", took, err)
		}
		if errors.Is(err, context.DeadlineExceeded) {
			t.Skip("slow")
		}
	})
}

// longestSeed is the longest text that is run, in bytes.
const longestSeed = 1500

// recordedSeeds are the recorded and the published queries, where they are there, without those
// that bring nothing new: the shortest that has a word of the language comes for it. All of them
// are run by [TestConformance] and [TestRealQueries].
func recordedSeeds(f *testing.F) (seeds []string) {
	if _, err := shared.Dir(); err != nil {
		return nil
	}
	var texts []string
	for _, c := range readLines[recorded](f, "engine-cases.ndjson") {
		texts = append(texts, c.Query)
	}
	for _, q := range readLines[published](f, "real-queries.ndjson") {
		texts = append(texts, q.Query)
	}
	slices.SortStableFunc(texts, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	seen := map[string]bool{}
	for _, text := range texts {
		if before := len(seen); len(text) <= longestSeed && addWords(seen, text) > before {
			seeds = append(seeds, text)
		}
	}
	return seeds
}

// addWords adds the operators and functions of a query to those seen, and returns how many
// there are then.
func addWords(seen map[string]bool, text string) int {
	tree, err := kql.Parse("seed", text)
	if err != nil {
		return len(seen)
	}
	kql.Walk(tree, func(n kql.Node) bool {
		word := fmt.Sprintf("%T", n)
		switch n := n.(type) {
		case *kql.Call:
			word = n.Func
		case *kql.Binary:
			word = n.Op
		}
		seen[word] = true
		return true
	})
	return len(seen)
}
