package lint

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A node is a value of YAML with its place: a mapping, a list or a scalar.
type node struct {
	mark
	keys   []mark // of a mapping, in order
	values []node // of a mapping or a list
	list   bool
	block  int // of a block of text: the line on which it begins; 0 for other scalars
	indent int // of a block of text: the blanks before each of its lines
}

// get returns the value of a key, or the zero node.
func (n node) get(key string) node {
	for i, k := range n.keys {
		if k.text == key {
			return n.values[i]
		}
	}
	return node{}
}

// items returns the elements of a list, or a scalar as a list of one.
func (n node) items() []node {
	switch {
	case n.list:
		return n.values
	case n.set() && len(n.keys) == 0:
		return []node{n}
	}
	return nil
}

// readYAML reads the documents of a stream. Each that has a query is a rule.
func readYAML(text string) ([]*document, error) {
	roots, err := parseYAML(text)
	if err != nil {
		return nil, err
	}
	var all []*document
	for _, root := range roots {
		if len(root.keys) > 0 {
			all = append(all, ruleDocument(text, root))
		}
	}
	return all, nil
}

// maxNesting is how deep brackets may stand in brackets, and blocks in blocks.
const maxNesting = 100

// parseYAML parses without resolving anchors, so that nothing grows.
func parseYAML(text string) (roots []node, err error) {
	if tooDeep(text) {
		return nil, fmt.Errorf("its YAML nests deeper than %d levels", maxNesting)
	}
	defer func() {
		// The parser is other people's, and the text hostile: what it cannot take is no YAML.
		if r := recover(); r != nil {
			roots, err = nil, errors.New("is not YAML that can be read")
		}
	}()
	f, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("is not YAML: %s", first)
	}
	lines := strings.Split(text, "\n")
	for _, doc := range f.Docs {
		if doc.Body != nil {
			roots = append(roots, nodeOf(doc.Body, lines, 0))
		}
	}
	return roots, nil
}

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

func nodeOf(n ast.Node, lines []string, depth int) node {
	if n == nil || depth > maxNesting {
		return node{}
	}
	out := node{mark: mark{line: 1, column: 1}}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		out.line, out.column = tk.Position.Line, tk.Position.Column
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			out.add(v, lines, depth)
		}
	case *ast.MappingValueNode:
		out.add(n, lines, depth)
	case *ast.SequenceNode:
		out.list = true
		for _, v := range n.Values {
			out.values = append(out.values, nodeOf(v, lines, depth+1))
		}
	case *ast.TagNode:
		return nodeOf(n.Value, lines, depth+1)
	case *ast.AnchorNode:
		return nodeOf(n.Value, lines, depth+1)
	case *ast.LiteralNode:
		out.text = n.Value.Value
		out.blockAt(lines)
	case *ast.StringNode:
		out.text = n.Value
	case *ast.NullNode:
		return node{}
	default:
		out.text = n.GetToken().Value
	}
	return out
}

func (n *node) add(v *ast.MappingValueNode, lines []string, depth int) {
	key := mark{line: n.line, column: n.column}
	if tk := v.Key.GetToken(); tk != nil && tk.Position != nil {
		key = mark{tk.Value, tk.Position.Line, tk.Position.Column}
	}
	if len(n.keys) == 0 {
		n.line, n.column = key.line, key.column
	}
	n.keys = append(n.keys, key)
	n.values = append(n.values, nodeOf(v.Value, lines, depth+1))
}

// blockAt finds where the text of a block stands: behind the line of its | or >.
func (n *node) blockAt(lines []string) {
	n.block = n.line + 1
	for _, l := range lines[min(n.line, len(lines)):] {
		if text := strings.TrimLeft(l, " "); strings.TrimSpace(text) != "" {
			n.indent = len(l) - len(text)
			return
		}
	}
}
