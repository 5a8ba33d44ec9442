package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"foxhound/indicator"
)

// A Field is what a column of a table says of an indicator.
type Field string

// The fields. A value's kind is guessed where neither a type column nor the field names it.
const (
	Value      Field = "value"
	Type       Field = "type" // domain, url, sha256_hash ...: see [indicator.ParseKind]
	Port       Field = "port" // makes an address beside it an ip:port
	Family     Field = "family"
	Threat     Field = "threat"
	Confidence Field = "confidence" // per cent
	FirstSeen  Field = "first-seen"
	LastSeen   Field = "last-seen"
	ValidUntil Field = "valid-until" // when it expires
	Reporter   Field = "reporter"
	Reference  Field = "reference"
	Tags       Field = "tags" // separated by commas
	ID         Field = "id"
	Comment    Field = "comment"
)

// Fields returns every field, in the order of the constants.
func Fields() []Field {
	return []Field{Value, Type, Port, Family, Threat, Confidence, FirstSeen, LastSeen, ValidUntil, Reporter, Reference, Tags, ID, Comment}
}

// Columns maps the columns of a table to what they say, and states what the file leaves out.
// The zero value leaves both to the file.
type Columns struct {
	places    []place
	constants []constant
}

// A place is a column of a field, by its number, else by its name in the header.
type place struct {
	field  Field
	number int // 1-based; 0 where it is named
	name   string
}

type constant struct {
	field Field
	text  string
}

// ParseColumns reads a mapping such as "value=2,family=malware,threat:botnet_cc": a field,
// then behind = the number of its column, counted from 1, or the column's name in the header;
// or behind a colon what holds of every indicator of the file that does not say it itself.
func ParseColumns(text string) (Columns, error) {
	var c Columns
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		at := strings.IndexAny(part, "=:")
		if at <= 0 || strings.TrimSpace(part[at+1:]) == "" {
			return Columns{}, fmt.Errorf("`%s` is not of the form FIELD=COLUMN or FIELD:TEXT, such as value=2 or family:Remus", printable(part))
		}
		field, rest := Field(strings.TrimSpace(part[:at])), strings.TrimSpace(part[at+1:])
		if err := c.set(field, part[at] == ':', rest); err != nil {
			return Columns{}, err
		}
	}
	if len(c.places) > 0 && !slices.ContainsFunc(c.places, func(p place) bool { return p.field == Value }) {
		return Columns{}, errors.New("no column of values is named: add value=NUMBER or value=NAME")
	}
	return c, nil
}

// maxColumn is the number of columns of a table that is looked at.
const maxColumn = 256

func (c *Columns) set(field Field, fixed bool, rest string) error {
	if !slices.Contains(Fields(), field) {
		return fmt.Errorf("unknown field `%s`; there are %s", printable(string(field)), fieldNames())
	}
	if fixed {
		return c.setConstant(field, rest)
	}
	p := place{field: field, name: rest}
	if n, err := strconv.Atoi(rest); err == nil {
		if n < 1 || n > maxColumn {
			return fmt.Errorf("column %d of `%s`: columns are counted from 1 to %d", n, field, maxColumn)
		}
		p = place{field: field, number: n}
	}
	for _, other := range c.places {
		if other.field == field {
			return fmt.Errorf("field `%s` is given twice", field)
		}
	}
	c.places = append(c.places, p)
	return nil
}

func (c *Columns) setConstant(field Field, text string) error {
	switch field {
	case Value, Port, ID, FirstSeen, LastSeen, ValidUntil:
		return fmt.Errorf("field `%s` differs from row to row: name its column, such as %s=2", field, field)
	case Confidence:
		if _, err := confidence(text); err != nil {
			return err
		}
	case Type:
		if _, ok := indicator.ParseKind(text); !ok {
			return fmt.Errorf("unknown indicator type `%s`", printable(text))
		}
	}
	c.constants = append(c.constants, constant{field, text})
	return nil
}

func fieldNames() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// given returns the constant of a field, or nothing.
func (c *Columns) given(field Field) string {
	for _, known := range c.constants {
		if known.field == field {
			return known.text
		}
	}
	return ""
}

// complete gives an indicator what its file left out.
func (c *Columns) complete(families *collector, ind *indicator.Indicator) {
	for _, known := range c.constants {
		switch known.field {
		case Family:
			if ind.Family.Key() == "" {
				ind.Family = families.familyOf(known.text)
			}
		case Threat:
			ind.ThreatType = either(ind.ThreatType, known.text)
		case Confidence:
			if ind.Confidence == indicator.UnknownConfidence {
				ind.Confidence, _ = confidence(known.text)
			}
		case Reporter:
			ind.Reporter = either(ind.Reporter, known.text)
		case Reference:
			ind.Reference = either(ind.Reference, known.text)
		case Comment:
			ind.Comment = either(ind.Comment, known.text)
		case Tags:
			ind.Tags = joinTags(ind.Tags, strings.Split(known.text, ","))
		}
	}
}

// familyOf returns the family with an id or a printable name.
func (c *collector) familyOf(text string) indicator.Family {
	if f, ok := indicator.FamilyByID(text); ok {
		return f
	}
	return c.family("", text, "")
}
