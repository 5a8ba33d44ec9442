package export

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"foxhound/internal/schema"
	"foxhound/rule"
)

func TestHTML(t *testing.T) {
	data, err := htmlOf([]*rule.Rule{smallRule(), smallRuleFor(FormatDefender)}, schema.Sentinel)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "remus.html", data)
}

var renderTests = []struct{ markdown, want string }{
	{"# A\n\ntext  \nmore\n", "<h1 id=\"s-1\">A</h1>\n<p>text<br>\nmore</p>\n"},
	{"**Total:** 2", "<p><b>Total:</b> 2</p>\n"},
	{"| A | B |\n|---|---|\n| x\\|y | `p\\|q` |\n",
		"<div class=\"wide\"><table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>x|y</td><td><code>p|q</code></td></tr>\n</table></div>\n"},
	{"```kql\na < b\n```\n", "<pre><code>a &lt; b\n</code></pre>\n"},
	{"````\n```\n````\n", "<pre><code>```\n</code></pre>\n"},
	{"```\nnever closed", "<pre><code>never closed\n</code></pre>\n"},
	{"- a\n  - b\n\n    ```kql\n    c\n    ```\n- d\n\ne\n",
		"<ul>\n<li>a\n<ul>\n<li>b\n<pre><code>c\n</code></pre>\n</ul>\n<li>d\n</ul>\n<p>e</p>\n"},
	{"\\<b\\> \\\\ &amp; \\&amp;", "<p>&lt;b&gt; \\ &amp;amp; &amp;amp;</p>\n"},
	{"``a`b`` and `", "<p><code>a`b</code> and `</p>\n"},
	{"<script>", "<p>&lt;script&gt;</p>\n"},
	{"[a](http://evil.example)", "<p>[a](http://evil.example)</p>\n"},
}

func TestRender(t *testing.T) {
	for _, tt := range renderTests {
		if got := render(tt.markdown, "s"); got != tt.want {
			t.Errorf("render(%q) = %q, want %q", tt.markdown, got, tt.want)
		}
	}
}

// Whatever a feed says is text: the page has its own elements and attributes, and no others.
// The queries come back as they were printed.
func TestHTMLHostile(t *testing.T) {
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		r := hostileRule(t, style)
		data, err := HTML(r)
		if err != nil {
			t.Fatal(err)
		}
		if i := bytes.IndexFunc(data, func(c rune) bool { return c == '\x1b' || c == '\u202e' || c == '\ufffd' }); i >= 0 {
			t.Errorf("byte %d is not shown as what it is", i)
		}
		queries := elements(t, data)
		for i := range r.Hunts {
			if !strings.Contains(queries, "\x00"+r.Hunts[i].Text+"\x00") {
				t.Errorf("%s is not on the page as it is", r.Hunts[i].Name)
			}
		}
	}
}

// ownElements are the elements of a page, and the attributes of each.
var ownElements = map[string]string{
	"html": "lang", "head": "", "body": "", "meta": "charset http-equiv content name", "title": "", "style": "", "script": "",
	"input": "type name id checked", "label": "for", "main": "class", "h1": "id", "h2": "id", "h3": "id", "p": "", "br": "", "b": "",
	"code": "", "pre": "", "ul": "", "li": "", "div": "class", "table": "", "tbody": "", "tr": "", "th": "", "td": "",
}

// elements fails the test for an element that is not the page's own, and returns the texts of
// code blocks, a zero byte around each.
func elements(t *testing.T, data []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var queries strings.Builder
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attributes, known := ownElements[n.Data]
		if !known {
			t.Errorf("the page has an element %s", n.Data)
		}
		for _, a := range n.Attr {
			if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
				t.Errorf("an element %s has the attribute %s", n.Data, a.Key)
			}
		}
		if n.Data == "code" && n.Parent.Data == "pre" && n.FirstChild != nil {
			queries.WriteString("\x00" + n.FirstChild.Data + "\x00")
		}
	}
	return queries.String()
}

// Whatever the Markdown says, no element but the renderer's own comes of it.
func FuzzRender(f *testing.F) {
	for _, tt := range renderTests {
		f.Add(tt.markdown)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		if len(markdown) < 1<<14 {
			elements(t, []byte("<main>"+render(markdown, "s")+"</main>"))
		}
	})
}
