package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"foxhound/hunt"
)

// encoder writes JSON values as foxhound spells them: one line each, characters such as &
// as they are.
func encoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// lines is the ndjson form: one object a line, matches as they come, then findings, then
// one summary.
type lines struct {
	out *bufio.Writer
	enc *json.Encoder
}

func newLines(out *bufio.Writer) *lines { return &lines{out, encoder(out)} }

func (l *lines) Match(m *hunt.Match) error { return l.enc.Encode(newMatch(m)) }

func (l *lines) Close(r *hunt.Result) error {
	for _, f := range slices.Concat(r.Findings, r.Cleared) {
		if err := l.enc.Encode(newFinding(f)); err != nil {
			return err
		}
	}
	if err := l.enc.Encode(newSummary(r)); err != nil {
		return err
	}
	return l.out.Flush()
}

// document is the json form: the objects of the ndjson form in one document,
// {"matches":[...],"findings":[...],"summary":{...}}, written as they come.
type document struct {
	out  *bufio.Writer
	text bytes.Buffer // one object
	next string       // what stands before the next object
}

func newDocument(out *bufio.Writer) *document {
	return &document{out: out, next: `{"matches":[` + "\n"}
}

func (d *document) Match(m *hunt.Match) error { return d.put(newMatch(m)) }

func (d *document) Close(r *hunt.Result) error {
	d.section("],\n" + `"findings":[` + "\n")
	for _, f := range slices.Concat(r.Findings, r.Cleared) {
		if err := d.put(newFinding(f)); err != nil {
			return err
		}
	}
	d.section("],\n" + `"summary":`)
	if err := d.put(newSummary(r)); err != nil {
		return err
	}
	d.out.WriteString("}\n")
	return d.out.Flush()
}

// put writes one object of the current list.
func (d *document) put(v any) error {
	d.text.Reset()
	if err := encoder(&d.text).Encode(v); err != nil {
		return err
	}
	d.out.WriteString(d.next)
	d.next = ",\n"
	_, err := d.out.Write(bytes.TrimSuffix(d.text.Bytes(), []byte("\n")))
	return err
}

// section ends the current list and begins what follows it.
func (d *document) section(open string) {
	if d.next == ",\n" {
		d.next = "\n"
	}
	d.next += open
}

// FindingJSON is a finding as the json and ndjson forms have it.
func FindingJSON(f *hunt.Finding) ([]byte, error) {
	var text bytes.Buffer
	err := encoder(&text).Encode(newFinding(f))
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}
