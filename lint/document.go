package lint

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"foxhound/internal/schema"
)

// A Form is what a text was taken for.
type Form string

// The forms that are read.
const (
	YAML     Form = "yaml"     // rules of Sentinel or Defender, one or several documents
	Markdown Form = "markdown" // text with KQL between fences
	Page     Form = "page"     // text with KQL in it, such as an old rule page
	KQL      Form = "kql"      // queries and nothing else
)

// A file is a text taken apart.
type file struct {
	form      Form
	documents []*document
}

// A document is a rule, or a text with queries.
type document struct {
	form    Form
	text    string // of the whole
	rule    *rule  // what stands around the query of a rule; nil elsewhere
	queries []*query
	told    schema.Dialect    // where the document says that they run
	dialect schema.Dialect    // what its queries are judged by
	ports   map[string]string // addresses that the text lists with a port; nil until they are asked for
}

// long reports whether a query is longer than a text may be.
func (d *document) long() bool {
	return slices.ContainsFunc(d.queries, func(q *query) bool { return len(q.text) > MaxText })
}

// read takes a text apart.
func read(name, text string) (*file, error) {
	text = strings.TrimPrefix(text, "\uFEFF")
	if start := strings.TrimLeft(text, " \t\r\n"); strings.HasPrefix(start, "{") && json.Valid([]byte(text)) {
		return nil, errJSON
	}
	form := recognise(name, text)
	f := &file{form: form}
	var err error
	switch form {
	case YAML:
		f.documents, err = readYAML(text)
	case Markdown:
		f.documents = []*document{readMarkdown(text)}
	case Page:
		f.documents = []*document{readPage(text)}
	default:
		f.documents = []*document{readKQL(text)}
	}
	return f, err
}

// errJSON is for templates and detections, whose queries are texts within texts: no line of a finding
// would be one that a person could go to.
var errJSON = errors.New("it is JSON, which is not read; give the rule as YAML or its query as KQL, as foxhound rule -o sentinel and -o kql write them")

// recognise tells the form by the content, and by the name's ending where that does not say.
func recognise(name, text string) Form {
	name = strings.ToLower(name)
	switch {
	case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
		return YAML
	case strings.HasSuffix(name, ".kql"), strings.HasSuffix(name, ".csl"):
		return KQL
	case fenced.MatchString(text):
		return Markdown
	case looksYAML(text):
		return YAML
	case looksPage(text), strings.HasSuffix(name, ".md"), strings.HasSuffix(name, ".txt"):
		return Page
	}
	return KQL
}

// looksYAML reports whether a text has the query of a rule at the start of a line.
func looksYAML(text string) bool {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "query:") || strings.HasPrefix(line, "queryCondition:") {
			return true
		}
	}
	return false
}
