package signature

import (
	_ "embed"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"foxhound/internal/value"
)

//go:embed signatures.txt
var signatureText string

// groups are the groups of signatures.txt by their titles. Each is read when it is first asked, for
// functions are most of the text, and many a query calls none. A line that is no signature is a
// mistake of this repository, held by a test.
var groups = sync.OnceValue(func() map[Group]func() map[string]*Signature {
	all := make(map[Group]func() map[string]*Signature)
	for text := range strings.SplitSeq(signatureText, "\n## ") {
		title, lines, _ := strings.Cut(text, "\n")
		all[Group(title)] = sync.OnceValue(func() map[string]*Signature { return readGroup(lines) })
	}
	return all
})

func readGroup(text string) map[string]*Signature {
	group := make(map[string]*Signature)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			addSignature(group, line)
		}
	}
	return group
}

// in returns the signatures of a group by their names.
func in(g Group) map[string]*Signature {
	if read, ok := groups()[g]; ok {
		return read()
	}
	return nil
}

// Judged returns what Microsoft's binder knows of a name, which in places is not
// what the engine does.
func Judged(g Group, name string) (*Signature, bool) {
	if s, ok := Of(g+" of the binder", name); ok {
		return s, true
	}
	return Of(g, name)
}

// Of returns what is known of the name in a group.
func Of(g Group, name string) (*Signature, bool) {
	s, ok := in(g)[name]
	return s, ok
}

// Names lists what is in a group, but for what is hidden, in no order.
func Names(g Group) []string {
	var names []string
	for name, s := range in(g) {
		if !s.Hidden {
			names = append(names, name)
		}
	}
	return names
}

// addSignature reads a line: name(parameters): result as naming hidden measured.
func addSignature(group map[string]*Signature, line string) {
	name, rest, _ := strings.Cut(line, "(")
	params, rest, ok := strings.Cut(rest, "): ")
	if !ok {
		panic("function: no signature: " + line)
	}
	words := strings.Fields(rest)
	s := group[name]
	if s == nil {
		s = &Signature{Name: name}
		group[name] = s
	}
	s.Overloads = append(s.Overloads, Overload{Params: readParams(params), Result: words[0], Measured: words[len(words)-1] == "measured"})
	for i, w := range words {
		switch w {
		case "as":
			s.Naming = words[i+1]
		case "hidden":
			s.Hidden = true
		}
	}
}

func readParams(text string) []Param {
	if text == "" {
		return nil
	}
	var params []Param
	for part := range strings.SplitSeq(text, ", ") {
		params = append(params, readParam(part))
	}
	return params
}

// readParam reads name!?: type, or name{1,64}: type.
func readParam(text string) Param {
	name, kind, _ := strings.Cut(text, ": ")
	p := Param{Least: 1, Most: 1}
	if open := strings.IndexByte(name, '{'); open >= 0 {
		least, most, _ := strings.Cut(strings.TrimSuffix(name[open+1:], "}"), ",")
		p.Least, p.Most = readBound(least), readBound(most)
		name = name[:open]
	}
	for name != "" && strings.ContainsRune("!?*", rune(name[len(name)-1])) {
		switch name[len(name)-1] {
		case '!':
			p.Constant = true
		case '?':
			p.Optional, p.Least = true, 0
		case '*':
			p.Star = true
		}
		name = name[:len(name)-1]
	}
	p.Name = name
	p.Types, p.Kind = readType(kind)
	return p
}

func readBound(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n > math.MaxInt16 {
		panic(fmt.Sprintf("function: %s is no bound", text))
	}
	return n
}

// readType reads types with | between, or a kind.
func readType(text string) ([]value.Type, Kind) {
	var types []value.Type
	for name := range strings.SplitSeq(text, "|") {
		t, ok := value.TypeNamed(name)
		if !ok {
			return nil, Kind(text)
		}
		types = append(types, t)
	}
	return types, ""
}

// AllNames lists what is in a group, hidden or not, sorted.
func AllNames(g Group) []string { return slices.Sorted(maps.Keys(in(g))) }
