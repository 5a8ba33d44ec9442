package dossier

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
)

// Formats lists the names that [Write] knows, the default first.
func Formats() []string { return []string{"table", "json", "ndjson", "csv"} }

// Write writes indicators in a format.
func Write(w io.Writer, format string, list []*Entry) error {
	out := bufio.NewWriter(w)
	var err error
	switch format {
	case "table":
		err = writeTable(out, list)
	case "json":
		err = writeJSON(out, list)
	case "ndjson":
		err = writeLines(out, list)
	case "csv":
		err = writeCSV(out, list)
	default:
		err = fmt.Errorf("unknown format `%s`; there are %s", format, strings.Join(Formats(), ", "))
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func writeTable(out io.Writer, list []*Entry) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tVALUE\tFAMILY\tCONFIDENCE\tFIRST SEEN\tLAST SEEN\tSTATE\tFEEDS")
	for _, e := range list {
		state := string(e.State)
		if e.Guard.Level != guard.Pass {
			state += " (" + e.Guard.List + ")"
		}
		family := e.Family.Label()
		if family == "" {
			family = "-"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Kind, value(e.Observable), indicator.Printable(family, 40), confidence(e.Confidence),
			day(e.FirstSeen), day(e.LastSeen), state, indicator.Printable(strings.Join(e.Feeds, ", "), maxShown))
	}
	return w.Flush()
}

// An entryObject is an indicator as JSON. Keys are only ever added, at the end.
type entryObject struct {
	Kind       string       `json:"kind"`
	Value      string       `json:"value"`
	Family     string       `json:"family"`
	FamilyName string       `json:"family_name"`
	ThreatType string       `json:"threat_type"`
	Confidence *int         `json:"confidence"` // null where no source states one
	FirstSeen  *time.Time   `json:"first_seen"`
	LastSeen   *time.Time   `json:"last_seen"`
	Expires    *time.Time   `json:"expires"` // null where it never does
	State      State        `json:"state"`
	Guard      *guardObject `json:"guard"`
	Feeds      []string     `json:"feeds"`
	Said       int          `json:"assertions"`
	Reference  string       `json:"reference"`
	Tags       []string     `json:"tags"`
	Added      time.Time    `json:"added"`
}

func newEntry(e *Entry) entryObject {
	o := entryObject{Kind: e.Kind.String(), Value: e.Value, Family: e.Family.ID, FamilyName: e.Family.Name, ThreatType: e.ThreatType,
		FirstSeen: optional(e.FirstSeen), LastSeen: optional(e.LastSeen), Expires: optional(e.Expiry()), State: e.State, Feeds: e.Feeds,
		Said: e.Said, Reference: e.Reference, Tags: append([]string{}, e.Tags...), Added: e.Added}
	if e.Confidence != indicator.UnknownConfidence {
		o.Confidence = &e.Confidence
	}
	if e.Guard.Level != guard.Pass {
		o.Guard = &guardObject{level(e.Guard.Level), e.Guard.List, e.Guard.Reason}
	}
	return o
}

// level is a guard's word in output.
func level(l guard.Level) string {
	switch l {
	case guard.Drop:
		return "drop"
	case guard.Precise:
		return "precise"
	case guard.Label:
		return "label"
	}
	return "pass"
}

func optional(t time.Time) *time.Time {
	if t.IsZero() || t.Year() > 9000 { // a policy's for ever
		return nil
	}
	return &t
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

func writeLines(out io.Writer, list []*Entry) error {
	enc := encoder(out)
	for _, e := range list {
		if err := enc.Encode(newEntry(e)); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(out io.Writer, list []*Entry) error {
	objects := []entryObject{}
	for _, e := range list {
		objects = append(objects, newEntry(e))
	}
	return encoder(out).Encode(map[string]any{"indicators": objects})
}

var csvHead = []string{"kind", "value", "family", "family_name", "threat_type", "confidence", "first_seen", "last_seen", "state", "guard", "feeds", "assertions"}

// writeCSV writes values raw but for what would harm whoever opens the file: what does not
// print is spelled out, and what a spreadsheet would take for a formula gets an apostrophe.
func writeCSV(out io.Writer, list []*Entry) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	if err := w.Write(csvHead); err != nil {
		return err
	}
	for _, e := range list {
		c := ""
		if e.Confidence != indicator.UnknownConfidence {
			c = confidence(e.Confidence)
		}
		fields := []string{e.Kind.String(), e.Value, e.Family.ID, e.Family.Name, e.ThreatType, c, stamp(e.FirstSeen), stamp(e.LastSeen),
			string(e.State), e.Guard.List, strings.Join(e.Feeds, "; "), fmt.Sprint(e.Said)}
		for i, f := range fields {
			fields[i] = inert(indicator.Printable(f, 0))
		}
		if err := w.Write(fields); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// inert keeps a spreadsheet from reading a field as a formula.
func inert(field string) string {
	if field != "" && strings.ContainsRune("=+-@", rune(field[0])) {
		return "'" + field
	}
	return field
}
