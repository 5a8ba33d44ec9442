package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"foxhound/indicator"
	"foxhound/internal/yamltext"
)

// ErrThere means that the file names a feed already, and ErrNotThere that it does not.
var (
	ErrThere    = errors.New("the configuration has this feed already: remove it first")
	ErrNotThere = errors.New("the configuration has no such feed")
)

// Add writes a feed into the file, which is made where there is none; all else in it, comments
// included, stays as it is.
func (c *Config) Add(name string, f Feed) error {
	if _, ok := c.Feeds[name]; ok {
		return fmt.Errorf("`%s`: %w", indicator.Printable(name, 60), ErrThere)
	}
	if field, err := f.check(name); err != nil {
		return fmt.Errorf("feed %s%s: %w", indicator.Printable(name, 60), of(field), err)
	}
	entry, err := yaml.MarshalWithOptions(map[string]Feed{name: f}, yaml.Indent(2))
	if err != nil {
		return err
	}
	text, err := inserted(c.text, string(entry))
	if err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	want := c.with(name, &f)
	return c.replace(text, want)
}

// Remove takes a feed out of the file; all else in it stays as it is.
func (c *Config) Remove(name string) error {
	if _, ok := c.Feeds[name]; !ok {
		return fmt.Errorf("`%s`: %w", indicator.Printable(name, 60), ErrNotThere)
	}
	entry := entryOf(feedsNode(c.text), name)
	if entry == nil {
		return fmt.Errorf("%s: %w", c.path, errByHand)
	}
	first, last := span(entry)
	lines := strings.SplitAfter(string(c.text), "\n")
	last = min(last, len(lines))
	if first > last {
		return fmt.Errorf("%s: %w", c.path, errLines)
	}
	text := strings.Join(slices.Delete(lines, first-1, last), "")
	return c.replace([]byte(text), c.with(name, nil))
}

var errByHand = errors.New("feeds are not written one below the other: edit the file by hand")

// errLines is of texts whose lines end with what ends no line for others, such as a lone
// carriage return.
var errLines = errors.New("its lines are not those of a text: edit the file by hand")

// with returns the feeds with one put in place, or taken out where it is nil.
func (c *Config) with(name string, f *Feed) map[string]*Feed {
	feeds := map[string]*Feed{}
	for other, set := range c.Feeds {
		feeds[other] = set
	}
	delete(feeds, name)
	if f != nil {
		feeds[name] = f
	}
	return feeds
}

// replace writes the new text, if it says what it should and nothing else has changed.
func (c *Config) replace(text []byte, feeds map[string]*Feed) error {
	changed, err := parse(c.path, text)
	if err != nil || !same(changed.Feeds, feeds) || changed.Review != c.Review {
		return fmt.Errorf("%s: %w", c.path, errByHand)
	}
	if err := os.MkdirAll(filepath.Dir(c.path), 0o700); err != nil {
		return err
	}
	if err := writeFile(c.path, text); err != nil {
		return err
	}
	*c = *changed
	return nil
}

func same(a, b map[string]*Feed) bool {
	return len(a) == len(b) && !slices.ContainsFunc(keys(a), func(name string) bool { return !reflect.DeepEqual(a[name], b[name]) })
}

func keys(m map[string]*Feed) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	return all
}

// writeFile replaces a file, so that a reader sees the old one or the new one, whole.
func writeFile(path string, text []byte) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".foxhound-*.yaml")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(part.Name())
		}
	}()
	if _, err = part.Write(text); err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

// inserted returns the text with an entry behind the last feed, indented as they are.
func inserted(text []byte, entry string) ([]byte, error) {
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		text = append(slices.Clone(text), '\n')
	}
	feeds := feedsNode(text)
	if feeds == nil {
		return append(slices.Clone(text), "feeds:\n"+indented(entry, 2)...), nil
	}
	lines := strings.SplitAfter(string(text), "\n")
	indent, after := 2, feeds.Key.GetToken().Position.Line
	if after > len(lines) {
		return nil, errLines
	}
	switch value := feeds.Value.(type) {
	case *ast.NullNode:
	case *ast.MappingNode:
		if value.IsFlowStyle && len(value.Values) > 0 {
			return nil, errByHand
		}
		if value.IsFlowStyle {
			lines[after-1] = strings.Replace(lines[after-1], "{}", "", 1)
		} else {
			last := value.Values[len(value.Values)-1]
			indent = last.Key.GetToken().Position.Column - 1
			_, after = span(last)
		}
	default:
		return nil, errByHand
	}
	after = min(after, len(lines))
	return []byte(strings.Join(slices.Insert(lines, after, indented(entry, indent)), "")), nil
}

func indented(text string, by int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.Repeat(" ", by) + line)
	}
	return b.String()
}

// feedsNode finds the feeds in the text; nil where there are none.
func feedsNode(text []byte) *ast.MappingValueNode {
	file := parsed(text)
	if file == nil {
		return nil
	}
	return entryIn(file.Docs[0].Body, "feeds")
}

// parsed returns the text as a tree with a document at least, or nil.
func parsed(text []byte) (file *ast.File) {
	err := yamltext.Guard(func() (err error) {
		file, err = parser.ParseBytes(text, 0)
		return err
	})
	if err != nil || len(file.Docs) == 0 {
		return nil
	}
	return file
}

// entryOf finds an entry below another.
func entryOf(parent *ast.MappingValueNode, name string) *ast.MappingValueNode {
	if parent == nil {
		return nil
	}
	if m, ok := parent.Value.(*ast.MappingNode); ok && m.IsFlowStyle {
		return nil
	}
	return entryIn(parent.Value, name)
}

func entryIn(node ast.Node, name string) *ast.MappingValueNode {
	m, ok := node.(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, value := range m.Values {
		if value.Key.GetToken().Value == name {
			return value
		}
	}
	return nil
}

// span is the first and the last line of an entry.
func span(entry *ast.MappingValueNode) (first, last int) {
	first = entry.Key.GetToken().Position.Line
	last = first
	ast.Walk(visitor(func(n ast.Node) {
		if t := n.GetToken(); t != nil {
			last = max(last, t.Position.Line)
		}
		if m, ok := n.(*ast.MappingNode); ok && m.End != nil {
			last = max(last, m.End.Position.Line)
		}
		if s, ok := n.(*ast.SequenceNode); ok && s.End != nil {
			last = max(last, s.End.Position.Line)
		}
	}), entry)
	return first, last
}

type visitor func(ast.Node)

// Visit looks at every node.
func (v visitor) Visit(n ast.Node) ast.Visitor {
	v(n)
	return v
}

// place is where the file says something, as file:line; what it does not say is where it
// should stand.
func (c *Config) place(section, name, field string) string {
	file := parsed(c.text)
	if file == nil {
		return c.path
	}
	line := 0
	node := file.Docs[0].Body
	for _, key := range []string{section, name, field} {
		entry := entryIn(node, key)
		if entry == nil {
			break
		}
		line, node = entry.Key.GetToken().Position.Line, entry.Value
	}
	if line == 0 {
		return c.path
	}
	return fmt.Sprintf("%s:%d", c.path, line)
}
