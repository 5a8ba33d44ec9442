package rule

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/kql"
)

// traits say which columns a batch's table of indicators needs: most need few, and every
// column costs room.
type traits struct {
	domains, addresses, pairs, urls bool // kinds present
	until                           bool // some indicator expires
	precise                         bool // some indicator may not match at tier host
	reference                       bool // some indicator has a page of its own to read on at
	pages                           bool // some of those are pages of ThreatFox, written as their number
}

func (b *batch) traits() traits {
	var t traits
	for i := range b.targets {
		want := &b.targets[i]
		t.domains = t.domains || want.Kind == indicator.Domain
		t.addresses = t.addresses || want.Kind == indicator.IP
		t.pairs = t.pairs || want.Kind == indicator.IPPort
		t.urls = t.urls || want.Kind == indicator.URL
		t.until = t.until || !validUntil(&want.Indicator).IsZero()
		t.precise = t.precise || want.precise
		ref := reference(&want.Indicator)
		t.reference = t.reference || b.form == Full && ref != ""
		t.pages = t.pages || b.form == Full && ref != "" && ref == want.ID
	}
	return t
}

// iocs is the table of indicators, keyed by what a hunt finds in an event.
func (b *batch) iocs(t traits) *kql.Let {
	table := &kql.DataTable{Columns: columns(t, b.form)}
	p := &kql.Pipeline{Source: table}
	if b.form == Full {
		for i := range b.targets {
			table.Values = append(table.Values, fullRow(&b.targets[i], t)...)
		}
	} else {
		table.Values = compactRows(b.targets, t)
		p.Operators = append(p.Operators, &kql.MvExpand{Columns: []kql.Assign{kql.As("Value", kql.Name("Values"))}, To: "string"},
			&kql.ProjectAway{Names: []string{"Values"}})
	}
	p.Operators = append(p.Operators, keyed(t)...)
	p.Operators = append(p.Operators, respelled(b.targets)...)
	return &kql.Let{Name: "Iocs", Value: p}
}

func columns(t traits, form Form) []kql.Column {
	list := []kql.Column{{Name: "Value", Type: "string"}}
	if form == Compact {
		list = nil
	}
	list = append(list, kql.Column{Name: "ThreatType", Type: "string"}, kql.Column{Name: "Confidence", Type: "int"},
		kql.Column{Name: "FirstSeen", Type: "datetime"})
	for _, c := range []struct {
		in   bool
		name string
		typ  string
	}{{t.until, "ValidUntil", "datetime"}, {t.precise, "Precise", "bool"}, {t.reference, "Reference", "string"},
		{form == Compact, "Values", "dynamic"}} {
		if c.in {
			list = append(list, kql.Column{Name: c.name, Type: c.typ})
		}
	}
	return list
}

func fullRow(want *target, t traits) []kql.Expr {
	row := append([]kql.Expr{kql.Str(want.Value)}, metadata(groupOf(want, 0), t)...)
	if t.reference {
		row = append(row, kql.Str(reference(&want.Indicator)))
	}
	return row
}

// A group is what indicators have in common that share a row of the compact form.
type group struct {
	threatType       string
	confidence       int
	firstSeen, until time.Time
	precise          bool
}

// groupOf rounds times outwards to step: a compact row is valid no shorter than its indicators.
func groupOf(want *target, step time.Duration) group {
	until := validUntil(&want.Indicator)
	if floor := until.Truncate(step); step > 0 && floor.Before(until) {
		until = floor.Add(step)
	}
	return group{want.ThreatType, want.Confidence, want.FirstSeen.Truncate(step), until, want.precise}
}

func metadata(g group, t traits) []kql.Expr {
	var confidence kql.Expr = kql.Int(int64(g.confidence))
	if g.confidence == indicator.UnknownConfidence {
		confidence = &kql.Null{Type: "int"}
	}
	row := []kql.Expr{kql.Str(g.threatType), confidence, instant(g.firstSeen)}
	if t.until {
		row = append(row, instant(g.until))
	}
	if t.precise {
		row = append(row, &kql.Bool{Value: g.precise})
	}
	return row
}

func instant(at time.Time) kql.Expr {
	if at.IsZero() {
		return &kql.Null{Type: "datetime"}
	}
	return &kql.Datetime{Value: at}
}

// compactRows groups the targets by their metadata, by the day, in the order of each group's
// first value.
func compactRows(targets []target, t traits) []kql.Expr {
	var order []group
	values := map[group][]any{}
	for i := range targets {
		g := groupOf(&targets[i], 24*time.Hour)
		if _, ok := values[g]; !ok {
			order = append(order, g)
		}
		values[g] = append(values[g], targets[i].Value)
	}
	var rows []kql.Expr
	for _, g := range order {
		rows = append(append(rows, metadata(g, t)...), &kql.Dynamic{Value: values[g]})
	}
	return rows
}

// reference is how the full form writes the page an indicator refers to: ThreatFox's own by
// its number, others whole. It is empty where the search for the value says as much, and for
// a reference that is too long to carry.
func reference(ind *indicator.Indicator) string {
	switch ref := ind.Reference; {
	case ref == threatFoxPage+ind.ID+"/" && numeric(ind.ID):
		return ind.ID
	case strings.HasPrefix(ref, threatFoxSearch), len(ref) > 300, !strings.Contains(ref, "://"):
		return ""
	default:
		return ref
	}
}

const (
	threatFoxPage   = "https://threatfox.abuse.ch/ioc/"
	threatFoxSearch = "https://threatfox.abuse.ch/browse.php?search=ioc%3A"
)

func numeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// shape takes a URL apart, or what a log has left of one: scheme, host, port, path and query.
// An address may stand in brackets or bare, the whole in quotes. User information counts only behind a scheme:
// without one the text is a mail address.
const shape = `^[\s"']*(?:(?:([A-Za-z][A-Za-z0-9+.-]*):)?//(?:[^/?#\\]*@)?)?` +
	`(\[[^\]]*\]|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*|[^:/?#\\@\s"']+)(?::(\d*))?([/?][^#\s]*)?(?:[#\\"'\s].*)?$`

func shapeLet() *kql.Let { return &kql.Let{Name: "Shape", Value: kql.Raw(shape)} }

// keyed gives each indicator the key that events are looked up by, and for addresses with
// ports and for URLs what the tier is told from. IocPath is empty for what is no URL.
func keyed(t traits) []kql.Operator {
	if !t.pairs && !t.urls {
		return []kql.Operator{&kql.Extend{Columns: []kql.Assign{kql.As("Key", kql.Name("Value"))}}}
	}
	part := kql.As("Part", &kql.Index{X: kql.Fn("extract_all", kql.Name("Shape"), kql.Name("Value")), I: kql.Int(0)})
	cols := []kql.Assign{
		kql.As("Key", trimmed(partOf(1))),
		kql.As("IocPort", iocPort(t)),
	}
	if t.urls {
		cols = append(cols, kql.As("IocPath", kql.Fn("iff", kql.Op(kql.Name("Value"), "contains", kql.Str("://")), pathOf(), kql.Str(""))))
	}
	return []kql.Operator{&kql.Extend{Columns: []kql.Assign{part}}, &kql.Extend{Columns: cols}, &kql.ProjectAway{Names: []string{"Part"}}}
}

// trimmed takes the brackets off an address.
func trimmed(e kql.Expr) kql.Expr {
	return kql.Fn("trim", kql.Raw(`[\[\]]`), e)
}

// partOf is a group of [shape], as text.
func partOf(i int64) kql.Expr {
	return kql.Fn("tostring", &kql.Index{X: kql.Name("Part"), I: kql.Int(i)})
}

func iocPort(t traits) kql.Expr {
	own := kql.Fn("toint", partOf(2))
	if !t.urls {
		return own
	}
	return kql.Fn("coalesce", own, schemePort())
}

// schemePorts are the ports that schemes stand for.
func schemePorts() *kql.Let {
	return &kql.Let{Name: "Ports", Value: &kql.Dynamic{Value: map[string]any{
		"http": int64(80), "ws": int64(80), "https": int64(443), "wss": int64(443), "ftp": int64(21)}}}
}

func schemePort() kql.Expr {
	return kql.Fn("toint", &kql.Index{X: kql.Name("Ports"), I: kql.Fn("tolower", partOf(0))})
}

// pathOf is path and query: "/" where there is none, and before a query that has none.
func pathOf() kql.Expr {
	return kql.Fn("iff", kql.Op(partOf(3), "startswith", kql.Str("/")), partOf(3), kql.Fn("strcat", kql.Str("/"), partOf(3)))
}

// respelled gives keys that logs spell in two ways a row for each spelling: names in their
// Unicode form, IPv6 addresses with every digit.
func respelled(targets []target) []kql.Operator {
	spellings := map[string]any{}
	for i := range targets {
		if key, other := otherSpelling(&targets[i].Indicator); other != "" {
			spellings[key] = other
		}
	}
	if len(spellings) == 0 {
		return nil
	}
	other := &kql.Index{X: &kql.Dynamic{Value: spellings}, I: kql.Name("Key")}
	return []kql.Operator{
		&kql.MvExpand{Columns: []kql.Assign{kql.As("Key", kql.Fn("pack_array", kql.Name("Key"), other))}, To: "string"},
		&kql.Where{Predicate: kql.Fn("isnotempty", kql.Name("Key"))},
	}
}

func otherSpelling(ind *indicator.Indicator) (key, other string) {
	loc, ok := ind.Location()
	switch {
	case !ok:
		return "", ""
	case loc.Addr.Is6():
		key, other = loc.Addr.String(), expanded(loc.Addr)
	case !loc.Addr.IsValid():
		key, other = loc.Host, indicator.Unicode(loc.Host)
	}
	if key == other {
		return "", ""
	}
	return key, other
}

// expanded is an IPv6 address as parse_ipv6 prints it.
func expanded(addr netip.Addr) string { return addr.StringExpanded() }

// terms is the list of keys that the cheap filter looks for.
func terms() *kql.Let {
	keys := &kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", kql.Name("Key"))}}}
	return &kql.Let{Name: "Terms", Value: kql.Fn("toscalar", kql.From("Iocs", keys))}
}

// sources names where the targets come from, for a comment.
func sources(targets []target) string {
	var names []string
	for i := range targets {
		name := printable(targets[i].Source)
		if name == "threatfox" {
			name = "ThreatFox"
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) > 3 || len(names) == 0 {
		return "indicators"
	}
	return strings.Join(names, ", ")
}
