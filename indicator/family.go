package indicator

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// A Family is a malware family. The zero Family means that none is known.
type Family struct {
	ID      string   // Malpedia's id, such as win.remus; empty where only a printable name is known
	Name    string   // printable, such as Remus
	Aliases []string // other names in use
}

// Known reports whether f can be told apart from every other family, which takes an ID.
func (f Family) Known() bool { return f.ID != "" }

// Key tells families apart: the id, or the name of one that has none, in lower case. It is
// empty for the zero Family.
func (f Family) Key() string { return fold(cmp.Or(f.ID, f.Name)) }

// Label is what people call the family: its name, or the id of one that has none.
func (f Family) Label() string { return cmp.Or(f.Name, f.ID) }

// ShortID is the part of the id behind its platform: remus of win.remus. It is empty where an
// id has no platform.
func (f Family) ShortID() string {
	_, short, _ := strings.Cut(f.ID, ".")
	return short
}

// Families returns the families the package knows, sorted by ID. The list is embedded and
// not complete: an id it lacks can be a family all the same.
func Families() []Family { return slices.Clone(catalog().families) }

// FamilyByID returns the family of an id such as win.remus, in any case.
func FamilyByID(id string) (Family, bool) {
	return catalog().lookup(byID, id)
}

// FamilyByName returns the family that a person means by name: in this order an id, a
// printable name, the part of an id behind its platform, or an alias, in any case. A name
// that stands for several families (Mirai runs on Linux and on Windows) is none.
func FamilyByName(name string) (Family, bool) {
	for sort := byID; sort <= byAlias; sort++ {
		if len(catalog().names[sort][fold(name)]) > 0 {
			return catalog().lookup(sort, name)
		}
	}
	return Family{}, false
}

// UnknownFamily reports whether an id or printable name says only that the family is not
// known: unknown, unknown_loader, "Unknown malware", or nothing at all.
func UnknownFamily(id string) bool {
	id = fold(id)
	rest, ok := strings.CutPrefix(id, "unknown")
	return id == "" || ok && (rest == "" || rest[0] == '_' || rest[0] == ' ')
}

// nameSort is a sort of name, the most telling first.
type nameSort int

const (
	byID nameSort = iota
	byPrintable
	byShortID
	byAlias
)

// A familyCatalog finds families by folded names of each sort.
type familyCatalog struct {
	families []Family
	names    [byAlias + 1]map[string][]int // indexes of families, each once
}

//go:embed families.tsv
var familiesTSV string

var catalog = sync.OnceValue(func() *familyCatalog { return newCatalog(familiesTSV) })

// newCatalog reads lines of id, printable name and aliases.
func newCatalog(tsv string) *familyCatalog {
	c := new(familyCatalog)
	for sort := range c.names {
		c.names[sort] = make(map[string][]int)
	}
	for line := range strings.Lines(tsv) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			c.add(parseFamily(line))
		}
	}
	return c
}

func parseFamily(line string) Family {
	fields := append(strings.Split(line, "\t"), "", "")
	f := Family{ID: fields[0], Name: fields[1]}
	if fields[2] != "" {
		f.Aliases = strings.Split(fields[2], ",")
	}
	return f
}

func (c *familyCatalog) add(f Family) {
	c.families = append(c.families, f)
	c.index(byID, f.ID)
	c.index(byPrintable, f.Name)
	if short := f.ShortID(); short != "" {
		c.index(byShortID, short)
	}
	for _, alias := range f.Aliases {
		c.index(byAlias, alias)
	}
}

// index files the newest family under a name.
func (c *familyCatalog) index(sort nameSort, name string) {
	newest := len(c.families) - 1
	if name = fold(name); !slices.Contains(c.names[sort][name], newest) {
		c.names[sort][name] = append(c.names[sort][name], newest)
	}
}

// lookup returns the one family that name stands for.
func (c *familyCatalog) lookup(sort nameSort, name string) (Family, bool) {
	found := c.names[sort][fold(name)]
	if len(found) != 1 {
		return Family{}, false
	}
	return c.families[found[0]], true
}

// fold brings a name to the form it is found by.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
