package export

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/oracle"
	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/proof"
	"foxhound/rule"
)

// corpusFeeds are the ThreatFox files beside the repository.
var corpusFeeds = []string{
	"threatfox-json-recent-2026-07-23.json.gz", "threatfox-json-recent-2026-07-24.json.gz",
	"threatfox-csv-recent-2026-03-15.csv", "threatfox-api-get_iocs-2026-06-05.json",
}

// How many families of Maltrail a whole corpus has: the largest, and others by their place in the
// alphabet.
const (
	largestFamilies = 50
	otherFamilies   = 100
	syntheticSize   = 200_000
)

// A corpusFamily is a family with what feeds list of it.
type corpusFamily struct {
	family     indicator.Family
	indicators []indicator.Indicator
}

// corpusRules are the ways in which each family is written.
var corpusRules = []rule.Options{
	{Dialect: schema.Sentinel, Style: rule.Exact},
	{Dialect: schema.Sentinel, Style: rule.Classic},
	{Dialect: schema.Defender, Style: rule.Exact},
	{Dialect: schema.Defender, Style: rule.Exact, List: rule.List{Address: "https://lists.corp.example/ioc/family/watchlist.csv"}},
	{Dialect: schema.Defender, Style: rule.Classic},
}

// TestCorpus writes rules of real families and of one that is larger than any, in every dialect,
// style and format: all is within limits, and its proofs pass. FOXHOUND_CORPUS=all takes every
// family of the ThreatFox files, the 50 largest of Maltrail, 100 others and the synthetic one,
// which takes the better part of an hour; a number takes about as many families of all sorts.
func TestCorpus(t *testing.T) {
	families, shapes := corpus(t), map[string]oracleShape{}
	for _, f := range families {
		t.Run(f.family.Key(), func(t *testing.T) {
			for _, opts := range corpusRules {
				begun := time.Now()
				opts.List.Alias = Alias(f.family)
				r, err := rule.Fit(f.family, f.indicators, opts)
				if err != nil {
					t.Fatal(err)
				}
				fits(t, r)
				proved := provesAll(t, r)
				for i := range r.Hunts {
					note(shapes, r, &r.Hunts[i])
				}
				t.Logf("%s, %s: %d indicators, %d hunts, %d proofs, %s; %s", opts.Dialect, opts.Style, len(r.Indicators), len(r.Hunts), proved,
					time.Since(begun).Round(time.Millisecond), r.Moved)
			}
		})
	}
	judgeShapes(t, shapes)
}

// fits holds a rule to the validators of every format that it has.
func fits(t *testing.T, r *rule.Rule) {
	t.Helper()
	hunted := len(r.Indicators)
	for _, s := range r.SetAside {
		if s.Decision.Level == 0 {
			t.Errorf("%v is set aside for nothing", s.Indicator)
		}
	}
	if len(r.Hunts) > limits.FamilyHunts.Most || hunted == 0 && len(r.Hunts) > 0 {
		t.Errorf("%d hunts of %d indicators", len(r.Hunts), hunted)
	}
	for i := range r.Hunts {
		if n := len(kql.Print(r.Hunts[i].Alerting())); n > limits.Query.Most {
			t.Errorf("%s has %d characters", r.Hunts[i].Name, n)
		}
	}
	for _, format := range Formats() {
		if want := format.Dialect(); want != "" && want != r.Options.Dialect || format == FormatHTML {
			continue // HTML is pages
		}
		if (format == FormatNRT || format == FormatARMNRT) && slices.ContainsFunc(r.Hunts, func(h rule.Hunt) bool { return h.Form == rule.Workspace }) {
			continue // refused: TestNRTOverWorkspace
		}
		files, err := Files(r, format)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f.Name, ".kql") && len(f.Data) > limits.Query.Most {
				t.Errorf("%s has %d characters", f.Name, len(f.Data))
			}
			if strings.HasSuffix(f.Name, ".json") && format != FormatDefender {
				readTemplate(t, f)
			}
		}
	}
	if r.Options.Dialect == schema.Sentinel {
		check(t, r)
	} else {
		checkDetections(t, r)
	}
}

// provesAll runs the proofs of a rule, and counts them.
func provesAll(t *testing.T, r *rule.Rule) (n int) {
	t.Helper()
	for _, report := range proof.Prove(t.Context(), proof.Of(r)) {
		n += len(report.Hunt.Events)
		if report.Err != nil {
			t.Error(report.Err)
		}
		for _, f := range report.Failures {
			t.Errorf("%s, %s form: %s: %s", report.Hunt.Name, f.Form, f.Event.Name, f.Reason)
			break
		}
	}
	return n
}

// An oracleShape is a query that stands for all which differ from it in indicators and names alone.
type oracleShape struct {
	dialect schema.Dialect
	name    string
	text    string
}

var (
	listedRows  = regexp.MustCompile(`(?s)(\) \[\n[^\n]*\n).*?(\n\](?:\n|;))`)
	listedNames = regexp.MustCompile(`(?m)^//.*$|Family = "[^"]*"|_GetWatchlist\("[^"]*"\)|has "[^"]*"$|dynamic\(\[.*\]\)`)
)

func note(shapes map[string]oracleShape, r *rule.Rule, h *rule.Hunt) {
	text := kql.Print(h.Alerting())
	key := string(r.Options.Dialect) + listedNames.ReplaceAllString(listedRows.ReplaceAllString(text, "$1$2"), "")
	if _, known := shapes[key]; !known {
		shapes[key] = oracleShape{r.Options.Dialect, r.Family.Key() + " " + h.Name, text}
	}
}

// judgeShapes has Microsoft's parser judge a query of each shape, where it is at hand.
func judgeShapes(t *testing.T, shapes map[string]oracleShape) {
	o, err := oracle.Find()
	if err != nil {
		t.Logf("%d shapes of queries are not judged: %v", len(shapes), err)
		return
	}
	for _, d := range []schema.Dialect{schema.Sentinel, schema.Defender} {
		var queries []oracle.Query
		for _, s := range shapes {
			if s.dialect == d {
				queries = append(queries, oracle.Query{ID: s.name, Text: s.text})
			}
		}
		verdicts, err := o.Judge(t.Context(), d, queries)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d shapes of queries judged", d, len(verdicts))
		for i, v := range verdicts {
			if !v.OK {
				t.Errorf("%s: %v\n%s", v.ID, v.Diagnostics, queries[i].Text)
			}
		}
	}
}

// corpus are the families that FOXHOUND_CORPUS asks for.
func corpus(t *testing.T) []corpusFamily {
	t.Helper()
	asked := os.Getenv("FOXHOUND_CORPUS")
	most, err := strconv.Atoi(asked)
	if asked != "all" && (err != nil || most < 1) {
		t.Skip("FOXHOUND_CORPUS is not set to a number of families, or all")
	}
	fox, trail := threatFoxFamilies(t), maltrailFamilies(t)
	slices.SortStableFunc(trail, func(a, b corpusFamily) int { return len(b.indicators) - len(a.indicators) })
	largest, others := trail[:largestFamilies], slices.Clone(trail[largestFamilies:])
	slices.SortFunc(others, func(a, b corpusFamily) int { return strings.Compare(a.family.ID, b.family.ID) })
	others = every(others, otherFamilies)
	list := [][]corpusFamily{fox, largest, others, {synthetic(syntheticSize)}}
	var families []corpusFamily
	for _, sort := range list {
		if asked != "all" {
			sort = every(sort, (most+len(list)-1)/len(list))
		}
		families = append(families, sort...)
	}
	return families
}

// every takes n of a list, as far from each other as they can be.
func every(list []corpusFamily, n int) []corpusFamily {
	if n >= len(list) {
		return list
	}
	var some []corpusFamily
	for i := range n {
		some = append(some, list[i*len(list)/n])
	}
	return some
}

func threatFoxFamilies(t *testing.T) []corpusFamily {
	t.Helper()
	var all []indicator.Indicator
	for _, name := range corpusFeeds {
		all = append(all, read(t, shared(t, "threatfox/"+name))...)
	}
	var families []corpusFamily
	for _, c := range rule.Families(all) {
		if c.Family.Known() {
			families = append(families, corpusFamily{c.Family, slices.DeleteFunc(slices.Clone(all), func(i indicator.Indicator) bool { return i.Family.Key() != c.Family.Key() })})
		}
	}
	return families
}

// maltrailFamilies are those of a table of family and value, in order of their names.
func maltrailFamilies(t *testing.T) []corpusFamily {
	t.Helper()
	f, err := os.Open(shared(t, "threatfox/maltrail-malware-families-2026-08-23.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var families []corpusFamily
	at := map[string]int{}
	for lines := bufio.NewScanner(z); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), "\t")
		o, err := indicator.Parse(value)
		if !ok || err != nil {
			continue // a path without its host
		}
		n, known := at[name]
		if !known {
			n = len(families)
			at[name], families = n, append(families, corpusFamily{family: indicator.Family{ID: name, Name: name}})
		}
		families[n].indicators = append(families[n].indicators, indicator.Indicator{Observable: o, Family: families[n].family,
			Confidence: indicator.UnknownConfidence, Source: indicator.List})
	}
	return families
}

// synthetic is a family of many indicators of all kinds, dates and confidences.
func synthetic(size int) corpusFamily {
	f := corpusFamily{family: indicator.Family{ID: "win.legion", Name: "Legion"}}
	for n := range size {
		i := indicator.Indicator{Family: f.family, ThreatType: "botnet_cc", Confidence: 50 + n%3*25, Source: "threatfox",
			FirstSeen: time.Date(2026, 1, 1+n%200, n%24, 0, 0, 0, time.UTC)}
		switch n % 8 {
		case 0, 1:
			i.Observable = indicator.Observable{Kind: indicator.Domain, Value: fmt.Sprintf("n%d.legion-%d.biz", n, n%971)}
		case 2:
			i.Observable = indicator.Observable{Kind: indicator.IPPort, Value: fmt.Sprintf("91.%d.%d.%d:%d", n>>16, n>>8&255, n&255, 1+n%60_000)}
		case 3:
			i.Observable = indicator.Observable{Kind: indicator.URL, Value: fmt.Sprintf("http://u%d.legion-%d.biz/a%%20b/%d", n/5, n%971, n)}
			i.ThreatType = "payload_delivery"
		case 4:
			i.Observable = indicator.Observable{Kind: indicator.IP, Value: fmt.Sprintf("2a02:cf40:%x::%x", 1+n>>12, 1+n&0xfff)}
		case 5:
			i.Observable = indicator.Observable{Kind: indicator.Email, Value: fmt.Sprintf("m%d@legion-%d.biz", n, n%971)}
		case 6:
			i.Observable = indicator.Observable{Kind: indicator.MD5, Value: fmt.Sprintf("%032x", n+1)}
			i.ThreatType = "payload"
		default:
			i.Observable = indicator.Observable{Kind: indicator.SHA256, Value: fmt.Sprintf("%064x", n+1)}
			i.ThreatType = "payload"
		}
		f.indicators = append(f.indicators, i)
	}
	return f
}
