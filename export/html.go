package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"

	"foxhound/internal/schema"
	"foxhound/rule"
)

//go:embed html/page.html
var htmlPage string

//go:embed html/page.css
var htmlStyle string

//go:embed html/page.js
var htmlScript string

var htmlTemplate = template.Must(template.New("page").Parse(htmlPage))

// An htmlDialect is the page of one dialect.
type htmlDialect struct {
	Name    string
	Title   string
	Content template.HTML
}

// htmlContent is what the template holds.
type htmlContent struct {
	Title, Policy string
	Style         template.CSS
	Script        template.JS
	Chosen        string
	Dialects      []htmlDialect
}

var dialectTitles = map[schema.Dialect]string{schema.Sentinel: "Microsoft Sentinel", schema.Defender: "Microsoft Defender"}

// HTML returns the family's page in both dialects as one file. It holds all it needs, asks no
// network for anything, and its content security policy lets nothing run but its own script,
// which adds buttons that copy a query. The rule's own dialect is shown first.
func HTML(r *rule.Rule) ([]byte, error) {
	var both []*rule.Rule
	for _, d := range []schema.Dialect{schema.Sentinel, schema.Defender} {
		in, err := r.In(d)
		if err != nil {
			return nil, err
		}
		both = append(both, in)
	}
	return htmlOf(both, r.Options.Dialect)
}

// htmlOf is the page of rules that differ in their dialect, one of which is shown first.
func htmlOf(rules []*rule.Rule, chosen schema.Dialect) ([]byte, error) {
	var dialects []htmlDialect
	for _, r := range rules {
		var markdown bytes.Buffer
		if err := Page(&markdown, r); err != nil {
			return nil, err
		}
		d := r.Options.Dialect
		dialects = append(dialects, htmlDialect{string(d), dialectTitles[d], template.HTML(render(markdown.String(), string(d)))})
	}
	var b bytes.Buffer
	err := htmlTemplate.Execute(&b, htmlContent{
		Title: visible(rules[0].Family.Label()) + " IOCs", Policy: policy(),
		Style: template.CSS(htmlStyle), Script: template.JS(htmlScript),
		Chosen: string(chosen), Dialects: dialects,
	})
	return b.Bytes(), err
}

// policy lets the page's own style and script in by their hashes, and nothing else.
func policy() string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + hashOf(htmlStyle) + "'; script-src '" + hashOf(htmlScript) + "'"
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func htmlFiles(r *rule.Rule) ([]File, error) {
	data, err := HTML(r)
	if err != nil {
		return nil, err
	}
	return []File{{Name: Folder(r.Family) + "/page.html", Data: data}}, nil
}
