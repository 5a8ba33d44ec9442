// Package yamltext reads YAML as mappings, lists and texts that know their places, for files
// that people and strangers write: what is wrong in them can be said by line and column.
// Start with [Parse]. It knows no types, and follows no aliases, so that nothing grows.
package yamltext

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"foxhound/internal/lazyregexp"
)

// A Mark is a text and where it stands in the file.
type Mark struct {
	Text         string
	Line, Column int // from 1; 0 where there is no such text
}

// Set reports whether there is such a text.
func (m Mark) Set() bool { return m.Line > 0 }

// A Node is a value of YAML with its place: a mapping, a list or a scalar.
type Node struct {
	Mark
	Keys   []Mark // of a mapping, in order
	Values []Node // of a mapping or a list
	List   bool
	Block  int // of a block of text: the line on which it begins; 0 for other scalars
	Indent int // of a block of text: the blanks before each of its lines
}

// Get returns the value of a key, or the zero Node.
func (n Node) Get(key string) Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Values[i]
		}
	}
	return Node{}
}

// Items returns the elements of a list, or a scalar as a list of one.
func (n Node) Items() []Node {
	switch {
	case n.List:
		return n.Values
	case n.Set() && len(n.Keys) == 0:
		return []Node{n}
	}
	return nil
}

// maxNesting is how deep brackets may stand in brackets, and blocks in blocks.
const maxNesting = 100

// Parse reads the documents of a stream, without resolving anchors, so that nothing grows.
func Parse(text string) (roots []Node, err error) {
	if tooDeep(text) {
		return nil, fmt.Errorf("its YAML nests deeper than %d levels", maxNesting)
	}
	switch all, most := keys(text); {
	case all > maxKeys:
		return nil, fmt.Errorf("its YAML has %d keys, more than the %d that are read; split the file", all, maxKeys)
	case most > maxSiblings:
		return nil, fmt.Errorf("its YAML has %d keys in one mapping, more than the %d that are read; split the file", most, maxSiblings)
	}
	text = returns.Replace(text)
	var f *ast.File
	err = Guard(func() (err error) {
		f, err = parser.ParseBytes([]byte(text), 0)
		return err
	})
	if err == errPanic {
		return nil, err
	} else if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("is not YAML: %s", first)
	}
	lines := strings.Split(text, "\n")
	defer func() { // the parser may count a line more than there are
		for i := range roots {
			roots[i].keepWithin(len(lines))
		}
	}()
	err = Guard(func() error { // its trees are not always whole
		for _, doc := range f.Docs {
			if doc.Body != nil {
				roots = append(roots, nodeOf(doc.Body, lines, 0))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return roots, nil
}

// Guard has other people's code read a hostile text: where that panics, the text is no YAML.
func Guard(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errPanic
		}
	}()
	return read()
}

var errPanic = errors.New("is not YAML that can be read")

// maxKeys is how many keys a text may have, and maxSiblings how many of them a mapping: the parser
// compares each with all before it.
const (
	maxKeys     = 60_000
	maxSiblings = 5000
)

// keys counts what may be keys, and those of the mapping that has most. Within brackets, where no
// indent tells mappings apart, all are taken to be of one.
func keys(text string) (all, most int) {
	var open []siblings
	brackets, block := 0, -1 // block is how far the line is indented that a block of text belongs to
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		start := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && (start > block || line == "") {
			continue
		}
		if block = -1; brackets == 0 && blockHeader.MatchString(line) {
			block = start
		}
		n := strings.Count(line, ": ") + strings.Count(line, `":`)
		if strings.HasSuffix(line, ":") {
			n++
		}
		all += n
		indent := len(line) - len(strings.TrimLeft(line, " -"))
		switch {
		case brackets > 0 || start == len(line) || line[start] == '#':
		case strings.HasPrefix(line, "---"):
			open = nil
		default:
			for len(open) > 0 && (open[len(open)-1].indent > indent || indent > start && open[len(open)-1].indent > start) {
				open = open[:len(open)-1]
			}
		}
		if len(open) == 0 || open[len(open)-1].indent < indent && brackets == 0 {
			open = append(open, siblings{indent, 0})
		}
		last := &open[len(open)-1]
		last.n += n
		most = max(most, last.n)
		brackets = max(0, brackets+strings.Count(line, "[")+strings.Count(line, "{")-strings.Count(line, "]")-strings.Count(line, "}"))
	}
	return all, most
}

// blockHeader begins a block of text: what is indented below it is no YAML.
var blockHeader = lazyregexp.New(`^[^#"']*[:-] [|>][-+0-9]*$`)

// siblings are keys of a mapping that has not ended yet.
type siblings struct{ indent, n int }

// returns makes every end of a line the same, for the parser takes a lone return for one.
var returns = strings.NewReplacer("\r\n", "\n", "\r", " ")

// tooDeep counts brackets and indents, before a parser that recurses sees them.
func tooDeep(text string) bool {
	open := 0
	for line := range strings.Lines(text) {
		if len(line)-len(strings.TrimLeft(line, " -?:")) > 20*maxNesting {
			return true
		}
		open = max(0, open+strings.Count(line, "[")+strings.Count(line, "{")-strings.Count(line, "]")-strings.Count(line, "}"))
		if open > maxNesting*10 || strings.Count(line, "[")+strings.Count(line, "{") > maxNesting*100 {
			return true
		}
	}
	return false
}

func nodeOf(n ast.Node, lines []string, depth int) Node {
	if n == nil || depth > maxNesting {
		return Node{}
	}
	out := Node{Mark: Mark{Line: 1, Column: 1}}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		out.Line, out.Column = tk.Position.Line, tk.Position.Column
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			out.add(v, lines, depth)
		}
	case *ast.MappingValueNode:
		out.add(n, lines, depth)
	case *ast.SequenceNode:
		out.List = true
		for _, v := range n.Values {
			out.Values = append(out.Values, nodeOf(v, lines, depth+1))
		}
	case *ast.TagNode:
		return nodeOf(n.Value, lines, depth+1)
	case *ast.AnchorNode:
		return nodeOf(n.Value, lines, depth+1)
	case *ast.LiteralNode:
		out.Text = n.Value.Value
		out.blockAt(lines)
	case *ast.StringNode:
		out.Text = n.Value
	case *ast.NullNode:
		return Node{}
	default:
		out.Text = n.GetToken().Value
	}
	return out
}

func (n *Node) add(v *ast.MappingValueNode, lines []string, depth int) {
	key := Mark{Line: n.Line, Column: n.Column}
	if tk := v.Key.GetToken(); tk != nil && tk.Position != nil {
		key = Mark{tk.Value, tk.Position.Line, tk.Position.Column}
	}
	if len(n.Keys) == 0 {
		n.Line, n.Column = key.Line, key.Column
	}
	n.Keys = append(n.Keys, key)
	n.Values = append(n.Values, nodeOf(v.Value, lines, depth+1))
}

// blockAt finds where the text of a block stands: behind the line of its | or >.
func (n *Node) blockAt(lines []string) {
	n.Block = n.Line + 1
	for _, l := range lines[min(n.Line, len(lines)):] {
		if text := strings.TrimLeft(l, " "); strings.TrimSpace(text) != "" {
			n.Indent = len(l) - len(text)
			return
		}
	}
}

// keepWithin sees to it that no place is behind the last line.
func (n *Node) keepWithin(lines int) {
	n.Line, n.Block = min(n.Line, lines), min(n.Block, lines)
	for i := range n.Keys {
		n.Keys[i].Line = min(n.Keys[i].Line, lines)
	}
	for i := range n.Values {
		n.Values[i].keepWithin(lines)
	}
}
