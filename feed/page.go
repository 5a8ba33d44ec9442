package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"foxhound/indicator"
)

// What a rule page says in its prose, whatever its typesetting. The labels may share a line.
var (
	pageTitle  = regexp.MustCompile(`^[#*\s]*(?:The )?ThreatFox: (.+?) IOCs\b`)
	pageFamily = regexp.MustCompile(`Malware Family\s*[:*|\t][:*|\s]*(.+?)[*|\s]*(?:Total IOCs\b.*|IOC Types\b.*)?$`)
	pageID     = regexp.MustCompile(`Malpedia ID\s*[:*|\t][:*|\s]*([\w.]+)`)
	pageTotal  = regexp.MustCompile(`Total IOCs[:*|\s]+(\d[\d,]*)`)
)

// claimsPage reports whether the text is a rule page: it has the header of a table of
// indicators, or it names its family and queries for it. The name alone may be a list's comment.
func claimsPage(head []byte) bool {
	var named, queries bool
	for line := range bytes.Lines(head) {
		text := strings.TrimRight(string(line), "\r\n")
		if len(text) > pageLine {
			continue
		}
		if newTable(text) != nil {
			return true
		}
		named = named || pageTitle.MatchString(text) || pageFamily.MatchString(text)
		queries = queries || kqlList.MatchString(text) || strings.HasPrefix(text, "| where ")
	}
	return named && queries
}

// pageLine is the length of the longest line that is looked at for labels.
const pageLine = 4096

// A pageReader reads rule pages, one or several behind each other.
type pageReader struct {
	c      *collector
	lines  lines
	family indicator.Family
	named  bool       // whether the page has named a family yet
	label  bool       // whether by the label, which the title gives way to
	table  *pageTable // being read, nil outside
	tables int        // tables of indicators seen
	total  int        // the rows that the page promises, 0 where it promises none
	since  int        // the result's rows when it did
	before mark       // of the result when the text began
	kql    kqlValues  // values in the page's queries
}

func readPage(c *collector, in *bufio.Reader) error {
	p := &pageReader{c: c, lines: lines{in: in, max: c.max.line}, before: c.mark(), since: c.result.Rows}
	for p.lines.next() {
		if err := p.line(); err != nil {
			return err
		}
	}
	p.checkTotal()
	if p.lines.err != nil {
		return p.lines.err
	}
	if p.tables == 0 {
		c.note("the page has no table of indicators (columns Type and Value)")
	}
	err := p.addKQL()
	inFileOrder(c.result.Malformed[p.before.malformed:])
	return err
}

func (p *pageReader) line() error {
	text := p.lines.text()
	if p.lines.cut {
		return p.c.reject(p.lines.number, 0, text, p.lines.tooLong())
	}
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
	p.labels(text)
	return p.kql.collect(p, text)
}

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
		return p.c.reject(p.lines.number, ind.Kind, strings.TrimSpace(text), err)
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
