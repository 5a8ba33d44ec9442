package logs

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
)

// A pathSpec is a path's entry in a mapping file.
type pathSpec struct {
	Table   string                `yaml:"table"`
	KnownBy []string              `yaml:"known-by"`
	Columns map[string]columnSpec `yaml:"columns"`
}

// A columnSpec says where a column comes from: one of its parts is set.
type columnSpec struct {
	Field  string            `yaml:"-"` // written as a plain word
	From   string            `yaml:"from"`
	Values map[string]string `yaml:"values"`
	First  []string          `yaml:"first"`
	Join   string            `yaml:"join"`
	Time   string            `yaml:"time"`
	Millis string            `yaml:"millis"`
	Text   string            `yaml:"text"`
	URL    *urlSpec          `yaml:"url"`
}

type urlSpec struct {
	Scheme  string `yaml:"scheme"`
	Host    string `yaml:"host"`
	Address string `yaml:"address"`
	Port    string `yaml:"port"`
	URI     string `yaml:"uri"`
}

// UnmarshalYAML reads a plain word or a mapping.
func (c *columnSpec) UnmarshalYAML(data []byte) error {
	if yaml.Unmarshal(data, &c.Field) == nil && c.Field != "" {
		return nil
	}
	type plain columnSpec // without this method
	return yaml.UnmarshalWithOptions(data, (*plain)(c), yaml.Strict())
}

var errNoSource = errors.New("a column needs exactly one of: a field, from, first, join, time, millis, text, url")

// verb compiles what the specification asks for.
func (m *mapping) verb(c columnSpec) (compute, error) {
	var found []compute
	if c.From != "" {
		if len(c.Values) == 0 {
			return nil, fmt.Errorf("from %s lacks its values", c.From)
		}
		found = append(found, translate(m.field(c.From), c.Values))
	}
	if len(c.First) > 0 {
		ids := make([]fieldID, len(c.First))
		for i, name := range c.First {
			ids[i] = m.field(name)
		}
		found = append(found, firstOf(ids))
	}
	if c.Join != "" {
		found = append(found, join(m.field(c.Join)))
	}
	if c.Time != "" {
		found = append(found, timeOf(m.field(c.Time)))
	}
	if c.Millis != "" {
		found = append(found, millis(m.field(c.Millis)))
	}
	if c.Text != "" {
		found = append(found, constant(c.Text))
	}
	if u := c.URL; u != nil {
		found = append(found, urlOf(u.Scheme, m.field(u.Host), m.field(u.Address), m.field(u.Port), m.field(u.URI)))
	}
	if len(found) != 1 {
		return nil, errNoSource
	}
	return found[0], nil
}
