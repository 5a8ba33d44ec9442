package rulefile

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
	"foxhound/internal/yamltext"
)

// MaxText is how many bytes a rule file may have.
const MaxText = 64 << 20

// Encode writes the file. The same rule has the same bytes.
func (f *File) Encode() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("# A rule of foxhound: docs/proofs.md says what its fields mean.\n")
	text, err := yaml.MarshalWithOptions(f, yaml.UseLiteralStyleIfMultiline(true), yaml.UseSingleQuote(true), yaml.IndentSequence(true))
	if err != nil {
		return nil, err
	}
	b.Write(text)
	return b.Bytes(), nil
}

// Is reports whether a text is likely to be a rule file, and not YAML of somebody else. All of it
// is looked at: the list of a great family stands before its hunts.
func Is(text []byte) bool { return ours.Match(text[:min(len(text), MaxText)]) }

var ours = lazyregexp.New(`(?m)^hunts:[ \t]*\r?$`)

// Read reads a rule file. Its error names the file, and the line where it is known.
func Read(name string, text []byte) (*File, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("%s: the file has %d bytes; a rule has at most %d", name, len(text), MaxText)
	}
	if _, err := yamltext.Parse(withoutProofs(string(text))); err != nil { // which bounds keys, aliases and depth
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var f File
	if err := yamltext.Guard(func() error { return yaml.UnmarshalWithOptions(text, &f, yaml.Strict()) }); err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.ReplaceAll(yaml.FormatError(err, false, false), "\n", " "))
	}
	if err := f.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &f, nil
}

// withoutProofs is the text without the lines of proofs and of a list, whose many words are no
// keys of YAML.
func withoutProofs(text string) string {
	var b strings.Builder
	block := -1 // how far the line of the block is indented that the lines belong to
	for line := range strings.Lines(text) {
		words := strings.TrimLeft(line, " ")
		indent := len(line) - len(words)
		if block >= 0 && (indent > block || strings.TrimSpace(words) == "") {
			continue
		}
		block = -1
		if key := strings.TrimSpace(words); key == "proofs: |" || key == "list: |" {
			block = indent
		}
		b.WriteString(line)
	}
	return b.String()
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
	}
	return nil
}
