package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/rule"
)

// watchlistColumns are those that hunts over a watchlist read. Value is its search key.
var watchlistColumns = []string{"Value", "Kind", "Family", "ThreatType", "Confidence", "FirstSeen", "Precise", "Reference"}

// Watchlist returns the rule's indicators as a watchlist: its CSV, and the template that deploys
// it where one upload takes that much.
func Watchlist(r *rule.Rule) ([]File, error) {
	data, err := watchlistCSV(r)
	if err != nil {
		return nil, err
	}
	files := []File{{Name: Folder(r.Family) + "/watchlist.csv", Data: data}}
	if len(data) > limits.WatchlistBytes.Most {
		return files, nil
	}
	deploy, err := encodeJSON(newDeployment([]resource{watchlistResource(r, data)}), "  ")
	if err != nil || len(deploy) > limits.TemplateBytes.Most {
		return files, err
	}
	return append(files, File{Name: Folder(r.Family) + "/watchlist.json", Data: deploy}), nil
}

// watchlistCSV has a line for each indicator that is hunted, sorted as the rule sorts them. Like
// a rule it says nothing of when an indicator was last seen, which changes daily.
func watchlistCSV(r *rule.Rule) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(watchlistColumns); err != nil {
		return nil, err
	}
	precise := preciseOnly(r)
	for i := range r.Indicators {
		if err := w.Write(watchlistRow(&r.Indicators[i], precise[r.Indicators[i].Observable])); err != nil {
			return nil, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	return b.Bytes(), checkLines(b.Bytes())
}

func watchlistRow(i *indicator.Indicator, precise bool) []string {
	row := []string{i.Value, i.Kind.String(), inert(i.Family.Label()), inert(i.ThreatType), "", "", strconv.FormatBool(precise), ""}
	if i.Confidence != indicator.UnknownConfidence {
		row[4] = strconv.Itoa(i.Confidence)
	}
	if !i.FirstSeen.IsZero() {
		row[5] = i.FirstSeen.UTC().Format(time.RFC3339)
	}
	row[7] = inert(rule.Reference(i))
	return row
}

// preciseOnly are the observables that guards keep to tiers exact and endpoint.
func preciseOnly(r *rule.Rule) map[indicator.Observable]bool {
	m := map[indicator.Observable]bool{}
	for _, s := range r.SetAside {
		if s.Decision.Level == guard.Precise {
			m[s.Indicator.Observable] = true
		}
	}
	return m
}

// longestText is how much of a feed's text a watchlist's field holds.
const longestText = 400

// inert is a feed's text on one line, which no spreadsheet takes for a formula.
func inert(s string) string {
	s = shorten(ascii(s), longestText)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

func checkLines(data []byte) error {
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if len(line) > limits.WatchlistLine.Most {
			return fmt.Errorf("line %d of the watchlist has %d characters; it may have %d", n, len(line), limits.WatchlistLine.Most)
		}
	}
	return nil
}

// watchlistProperties are those of a watchlist in a template.
type watchlistProperties struct {
	DisplayName         plainText `json:"displayName"`
	Description         plainText `json:"description"`
	Provider            string    `json:"provider"`
	Source              string    `json:"source"`
	SourceType          string    `json:"sourceType"`
	ItemsSearchKey      string    `json:"itemsSearchKey"`
	ContentType         string    `json:"contentType"`
	NumberOfLinesToSkip int       `json:"numberOfLinesToSkip"`
	RawContent          plainText `json:"rawContent"`
}

// Alias is what a family's watchlist goes by in queries: _GetWatchlist('foxhound-win.remus').
func Alias(f indicator.Family) string { return "foxhound-" + Folder(f) }

func watchlistResource(r *rule.Rule, data []byte) resource {
	name := shortFamily(r.Family)
	return resource{
		Type:       "Microsoft.OperationalInsights/workspaces/providers/Watchlists",
		APIVersion: securityInsights,
		Name:       inWorkspace("Microsoft.SecurityInsights/" + Alias(r.Family)),
		Properties: watchlistProperties{
			DisplayName:    plainText(name + " indicators"),
			Description:    plainText("Indicators of " + name + ": " + countKinds(r.Indicators) + "."),
			Provider:       "foxhound",
			Source:         "watchlist.csv",
			SourceType:     "Local file",
			ItemsSearchKey: watchlistColumns[0],
			ContentType:    "text/csv",
			RawContent:     plainText(data),
		},
	}
}
