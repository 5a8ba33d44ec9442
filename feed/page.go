package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// What a rule page says in its prose, whatever its typesetting. The labels may share a line.
var (
	pageTitle  = lazyregexp.New(`^[#*\s]*(?:The )?ThreatFox: (.+?) IOCs\b`)
	pageFamily = lazyregexp.New(`Malware Family\s*[:*|\t][:*|\s]*(.+?)[*|\s]*(?:Total IOCs\b.*|IOC Types\b.*)?$`)
	pageID     = lazyregexp.New(`Malpedia ID\s*[:*|\t][:*|\s]*([\w.]+)`)
	pageTotal  = lazyregexp.New(`Total IOCs[:*|\s]+(\d[\d,]*)`)
)

// claimsPage reports whether the text is a rule page: it has the header of a table of
// indicators, or it names its family and queries for it. The name alone may be a list's comment.
func claimsPage(head []byte) bool {
	var named, queries bool
	var column pageColumn
	for line := range bytes.Lines(head) {
		text := strings.TrimRight(string(line), "\r\n")
		if len(text) > pageLine {
			continue
		}
		if table := newTable(text); table != nil && (table.words == 0 || named) {
			return true
		}
		if _, ok := column.take(text); ok && column.table != nil && named {
			return true
		}
		named = named || namesFamily(text)
		queries = queries || kqlList.MatchString(text) || strings.HasPrefix(text, "| where ")
	}
	return named && queries
}

// namesFamily reports whether a line says of which family the page is.
func namesFamily(line string) bool {
	return len(line) <= pageLine && (pageTitle.MatchString(line) || pageFamily.MatchString(line))
}

// pageLine is the length of the longest line that is looked at for labels.
const pageLine = 4096

// A pageReader reads rule pages, one or several behind each other.
type pageReader struct {
	c      *collector
	number int // of the line at hand
	family indicator.Family
	named  bool       // whether the page has named a family yet
	label  bool       // whether by the label, which the title gives way to
	table  *pageTable // being read, nil outside
	column pageColumn // cells that stand on lines of their own
	tables int        // tables of indicators seen
	total  int        // the rows that the page promises, 0 where it promises none
	since  int        // the result's rows when it did
	before mark       // of the result when the text began
	kql    kqlValues  // values in the page's queries
}

func newPageReader(c *collector) *pageReader {
	return &pageReader{c: c, before: c.mark(), since: c.result.Rows}
}

func readPage(c *collector, in *bufio.Reader) error {
	p, l := newPageReader(c), lines{in: in, max: c.max.line}
	for l.next() {
		var err error
		if text := l.text(); l.cut {
			err = c.reject(l.number, 0, text, l.tooLong())
		} else {
			err = p.line(l.number, text)
		}
		if err != nil {
			return err
		}
	}
	if l.err != nil {
		p.checkTotal()
		return l.err
	}
	return p.end()
}

// end settles what only the whole of a page tells.
func (p *pageReader) end() error {
	p.checkTotal()
	if p.tables == 0 {
		p.c.note("the page has no table of indicators (columns Type and Value)")
	}
	if rest := p.column.cells; len(rest) > 0 {
		if err := p.c.reject(p.number, 0, strings.Join(rest, " | "), errors.New("the page ends in the middle of a row")); err != nil {
			return err
		}
	}
	err := p.addKQL()
	inFileOrder(p.c.result.Malformed[p.before.malformed:])
	return err
}

// line takes the text of a line.
func (p *pageReader) line(number int, text string) error {
	p.number = number
	if p.table != nil {
		if cells, ok := p.table.cells(text); ok {
			return p.row(text, cells)
		}
		p.table = nil
	}
	if table := newTable(text); table != nil {
		p.table = table
		p.tables++
		return nil
	}
	if cells, ok := p.column.take(text); ok {
		return p.columnRow(cells)
	}
	p.labels(text)
	return p.kql.collect(p, text)
}

// columnRow takes the row that ends with the line at hand, if one does.
func (p *pageReader) columnRow(cells []string) error {
	if cells == nil {
		return nil
	}
	if p.column.rows++; p.column.rows == 1 {
		p.tables++
	}
	p.table = p.column.table
	err := p.row(strings.Join(cells, " | "), cells)
	p.table = nil
	return err
}

// title is of an HTML heading, which is a line as well.
func (p *pageReader) title(string) {}

// labels takes the family and the total where a line states them.
func (p *pageReader) labels(text string) {
	if len(text) > pageLine {
		return
	}
	if m := pageFamily.FindStringSubmatch(text); m != nil {
		p.setFamily(familyByName(plainCell(m[1])), true)
	} else if m := pageTitle.FindStringSubmatch(text); m != nil {
		p.setFamily(familyByName(plainCell(m[1])), false)
	}
	if m := pageID.FindStringSubmatch(text); m != nil {
		p.setFamily(p.c.family(m[1], p.family.Name, ""), true) // names may stand for several families
	}
	if m := pageTotal.FindStringSubmatch(text); m != nil {
		p.checkTotal()
		p.total, _ = strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		p.since = p.c.result.Rows
	}
}

// setFamily takes a family for the rows to come, and for those above it where the page had
// named none. The label outweighs the title, until a title behind a table opens the next page.
func (p *pageReader) setFamily(family indicator.Family, label bool) {
	if p.label && !label && p.tables == 0 {
		return
	}
	p.family, p.label = family, label
	if p.named {
		return
	}
	p.named = true
	for above := range p.c.found.from(p.before.indicators) {
		if above.Family.Name == "" {
			above.Family = family
		}
	}
}

// checkTotal holds the page's own count against its table.
func (p *pageReader) checkTotal() {
	if rows := p.c.result.Rows - p.since; p.total > 0 && rows != p.total {
		p.c.note("the page says %d indicators in total, its table has %d", p.total, rows)
	}
	p.total = 0
}

// row takes one row of the table.
func (p *pageReader) row(text string, cells []string) error {
	if cells == nil {
		return nil
	}
	ind, err := p.indicator(cells)
	if err != nil {
		return p.c.reject(p.number, ind.Kind, strings.TrimSpace(text), err)
	}
	return p.c.add(ind)
}

func (p *pageReader) indicator(cells []string) (indicator.Indicator, error) {
	value, ok := p.table.cell(cells, "value")
	if !ok {
		return indicator.Indicator{}, fmt.Errorf("%d cells, the value is in cell %d", len(cells), p.table.columns["value"]+1)
	}
	r := row{value: value}
	r.kind, _ = p.table.cell(cells, "type")
	r.threatType, _ = p.table.cell(cells, "threat type")
	r.firstSeen, _ = p.table.cell(cells, "first seen")
	r.lastSeen, _ = p.table.cell(cells, "last seen")
	r.confidence, _ = p.table.cell(cells, "confidence")
	r.reporter, _ = p.table.cell(cells, "reporter")
	r.reference, _ = p.table.cell(cells, "reference")
	r.id, _ = p.table.cell(cells, "id")
	if tags, _ := p.table.cell(cells, "tags"); tags != "" {
		r.tags = strings.Split(tags, ",")
	}
	ind, err := p.c.threatFox(r)
	ind.Family = p.family
	if name, _ := p.table.cell(cells, "family"); name != "" {
		ind.Family = p.c.family("", name, "")
	}
	return ind, err
}
