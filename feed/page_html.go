package feed

import (
	"bufio"
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"foxhound/internal/lazyregexp"
)

// htmlPage reports whether a text that begins with head is a rule page in HTML: one that says of
// which family it is. Others with tables of values are reports.
func htmlPage(head []byte) bool {
	var text pageLines
	_ = newHTMLRows(bytes.NewReader(head), len(head)+1, &text).read()
	return text.named && claimsPage(text.Bytes())
}

// pageLines is the text of a page in one piece.
type pageLines struct {
	bytes.Buffer
	named bool // it names a family
}

func (l *pageLines) title(string) {}

func (l *pageLines) line(_ int, text string) error {
	l.named = l.named || namesFamily(text)
	l.WriteString(text)
	return l.WriteByte('\n')
}

// readHTMLPage reads a rule page from the rows of its tables and the lines around them.
func readHTMLPage(c *collector, in *bufio.Reader) error {
	p := newPageReader(c)
	if err := newHTMLRows(in, c.max.record, p).read(); err != nil {
		return err
	}
	return p.end()
}

// row takes a tag that parts a table into rows and cells, and reports whether there is no more
// to it. A cell is of one line, whatever is in it.
func (p *htmlReader) row(name atom.Atom, kind html.TokenType) (done bool, err error) {
	switch begins := kind == html.StartTagToken; name {
	case atom.Td, atom.Th:
		if p.cell = begins; begins && p.silent == 0 {
			p.text.WriteString("| ")
		}
		return true, nil
	case atom.Tr, atom.Table:
		p.cell = false
		if err := p.flush(); err != nil || begins || name == atom.Tr {
			return true, err
		}
		return true, p.to.line(p.number, "") // ends the table
	case atom.Code, atom.Kbd:
		return true, nil
	case atom.Pre:
		if begins {
			p.pre++
		} else if p.pre > 0 {
			p.pre--
		}
	}
	if p.cell && kind != html.EndTagToken && breaks[name] {
		p.text.WriteString(" ")
	}
	return p.cell, nil
}

// breaks are the elements that begin a line of their own, where they stand in no cell.
var breaks = map[atom.Atom]bool{atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true}

// markdown is text as a line of Markdown has it: of a cell, what Markdown would read as its own
// is escaped.
func (p *htmlReader) markdown(text string) string {
	if p.pre == 0 {
		text = whiteSpace.ReplaceAllString(text, " ")
	}
	if p.cell {
		text = cellEscapes.Replace(text)
	}
	return text
}

var (
	whiteSpace  = lazyregexp.New(`\s+`)
	cellEscapes = strings.NewReplacer(`\`, `\\`, `|`, `\|`, `*`, `\*`, `_`, `\_`, "`", "\\`", `<`, `\<`, `[`, `\[`, "\n", " ")
)
