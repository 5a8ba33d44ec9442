package lint

import (
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
)

// pageLabels are what old rule pages say around their queries.
var pageLabels = lazyregexp.New(`(?m)^[#*\s]*(?:The )?ThreatFox:|Malware Family\s*:|^Scenario:|^Filter/Exclusion:`)

func looksPage(text string) bool { return pageLabels.MatchString(text) }

// readPage finds the queries in running text: each begins with a let or the name of a table
// on a line of its own, and goes on with operators behind pipes.
func readPage(text string) *document {
	d := &document{form: Page, text: text}
	var p piece
	line := 0
	for l := range strings.Lines(text) {
		line++
		trimmed := strings.TrimSpace(l)
		opens := opensQuery(trimmed)
		switch {
		case opens && (p.empty() || p.finished()):
			d.take(&p)
			p.add(l, line)
		case !p.empty() && (opens || p.open > 0 || operatorLine.MatchString(trimmed) || strings.HasPrefix(trimmed, "//") && !p.finished()):
			p.add(l, line)
		default:
			d.take(&p)
		}
	}
	d.take(&p)
	return d
}

// take ends a piece: with an operator it is a query, without one a word of the text.
func (d *document) take(p *piece) {
	for _, l := range p.lines {
		if operatorLine.MatchString(strings.TrimSpace(l)) {
			d.queries = append(d.queries, p.queries()...)
			break
		}
	}
	*p = piece{}
}

// operatorLine is a pipe and an operator; a row of a Markdown table is none.
var operatorLine = lazyregexp.New(`^\|\s*(?:where|project|extend|summarize|order|sort|join|lookup|union|take|limit|top|distinct|count|parse|mv-expand|mv-apply|filter|evaluate|render|make-series|search|serialize|invoke|as|getschema|project-\w+|parse-\w+|top-\w+)\b`)

// letLine begins a statement.
var letLine = lazyregexp.New(`^let\s+\w+\s*=`)

func opensQuery(line string) bool { return letLine.MatchString(line) || schema.Known(line) }
