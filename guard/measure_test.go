package guard

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/shared"
)

// An interval is the time for which ThreatFox listed an address.
type interval struct {
	addr netip.Addr
	fate fate
}

type fate int

const (
	retracted fate = iota // delisted before anything could expire
	purged                // so too, with hundreds of others on one day
	standing              // still listed
	expired
)

// history reads all intervals. ThreatFox let nothing expire before May 2025.
func history(t *testing.T) (all []interval) {
	f, err := os.Open(shared.Path(t, "data", "threatfox", "threatfox-ip-listing-history-2022-10_2026-08.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(z); s.Scan(); {
		fields := strings.Split(s.Text(), "\t")
		addr, err := netip.ParseAddr(fields[0])
		if err != nil {
			continue // the header
		}
		all = append(all, interval{addr, fateOf(fields[2])})
	}
	return all
}

func fateOf(delisted string) fate {
	switch {
	case delisted == "":
		return standing
	case delisted >= "2025-05-01":
		return expired
	case strings.HasPrefix(delisted, "2023-10-10"), strings.HasPrefix(delisted, "2023-10-22"):
		return purged
	}
	return retracted
}

// asked are what is measured: each list alone, and what no list is.
func asked() (names []string, touches func(i int, ind indicator.Indicator) bool) {
	var each []*entries
	for _, l := range lists {
		names, each = append(names, l.name), append(each, read([]*list{l}))
	}
	return append(names, "public-suffixes", "compromised-sites"), func(i int, ind indicator.Indicator) bool {
		loc, ok := ind.Location()
		switch {
		case i == len(each)+1:
			return ok && ind.Compromised
		case i == len(each):
			return ok && !loc.Addr.IsValid() && decideSuffix(loc.Host).Level != Pass
		case ind.Kind.Hash():
			_, ok = each[i].names[ind.Value]
		case ok && loc.Addr.IsValid():
			_, ok = each[i].blocks.find(embedded(loc.Addr))
		case ok:
			_, ok = each[i].parent(loc.Host)
		}
		return ok
	}
}

// TestMeasureAddresses holds the documentation to what each guard would have done to the
// addresses of ThreatFox, and the guards' effects to that.
func TestMeasureAddresses(t *testing.T) {
	names, touches := asked()
	all := history(t)
	again := retractedBefore(all)
	var totals [expired + 1]int
	hits := make([][expired + 1]int, len(names)+1)
	for n, v := range all {
		totals[v.fate]++
		ind := indicator.Indicator{Observable: indicator.Observable{Kind: indicator.IP, Value: v.addr.String()}}
		for i := range names {
			if touches(i, ind) {
				hits[i][v.fate]++
			}
		}
		if again[n] {
			hits[len(names)][v.fate]++
		}
	}
	var b strings.Builder
	b.WriteString("| guard | effect on an address | retracted | of a purge | standing | expired | times as often |\n|---|---|--:|--:|--:|--:|--:|\n")
	fmt.Fprintf(&b, "| *all that was listed* | | %d | %d | %d | %d | |\n", totals[retracted], totals[purged], totals[standing], totals[expired])
	for i, l := range lists {
		row(&b, "`"+l.name+"`", effects[l.host], hits[i], totals)
		justify(t, l, hits[i], totals)
	}
	before := &list{name: "retracted-before", host: Precise}
	row(&b, "`"+before.name+"`", effects[before.host], hits[len(names)], totals)
	justify(t, before, hits[len(names)], totals)
	holdSection(t, "addresses", b.String())
}

var effects = map[Level]string{Label: "label", Precise: "`exact` and `endpoint` only", Drop: "never match"}

func row(b *strings.Builder, name, effect string, hits, totals [expired + 1]int) {
	if hits == [expired + 1]int{} {
		return
	}
	lift := "only retracted"
	if hits[standing] > 0 {
		lift = fmt.Sprintf("%.1f", rate(hits, totals, retracted)/rate(hits, totals, standing))
	}
	fmt.Fprintf(b, "| %s | %s | %d | %d | %d | %d | %s |\n", name, effect, hits[retracted], hits[purged], hits[standing], hits[expired], lift)
}

func rate(hits, totals [expired + 1]int, f fate) float64 {
	return float64(hits[f]) / float64(totals[f])
}

// justify holds a list's effect to the rule that docs/guards.md states.
func justify(t *testing.T, l *list, hits, totals [expired + 1]int) {
	now, then := rate(hits, totals, standing), rate(hits, totals, retracted)
	switch {
	case l.host == Drop && now > 0.001, l.host == Precise && (now > 0.01 || then < 10*now):
		t.Errorf("%s touches %d of %d standing and %d of %d retracted addresses: too much for its effect", l.name, hits[standing], totals[standing], hits[retracted], totals[retracted])
	}
}

// retractedBefore says which intervals are of an address that had been retracted. Intervals
// of one address are in the order of time.
func retractedBefore(all []interval) []bool {
	again, gone := make([]bool, len(all)), map[netip.Addr]bool{}
	for i, v := range all {
		again[i] = gone[v.addr]
		if v.fate == retracted || v.fate == purged {
			gone[v.addr] = true
		}
	}
	return again
}

// A sample is some kind of indicator of some feeds, each value once.
type sample struct {
	name string
	list map[indicator.Observable]indicator.Indicator
}

// samples reads feeds as they stood.
func samples(t *testing.T) []sample {
	var all []sample
	add := func(name string, is func(indicator.Kind) bool, feeds ...string) {
		s := sample{name, map[indicator.Observable]indicator.Indicator{}}
		for _, f := range feeds {
			for _, ind := range readFeed(t, f) {
				if is(ind.Kind) {
					s.list[ind.Observable] = ind
				}
			}
		}
		all = append(all, s)
	}
	domain := func(k indicator.Kind) bool { return k == indicator.Domain }
	url := func(k indicator.Kind) bool { return k == indicator.URL }
	threatfox := []string{"threatfox-csv-recent-2026-03-15.csv", "threatfox-json-recent-2026-07-24.json.gz"}
	add("ThreatFox domains", domain, threatfox...)
	add("ThreatFox URLs", url, threatfox...)
	add("URLhaus URLs", url, "urlhaus-csv-recent-2026-03-15.csv.gz")
	add("TweetFeed domains", domain, "tweetfeed-2021-2026.csv.gz")
	add("TweetFeed hashes", indicator.Kind.Hash, "tweetfeed-2021-2026.csv.gz")
	return all
}

func readFeed(t *testing.T, name string) []indicator.Indicator {
	f, err := os.Open(shared.Path(t, "data", "threatfox", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := feed.Read(name, f)
	if err != nil {
		t.Fatal(err)
	}
	return r.Indicators
}

// TestMeasureNames holds the documentation to what each guard touches of feeds as they stand.
func TestMeasureNames(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute under the race detector")
	}
	names, touches := asked()
	all := samples(t)
	var b, line strings.Builder
	b.WriteString("| guard |")
	line.WriteString("|---|")
	sizes := "| *all that is listed* |"
	for _, s := range all {
		fmt.Fprintf(&b, " %s |", s.name)
		line.WriteString("--:|")
		sizes += fmt.Sprintf(" %d |", len(s.list))
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", line.String(), sizes)
	for i, name := range names {
		cells, sum := "", 0
		for _, s := range all {
			n := 0
			for _, ind := range s.list {
				if touches(i, ind) {
					n++
				}
			}
			cells, sum = cells+fmt.Sprintf(" %d |", n), sum+n
		}
		if sum > 0 {
			fmt.Fprintf(&b, "| `%s` |%s\n", name, cells)
		}
	}
	holdSection(t, "names", b.String())
}
