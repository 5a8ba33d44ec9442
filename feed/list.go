package feed

import (
	"bufio"
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// A listReader reads one value a line.
//
// A value may be defanged, quoted, behind a bullet, or behind a word for its kind. Lines that start with #, // or ;
// are comments, and what is set off from the value by white space is one too, so that
// lists with columns can be read as they are. A value other than a URL ends at a comma or
// semicolon too; in a URL these are part of it. A leading
// "*." or "." goes, since a domain stands for its subdomains too. In the lines of a hosts file,
// the names are the values and the address is a placeholder.
type listReader struct {
	c      *collector
	lines  lines
	own    int // names of a hosts file that stand for the machine itself
	before mark
	take   func(r *listReader, text string) error
	bare   bool  // a line that is one word is a value
	err    error // of a part: why it was given up
}

func readList(c *collector, in *bufio.Reader) error {
	r := newListReader(c, in, (*listReader).listLine)
	r.bare = true
	if err := r.read(); err != nil {
		return err
	}
	return r.judge()
}

// newListReader returns a reader of lines; take reads one that is neither a comment nor cut.
func newListReader(c *collector, in *bufio.Reader, take func(r *listReader, text string) error) *listReader {
	c.found.finally()
	return &listReader{c: c, lines: lines{in: in, max: c.max.line}, before: c.mark(), take: take}
}

func (r *listReader) read() error {
	r.readBlocks()
	for r.lines.next() {
		if err := r.line(); err != nil {
			return err
		}
	}
	if r.own > 0 {
		r.c.noteOf(r.own, "1 name of the machine itself (localhost ...) is no indicator", "%d names of the machine itself (localhost ...) are no indicators")
	}
	return r.lines.err
}

// readBlocks reads what can be read on all cores. TestBlocks holds it to reading line by line.
func (r *listReader) readBlocks() {
	b := &blocks{in: r.lines.in, size: min(r.c.max.block, r.c.max.line)}
	inBlocks(b, r.part, func(part *listReader) bool {
		if part.err != nil || !r.c.join(part.c) {
			return false
		}
		r.own += part.own
		return true
	})
	r.lines.in, r.lines.number = b.rest()
}

// part reads a block by itself.
func (r *listReader) part(b block) *listReader {
	p := &listReader{c: r.c.part(b.lines, len(b.text)), lines: lines{block: b.text, number: b.number, max: r.c.max.line}, take: r.take, bare: r.bare}
	for p.err == nil && p.lines.next() {
		p.err = p.line()
	}
	return p
}

// judge tells a list from text of any other kind by its values.
func (r *listReader) judge() error {
	rejected := r.c.result.Malformed[r.before.malformed:]
	switch {
	case r.c.found.len() > r.before.indicators || r.own > 0:
		return nil
	case len(rejected) == 0:
		r.c.note("no values: every line is a comment")
		return nil
	}
	return &formatError{fmt.Sprintf("line %d: `%s` is no value, nor is any other line, and the file is no other feed: "+
		"known are the exports and API answers of abuse.ch, MISP events, STIX bundles, rule pages, reports, "+
		"hosts files, policy zones, tables whose header names a column of values, and lists of one value a line",
		rejected[0].Line, rejected[0].Text)}
}

func (r *listReader) line() error {
	text := r.lines.text()
	if r.lines.cut {
		return r.c.reject(r.lines.number, 0, text, r.lines.tooLong())
	}
	if r.bare && bareValue(text) { // Fast path
		if o, err := listed(text); err == nil {
			return r.add(o)
		}
	}
	text = uncommented(text)
	if text == "" {
		return nil
	}
	return r.take(r, text)
}

// bareValue reports whether a line is one word of ASCII and no comment: where [listed] takes it,
// [listReader.value] makes the same of it (FuzzBareValue).
func bareValue(text string) bool {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || c == ',' || c == ';' {
			return false
		}
	}
	return text != "" && text[0] != '#' && !strings.HasPrefix(text, "//")
}

// listLine takes a line of a plain list.
func (r *listReader) listLine(text string) error {
	if names := hostsNames(text); names != nil {
		return r.hosts(names)
	}
	return r.value(text)
}

// uncommented returns a line without comments, bullet and blanks.
func uncommented(text string) string {
	text = strings.TrimSpace(text)
	for _, mark := range []string{"#", "//", ";"} {
		if strings.HasPrefix(text, mark) {
			return ""
		}
	}
	for _, mark := range []string{" #", "\t#", " //", "\t//", " ;", "\t;"} {
		text, _, _ = strings.Cut(text, mark)
	}
	for _, bullet := range []string{"- ", "* ", "• "} {
		text = strings.TrimPrefix(text, bullet)
	}
	return strings.TrimSpace(text)
}

// hostsNames returns the names of a line of a hosts file; nil for other lines.
func hostsNames(text string) []string {
	fields := strings.Fields(text)
	if len(fields) < 2 {
		return nil
	}
	switch fields[0] {
	case "0.0.0.0", "127.0.0.1", "::", "::1":
		if o, err := indicator.Parse(fields[1]); ownName(fields[1]) || err == nil && o.Kind == indicator.Domain {
			return fields[1:]
		}
	}
	return nil
}

// ownName reports whether a name of a hosts file is there in every hosts file.
func ownName(name string) bool {
	switch name {
	case "localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0":
		return true
	}
	return strings.HasPrefix(name, "ip6-")
}

func (r *listReader) hosts(names []string) error {
	for _, name := range names {
		if ownName(name) {
			r.own++
			continue
		}
		if err := r.value(name); err != nil {
			return err
		}
	}
	return nil
}

// value takes the values of a line, also behind a word that says their kind (MD5: ...).
func (r *listReader) value(text string) error {
	values, err := valuesOf(text)
	if err != nil {
		if behind, failed := valuesOf(unlabelled(text)); failed == nil {
			return r.add(behind...)
		}
		return r.c.reject(r.lines.number, 0, text, err)
	}
	return r.add(values...)
}

// valuesOf returns the value that a line starts with, and those behind it where the line holds
// nothing but values; other words behind the first are somebody's remark. A value that has
// blanks of its own (softandtec dot com) is the whole line.
func valuesOf(text string) ([]indicator.Observable, error) {
	tokens := tokens(text)
	o, err := listed(tokens[0])
	if err != nil && tokens[0] != text {
		if whole, failed := listed(text); failed == nil {
			return []indicator.Observable{whole}, nil
		}
	}
	if err != nil {
		return nil, err
	}
	values := []indicator.Observable{o}
	for _, token := range tokens[1:] {
		o, err := listed(token)
		if err != nil {
			return values[:1], nil
		}
		values = append(values, o)
	}
	return values, nil
}

// unlabelled is what stands behind the word for its kind that a line starts with, or nothing.
func unlabelled(text string) string {
	if m := kindLabel.FindString(text); m != "" {
		return text[len(m):]
	}
	return ""
}

var kindLabel = lazyregexp.New(`(?i)^(domain|host ?name|host|fqdn|ip(v[46])?( address)?|url|md5|sha-?1|sha-?256|sha3-384|hash|e-?mail( address)?|ioc|indicator)s?\s*[:=]\s*`)

func (r *listReader) add(values ...indicator.Observable) error {
	for _, o := range values {
		ind := indicator.Indicator{Observable: o, Confidence: indicator.UnknownConfidence, Source: indicator.List}
		if err := r.c.add(ind); err != nil {
			return err
		}
	}
	return nil
}

// tokens splits a line at blanks, commas and semicolons. Those inside a URL belong to it.
func tokens(text string) []string {
	var all []string
	for _, field := range strings.Fields(text) {
		if o, err := listed(field); err == nil && o.Kind == indicator.URL {
			all = append(all, field)
			continue
		}
		all = append(all, strings.FieldsFunc(field, func(c rune) bool { return c == ',' || c == ';' })...)
	}
	if len(all) == 0 {
		return []string{text}
	}
	return all
}

// listed parses a token, without the marks that are set around values.
func listed(token string) (indicator.Observable, error) {
	token = strings.Trim(strings.TrimRight(token, ",;"), "\"'`")
	return indicator.Parse(strings.TrimPrefix(strings.TrimPrefix(token, "*."), "."))
}
