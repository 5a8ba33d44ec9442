package lint

import (
	"unicode/utf8"

	"foxhound/internal/limits"
	"foxhound/kql"
)

var limitChecks = []*Check{
	{ID: "query-too-long", Severity: Error, What: "a query that is too long for a rule",
		Why:  "an analytics rule may have 10,000 characters, and cannot be saved with more",
		Mend: "move the values to a watchlist or to the table of indicators, or split the rule", document: checkLength},
	{ID: "over-limit", Severity: Error, What: "more of something than a rule may have",
		Why: "the service or the checks of a content repository refuse the rule", document: checkCounts},
	{ID: "not-ascii", Severity: Warning, What: "characters beyond ASCII in a query",
		Why:  "content repositories refuse them in rules, and a quotation mark that a word processor bent is no quotation mark",
		Mend: "write the character in ASCII, or as an escape such as \\u00e9", query: checkASCII},
}

func checkLength(d *document, f *finder) {
	for _, q := range d.queries {
		n := utf8.RuneCountInString(q.text)
		if n <= limits.Query.Most {
			continue
		}
		f.q = q
		f.at(d.rule.grade(Error, Note), kql.Pos{Line: 1, Column: 1}, "", "the query has %d characters; a rule may have %d", n, limits.Query.Most)
	}
}

func checkCounts(d *document, f *finder) {
	r := d.rule
	if r == nil || r.kind == detection {
		return
	}
	f.text(r.Get("name"), "name", limits.RuleName)
	f.text(r.Get("description"), "description", limits.Description)
	entities := r.Get("entityMappings")
	f.count(entities, len(entities.Items()), limits.Entities)
	for _, e := range entities.Items() {
		f.count(e, len(e.Get("fieldMappings").Items()), limits.Identifiers)
	}
	details := r.Get("customDetails")
	f.count(details, len(details.Keys), limits.Details)
	for _, k := range details.Keys {
		if len(k.Text) > limits.DetailName.Most || !detailName.MatchString(k.Text) {
			f.field(k, "give it a name of letters, digits and _ that begins with a letter, of at most 20 characters", "the custom detail %s has no name that the service takes", quote(k.Text))
		}
	}
	override := r.Get("alertDetailsOverride")
	for i, k := range override.Keys {
		f.count(override.Values[i], len(placeholders(override.Values[i].Text)), limits.Placeholders)
		if k.Text == "alertDisplayNameFormat" {
			f.text(override.Values[i], k.Text, limits.RuleName)
		}
	}
	for _, m := range r.mappings() {
		if !columnName.MatchString(m.Text) {
			f.field(m.mark, "name one column, of letters, digits and _", "%s names %s, which is no column's name", m.use, quote(m.Text))
		}
	}
}

func (f *finder) text(n node, key string, l limits.Limit) {
	if got := utf8.RuneCountInString(n.Text); got > l.Most {
		f.field(n.Mark, "shorten it", "`%s` has %d characters; it may have %d", key, got, l.Most)
	}
}

func (f *finder) count(n node, got int, l limits.Limit) {
	if got > l.Most {
		f.field(n.Mark, "", "%d %s; there may be %d", got, l.What, l.Most)
	}
}

func checkASCII(q *query, f *finder) {
	line, column := 1, 1
	for _, c := range q.text {
		if c >= 0x80 && c != '\uFEFF' {
			f.at(f.document.rule.grade(Warning, Note), kql.Pos{Line: line, Column: column}, "", "the query holds %q", c)
			return
		}
		if column++; c == '\n' {
			line, column = line+1, 1
		}
	}
}
