package export

import (
	"fmt"
	"html"
	"strings"

	"foxhound/internal/lazyregexp"
)

// render writes Markdown as HTML. It knows what [Page] writes and no more: headings, tables,
// fenced code, lists of two levels, bold text, code spans and escaped characters. Whatever else
// stands in a line is text. Headings get ids that begin with prefix.
func render(markdown, prefix string) string {
	r := &renderer{prefix: prefix}
	lines := strings.Split(strings.TrimRight(markdown, "\n"), "\n")
	for i := 0; i < len(lines); {
		i = r.block(lines, i)
	}
	r.close(0)
	return r.out.String()
}

// A renderer writes blocks. Lists that it is within are open.
type renderer struct {
	out      strings.Builder
	prefix   string
	headings int
	open     int // lists: 0, 1 or 2
}

func (r *renderer) printf(format string, args ...any) { fmt.Fprintf(&r.out, format, args...) }

var (
	fenced  = lazyregexp.New("^ *(```+)")
	bullet  = lazyregexp.New(`^( *)- `)
	caption = lazyregexp.New(`^(#{1,3}) `)
)

// block writes the block that begins at a line, and returns where the next one does.
func (r *renderer) block(lines []string, i int) int {
	line := lines[i]
	switch {
	case strings.TrimSpace(line) == "":
		return i + 1
	case fenced.MatchString(line):
		return r.code(lines, i)
	case bullet.MatchString(line):
		indent := bullet.FindStringSubmatch(line)[1]
		level := min(1+len(indent)/2, 2)
		r.close(level)
		r.enter(level)
		r.printf("<li>%s\n", inline(line[len(indent)+2:]))
		return i + 1
	}
	r.close(0)
	switch {
	case caption.MatchString(line):
		r.heading(line)
		return i + 1
	case strings.HasPrefix(line, "| "):
		return r.table(lines, i)
	}
	return r.paragraph(lines, i)
}

func (r *renderer) heading(line string) {
	level := strings.IndexByte(line, ' ')
	r.headings++
	r.printf("<h%d id=\"%s-%d\">%s</h%d>\n", level, r.prefix, r.headings, inline(line[level+1:]), level)
}

// enter opens lists down to a level. A nested list is within the item above it.
func (r *renderer) enter(level int) {
	for ; r.open < level; r.open++ {
		r.printf("<ul>\n")
	}
}

// close closes lists below a level; the items close themselves.
func (r *renderer) close(level int) {
	for ; r.open > level; r.open-- {
		r.printf("</ul>\n")
	}
}

// code writes a fenced block: up to a line of the same fence, or the end.
func (r *renderer) code(lines []string, i int) int {
	fence := fenced.FindStringSubmatch(lines[i])[1]
	indent := strings.Index(lines[i], "`")
	if indent == 0 {
		r.close(0)
	}
	r.printf("<pre><code>")
	for i++; i < len(lines) && strings.TrimSpace(lines[i]) != fence; i++ {
		r.printf("%s\n", html.EscapeString(lines[i][min(indent, len(lines[i])):]))
	}
	r.printf("</code></pre>\n")
	return i + 1
}

// table writes a head, and a row for each line below the one that divides them.
func (r *renderer) table(lines []string, i int) int {
	r.printf("<div class=\"wide\"><table>\n")
	for cell := "th"; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
		if strings.HasPrefix(lines[i], "|---") {
			cell = "td"
			continue
		}
		r.printf("<tr>")
		for _, text := range tableCells(lines[i]) {
			r.printf("<%s>%s</%s>", cell, inline(text), cell)
		}
		r.printf("</tr>\n")
	}
	r.printf("</table></div>\n")
	return i
}

// tableCells are what stands between the pipes of a row. An escaped pipe is one of the text, in
// a code span too.
func tableCells(line string) []string {
	var list []string
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		switch {
		case strings.HasPrefix(line[i:], `\|`):
			b.WriteByte('|')
			i++
		case line[i] == '\\' && i+1 < len(line):
			b.WriteString(line[i : i+2])
			i++
		case line[i] == '|':
			list = append(list, strings.TrimSpace(b.String()))
			b.Reset()
		default:
			b.WriteByte(line[i])
		}
	}
	return list
}

// paragraph writes lines up to an empty one. Two blanks at the end of one break it.
func (r *renderer) paragraph(lines []string, i int) int {
	r.printf("<p>")
	for first := i; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		if i > first {
			r.printf("\n")
		}
		r.printf("%s", inline(strings.TrimRight(lines[i], " ")))
		if strings.HasSuffix(lines[i], "  ") {
			r.printf("<br>")
		}
	}
	r.printf("</p>\n")
	return i
}
