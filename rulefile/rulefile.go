// Package rulefile holds a rule as one file of YAML: its hunts with the proofs that each must
// pass, and all that a platform or a reviewer asks of it. Start with [Read] and [File.Encode].
// docs/rule-file.schema.json says the same as a JSON Schema.
package rulefile

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
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
	List        List        `yaml:"list,omitempty"` // the indicators, where the hunts read them from elsewhere
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
	Name        string   `yaml:"name"`
	Title       string   `yaml:"title"`
	Description string   `yaml:"description,omitempty"`
	State       string   `yaml:"state"`
	Tables      []string `yaml:"tables,omitempty"` // that it can apply to; none where its columns decide
	Predicate   string   `yaml:"predicate"`        // KQL, with placeholders for what the site has not given
	Reason      string   `yaml:"reason"`
	Owner       string   `yaml:"owner"`
	Expires     string   `yaml:"expires,omitempty"`
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
	Proofs     Proofs      `yaml:"proofs"`
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
// counts up where the meaning changed, and the proofs that people added. It returns those of them
// whose hunt is gone.
func (f *File) Succeed(old *File) (homeless []proof.Event) {
	f.Version = old.Version
	if f.Meaning() != old.Meaning() {
		f.Version = Next(old.Version)
	}
	for i := range old.Hunts {
		byHand := old.Hunts[i]
		byHand.Proofs = slices.DeleteFunc(slices.Clone(byHand.Proofs), func(p Proof) bool { return !p.ByHand })
		at := slices.IndexFunc(f.Hunts, func(h Hunt) bool { return h.Name == byHand.Name })
		if at < 0 {
			homeless = append(homeless, byHand.Events()...)
			continue
		}
		f.Hunts[at].Proofs = append(f.Hunts[at].Proofs, byHand.Proofs...)
	}
	return homeless
}

// Next counts the second number of a version up. What is no version of three numbers begins anew.
func Next(version string) string {
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
