// Package rulefile holds a rule as one file of YAML: its hunts with the proofs that each must
// pass, and all that a platform or a reviewer asks of it. Start with [Read] and [File.Encode].
// docs/rule-file.schema.json says the same as a JSON Schema.
package rulefile

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"foxhound/internal/schema"
	"foxhound/proof"
)

// A File is one rule. The order of its fields is that of the file.
type File struct {
	ID          string      `yaml:"id"` // UUIDv5 of family, dialect and kind
	Name        string      `yaml:"name"`
	Version     string      `yaml:"version"` // counts up when the meaning changes
	Description string      `yaml:"description"`
	Family      Family      `yaml:"family"`
	Severity    string      `yaml:"severity"`
	Tactics     []string    `yaml:"tactics,omitempty"`
	Techniques  []string    `yaml:"techniques,omitempty"`
	References  []string    `yaml:"references,omitempty"`
	Dialects    []string    `yaml:"dialects"`
	Validity    Validity    `yaml:"validity"`
	Guards      []Guard     `yaml:"guards,omitempty"`
	Exclusions  []Exclusion `yaml:"exclusions,omitempty"`
	Hunts       []Hunt      `yaml:"hunts"`
}

// A Family is whose rule it is.
type Family struct {
	ID   string `yaml:"id,omitempty"`
	Name string `yaml:"name"`
}

// Validity says when an indicator of the rule is current.
type Validity struct {
	Margin string `yaml:"margin"`          // before first_seen, such as 30d
	Since  string `yaml:"since,omitempty"` // the first day on which one of them was seen
}

// A Guard is an indicator that is not hunted, or not at every tier, and why.
type Guard struct {
	Indicator string `yaml:"indicator"`
	List      string `yaml:"list"`
	Reason    string `yaml:"reason"`
}

// An Exclusion is a scenario that the hunts know.
type Exclusion struct {
	Name    string `yaml:"name"`
	Title   string `yaml:"title"`
	State   string `yaml:"state"`
	Reason  string `yaml:"reason"`
	Owner   string `yaml:"owner"`
	Expires string `yaml:"expires,omitempty"`
}

// A Hunt is one query with its proofs.
type Hunt struct {
	ID         string      `yaml:"id"`
	Name       string      `yaml:"name"`
	Title      string      `yaml:"title"`
	Table      string      `yaml:"table"`
	Query      string      `yaml:"query"`
	Entities   []Entity    `yaml:"entityMappings,omitempty"`
	Details    []Detail    `yaml:"customDetails,omitempty"`
	Connectors []Connector `yaml:"requiredDataConnectors,omitempty"`
	Unproved   []string    `yaml:"unproved,omitempty"`
	Proofs     []Proof     `yaml:"proofs"`
}

// An Entity says what columns of the result are.
type Entity struct {
	Type   string  `yaml:"entityType"`
	Fields []Field `yaml:"fieldMappings"`
}

// A Field is a column that identifies an entity.
type Field struct {
	Identifier string `yaml:"identifier"`
	Column     string `yaml:"columnName"`
}

// A Detail is a column that alerts show.
type Detail struct {
	Name   string `yaml:"name"`
	Column string `yaml:"columnName"`
}

// A Connector feeds tables.
type Connector struct {
	ID     string   `yaml:"connectorId"`
	Tables []string `yaml:"dataTypes"`
}

// A Proof is an event with the verdict that it must get.
type Proof struct {
	Name    string   `yaml:"name"`
	Verdict string   `yaml:"verdict"`
	ByHand  bool     `yaml:"byHand,omitempty"` // a person added it: it stays when the rule is written again
	Row     string   `yaml:"row"`              // JSON
	Beside  []Beside `yaml:"beside,omitempty"`
	Wants   []Want   `yaml:"wants,omitempty"`
}

// A Beside is a row of another table that the hunt joins.
type Beside struct {
	Table string `yaml:"table"`
	Row   string `yaml:"row"` // JSON
}

// A Want is what a row of the hunt must say.
type Want struct {
	Tier       string `yaml:"tier,omitempty"`
	Direction  string `yaml:"direction,omitempty"`
	Verdict    string `yaml:"verdict,omitempty"`
	Validity   string `yaml:"validity,omitempty"`
	Indicator  string `yaml:"indicator,omitempty"`
	ExcludedBy string `yaml:"excludedBy,omitempty"`
}

// FirstVersion is that of a rule which was never written before.
const FirstVersion = "1.0.0"

// Meaning is a digest of all that the rule means: of everything but its version and its proofs.
func (f *File) Meaning() string {
	c := *f
	c.Version = ""
	c.Hunts = nil
	for _, h := range f.Hunts {
		h.Proofs, h.Unproved = nil, nil
		c.Hunts = append(c.Hunts, h)
	}
	text, _ := json.Marshal(c) // of texts and lists of them
	return fmt.Sprintf("%x", sha256.Sum256(text))
}

// Succeed takes what a former file of the rule has that a new one must keep: its version, which
// counts up where the meaning changed, and the proofs that people added.
func (f *File) Succeed(old *File) {
	f.Version = old.Version
	if f.Meaning() != old.Meaning() {
		f.Version = next(old.Version)
	}
	for i := range f.Hunts {
		for _, h := range old.Hunts {
			if h.Name != f.Hunts[i].Name {
				continue
			}
			for _, p := range h.Proofs {
				if p.ByHand {
					f.Hunts[i].Proofs = append(f.Hunts[i].Proofs, p)
				}
			}
		}
	}
}

// next counts the second number of a version up.
func next(version string) string {
	parts := strings.Split(version, ".")
	if len(parts) != 3 {
		return FirstVersion
	}
	n, err := strconv.ParseUint(parts[1], 10, 31)
	if err != nil {
		return FirstVersion
	}
	return fmt.Sprintf("%s.%d.0", parts[0], n+1)
}

// Dialect is where the rule's hunts run.
func (f *File) Dialect() schema.Dialect { return schema.Dialect(f.Dialects[0]) }

// Events are a hunt's proofs as package proof runs them.
func (h *Hunt) Events() []proof.Event {
	list := make([]proof.Event, len(h.Proofs))
	for i, p := range h.Proofs {
		e := proof.Event{Name: p.Name, Table: h.Table, Row: json.RawMessage(p.Row), Verdict: proof.Verdict(p.Verdict), ByHand: p.ByHand}
		for _, b := range p.Beside {
			e.Beside = append(e.Beside, proof.Beside{Table: b.Table, Row: json.RawMessage(b.Row)})
		}
		for _, w := range p.Wants {
			e.Wants = append(e.Wants, proof.Want(w))
		}
		list[i] = e
	}
	return list
}

// Proofs are events as a file has them.
func Proofs(events []proof.Event) []Proof {
	list := make([]Proof, len(events))
	for i, e := range events {
		p := Proof{Name: e.Name, Verdict: string(e.Verdict), ByHand: e.ByHand, Row: string(e.Row)}
		for _, b := range e.Beside {
			p.Beside = append(p.Beside, Beside{Table: b.Table, Row: string(b.Row)})
		}
		for _, w := range e.Wants {
			p.Wants = append(p.Wants, Want(w))
		}
		list[i] = p
	}
	return list
}
