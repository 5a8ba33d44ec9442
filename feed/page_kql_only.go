package feed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
)

// addKQL takes the values that stand only in the queries of a page and not in its table.
func (p *pageReader) addKQL() error {
	listed := map[indicator.Observable]bool{}
	for ind := range p.c.found.from(p.before.indicators) {
		listed[sameURL(ind.Observable)] = true
		listed[hostOf(ind.Observable)] = true
	}
	var only []string
	for _, v := range p.kql.values {
		if v.repeats(listed) {
			continue
		}
		if v.err != nil {
			if err := p.c.reject(v.line, 0, v.text, fmt.Errorf("in the page's KQL: %w", v.err)); err != nil {
				return err
			}
			continue
		}
		listed[sameURL(v.Observable)] = true
		only = append(only, fmt.Sprintf("%s (line %d)", v.Defang(), v.line))
		if err := p.c.add(v.indicator()); err != nil {
			return err
		}
	}
	p.noteKQL(only)
	return nil
}

// maxNamed is how many values a note names.
const maxNamed = 10

func (p *pageReader) noteKQL(only []string) {
	if len(only) == 0 {
		return
	}
	named := strings.Join(only[:min(len(only), maxNamed)], ", ")
	if more := len(only) - maxNamed; more > 0 {
		named += fmt.Sprintf(" and %d more", more)
	}
	p.c.note("only in the page's KQL and not in its table, taken with confidence unknown: %s", named)
}

// repeats reports whether the table has the value, or one whose address or host it is.
func (v kqlValue) repeats(listed map[indicator.Observable]bool) bool {
	if v.err == nil {
		return listed[sameURL(v.Observable)]
	}
	loc, ok := indicator.ParseLocation(v.text) // host:port, the rest of a URL
	return ok && listed[locationHost(loc)]
}

func (v kqlValue) indicator() indicator.Indicator {
	return indicator.Indicator{
		Observable: v.Observable,
		Family:     v.family,
		Confidence: indicator.UnknownConfidence,
		Source:     indicator.ThreatFox,
		Reference:  indicator.SearchLink(v.Value),
	}
}

// sameURL returns what the spellings of one URL have in common, with and without the slash
// behind the host; other observables are their own.
func sameURL(o indicator.Observable) indicator.Observable {
	if loc, ok := o.Location(); ok && o.Kind == indicator.URL {
		o.Value = fmt.Sprintf("%s://%s:%d%s", loc.Scheme, loc.Host, loc.Port, loc.Path)
	}
	return o
}

// hostOf returns the address of an ip:port and the host of a URL: queries over columns
// without ports and paths have these in its place.
func hostOf(o indicator.Observable) indicator.Observable {
	if loc, ok := o.Location(); ok {
		return locationHost(loc)
	}
	return o
}

func locationHost(loc indicator.Location) indicator.Observable {
	if loc.Addr.IsValid() {
		return indicator.Observable{Kind: indicator.IP, Value: loc.Addr.String()}
	}
	return indicator.Observable{Kind: indicator.Domain, Value: loc.Host}
}

// inFileOrder sorts what was malformed: the queries of one page are judged at the end.
func inFileOrder(malformed []Malformed) {
	slices.SortStableFunc(malformed, func(a, b Malformed) int { return cmp.Compare(a.Line, b.Line) })
}
