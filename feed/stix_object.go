package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"foxhound/indicator"
)

// A stixObject is an object of whatever type, with the fields that count here.
type stixObject struct {
	Type        jsonText                `json:"type"`
	ID          jsonText                `json:"id"`
	Name        jsonText                `json:"name"`
	Aliases     jsonList[jsonText]      `json:"aliases"`
	Pattern     jsonText                `json:"pattern"`
	PatternType jsonText                `json:"pattern_type"`
	Created     jsonText                `json:"created"`
	ValidFrom   jsonText                `json:"valid_from"`
	ValidUntil  jsonText                `json:"valid_until"`
	Confidence  jsonText                `json:"confidence"`
	Revoked     jsonText                `json:"revoked"`
	Labels      jsonList[jsonText]      `json:"labels"`
	Types       jsonList[jsonText]      `json:"indicator_types"`
	CreatedBy   jsonText                `json:"created_by_ref"`
	References  jsonList[stixReference] `json:"external_references"`
	Relation    jsonText                `json:"relationship_type"`
	From        jsonText                `json:"source_ref"`
	To          jsonText                `json:"target_ref"`
}

// A stixReference is where to read more.
type stixReference struct {
	URL jsonText `json:"url"`
}

// stixContext are the types that say something of indicators, or of the bundle. All other
// types are observations.
var stixContext = map[string]bool{
	"attack-pattern": true, "campaign": true, "course-of-action": true, "extension-definition": true,
	"grouping": true, "incident": true, "infrastructure": true, "intrusion-set": true,
	"language-content": true, "location": true, "malware-analysis": true, "marking-definition": true,
	"note": true, "opinion": true, "report": true, "sighting": true, "threat-actor": true, "vulnerability": true,
}

// take takes one object.
func (r *stixReader) take(o *stixObject, line int) error {
	switch kind := string(o.Type); kind {
	case "indicator":
		return r.indicator(o, line)
	case "malware", "tool", "relationship", "identity":
		return r.known.add(o, line)
	default:
		r.other(kind)
	}
	return nil
}

// maxOthers bounds the types that are counted by name.
const maxOthers = 32

func (r *stixReader) other(kind string) {
	if stixContext[kind] {
		return
	}
	if _, ok := r.others[kind]; !ok && len(r.others) >= maxOthers {
		kind = "of other types"
	}
	r.others[strings.Clone(kind)]++
}

// The reasons why an indicator of STIX gives none here.
var (
	errRevoked   = errors.New("revoked by its source")
	errStixEmpty = errors.New("the pattern says of what type a value is, and not which")
)

// indicator counts the values of one indicator, and the comparisons that name none.
func (r *stixReader) indicator(o *stixObject, line int) error {
	ind, pattern, err := r.read(o)
	if err != nil {
		return r.c.reject(line, 0, either(string(o.Pattern), string(o.ID)), err)
	}
	revoked, _ := boolean("revoked", string(o.Revoked))
	if revoked {
		r.revoked++
	}
	if pattern.together {
		r.together++
	}
	p := stixRecord{stixReader: r, ind: ind, line: line, revoked: revoked, seen: map[string]bool{}}
	for _, observation := range pattern.observations {
		terms, err := r.written(observation)
		if err != nil {
			return r.c.reject(line, 0, string(o.Pattern), err)
		}
		for _, term := range terms {
			if err := p.term(term); err != nil {
				return err
			}
		}
	}
	if len(p.seen) == 0 {
		return r.c.reject(line, 0, string(o.Pattern), errStixEmpty)
	}
	return nil
}

// written returns an observation's terms, within what one pattern and the file may come to.
func (r *stixReader) written(observation *stixNode) ([]stixTerm, error) {
	most := min(stixProduct, stixProducts-r.multiplied)
	left := most
	terms, err := observation.terms(&left)
	r.multiplied += most - max(left, 0)
	return terms, err
}

// read returns what an indicator says of all its values.
func (r *stixReader) read(o *stixObject) (indicator.Indicator, *stixPattern, error) {
	ind := indicator.Indicator{Source: stixSource, ID: strings.Clone(string(o.ID)), Reporter: r.c.intern(string(o.CreatedBy))}
	revoked, err := boolean("revoked", string(o.Revoked))
	switch {
	case err != nil:
		return ind, nil, err
	case revoked && o.ID == "":
		return ind, nil, errRevoked
	case o.PatternType != "" && o.PatternType != "stix":
		return ind, nil, fmt.Errorf("a pattern in the language `%s`", printable(string(o.PatternType)))
	}
	if ind.Confidence, err = confidence(absent(string(o.Confidence))); err != nil {
		return ind, nil, err
	}
	if ind.FirstSeen, err = date("valid_from", absent(either(string(o.ValidFrom), string(o.Created)))); err != nil {
		return ind, nil, err
	}
	if ind.ValidUntil, err = date("valid_until", absent(string(o.ValidUntil))); err != nil {
		return ind, nil, err
	}
	ind.Tags = r.tags(o)
	ind.Reference = o.reference()
	pattern, err := parseStixPattern(string(o.Pattern))
	return ind, pattern, err
}

func (r *stixReader) tags(o *stixObject) []string {
	var names []string
	for _, name := range append(o.Types, o.Labels...) {
		if len(names) < maxTags {
			names = append(names, string(name))
		}
	}
	if more := len(o.Types) + len(o.Labels) - maxTags; more > 0 {
		r.c.note("%d labels of one indicator, of which %d are kept", maxTags+more, maxTags)
	}
	return r.c.tags(names)
}

// reference returns the first address where a person can read more.
func (o *stixObject) reference() string {
	for _, ref := range o.References {
		if u, err := url.Parse(string(ref.URL)); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return strings.Clone(string(ref.URL))
		}
	}
	return ""
}

// A stixRecord counts what one pattern gives, everything once. One that its source has revoked
// takes back what it said.
type stixRecord struct {
	*stixReader
	ind     indicator.Indicator
	line    int
	revoked bool
	seen    map[string]bool
}

// once reports whether a thing is new.
func (p *stixRecord) once(thing string) bool {
	if p.seen[thing] {
		return false
	}
	p.seen[thing] = true
	return true
}

// term counts the values of a term. Comparisons that name none are conditions where another
// one does, and malformed where none does or where the value is no such observable.
func (p *stixRecord) term(t stixTerm) error {
	found := t.observables()
	p.stixReader.services += found.services
	for _, o := range found.values {
		if !p.once(o.Kind.String() + " " + o.Value) {
			continue
		}
		if err := p.value(o); err != nil {
			return err
		}
	}
	for _, refused := range found.refused {
		text := refused.test.String()
		switch {
		case !p.once(text):
		case len(found.values) > 0 && !refused.wrong:
			p.beside++
		default:
			if err := p.c.reject(p.line, refused.kind, text, refused.err); err != nil {
				return err
			}
		}
	}
	return nil
}

// value counts a value that the pattern names.
func (p *stixRecord) value(o indicator.Observable) error {
	if p.revoked {
		return p.c.takeBack(Removal{Observable: o, Entry: p.ind.ID, Note: errRevoked.Error()})
	}
	p.ind.Observable = o
	return p.c.add(p.ind)
}
