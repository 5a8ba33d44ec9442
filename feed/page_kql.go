package feed

import (
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// A page's queries repeat the values of its table, and should hold no others. Text in
// quotes is taken for a value only where a query looks for it: in a list named for
// indicators, or compared with a column that holds them. Names of tables, files and
// processes are none, nor are the facts of a site in exclusions.
var (
	kqlList    = lazyregexp.New(`^\s*let\s+(\w+)\s*=\s*(?:dynamic|pack_array)\s*\(`)
	kqlCompare = lazyregexp.New(`(?i)(\w+)\s*(==|=~|!=|!~|\s!?(?:in|has|contains|startswith|endswith)\w*~?)\s*[("']`)
	kqlSpares  = lazyregexp.New(`(?i)\bnot\s*\(|exclu`)
	kqlLiteral = lazyregexp.New(`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`)

	evilName  = lazyregexp.New(`(?i)malicious|suspicious|evil|bad_|ioc|indicator|threat|md5|sha1|sha256|hash`)
	kindName  = lazyregexp.New(`(?i:(?:^|_)ips?(?:_|$)|addr|domain|url|host|dns|mail|sender|^name$)|I[Pp]`)
	otherName = lazyregexp.New(`(?i)allow|known|safe|trust|benign|internal|server|backup|admin|file|path|process`)
)

// kqlValues are the values that a page's queries look for.
type kqlValues struct {
	open   bool // within a list that goes on over lines
	seen   map[string]bool
	values []kqlValue
}

// A kqlValue is one of them, or text that stands in a list of them and is none.
type kqlValue struct {
	indicator.Observable
	text   string
	err    error
	family indicator.Family
	line   int
}

// collect takes the values of one line of a page.
func (k *kqlValues) collect(p *pageReader, line string) error {
	list := kqlList.FindStringSubmatch(line)
	switch {
	case k.open || list != nil && looksFor(list[1]):
		k.open = !strings.ContainsAny(line, "]);")
		k.take(p, line, true)
	case list == nil:
		for _, text := range compared(line) {
			k.take(p, text, false)
		}
	}
	if len(k.values) > p.c.max.rows {
		return fmt.Errorf("line %d: more than %d values in the page's KQL: split the file", p.number, p.c.max.rows)
	}
	return nil
}

// take takes the literals of text. Only in a list is each of them meant to be a value.
func (k *kqlValues) take(p *pageReader, text string, list bool) {
	for _, m := range kqlLiteral.FindAllStringSubmatch(text, -1) {
		text := strings.Clone(unquoted(m[1] + m[2])) // the line it is part of is not kept
		o, err := indicator.Parse(text)
		if k.seen[text] || err != nil && (!list || text == "") {
			continue
		}
		if k.seen == nil {
			k.seen = map[string]bool{}
		}
		k.seen[text] = true
		k.values = append(k.values, kqlValue{o, text, err, p.family, p.number})
	}
}

// looksFor reports whether a list or a column is named for indicators.
func looksFor(name string) bool {
	return evilName.MatchString(name) || kindName.MatchString(name) && !otherName.MatchString(name)
}

// compared returns what a line of a filter compares with columns that hold indicators, so
// that events with one of the values pass.
func compared(line string) []string {
	if len(line) > pageLine || !strings.HasPrefix(strings.TrimSpace(line), "| where ") || kqlSpares.MatchString(line) {
		return nil
	}
	var texts []string
	all := kqlCompare.FindAllStringSubmatchIndex(line, -1)
	for i, m := range all {
		column, operator := line[m[2]:m[3]], line[m[4]:m[5]]
		end := len(line)
		if i+1 < len(all) {
			end = all[i+1][0]
		}
		if looksFor(column) && !strings.Contains(operator, "!") {
			texts = append(texts, line[m[5]:end])
		}
	}
	return texts
}

// unquoted takes KQL's backslash escapes off a literal, as far as values have any.
func unquoted(literal string) string {
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\'`, `'`).Replace(literal)
}
