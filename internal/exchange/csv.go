package exchange

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// csvColumns are those of the table. Their names are a contract: columns are only ever added,
// at the end.
var csvColumns = []string{"type", "value", "family", "threat_type", "confidence", "first_seen", "last_seen", "reporter", "reference", "tags", "id", "comment", "valid_until"}

func writeCSV(w io.Writer, all Indicators, _ time.Time) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvColumns); err != nil {
		return err
	}
	for ind, err := range all {
		if err != nil {
			return err
		}
		family := ind.Family.ID
		if family == "" {
			family = ind.Family.Name
		}
		if err := out.Write([]string{ind.Kind.String(), ind.Value, inert(family), inert(ind.ThreatType), percent(ind.Confidence),
			stamp(ind.FirstSeen), stamp(ind.LastSeen), inert(ind.Reporter), inert(ind.Reference), inert(strings.Join(ind.Tags, ",")),
			inert(ind.ID), inert(ind.Comment), stamp(ends(ind))}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// percent is a confidence; empty where the source states none.
func percent(confidence int) string {
	if confidence == indicator.UnknownConfidence {
		return ""
	}
	return strconv.Itoa(confidence)
}

// inert keeps a spreadsheet from reading a text as a formula, and on one line.
func inert(text string) string {
	text = indicator.Printable(text, 0)
	if text != "" && strings.ContainsRune("=+-@", rune(text[0])) {
		return "'" + text
	}
	return text
}
