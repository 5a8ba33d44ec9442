package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// kindName is a kind as ThreatFox names it.
func kindName(k indicator.Kind) string {
	switch {
	case k.Hash():
		return k.String() + "_hash"
	case k == indicator.Email:
		return "envelope_from"
	}
	return k.String()
}

// threatFoxHeader is the line that names the columns.
const threatFoxHeader = `# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","is_compromised","reference","tags","anonymous","reporter"`

// writeThreatFox writes ThreatFox's CSV export: its header is a comment, a blank follows each
// comma of a row, and the number of entries ends it.
func writeThreatFox(w io.Writer, all Indicators, now time.Time) error {
	if _, err := fmt.Fprintf(w, "# ThreatFox IOCs: written by foxhound - CSV format\r\n# Last updated: %s UTC\r\n#\r\n%s\r\n", stamp(now), threatFoxHeader); err != nil {
		return err
	}
	n := 0
	for ind, err := range all {
		if err != nil {
			return err
		}
		n++
		cells := []string{stamp(ind.FirstSeen), ind.ID, ind.Value, kindName(ind.Kind), ind.ThreatType, ind.Family.ID, orNone(strings.Join(ind.Family.Aliases, ",")),
			ind.Family.Name, stamp(ind.LastSeen), percent(ind.Confidence), yesNo(ind.Compromised), orNone(ind.Reference),
			orNone(strings.Join(ind.Tags, ",")), "0", ind.Reporter}
		for i, cell := range cells {
			cells[i] = `"` + strings.ReplaceAll(indicator.Printable(cell, 0), `"`, `""`) + `"`
		}
		if _, err := fmt.Fprintf(w, "%s\r\n", strings.Join(cells, ", ")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "# Number of entries: %d", n)
	return err
}

// orNone is ThreatFox's word for nothing.
func orNone(text string) string {
	if text == "" {
		return "None"
	}
	return text
}

func yesNo(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// An apiRecord is an entry of ThreatFox's API.
type apiRecord struct {
	ID         string   `json:"id"`
	IOC        string   `json:"ioc"`
	ThreatType string   `json:"threat_type"`
	Kind       string   `json:"ioc_type"`
	Malware    string   `json:"malware"`
	Printable  string   `json:"malware_printable"`
	Alias      *string  `json:"malware_alias"`
	Confidence *int     `json:"confidence_level"`
	Abused     bool     `json:"is_compromised"`
	FirstSeen  *string  `json:"first_seen"`
	LastSeen   *string  `json:"last_seen"`
	Reference  *string  `json:"reference"`
	Reporter   string   `json:"reporter"`
	Tags       []string `json:"tags"`
}

// writeAPI writes an answer of ThreatFox's API, an entry a line.
func writeAPI(w io.Writer, all Indicators, _ time.Time) error {
	fmt.Fprint(w, `{"query_status":"ok","data":[`)
	before := "\n"
	for ind, err := range all {
		if err != nil {
			return err
		}
		r := apiRecord{ID: ind.ID, IOC: ind.Value, ThreatType: ind.ThreatType, Kind: kindName(ind.Kind), Malware: ind.Family.ID,
			Printable: ind.Family.Name, Alias: orNil(strings.Join(ind.Family.Aliases, ",")), Abused: ind.Compromised,
			FirstSeen: orNil(stampUTC(ind.FirstSeen)), LastSeen: orNil(stampUTC(ind.LastSeen)), Reference: orNil(ind.Reference),
			Reporter: ind.Reporter, Tags: ind.Tags}
		if ind.Confidence != indicator.UnknownConfidence {
			r.Confidence = &ind.Confidence
		}
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, text); err != nil {
			return err
		}
		before = ",\n"
	}
	_, err := fmt.Fprintln(w, "\n]}")
	return err
}

// orNil is a text that is null where there is none.
func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func stampUTC(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t) + " UTC"
}

// unix is a time in seconds, as MISP has it.
func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }
