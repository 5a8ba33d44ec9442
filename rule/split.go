package rule

import (
	"fmt"
	"slices"
	"sort"

	"foxhound/indicator"
	"foxhound/kql"
)

// hunts writes the writer's hunts: one in full form; where that is too long to save, one in
// the style's denser form; where that is too, as many as it takes.
func (w *writer) hunts() []Hunt {
	whole := &batch{writer: w, targets: w.targets, form: Full, part: 1, parts: 1}
	if whole.fits() {
		return []Hunt{whole.hunt()}
	}
	whole.form = w.dense
	if whole.fits() {
		return []Hunt{whole.hunt()}
	}
	return w.split()
}

// anyPart stands for the numbers of a part while they are not known: none is longer.
const anyPart = 999_999

// split cuts the targets into parts as large as fit, between keys.
func (w *writer) split() []Hunt {
	groups := together(w.targets)
	sorted := make([]target, len(groups))
	for i := range groups {
		sorted[i] = groups[i].target
	}
	var parts [][]target
	carried := map[string][]*target{}
	for rest := sorted; len(rest) > 0; {
		first := &batch{writer: w, targets: rest[:1], form: w.dense, part: 1, parts: 1}
		most := w.fitting(rest)
		if most == 0 && !first.fits() {
			return []Hunt{first.hunt()} // for which the rule is refused, whatever the others have room for
		}
		n := boundary(groups, max(most, 1))
		parts = append(parts, rest[:n])
		continued(rest[n:], rest[:n], carried)
		rest, groups = rest[n:], groups[n:]
	}
	hunts := make([]Hunt, len(parts))
	for i, p := range parts {
		b := &batch{writer: w, targets: p, form: w.dense, part: i + 1, parts: len(parts)}
		hunts[i] = b.hunt()
	}
	return hunts
}

// continued keeps the ports and URLs of a host that do not fit into one part from showing the
// mere host in the next parts too, where an earlier part does so at least as well: one that
// takes any event on the host for exact does, however little is known of it.
func continued(rest, part []target, carried map[string][]*target) {
	for i := range part {
		if want := &part[i]; !want.precise {
			carried[hostOf(want)] = append(carried[hostOf(want)], want)
		}
	}
	for i := range rest {
		want := &rest[i]
		asGood := func(other *target) bool {
			return anyOnHost(other) || other.Confidence >= want.Confidence && !other.FirstSeen.After(want.FirstSeen)
		}
		if want.Kind == indicator.URL || want.Kind == indicator.IPPort {
			want.precise = want.precise || slices.ContainsFunc(carried[hostOf(want)], asGood)
		}
	}
}

// anyOnHost reports whether each event on the host itself is exact.
func anyOnHost(want *target) bool {
	switch want.Kind {
	case indicator.IP, indicator.Domain:
		return true
	case indicator.IPPort:
		loc, _ := want.Location()
		return loc.Port == 0
	}
	return false
}

// fitting is how many of the first targets fit into one query: none where the facts of exclusions
// leave no room, for sortOut has set aside what is too long itself. A query only grows with its
// targets, so that halving finds it.
func (w *writer) fitting(rest []target) int {
	limit := sort.Search(len(rest), func(n int) bool { return bare(rest[:n+1]) > MaxLength })
	return sort.Search(limit, func(n int) bool {
		b := &batch{writer: w, targets: rest[:n+1], form: w.dense, part: anyPart, parts: anyPart}
		return !b.fits()
	})
}

// bare is the length of the values alone.
func bare(targets []target) int {
	sum := 0
	for i := range targets {
		sum += len(targets[i].Value)
	}
	return sum
}

func (b *batch) fits() bool {
	return bare(b.targets) <= MaxLength && len(kql.Print(alerting(b.body(b)))) <= MaxLength
}

func (b *batch) hunt() Hunt {
	q := b.body(b)
	h := Hunt{
		Name: b.name(), Title: b.title, Table: b.table.Name, Key: b.key,
		Query: q, Text: kql.Print(q), Form: b.form, Part: b.part, Parts: b.parts,
		Lacks: lacks(b.rule.Exclusions, b.has),
	}
	for i := range b.targets {
		h.Indicators = append(h.Indicators, b.targets[i].Indicator)
		h.Precise = append(h.Precise, b.targets[i].precise)
	}
	return h
}

func (b *batch) name() string {
	name := fmt.Sprintf("%s-%s-%s", slug(b.rule.Family.Label()), slug(b.table.Name), b.key)
	if b.part > 1 {
		name += fmt.Sprintf("-%d", b.part)
	}
	return name
}
