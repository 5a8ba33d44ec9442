package guard

import (
	"embed"
	"net/netip"
	"strings"
	"sync"
)

//go:generate go run ./warninglists -from ../../shared/data/threatfox/misp-warninglists-2026-08-20.tar.gz -to lists

//go:embed lists
var files embed.FS

// A list is a file of the folder lists: how far what is on it may match, and what to say of it.
type list struct {
	name string
	host Level // of an address in its blocks
	of   Level // of a name on it or below it, or of a hash
	url  Level // of a URL on any of them
	why  func(value, label string) string
}

// An entry is what a list says: whose or what a value is.
type entry struct {
	list  *list
	label string
}

// lists in the order of their say: of two that are as strict, the first names the reason.
var lists = []*list{
	{"non-global-addresses", Drop, Drop, Drop, func(value, label string) string {
		return value + " is a " + label + " address: it means no one machine on the internet"
	}},
	{"internal-names", Drop, Drop, Drop, func(value, label string) string {
		return value + " is a name for " + label + ": it means another machine on every network"
	}},
	{"public-resolvers", Drop, Drop, Drop, func(value, label string) string {
		return value + " is a public DNS resolver of " + label
	}},
	{"empty-files", Drop, Drop, Drop, func(_, label string) string {
		return "this is the hash of " + label + ", which every host holds"
	}},
	{"common-files", Drop, Drop, Drop, func(_, label string) string {
		return "this is the hash of " + label + ", which is no malware"
	}},
	{"shared-hosts", Drop, Precise, Precise, func(value, label string) string {
		if _, err := netip.ParseAddr(value); err == nil {
			return value + " serves everything of " + label + ", not one customer"
		}
		return value + " is a shared host (" + label + "): not everything on it is bad"
	}},
	{"shared-services", Precise, Precise, Precise, func(value, label string) string {
		return value + " is part of a shared service (" + label + "): not everything on it is bad"
	}},
	{"vendor-services", Precise, Precise, Precise, func(value, label string) string {
		return value + " belongs to " + label + ", which hosts everywhere talk to"
	}},
	{"vendor-ranges", Precise, Precise, Precise, func(value, label string) string {
		return value + " is in a range of " + label + ", which hosts everywhere talk to"
	}},
	{"top-sites", Precise, Precise, Precise, func(value, label string) string {
		return value + " is, or is part of, " + label
	}},
	{"cdn-edges", Precise, Precise, Precise, func(value, label string) string {
		return value + " is an edge of " + label + ": many unlike sites answer there"
	}},
	{"parking", Precise, Precise, Precise, func(value, label string) string {
		return value + " is of " + label + ": whatever domain is for sale answers there"
	}},
	{"sinkholes", Label, Label, Label, func(value, label string) string {
		return value + " is " + label + ": who talks to it is infected, and nobody answers any more"
	}},
	{"scanners", Label, Label, Label, func(value, label string) string {
		return value + " scans the internet for " + label + ": inbound traffic from it is no attack"
	}},
	{"cloud-ranges", Label, Label, Label, func(value, label string) string {
		return value + " is in a range of " + label + ", where customers change from day to day"
	}},
}

// built are the lists' entries, read when they are first asked.
var built = sync.OnceValue(func() *entries { return read(lists) })

// entries are those of all lists together, so that one look-up asks them all.
type entries struct {
	blocks blocks
	names  map[string]entry // host names and hashes
}

func read(lists []*list) *entries {
	e := &entries{names: map[string]entry{}}
	for _, l := range lists {
		for text, label := range l.entries() {
			e.add(text, entry{l, label})
		}
	}
	e.blocks.index()
	return e
}

func (e *entries) add(text string, what entry) {
	if p, err := netip.ParsePrefix(text); err == nil {
		e.blocks.add(p, what)
	} else if a, err := netip.ParseAddr(text); err == nil {
		e.blocks.add(netip.PrefixFrom(a, a.BitLen()), what)
	} else if old, ok := e.names[text]; !ok || what.list.of > old.list.of {
		e.names[text] = what
	}
}

// parent finds the strictest entry for the name itself or one above it; the nearest of equals.
func (e *entries) parent(host string) (found entry, ok bool) {
	for name := host; ; {
		if next, is := e.names[name]; is && (!ok || next.list.of > found.list.of) {
			found, ok = next, true
		}
		_, rest, more := strings.Cut(name, ".")
		if !more {
			return found, ok
		}
		name = rest
	}
}

// entries yields what the list's file says: an entry on a line, with its label behind it or
// in the heading above, [in brackets]; # before a comment.
func (l *list) entries() func(yield func(text, label string) bool) {
	return func(yield func(text, label string) bool) {
		data, err := files.ReadFile("lists/" + l.name + ".txt")
		if err != nil {
			panic(err)
		}
		heading := ""
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			switch text, label, _ := strings.Cut(line, " "); {
			case line == "" || text == "#":
			case line[0] == '[':
				heading = strings.Trim(line, "[]")
			case label != "" && !yield(text, strings.TrimSpace(label)), label == "" && !yield(text, heading):
				return
			}
		}
	}
}
