package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/rule"
)

// ListName is the name of a family's list in its folder.
const ListName = "watchlist.csv"

// Watchlist returns the rule's indicators as a watchlist: its CSV, and the template that deploys
// it where one upload takes that much.
func Watchlist(r *rule.Rule) ([]File, error) {
	data, err := watchlistCSV(r)
	if err != nil {
		return nil, err
	}
	files := []File{{Name: Folder(r.Family) + "/" + ListName, Data: data}}
	if len(data) > limits.WatchlistBytes.Most {
		return files, nil
	}
	deploy, err := encodeJSON(newDeployment([]resource{watchlistResource(r, data)}), "  ")
	if err != nil || len(deploy) > limits.TemplateBytes.Most {
		return files, err
	}
	return append(files, File{Name: Folder(r.Family) + "/watchlist.json", Data: deploy}), nil
}

func watchlistCSV(r *rule.Rule) ([]byte, error) {
	data, err := listCSV(r, true)
	if err != nil {
		return nil, err
	}
	return data, checkLines(data)
}

// listCSV is the rule's list, what feeds say in it made inert.
func listCSV(r *rule.Rule, crlf bool) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = crlf
	if err := w.Write(rule.ListColumns); err != nil {
		return nil, err
	}
	for _, row := range r.List() {
		for i, column := range rule.ListColumns {
			if column == "Family" || column == "ThreatType" || column == "Reference" {
				row[i] = inert(row[i])
			}
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
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
			Source:         ListName,
			SourceType:     "Local file",
			ItemsSearchKey: rule.ListColumns[0],
			ContentType:    "text/csv",
			RawContent:     plainText(data),
		},
	}
}
