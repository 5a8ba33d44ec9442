package dossier

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"text/tabwriter"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
)

// Formats lists the names that [Write] knows, the default first.
func Formats() []string { return []string{"table", "json", "ndjson", "csv"} }

// Write writes indicators in a format, as they come, and returns how many there were. Of none,
// a table is empty.
func Write(w io.Writer, format string, all iter.Seq2[*Entry, error]) (n int, err error) {
	write, ok := map[string]func(io.Writer) writer{"table": newTable, "json": newJSON, "ndjson": newLines, "csv": newCSV}[format]
	if !ok {
		return 0, fmt.Errorf("unknown format `%s`; there are %s", format, strings.Join(Formats(), ", "))
	}
	out := bufio.NewWriter(w)
	to := write(out)
	for e, err := range all {
		if err == nil {
			err = to.entry(e)
		}
		if err != nil {
			return n, errors.Join(err, out.Flush())
		}
		n++
	}
	return n, errors.Join(to.end(), out.Flush())
}

// A writer writes indicators one by one.
type writer interface {
	entry(*Entry) error
	end() error
}

// table is for people. Its columns are as wide as they have to be for the next rows: no more
// of them are held.
type table struct {
	*tabwriter.Writer
	rows int
}

// aligned is how many rows of a table are aligned with each other.
const aligned = 1000

func newTable(out io.Writer) writer { return &table{Writer: tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)} }

func (t *table) entry(e *Entry) error {
	if t.rows == 0 {
		fmt.Fprintln(t, "KIND\tVALUE\tFAMILY\tCONFIDENCE\tFIRST SEEN\tLAST SEEN\tSTATE\tFEEDS")
	}
	state := string(e.State)
	if e.Guard.Level != guard.Pass {
		state += " (" + e.Guard.List + ")"
	}
	family := e.Family.Label()
	if family == "" {
		family = "-"
	}
	fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Kind, value(e.Observable), indicator.Printable(family, 40), confidence(e.Confidence),
		day(e.FirstSeen), day(e.LastSeen), state, indicator.Printable(strings.Join(e.Feeds, ", "), maxShown))
	if t.rows++; t.rows%aligned > 0 {
		return nil
	}
	return t.Flush()
}

func (t *table) end() error { return t.Flush() }

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
	if t.IsZero() || !t.Before(indicator.Forever) {
		return nil
	}
	return &t
}

func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// lines are for programs: an object a line.
type lines struct{ *json.Encoder }

func newLines(out io.Writer) writer { return lines{encoder(out)} }

func (l lines) entry(e *Entry) error { return l.Encode(newEntry(e)) }
func (l lines) end() error           { return nil }

// document is one object for programs, in one line.
type document struct {
	out  io.Writer
	text bytes.Buffer
	some bool
}

func newJSON(out io.Writer) writer { return &document{out: out} }

func (d *document) entry(e *Entry) error {
	d.text.Reset()
	d.open()
	if err := encoder(&d.text).Encode(newEntry(e)); err != nil {
		return err
	}
	_, err := d.out.Write(bytes.TrimSuffix(d.text.Bytes(), []byte("\n")))
	return err
}

// open writes what stands before an entry.
func (d *document) open() {
	if d.some {
		d.text.WriteByte(',')
		return
	}
	d.text.WriteString(`{"indicators":[`)
	d.some = true
}

func (d *document) end() error {
	d.text.Reset()
	if !d.some {
		d.open()
	}
	d.text.WriteString("]}\n")
	_, err := d.out.Write(d.text.Bytes())
	return err
}

var csvHead = []string{"kind", "value", "family", "family_name", "threat_type", "confidence", "first_seen", "last_seen", "state", "guard", "feeds", "assertions"}

// separated holds values raw but for what would harm whoever opens the file: what does not
// print is spelled out, and what a spreadsheet would take for a formula gets an apostrophe.
type separated struct{ *csv.Writer }

func newCSV(out io.Writer) writer {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	w.Write(csvHead) // an error of out comes again
	return separated{w}
}

func (w separated) entry(e *Entry) error {
	c := ""
	if e.Confidence != indicator.UnknownConfidence {
		c = confidence(e.Confidence)
	}
	fields := []string{e.Kind.String(), e.Value, e.Family.ID, e.Family.Name, e.ThreatType, c, stamp(e.FirstSeen), stamp(e.LastSeen),
		string(e.State), e.Guard.List, strings.Join(e.Feeds, "; "), fmt.Sprint(e.Said)}
	for i, f := range fields {
		fields[i] = inert(indicator.Printable(f, 0))
	}
	return w.Write(fields)
}

func (w separated) end() error {
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
