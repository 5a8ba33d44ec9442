package feed

import (
	"bufio"
	"bytes"
	"strings"

	"foxhound/indicator"
)

// reportSource is the source of what reports name.
const reportSource = "report"

// A reportReader finds the indicators in prose.
//
// In a report, what is defanged is meant as an indicator, and so is a hash. An address may
// also stand plain, alone in its line or in a cell of a table. Plain names and links are
// references, file names and the victim's own, and are left out; a note says how many.
// Of each value the first mention counts, with the line around it and the heading above it.
type reportReader struct {
	c       *collector
	heading string
	seen    map[indicator.Observable]bool
	again   int // mentions after the first
	plain   int // links and names that are not defanged
	example string
}

func newReportReader(c *collector) *reportReader {
	return &reportReader{c: c, seen: map[indicator.Observable]bool{}}
}

// reportLines is the least number of lines of prose in a report. They are one line in
// reportProse where values are defanged, and one in hashProse where none but hashes stand.
const (
	reportLines = 3
	reportProse = 10
	hashProse   = 3
)

// claimsReport reports whether a text is prose with values in it, rather than a list of them:
// enough of its lines start with no value and have words.
func claimsReport(head []byte) bool {
	lines, prose, values, share := 0, 0, false, hashProse
	for line := range bytes.Lines(head) {
		text := strings.TrimSpace(string(line[:min(len(line), reportLine)]))
		if text == "" {
			continue
		}
		lines++
		for _, m := range mentions(text) {
			values = values || !m.plain && m.err == nil
			if fangs.MatchString(m.text) {
				share = reportProse
			}
		}
		text = uncommented(text)
		if strings.Count(text, " ") < 2 {
			continue
		}
		if _, err := listed(tokens(text)[0]); err != nil {
			prose++
		}
	}
	return values && prose >= reportLines && share*prose >= lines
}

// reportLine is how many bytes of a line are looked at, and maxContext how many of it are kept.
const (
	reportLine = 64 << 10
	maxContext = 300
)

func readReport(c *collector, in *bufio.Reader) error {
	r := newReportReader(c)
	l := lines{in: in, max: reportLine}
	for l.next() {
		text := l.text()
		if l.cut {
			if err := c.reject(l.number, 0, text, l.tooLong()); err != nil {
				return err
			}
			continue
		}
		if err := r.line(l.number, text); err != nil {
			return err
		}
	}
	r.account()
	return l.err
}

func (r *reportReader) title(text string) { r.heading = text }

// line takes a line of text, which may be a heading.
func (r *reportReader) line(number int, text string) error {
	text = strings.TrimSpace(text)
	found := mentions(text)
	if title, ok := headingOf(text); ok && len(found) == 0 {
		r.heading = title
		return nil
	}
	for _, m := range found {
		if err := r.mention(number, text, m); err != nil {
			return err
		}
	}
	return nil
}

// headingOf returns the text of a heading: one of Markdown, or a short line that ends with a
// colon.
func headingOf(text string) (string, bool) {
	if title := strings.TrimLeft(text, "#"); title != text && strings.HasPrefix(title, " ") {
		return strings.TrimSpace(strings.TrimRight(title, "# ")), true
	}
	title, ok := strings.CutSuffix(text, ":")
	return strings.Trim(title, "*_ "), ok && len(text) <= 100 && !strings.ContainsAny(text[:1], "-*•|")
}

func (r *reportReader) mention(number int, line string, m mention) error {
	switch {
	case m.plain:
		if r.plain++; r.plain == 1 {
			r.example = m.text
		}
		return nil
	case m.err != nil:
		return r.c.reject(number, 0, m.text, m.err)
	case r.seen[m.observable]:
		r.again++
		return nil
	}
	o := m.observable
	o.Value = strings.Clone(o.Value)
	r.seen[o] = true
	return r.c.add(indicator.Indicator{
		Observable: o, Confidence: indicator.UnknownConfidence, Source: reportSource, Comment: r.context(line, m.text),
	})
}

// context is what stands around a value: the heading above it and, unless the value is all of
// it, its line.
func (r *reportReader) context(line, value string) string {
	line = strings.Join(strings.Fields(strings.TrimLeft(line, "-*•| \t")), " ")
	switch {
	case line == value || strings.Trim(line, "`| ") == value:
		line = r.heading
	case r.heading != "":
		line = r.heading + ": " + line
	}
	return r.c.intern(cutText(line, maxContext))
}

// cutText cuts a text to at most max bytes, between characters.
func cutText(text string, max int) string {
	if len(text) <= max {
		return text
	}
	return strings.ToValidUTF8(text[:max], "") + "…"
}

func (r *reportReader) account() {
	if r.again > 0 {
		r.c.noteOf(r.again, "1 value is named again: its first mention counts", "%d values are named again: their first mention counts")
	}
	if r.plain > 0 {
		r.c.noteOf(r.plain, "1 link or name that is not defanged is no indicator: %s", "%d links and names that are not defanged are no indicators, such as %s",
			printable(indicator.DefangText(r.example)))
	}
}
