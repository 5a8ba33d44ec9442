package indicator

import (
	"slices"
	"strings"
)

// A dictionary numbers what indicators say alike. Its zero value is empty.
type dictionary struct {
	claims   []claim
	families []numbered
	nodes    []node // of lists; the first is the empty list
	claimsOf map[claim]uint32
	familyOf map[familyNames]uint32
	nodesOf  map[node]uint32
	latest   uint32 // the claim that was asked for last: the next one is mostly the same
}

// A claim is what few kinds of are in any feed.
type claim struct {
	threatType, source string
	confidence         int
	family             uint32 // number of a family
	compromised        bool
	relisted           bool
	search             bool // the reference is ThreatFox's search for the value
}

// A numbered family knows its aliases as a list too.
type numbered struct {
	Family
	aliases uint32
}

type familyNames struct {
	id, name string
	aliases  uint32
}

// A node is a list of texts: the list before it, and its last text. Lists that begin alike
// share their beginning.
type node struct {
	before uint32
	text   string
}

// claim returns the number of what an indicator claims.
func (d *dictionary) claim(ind *Indicator, search bool) uint32 {
	c := claim{ind.ThreatType, ind.Source, ind.Confidence, 0, ind.Compromised, ind.Relisted, search}
	if len(d.claims) > 0 {
		last := &d.claims[d.latest]
		c.family = last.family
		if c == *last && sameFamily(&ind.Family, &d.families[c.family].Family) {
			return d.latest
		}
	}
	c.family = d.family(ind.Family)
	d.latest = d.claimNumber(c)
	return d.latest
}

func (d *dictionary) claimNumber(c claim) uint32 {
	return numberOf(&d.claims, &d.claimsOf, c, c)
}

func sameFamily(a, b *Family) bool {
	return a.ID == b.ID && a.Name == b.Name && slices.Equal(a.Aliases, b.Aliases)
}

func (d *dictionary) family(f Family) uint32 {
	aliases := d.lists(f.Aliases)
	return numberOf(&d.families, &d.familyOf, familyNames{f.ID, f.Name, aliases}, numbered{f, aliases})
}

// list returns the number of a list and one more text. The empty text makes no list longer.
func (d *dictionary) list(before uint32, text string) uint32 {
	if text == "" {
		return before
	}
	if len(d.nodes) == 0 {
		d.nodes = append(d.nodes, node{})
	}
	n := node{before, text}
	return numberOf(&d.nodes, &d.nodesOf, n, n)
}

// lists returns the number of a list.
func (d *dictionary) lists(all []string) (n uint32) {
	for _, text := range all {
		n = d.list(n, text)
	}
	return n
}

// last returns the last text of a list.
func (d *dictionary) last(n uint32) string {
	if n == 0 {
		return ""
	}
	return d.nodes[n].text
}

// strings returns the texts of a list, nil where it is empty.
func (d *dictionary) strings(n uint32) []string {
	length := 0
	for at := n; at != 0; at = d.nodes[at].before {
		length++
	}
	if length == 0 {
		return nil
	}
	all := make([]string, length)
	for at := n; at != 0; at = d.nodes[at].before {
		length--
		all[length] = d.nodes[at].text
	}
	return all
}

// numberOf returns the number of an entry by its key, and enters it where it is new.
func numberOf[K comparable, T any](entries *[]T, numbers *map[K]uint32, key K, entry T) uint32 {
	n, ok := (*numbers)[key]
	if !ok {
		if *numbers == nil {
			*numbers = map[K]uint32{}
		}
		n = uint32(len(*entries))
		*entries, (*numbers)[key] = append(*entries, entry), n
	}
	return n
}

// A renumbering tells of the numbers of one dictionary what they are in another.
type renumbering struct{ claims, nodes []uint32 }

// merge enters all of other.
func (d *dictionary) merge(other *dictionary) (now renumbering) {
	now.nodes = make([]uint32, max(1, len(other.nodes)))
	for i, n := range other.nodes {
		if i > 0 {
			now.nodes[i] = d.list(now.nodes[n.before], n.text)
		}
	}
	for _, c := range other.claims {
		f := other.families[c.family]
		f.aliases = now.nodes[f.aliases]
		c.family = numberOf(&d.families, &d.familyOf, familyNames{f.ID, f.Name, f.aliases}, f)
		now.claims = append(now.claims, d.claimNumber(c))
	}
	return now
}

// isSearch reports whether a reference is what [SearchLink] gives for the value.
func isSearch(reference, value string) bool {
	return strings.HasPrefix(reference, ThreatFoxSearch) && reference == SearchLink(value)
}
