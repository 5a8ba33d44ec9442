package feed

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// A tableReader reads rows. A row that cannot be read costs itself alone; what a row says
// beside its value may be misspelt without costing the value: it is counted, and a note says so.
type tableReader struct {
	c       *collector
	lay     layout
	lines   lines
	ahead   []csvLine // lines read while looking for the end of a quote that has none
	rows    int       // rows of data
	several int       // rows that hold more than one value
	blurred map[Field]*blur
	cells   []string
	heading bool  // whether the header is still to come
	alone   bool  // whether this is a part, whose lines may not hang on others
	err     error // of a part: why it was given up
}

// A blur counts the cells of a field that say nothing readable.
type blur struct {
	n     int
	first string
}

func readLayout(c *collector, in *bufio.Reader, lay layout) error {
	c.found.finally()
	r := &tableReader{c: c, lay: lay, lines: lines{in: in, max: min(c.max.line, maxRow)}, heading: lay.header, blurred: map[Field]*blur{}}
	for line, ok := r.next(); ok; line, ok = r.next() {
		if err := r.line(line); err != nil {
			return err
		}
		if r.rows == 1 && len(r.ahead) == 0 { // what stands before the rows has been read
			r.readBlocks()
		}
	}
	r.account()
	return r.lines.err
}

// maxRow is how many bytes a row may have.
const maxRow = 64 << 10

func (r *tableReader) next() (csvLine, bool) {
	if len(r.ahead) > 0 {
		line := r.ahead[0]
		r.ahead = r.ahead[1:]
		return line, true
	}
	if !r.lines.next() {
		return csvLine{}, false
	}
	return csvLine{r.lines.text(), r.lines.number, r.lines.cut}, true
}

func (r *tableReader) line(line csvLine) error {
	switch text := strings.TrimSpace(line.text); {
	case line.cut:
		return r.c.reject(line.number, 0, line.text, r.lines.tooLong())
	case text == "":
		return nil
	case text[0] == '#' && r.alone:
		return errNotAlone
	case text[0] == '#':
		r.count(line)
		return nil
	case r.heading:
		r.heading = false
		return nil
	}
	r.rows++
	cells, err := splitCells(line.text, r.lay.comma, r.cells[:0])
	if errors.Is(err, errOpenQuote) {
		if r.alone {
			return errNotAlone
		}
		cells, err = r.continued(line.text)
	}
	r.cells = cells
	if err == nil {
		err = r.width(cells)
	}
	if err != nil {
		return r.c.reject(line.number, 0, line.text, err)
	}
	return r.row(line, cells)
}

// continued reads on to the end of a quote that is open at the end of a line. Where none makes
// a row of the right width, the line was broken by itself and the next ones stand.
func (r *tableReader) continued(text string) ([]string, error) {
	var held []csvLine
	for len(held) < continuationLines && len(text) < r.lines.max {
		line, ok := r.next()
		if !ok {
			break
		}
		held = append(held, line)
		text += "\n" + line.text
		cells, err := splitCells(text, r.lay.comma, nil)
		if err == nil && r.width(cells) == nil {
			return cells, nil
		}
		if !errors.Is(err, errOpenQuote) {
			break
		}
	}
	r.ahead = append(held, r.ahead...)
	return nil, errOpenQuote
}

func (r *tableReader) width(cells []string) error {
	if r.lay.width > 0 && len(cells) != r.lay.width {
		return fmt.Errorf("%d columns, the table has %d", len(cells), r.lay.width)
	}
	return nil
}

// count checks an entry counter such as "# END 28 entries" against the rows above it.
func (r *tableReader) count(line csvLine) {
	text := strings.TrimSpace(strings.TrimLeft(line.text, "# "))
	text, end := strings.CutPrefix(text, "END ")
	number, counts := strings.CutSuffix(text, " entries")
	if !end || !counts {
		return
	}
	if said, err := strconv.Atoi(strings.Trim(number, " ()")); err != nil || said != r.rows {
		r.c.note("line %d: the entry counter says %s, the file has %d: it may be cut short or edited", line.number, printable(number), r.rows)
	}
}

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

// account notes what the counts do not say by themselves.
func (r *tableReader) account() {
	if r.several > 0 {
		r.c.note("%d rows hold several values, an indicator each", r.several)
	}
	for _, field := range Fields() {
		if b := r.blurred[field]; b != nil {
			r.c.note("%d cells of %s were not understood and left out, the first in %s", b.n, field, b.first)
		}
	}
}

// tableDate is [date] with the spellings that spreadsheets and scripts have.
func tableDate(field, text string) (time.Time, error) {
	t, err := date(field, text)
	if err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006/01/02", "2006/01/02 15:04:05", time.DateTime + " (UTC)", "2006-01-02 15:04:05-07:00"} {
		if t, failed := time.Parse(layout, text); failed == nil {
			return t.UTC(), nil
		}
	}
	if seconds, failed := strconv.ParseInt(text, 10, 64); failed == nil && len(text) >= 9 && seconds <= maxUnix {
		return time.Unix(seconds, 0).UTC(), nil
	}
	return time.Time{}, err
}

// linkOnly returns a reference that is a URL, cloned; anything else is none.
func linkOnly(text string) string {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return strings.Clone(text)
	}
	return ""
}

// splitTags takes tags apart, at commas, blanks between hash marks, and without the marks.
func splitTags(cell string) []string {
	tags := strings.FieldsFunc(cell, func(c rune) bool { return c == ',' || c == ';' })
	if strings.HasPrefix(cell, "#") {
		tags = strings.Fields(cell)
	}
	for i, tag := range tags {
		tags[i] = strings.TrimLeft(strings.TrimSpace(tag), "#")
	}
	return tags
}

// taggedFamily is the one family that tags name; of several, none.
func taggedFamily(tags []string) indicator.Family {
	var found familySet
	for _, tag := range tags {
		found.add(namedFamily(tag))
	}
	if len(found) != 1 {
		return indicator.Family{}
	}
	return found[0]
}
