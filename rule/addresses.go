package rule

import (
	"slices"

	"foxhound/kql"
)

// Logs spell IPv6 in many ways, and IPv4 also as IPv6. Where IPv6 is listed, a hunt compares
// addresses as parse_ipv6 prints them, all digits spelled. Where it is not, that would take
// room for nothing: then the prefix of an IPv4 address is taken off.

// six reports whether the hunt looks for an IPv6 address.
func (b *batch) six() bool {
	return b.key == Addresses && slices.ContainsFunc(b.targets, func(want target) bool {
		loc, _ := want.Location()
		return loc.Addr.Is6()
	})
}

// tellingGroups are the groups of an address that no spelling changes but by zeros in front,
// and shortGroups are two without those.
const (
	tellingGroups = `^(?:(?:0000:){5}ffff:(.*)|([1-9a-f][0-9a-f]{3}(?::[1-9a-f][0-9a-f]{3}){0,5}):.*)$`
	shortGroups   = `^0{0,3}([0-9a-f]+):0{0,3}([0-9a-f]+)$`
)

// addressTerms is the list of terms that the cheap filter looks for. An IPv4 address within
// an IPv6 one may be written in hexadecimal, with or without zeros in front. Of an IPv6
// address, the first groups that have no zeros in front are the same in all spellings; the
// last two are not, for they may be a dotted quad.
func addressTerms() *kql.Let {
	term := kql.Name("Term")
	telling := kql.Fn("replace_regex", kql.Name("Spelling"),
		kql.Raw(tellingGroups), kql.Raw(`\1\2`))
	short := kql.Fn("replace_regex", term, kql.Raw(shortGroups), kql.Raw(`\1:\2`))
	return &kql.Let{Name: "Terms", Value: kql.Fn("toscalar", kql.From("Iocs",
		extend("what no spelling of an address changes", kql.As("Term", telling)),
		&kql.MvExpand{Columns: []kql.Assign{kql.As("Term", kql.Fn("pack_array", term, short))}, To: "string"},
		&kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", term)}}}))}
}

// bareAddress takes brackets and a zone off an address; nothing is left of what is none. Of
// an IPv4 address within an IPv6 one, mappedQuad leaves the dotted quad.
const (
	bareAddress = `(?s)^(?:\[([0-9a-f:.]+)(?:%.*)?\]|([0-9a-f:.]+)(?:%.*)?|.*)$`
	mappedQuad  = `(?s)^\[?(?:::|(?:0{1,4}:){5})ffff:([0-9.]+)(?:%.*)?\]?$`
)

// addressKeys brings what was seen into the spelling that is looked up.
func (b *batch) addressKeys() []kql.Operator {
	observed := kql.Name("Observed")
	key := kql.Expr(kql.Fn("replace_regex", observed, kql.Raw(mappedQuad), kql.Raw(`\1`)))
	if b.six() {
		bare := kql.Fn("replace_regex", observed, kql.Raw(bareAddress), kql.Raw(`\1\2`))
		key = kql.Fn("iff", kql.Op(observed, "contains", kql.Str(":")), kql.Fn("parse_ipv6", bare), observed)
	}
	return []kql.Operator{extend("exact: the address, in whichever spelling", kql.As("Observed", key))}
}
