package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// rpzStart is what the first line of a zone can be: a directive, its SOA, or a policy.
var rpzStart = lazyregexp.New(`(?i)^(?:\$(?:TTL|ORIGIN)\s|\S+\s+(?:\d+[smhdw]?\s+|IN\s+){0,2}(?:SOA\s|CNAME\s+(?:\.|\*\.|rpz-[a-z-]+\.)\s*$))`)

// claimsRPZ reports whether the text is a response policy zone, by its first line that is no
// comment.
func claimsRPZ(head []byte) bool {
	for line := range bytes.Lines(head) {
		if text, _ := zoneText(string(line)); strings.TrimSpace(text) != "" {
			return rpzStart.MatchString(text)
		}
	}
	return false
}

// zoneText returns a line of a zone file without its comment, and how many more brackets
// it opens than it closes. Both count outside of quotes only.
func zoneText(line string) (text string, brackets int) {
	quoted := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			brackets++
		case c == ')':
			brackets--
		case c == ';':
			return strings.TrimRight(line[:i], " \t\r\n"), brackets
		}
	}
	return strings.TrimRight(line, " \t\r\n"), brackets
}

// An rpzReader reads a zone. Records of one name that follow each other, such as the name and
// its wildcard, are one record of the feed, since a domain stands for its subdomains too.
type rpzReader struct {
	listReader
	apex     string // the zone's own name, in full; empty where no line tells
	origin   string // what names without a dot at their end are below, in full
	owner    string // of the last record, for those that have none
	brackets int    // open ones
	opened   int    // the line of the first of them
	last     string // name of the last record
	refused  error  // why that gave no indicator
	repeated int    // records that say more of the last one's name
}

func readRPZ(c *collector, in *bufio.Reader) error {
	r := &rpzReader{listReader: *newListReader(c, in, nil)}
	for r.lines.next() {
		if err := r.zoneLine(); err != nil {
			return err
		}
	}
	if r.repeated > 0 {
		c.noteOf(r.repeated, "1 record repeats the name above it (its wildcard, another type)", "%d records repeat the name above them (its wildcard, another type)")
	}
	if r.lines.err == nil && r.brackets > 0 {
		return fmt.Errorf("line %d: a bracket that is never closed: what follows it was not read", r.opened)
	}
	return r.lines.err
}

func (r *rpzReader) zoneLine() error {
	line := r.lines.text()
	if r.lines.cut {
		return r.c.reject(r.lines.number, 0, line, r.lines.tooLong())
	}
	text, brackets := zoneText(line)
	inside := r.brackets > 0
	if !inside {
		r.opened = r.lines.number
	}
	r.brackets = max(0, r.brackets+brackets)
	fields := strings.Fields(text)
	switch {
	case inside || len(fields) == 0:
		return nil
	case strings.EqualFold(fields[0], "$ORIGIN") && len(fields) > 1:
		r.setOrigin(fields[1])
		return nil
	case strings.EqualFold(fields[0], "$TTL"):
		return nil
	case fields[0][0] == '$':
		return r.c.reject(r.lines.number, 0, text, errors.New("a directive that is not carried out"))
	}
	if text[0] != ' ' && text[0] != '\t' {
		r.owner, fields = fields[0], fields[1:]
	}
	return r.record(text, fields)
}

// setOrigin moves the origin; the first one is the zone's own name, until its SOA says so.
func (r *rpzReader) setOrigin(name string) {
	r.origin = r.full(name)
	if r.apex == "" {
		r.apex = r.origin
	}
}

// full returns a name with its origin, in lower case and without the last dot.
func (r *rpzReader) full(name string) string {
	name = strings.ToLower(name)
	switch absolute, ok := strings.CutSuffix(name, "."); {
	case ok:
		return absolute
	case name == "@":
		return r.origin
	case r.origin == "":
		return name
	}
	return name + "." + r.origin
}

var (
	zoneTTL   = lazyregexp.New(`(?i)^(?:\d+[smhdw]?)+$`)
	zoneTypes = []string{"CNAME", "DNAME", "A", "AAAA", "TXT", "MX", "SRV", "PTR", "HTTPS", "SVCB"}
)

// record takes a record by what stands behind its owner.
func (r *rpzReader) record(text string, fields []string) error {
	for len(fields) > 0 && (zoneTTL.MatchString(fields[0]) || strings.EqualFold(fields[0], "IN")) {
		fields = fields[1:]
	}
	if len(fields) < 2 || r.owner == "" {
		return r.c.reject(r.lines.number, 0, text, errors.New("not a record of a zone: a name, a type and its data"))
	}
	kind := strings.ToUpper(fields[0])
	owner := r.full(r.owner)
	if kind == "SOA" {
		r.apex = owner
	}
	if kind == "SOA" || owner == r.apex {
		return nil // the zone itself
	}
	if !slices.Contains(zoneTypes, kind) {
		return r.c.reject(r.lines.number, 0, text, fmt.Errorf("a record of type `%s` is no policy", printable(kind)))
	}
	return r.policy(text, r.trigger(owner), kind, fields[1])
}

// trigger returns a full name without the zone's own and without its wildcard.
func (r *rpzReader) trigger(name string) string {
	if r.apex != "" {
		name = strings.TrimSuffix(name, "."+r.apex)
	}
	return strings.TrimPrefix(name, "*.")
}

// The reasons why a policy gives no indicator.
var (
	errPassthru = errors.New("an exception that the zone lets through, no indicator")
	errTCPOnly  = errors.New("answers over TCP only, and blocks nothing")
	errTrigger  = errors.New("a policy on clients or name servers, which no indicator says")
)

// policy takes what a zone does about a name.
func (r *rpzReader) policy(text, name, kind, target string) error {
	var refused error
	switch target = strings.ToLower(target); {
	case kind == "CNAME" && (target == "rpz-passthru." || strings.TrimSuffix(target, ".") == name):
		refused = errPassthru
	case kind == "CNAME" && target == "rpz-tcp-only.":
		refused = errTCPOnly
	}
	if name == r.last && refused == r.refused {
		r.repeated++
		return nil
	}
	r.last, r.refused = name, refused
	if refused != nil {
		return r.c.reject(r.lines.number, indicator.Domain, text, refused)
	}
	o, err := triggered(name)
	if err != nil {
		return r.c.reject(r.lines.number, o.Kind, text, err)
	}
	return r.add(o)
}
