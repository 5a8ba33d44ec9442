package feed

import (
	"errors"
	"fmt"
	"strings"

	"foxhound/indicator"
)

// row gives the indicators of a row: one for each of its hashes, and one for the first cell
// that holds any other value.
func (r *tableReader) row(line csvLine, cells []string) error {
	if r.lay.refuse != nil {
		return r.c.reject(line.number, 0, line.text, r.lay.refuse)
	}
	ind := indicator.Indicator{Confidence: indicator.UnknownConfidence, Source: r.lay.source, ThreatType: r.lay.threat}
	about := r.about(cells, &ind, line.number)
	var reason error
	given, other := 0, false
	for i, s := range r.lay.sorts {
		if s.field != Value || i >= len(cells) || other && !s.kind.Hash() || empty(cells[i]) {
			continue
		}
		o, err := about.observable(s.kind, cells[i])
		if err != nil {
			reason = err
			continue
		}
		other = other || !o.Kind.Hash()
		ind.Observable = o
		if given++; given == 2 {
			r.several++
		}
		if err := r.c.add(ind); err != nil {
			return err
		}
	}
	switch {
	case given > 0 && reason == nil:
		return nil
	case reason == nil:
		reason = errEmptyValue
	}
	return r.c.reject(line.number, about.kind, line.text, reason)
}

var errEmptyValue = errors.New("the value is empty")

func empty(cell string) bool { return said(cell) == "" }

// said returns a cell without the words that feeds have for nothing, none of which is long.
func said(cell string) string {
	if cell = absent(cell); len(cell) > len("unknown") {
		return cell
	}
	return unstated(cell)
}

// about is what a row says of how to read its value.
type about struct {
	kind indicator.Kind // 0 where the row does not say
	err  error          // why its type cannot be read
	port string
}

// observable reads a value of a kind that its column names, else the row, else its look.
func (a about) observable(kind indicator.Kind, cell string) (indicator.Observable, error) {
	if kind == 0 {
		if a.err != nil {
			return indicator.Observable{}, a.err
		}
		kind = a.kind
	}
	cell = strings.TrimSpace(cell)
	var o indicator.Observable
	var err error
	if kind == 0 {
		o, err = parseLoose(unwild(cell))
	} else {
		o, err = indicator.ParseAs(kind, unwild(cell))
	}
	if err != nil && kind == indicator.IP {
		if pair, failed := indicator.ParseAs(indicator.IPPort, cell); failed == nil {
			o, err = pair, nil
		}
	}
	if err == nil && o.Kind == indicator.IP && a.port != "" && a.port != "0" {
		value := o.Value
		if strings.Contains(value, ":") {
			value = "[" + value + "]"
		}
		o, err = indicator.ParseAs(indicator.IPPort, value+":"+a.port)
	}
	o.Value = strings.Clone(o.Value)
	return o, err
}

// unwild returns a name without the mark that its subdomains are meant too.
func unwild(cell string) string { return strings.TrimPrefix(strings.TrimPrefix(cell, "*."), ".") }

// about reads the cells that say something of the value.
func (r *tableReader) about(cells []string, ind *indicator.Indicator, line int) (a about) {
	for i, s := range r.lay.sorts {
		if i >= len(cells) || s.field == "" || s.field == Value {
			continue
		}
		cell := said(cells[i])
		if cell == "" {
			continue
		}
		switch s.field {
		case Type:
			a.kind, a.err = r.kind(cell)
		case Port:
			a.port = cell
		case Family:
			ind.Family = r.c.familyOf(cell)
		case Tags:
			ind.Tags = r.c.tags(splitTags(cell))
		default:
			r.say(s.field, cell, ind, line)
		}
	}
	if fixed := r.c.columns.given(Type); fixed != "" && a.kind == 0 && a.err == nil {
		a.kind, a.err = r.kind(fixed)
	}
	if r.lay.tagged && ind.Family.Key() == "" {
		ind.Family = taggedFamily(ind.Tags)
	}
	return a
}

func (r *tableReader) kind(name string) (indicator.Kind, error) {
	kind, ok := indicator.ParseKind(name)
	if !ok {
		return 0, fmt.Errorf("unknown indicator type `%s`", printable(name))
	}
	return kind, nil
}

// say sets a field that may be misspelt.
func (r *tableReader) say(field Field, cell string, ind *indicator.Indicator, line int) {
	var err error
	switch field {
	case Threat:
		ind.ThreatType = r.c.intern(cell)
	case Confidence:
		if ind.Confidence, err = confidence(cell); err != nil {
			ind.Confidence = indicator.UnknownConfidence
		}
	case FirstSeen:
		ind.FirstSeen, err = tableDate("first seen", cell)
	case LastSeen:
		ind.LastSeen, err = tableDate("last seen", cell)
	case ValidUntil:
		ind.ValidUntil, err = tableDate("valid until", cell)
	case Reporter:
		ind.Reporter = r.c.intern(cell)
	case Reference:
		ind.Reference = linkOnly(cell)
	case ID:
		ind.ID = strings.Clone(cell)
	case Comment:
		ind.Comment = strings.Clone(cell)
	}
	if err == nil {
		return
	}
	b := r.blurred[field]
	if b == nil {
		b = &blur{first: fmt.Sprintf("line %d: %v", line, err)}
		r.blurred[field] = b
	}
	b.n++
}
