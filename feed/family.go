package feed

import (
	"strings"

	"foxhound/indicator"
)

// A familyKey is what a row says of its family.
type familyKey struct{ id, name, aliases string }

// family returns the family that a ThreatFox row names, the same for all rows that say the
// same. What ThreatFox calls unknown is no family.
func (c *collector) family(id, name, aliases string) indicator.Family {
	key := familyKey{id, name, aliases}
	f, ok := c.families[key]
	if !ok {
		key = familyKey{strings.Clone(id), strings.Clone(name), strings.Clone(aliases)}
		f = newFamily(key)
		c.families[key] = f
	}
	return f
}

func newFamily(key familyKey) indicator.Family {
	if key.id == "" {
		return familyByName(key.name)
	}
	if indicator.UnknownFamily(key.id) {
		return indicator.Family{}
	}
	f, ok := indicator.FamilyByID(key.id)
	if !ok {
		f.ID = strings.ToLower(key.id)
	}
	if key.name != "" {
		f.Name = key.name
	}
	if aliases := aliases(key.aliases); aliases != nil {
		f.Aliases = aliases
	}
	return f
}

// aliases splits the names that a row gives, comma separated.
func aliases(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		if name = absent(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// familyByName returns the family with a printable name. One that nobody knows has no id.
func familyByName(name string) indicator.Family {
	if indicator.UnknownFamily(name) {
		return indicator.Family{}
	}
	if f, ok := indicator.FamilyByName(name); ok {
		return f
	}
	return indicator.Family{Name: name}
}
