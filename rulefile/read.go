package rulefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"foxhound/internal/schema"
	"foxhound/internal/yamltext"
	"foxhound/proof"
)

// MaxText is how many bytes a rule file may have.
const MaxText = 64 << 20

// Encode writes the file. The same rule has the same bytes.
func (f *File) Encode() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("# A rule of foxhound: docs/proofs.md says what its fields mean.\n")
	text, err := yaml.MarshalWithOptions(f, yaml.UseLiteralStyleIfMultiline(true), yaml.IndentSequence(true))
	if err != nil {
		return nil, err
	}
	b.Write(text)
	return b.Bytes(), nil
}

// Is reports whether a text is likely to be a rule file, and not YAML of somebody else.
func Is(text []byte) bool {
	return ours.Match(text[:min(len(text), 1<<20)])
}

var ours = regexp.MustCompile(`(?m)^hunts:[ \t]*\r?$`)

// Read reads a rule file. Its error names the file, and the line where it is known.
func Read(name string, text []byte) (*File, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("%s: the file has %d bytes; a rule has at most %d", name, len(text), MaxText)
	}
	if _, err := yamltext.Parse(string(text)); err != nil { // which bounds aliases and depth
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var f File
	if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.ReplaceAll(yaml.FormatError(err, false, false), "\n", " "))
	}
	if err := f.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &f, nil
}

// check refuses what cannot be run.
func (f *File) check() error {
	if len(f.Dialects) != 1 || f.Dialects[0] != string(schema.Sentinel) && f.Dialects[0] != string(schema.Defender) {
		return fmt.Errorf("`dialects` must name sentinel or defender")
	}
	names := map[string]bool{}
	for i := range f.Hunts {
		h := &f.Hunts[i]
		switch _, known := schema.Lookup(f.Dialect(), h.Table); {
		case h.Name == "" || h.Query == "":
			return fmt.Errorf("hunt %d has no `name` or no `query`", i+1)
		case names[h.Name]:
			return fmt.Errorf("two hunts are called `%s`; name them apart", h.Name)
		case !known:
			return fmt.Errorf("hunt `%s`: %s has no table `%s`", h.Name, f.Dialects[0], h.Table)
		}
		names[h.Name] = true
		for j := range h.Proofs {
			if err := h.Proofs[j].check(); err != nil {
				return fmt.Errorf("hunt `%s`: proof `%s`: %w", h.Name, h.Proofs[j].Name, err)
			}
		}
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
	rows := []string{p.Row}
	for _, b := range p.Beside {
		rows = append(rows, b.Row)
	}
	for _, row := range rows {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(row), &fields); err != nil || fields == nil {
			return fmt.Errorf("`row` is no JSON object: %.80s", row)
		}
	}
	return nil
}
