package feed

import (
	"fmt"
	"regexp"
	"strings"

	"foxhound/indicator"
)

// A page's queries repeat the values of its table, and should hold no others. Text that
// stands in quotes there is taken for an indicator only where a query looks for it: in a list
// named for indicators, or compared with a column that holds them. Names of tables, files and
// processes, and the facts of a site in exclusions, are none.
var (
	kqlList     = regexp.MustCompile(`^\s*let\s+(\w+)\s*=\s*(?:dynamic\s*\(|pack_array\s*\()`)
	kqlCompare  = regexp.MustCompile(`(?i)\b(\w+)\s+(?:in~?|has|has_cs|has_any|contains|startswith|endswith)\s*[("']|\b(\w+)\s*(?:==|=~)\s*["']`)
	kqlExcludes = regexp.MustCompile(`(?i)\bnot\s*\(|!|exclu|\bisempty\b`)
	kqlLiteral  = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`)

	evilName  = regexp.MustCompile(`(?i)malicious|suspicious|evil|bad|ioc|indicator|threat|c2`)
	kindName  = regexp.MustCompile(`(?i)ip|addr|domain|url|host|dns|hash|md5|sha|mail|sender|^name$`)
	otherName = regexp.MustCompile(`(?i)allow|exclu|known|safe|trust|benign|internal|server|backup|admin|file|path|process|ports?$`)
)

// kqlLiterals are the values that a page's queries look for.
type kqlLiterals struct {
	open   bool // within a list that goes on over lines
	values []kqlValue
}

type kqlValue struct {
	indicator.Observable
	family indicator.Family
	line   int
}

// collect takes the values of one line of a page. Text in a list named for
// indicators that is no value is malformed.
func (k *kqlLiterals) collect(p *pageReader, text string) error {
	list := kqlList.FindStringSubmatch(text)
	switch {
	case k.open:
		list = []string{""}
	case list != nil && !looksFor(list[1]):
		return nil
	case list == nil && !comparison(text):
		return nil
	}
	k.open = list != nil && !strings.ContainsAny(text, "]);")
	for _, m := range kqlLiteral.FindAllStringSubmatch(text, -1) {
		value := unquoted(m[1] + m[2])
		o, err := indicator.Parse(value)
		switch {
		case err == nil:
			k.values = append(k.values, kqlValue{o, p.family, p.lines.number})
		case list != nil && value != "":
			if err := p.c.reject(p.lines.number, value, fmt.Errorf("in the page's KQL: %w", err)); err != nil {
				return err
			}
		}
	}
	return nil
}

// looksFor reports whether a list or a column is named for indicators.
func looksFor(name string) bool {
	return evilName.MatchString(name) || kindName.MatchString(name) && !otherName.MatchString(name)
}

// comparison reports whether a line of a query lets events through for a value in it.
func comparison(text string) bool {
	trimmed := strings.TrimSpace(text)
	if !strings.HasPrefix(trimmed, "| where ") && !strings.HasPrefix(trimmed, "or ") || kqlExcludes.MatchString(text) {
		return false
	}
	m := kqlCompare.FindStringSubmatch(text)
	return m != nil && looksFor(m[1]+m[2])
}

// unquoted takes KQL's backslash escapes off a literal, as far as values have any.
func unquoted(literal string) string {
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\'`, `'`).Replace(literal)
}

// addKQL takes the values that stand only in the page's queries.
func (p *pageReader) addKQL(table []indicator.Indicator) error {
	seen := map[indicator.Observable]bool{}
	for _, ind := range table {
		seen[sameURL(ind.Observable)] = true
		seen[hostOf(ind.Observable)] = true
	}
	var only []string
	for _, v := range p.kql.values {
		if seen[sameURL(v.Observable)] {
			continue
		}
		seen[sameURL(v.Observable)] = true
		only = append(only, fmt.Sprintf("%s (line %d)", v.Defang(), v.line))
		if err := p.c.add(p.kqlOnly(v)); err != nil {
			return err
		}
	}
	if only != nil {
		p.c.note("only in the page's KQL and not in its table, taken with confidence unknown: %s", strings.Join(only, ", "))
	}
	return nil
}

func (p *pageReader) kqlOnly(v kqlValue) indicator.Indicator {
	return indicator.Indicator{
		Observable: v.Observable,
		Family:     v.family,
		Confidence: indicator.UnknownConfidence,
		Source:     sourceThreatFox,
		Reference:  reference("", "", v.Value),
	}
}

// sameURL returns what two spellings of one URL have in common, such as with and without
// the slash behind the host; other observables are their own.
func sameURL(o indicator.Observable) indicator.Observable {
	if loc, ok := o.Location(); ok && o.Kind == indicator.URL {
		o.Value = fmt.Sprintf("%s://%s:%d%s", loc.Scheme, loc.Host, loc.Port, loc.Path)
	}
	return o
}

// hostOf returns the address of an ip:port and the host of a URL, which queries over
// columns without ports and paths have in their place.
func hostOf(o indicator.Observable) indicator.Observable {
	loc, ok := o.Location()
	switch {
	case !ok:
		return o
	case loc.Addr.IsValid():
		return indicator.Observable{Kind: indicator.IP, Value: loc.Addr.String()}
	}
	return indicator.Observable{Kind: indicator.Domain, Value: loc.Host}
}
