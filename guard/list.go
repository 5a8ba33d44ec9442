package guard

import (
	"embed"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

//go:generate go run ../cmd/foxhound guard update ../../shared/data/threatfox/misp-warninglists-2026-08-20.tar.gz --dir lists

//go:embed lists
var files embed.FS

// A list is a file of the folder lists: how far what is on it may match, and what to say of it.
type list struct {
	name string
	host Level // of an address in its blocks
	of   Level // of a name on it or below it, or of a hash
	url  Level // of a URL on any of them
	why  func(value, label string) string
	text string // in place of the file's; empty for that
}

// An entry is what a list says: whose or what a value is.
type entry struct {
	list  *list
	label string
}

// lists in the order of their say: of two that are as strict, the first names the reason.
var lists = []*list{
	{name: "non-global-addresses", host: Drop, of: Drop, url: Drop, why: func(value, label string) string {
		return value + " is " + article(label) + " address: it means no one machine on the internet"
	}},
	{name: "internal-names", host: Drop, of: Drop, url: Drop, why: func(value, label string) string {
		return value + " is a name for " + label + ": it means another machine on every network"
	}},
	{name: "public-resolvers", host: Drop, of: Drop, url: Drop, why: func(value, label string) string {
		return value + " is a public DNS resolver of " + label
	}},
	{name: "empty-files", host: Drop, of: Drop, url: Drop, why: func(_, label string) string {
		return "this is the hash of " + label + ", which every host holds"
	}},
	{name: "common-files", host: Drop, of: Drop, url: Drop, why: func(_, label string) string {
		return "this is the hash of " + label + ", which is no malware"
	}},
	{name: "shared-hosts", host: Drop, of: Precise, url: Precise, why: func(value, label string) string {
		if _, err := netip.ParseAddr(value); err == nil {
			return value + " serves everything of " + label + ", not one customer"
		}
		return value + " is a shared host (" + label + "): not everything on it is bad"
	}},
	{name: "shared-services", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " is part of a shared service (" + label + "): not everything on it is bad"
	}},
	{name: "vendor-services", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " belongs to " + label + ", which hosts everywhere talk to"
	}},
	{name: "vendor-ranges", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " is in a range of " + label + ", which hosts everywhere talk to"
	}},
	{name: "top-sites", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " is, or is part of, " + label
	}},
	{name: "cdn-edges", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " is an edge of " + label + ": many unlike sites answer there"
	}},
	{name: "parking", host: Precise, of: Precise, url: Precise, why: func(value, label string) string {
		return value + " is of " + label + ": whatever domain is for sale answers there"
	}},
	{name: "sinkholes", host: Label, of: Label, url: Label, why: func(value, label string) string {
		return value + " is " + label + ": who talks to it is infected, and nobody answers any more"
	}},
	{name: "scanners", host: Label, of: Label, url: Label, why: func(value, label string) string {
		return value + " scans the internet for " + label + ": inbound traffic from it is no attack"
	}},
	{name: "cloud-ranges", host: Label, of: Label, url: Label, why: func(value, label string) string {
		return value + " is in a range of " + label + ", where customers change from day to day"
	}},
}

// article puts a or an before a word.
func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// built are the embedded lists' entries, read when they are first asked.
var built = sync.OnceValue(func() *entries { return read(lists) })

// Lists are what guards go by. Nil are the embedded ones.
type Lists struct{ newer *entries }

// Renewed returns the embedded lists, with newer texts in place of some of them, by name.
func Renewed(newer map[string]string) (*Lists, error) {
	all := slices.Clone(lists)
	for i, l := range all {
		if text, ok := newer[l.name]; ok {
			renewed := *l
			renewed.text = text
			all[i] = &renewed
		}
	}
	for name, text := range newer {
		i := slices.IndexFunc(all, func(l *list) bool { return l.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no guard `%s`", indicator.Printable(name, 60))
		}
		if all[i].len() == 0 {
			return nil, fmt.Errorf("the guard %s would have no entries: `%s`", name, indicator.Printable(text, 60))
		}
	}
	return &Lists{read(all)}, nil
}

func (l *Lists) entries() *entries {
	if l == nil {
		return built()
	}
	return l.newer
}

// A Summary is what there is to know of a list.
type Summary struct {
	Name    string
	Entries int
	Address Level    // the effect on an address in it
	Value   Level    // the effect on a name or a hash in it
	Made    []string // the warninglists that it is made of, each with its version; nil of one that is this project's
}

// Summaries lists the lists, with newer texts in place of some of them.
func Summaries(newer map[string]string) []Summary {
	var all []Summary
	for _, l := range lists {
		renewed := *l
		renewed.text = newer[l.name]
		s := Summary{Name: l.name, Entries: renewed.len(), Address: l.host, Value: l.of}
		for _, m := range fromLine.FindAllStringSubmatch(renewed.source(), -1) {
			s.Made = append(s.Made, m[1]+" "+m[2])
		}
		all = append(all, s)
	}
	return all
}

// fromLine is where a list says of which warninglist it is made.
var fromLine = lazyregexp.New(`(?m)^# (?:without )?(\S+), version (\d+): \d+ entries$`)

// source is the list's text: a newer one, else the embedded.
func (l *list) source() string {
	if l.text != "" {
		return l.text
	}
	data, err := files.ReadFile("lists/" + l.name + ".txt")
	if err != nil {
		panic(err) // it is embedded: our bug
	}
	return unsafe.String(unsafe.SliceData(data), len(data)) // a copy of ours, which nobody changes
}

func (l *list) len() (n int) {
	for range l.entries() {
		n++
	}
	return n
}

// entries are those of all lists together, so that one look-up asks them all. They are read in
// every hunt, however small, and so made of little.
type entries struct {
	blocks *blocks
	names  map[string]*entry // host names and hashes
}

func read(lists []*list) *entries {
	const names = 6000 // more than the embedded lists have
	e := &entries{newBlocks(), make(map[string]*entry, names)}
	for _, l := range lists {
		said := &entry{list: l}
		for text, label := range l.entries() {
			if label != said.label {
				said = &entry{l, label}
			}
			e.add(text, said)
		}
	}
	return e
}

func (e *entries) add(text string, what *entry) {
	if p, ok := blockOf(text); ok {
		e.blocks.add(p, what)
	} else if old, ok := e.names[text]; !ok || what.list.of > old.list.of {
		e.names[text] = what
	}
}

// blockOf reads a block, or an address as one of its own. Neither a hash has a colon nor does
// a host name end with a digit, so that nearly all of them are told from addresses at sight.
func blockOf(text string) (netip.Prefix, bool) {
	if !strings.Contains(text, ":") && !('0' <= text[len(text)-1] && text[len(text)-1] <= '9') {
		return netip.Prefix{}, false
	}
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		return p, err == nil
	}
	a, err := netip.ParseAddr(text)
	return netip.PrefixFrom(a, a.BitLen()), err == nil
}

// parent finds the strictest entry for the name itself or one above it; the nearest of equals.
func (e *entries) parent(host string) (found entry, ok bool) {
	for name := host; ; {
		if next := e.names[name]; next != nil && (!ok || next.list.of > found.list.of) {
			found, ok = *next, true
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
		heading := ""
		for line := range strings.Lines(l.source()) {
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
