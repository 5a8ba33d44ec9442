package rulefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foxhound/proof"
)

// Proofs are a hunt's events with their verdicts. In the file they are a text of JSON, a proof a
// line, so that a change of one is a change of one line.
type Proofs []Proof

// A Proof is an event with the verdict that it must get.
type Proof struct {
	Name    string          `json:"name"`
	Verdict string          `json:"verdict"`
	ByHand  bool            `json:"byHand,omitempty"` // a person added it: it stays when the rule is written again
	Row     json.RawMessage `json:"row"`
	Beside  []Beside        `json:"beside,omitempty"`
	Wants   []Want          `json:"wants,omitempty"`
}

// A Beside is a row of another table that the hunt joins.
type Beside struct {
	Table string          `json:"table"`
	Row   json.RawMessage `json:"row"`
}

// A Want is what a row of the hunt must say.
type Want struct {
	Tier       string `json:"tier,omitempty"`
	Direction  string `json:"direction,omitempty"`
	Verdict    string `json:"verdict,omitempty"`
	Validity   string `json:"validity,omitempty"`
	Indicator  string `json:"indicator,omitempty"`
	ExcludedBy string `json:"excludedBy,omitempty"`
}

// MarshalYAML writes the proofs as lines.
func (p Proofs) MarshalYAML() (any, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i := range p {
		if err := e.Encode(&p[i]); err != nil {
			return nil, fmt.Errorf("proof `%s`: %w", p[i].Name, err)
		}
	}
	return b.String(), nil
}

// UnmarshalYAML reads the lines.
func (p *Proofs) UnmarshalYAML(read func(any) error) error {
	var text string
	if err := read(&text); err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var one Proof
		if err := d.Decode(&one); err != nil || d.More() {
			return fmt.Errorf("proof %d is no JSON of a proof: %v", n, err)
		}
		if err := one.check(); err != nil {
			return fmt.Errorf("proof `%s`: %w", one.Name, err)
		}
		*p = append(*p, one)
	}
	return nil
}

func (p *Proof) check() error {
	if !slices.Contains(proof.Verdicts(), proof.Verdict(p.Verdict)) {
		return fmt.Errorf("verdict `%s`: want hit, near-miss, benign or excluded", p.Verdict)
	}
	if len(p.Wants) > 0 && (p.Verdict == string(proof.NearMiss) || p.Verdict == string(proof.Benign)) {
		return fmt.Errorf("`wants` stands at a verdict that gives no row")
	}
	rows := []json.RawMessage{p.Row}
	for _, b := range p.Beside {
		rows = append(rows, b.Row)
	}
	for _, row := range rows {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(row, &fields); err != nil || fields == nil {
			return fmt.Errorf("`row` is no JSON object: %.80s", row)
		}
	}
	return nil
}

// Events are a hunt's proofs as package proof runs them.
func (h *Hunt) Events() []proof.Event {
	list := make([]proof.Event, len(h.Proofs))
	for i, p := range h.Proofs {
		e := proof.Event{Name: p.Name, Table: h.Table, Row: p.Row, Verdict: proof.Verdict(p.Verdict), ByHand: p.ByHand}
		for _, b := range p.Beside {
			e.Beside = append(e.Beside, proof.Beside(b))
		}
		for _, w := range p.Wants {
			e.Wants = append(e.Wants, proof.Want(w))
		}
		list[i] = e
	}
	return list
}

// ProofsOf are events as a file has them.
func ProofsOf(events []proof.Event) Proofs {
	list := make(Proofs, len(events))
	for i, e := range events {
		p := Proof{Name: e.Name, Verdict: string(e.Verdict), ByHand: e.ByHand, Row: e.Row}
		for _, b := range e.Beside {
			p.Beside = append(p.Beside, Beside(b))
		}
		for _, w := range e.Wants {
			p.Wants = append(p.Wants, Want(w))
		}
		list[i] = p
	}
	return list
}
