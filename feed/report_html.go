package feed

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// claimsHTML reports whether the text is an HTML page.
func claimsHTML(head []byte) bool {
	low := bytes.ToLower(bytes.TrimSpace(head)[:min(len(bytes.TrimSpace(head)), 512)])
	for bytes.HasPrefix(low, []byte("<!--")) || bytes.HasPrefix(low, []byte("<?xml")) {
		_, rest, _ := bytes.Cut(low, []byte(">"))
		low = bytes.TrimSpace(rest)
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.HasPrefix(low, []byte(tag)) {
			return true
		}
	}
	return false
}

// readHTML reads a rule page that was saved as HTML, or the text of any other page as a report.
// A page that names no indicator is no feed: servers answer with pages when something is wrong.
func readHTML(c *collector, in *bufio.Reader) error {
	in = bufio.NewReaderSize(in, htmlHead)
	head, _ := in.Peek(htmlHead)
	before, read := c.mark(), readHTMLReport
	if htmlPage(head) {
		read = readHTMLPage
	}
	if err := read(c, in); err != nil {
		return err
	}
	if c.found.len() == before.indicators {
		c.rollback(before)
		return &formatError{"this is an HTML page, not a feed: the server answered with a page, perhaps an error; " +
			"fetch the export itself, or save a rule page as text or Markdown"}
	}
	return nil
}

// htmlHead is how much of a page of HTML tells what it is: much of it is how it looks.
const htmlHead = 1 << 20

func readHTMLReport(c *collector, in *bufio.Reader) error {
	report := newReportReader(c)
	err := newHTMLReader(in, c.max.record, report).read()
	if err == nil {
		report.account()
	}
	return err
}

// An htmlText takes the text of a page of HTML.
type htmlText interface {
	title(text string) // of a heading, whose line comes next
	line(number int, text string) error
}

// An htmlReader turns a page into lines of text: one for each block, its table cells set off.
type htmlReader struct {
	to     htmlText
	z      *html.Tokenizer
	text   strings.Builder
	number int // of the line being read
	start  int // of the line that the text starts on
	silent int // how deep in elements that are not shown
	title  bool

	rows bool // tables are wanted row by row, as Markdown has them
	cell bool // in a cell of one
	pre  int  // how deep in text whose line ends count
}

func newHTMLReader(in io.Reader, max int, to htmlText) *htmlReader {
	p := &htmlReader{to: to, z: html.NewTokenizer(in), number: 1, start: 1}
	p.z.SetMaxBuf(max)
	return p
}

// newHTMLRows is a reader of a page whose tables are wanted row by row.
func newHTMLRows(in io.Reader, max int, to htmlText) *htmlReader {
	p := newHTMLReader(in, max, to)
	p.rows = true
	return p
}

func (p *htmlReader) read() error {
	for {
		kind := p.z.Next()
		raw := p.z.Raw()
		if kind == html.ErrorToken {
			if err := p.z.Err(); err != io.EOF {
				return err
			}
			return p.flush()
		}
		lines := bytes.Count(raw, []byte("\n"))
		if err := p.token(kind); err != nil {
			return err
		}
		p.number += lines
	}
}

func (p *htmlReader) token(kind html.TokenType) error {
	switch kind {
	case html.TextToken:
		p.words(string(p.z.Text()))
		return nil
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		name, _ := p.z.TagName()
		return p.tag(atom.Lookup(name), kind)
	}
	return nil
}

// words adds text, bounded as lines are.
func (p *htmlReader) words(text string) {
	if p.silent > 0 || p.text.Len()+len(text) > reportLine {
		return
	}
	if p.rows {
		text = p.markdown(text)
	}
	if p.text.Len() == 0 {
		trimmed := strings.TrimLeft(text, " \t\r\n")
		p.start = p.number + strings.Count(text[:len(text)-len(trimmed)], "\n")
		text = trimmed
	}
	p.text.WriteString(text)
}

func (p *htmlReader) tag(name atom.Atom, kind html.TokenType) error {
	if p.rows {
		if done, err := p.row(name, kind); done || err != nil {
			return err
		}
	}
	switch name {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head:
		switch {
		case kind == html.StartTagToken:
			p.silent++
		case kind == html.EndTagToken && p.silent > 0:
			p.silent--
		}
	case atom.Code, atom.Kbd:
		p.words("`")
	case atom.Td, atom.Th:
		p.words(" | ")
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.title = kind == html.EndTagToken
		return p.flush()
	case atom.P, atom.Div, atom.Br, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Table, atom.Pre, atom.Section,
		atom.Article, atom.Blockquote, atom.Dt, atom.Dd, atom.Body, atom.Html, atom.Header, atom.Footer, atom.Hr:
		return p.flush()
	}
	return nil
}

// flush hands on the text of a block, line by line, since <pre> has lines of its own.
func (p *htmlReader) flush() error {
	text := p.text.String()
	p.text.Reset()
	title := p.title
	p.title = false
	if title {
		p.to.title(strings.Join(strings.Fields(text), " "))
	}
	number := p.start
	for line := range strings.SplitSeq(text, "\n") {
		if p.rows && strings.TrimSpace(line) == "" {
			number++
			continue
		}
		if err := p.to.line(number, line); err != nil {
			return err
		}
		number++
	}
	return nil
}
