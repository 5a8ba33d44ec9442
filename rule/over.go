package rule

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// Forms of hunts that carry no indicators: they read them from where the workspace keeps them.
const (
	Watchlist Form = "watchlist" // from a watchlist of the workspace
	Workspace Form = "workspace" // from ThreatIntelIndicators, the workspace's own table of indicators
)

// Elsewhere reports whether hunts of the form read their indicators from somewhere else.
func (f Form) Elsewhere() bool { return f == Watchlist || f == Workspace }

// AllFamilies stands for every family in rules by table.
var AllFamilies = indicator.Family{ID: "all-families", Name: "All families"}

// subjectsOf says which sorts of key a table is hunted for by rules by table: what it is a log
// of. A rule each, and few enough for any workspace.
var subjectsOf = []struct {
	table string
	keys  []Key
}{
	{"CommonSecurityLog", []Key{Addresses, Names}},
	{"DeviceNetworkEvents", []Key{Addresses, Names}},
	{"DnsEvents", []Key{Names}},
	{"ASimDnsActivityLogs", []Key{Names}},
	{"ASimNetworkSessionLogs", []Key{Addresses}},
	{"ASimWebSessionLogs", []Key{Names}},
	{"ASimFileEventLogs", []Key{Hashes}},
	{"DeviceEvents", []Key{Names}},
	{"DeviceFileEvents", []Key{Hashes}},
	{"DeviceProcessEvents", []Key{Hashes}},
	{"UrlClickEvents", []Key{Names}},
	{"EmailUrlInfo", []Key{Names}},
	{"EmailAttachmentInfo", []Key{Hashes}},
	{"EmailEvents", []Key{Mail}},
}

// ByTable writes hunts over whatever a watchlist or the workspace's own table of indicators holds:
// about a dozen, whatever the number of families, and the same text whatever the indicators. The
// rule's Indicators are those that guards and expiry let pass, for the watchlist; its Family is the
// one given, or [AllFamilies] for a zero one. alias is the watchlist's name in queries.
//
// Each hunt is the exact one of an indicator of every sort, but that its table of indicators is
// elsewhere. Free text is not read: without a list of terms to filter by, every word of every row
// would have to be looked up.
func ByTable(family indicator.Family, indicators []indicator.Indicator, form Form, alias string, opts Options) (*Rule, error) {
	switch {
	case !form.Elsewhere():
		return nil, fmt.Errorf("hunts of form `%s` carry their indicators: want watchlist or workspace", shown(string(form)))
	case opts.Dialect != schema.Sentinel || opts.Style != Exact:
		return nil, fmt.Errorf("hunts by table are of dialect sentinel and style exact")
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	if opts.Margin == 0 {
		opts.Margin = indicator.DefaultMargin
	}
	r := &Rule{Family: family, Options: opts, Exclusions: exclusion.Builtins(opts.Facts)}
	if family.Key() != "" {
		r.sortOut(ofFamily(family, indicators))
	} else {
		r.Family = AllFamilies
		r.sortOut(ofEvery(indicators))
	}
	from := carrier{form, alias, printable(family.Key())}
	for _, s := range subjectsOf {
		for _, key := range s.keys {
			if w := overWriter(r, roles.Of(s.table), key); w != nil {
				r.Hunts = append(r.Hunts, w.over(from))
			}
		}
	}
	return r, r.checkLengths()
}

// ofEvery joins what several feeds say alike of one family's observable and threat type.
func ofEvery(all []indicator.Indicator) []indicator.Indicator {
	list := slices.Clone(all)
	slices.SortStableFunc(list, func(a, b indicator.Indicator) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(a.ThreatType, b.ThreatType), cmp.Compare(a.Family.Key(), b.Family.Key()))
	})
	kept := list[:0]
	for _, i := range list {
		if n := len(kept); n > 0 && kept[n-1].Observable == i.Observable && kept[n-1].ThreatType == i.ThreatType && kept[n-1].Family.Key() == i.Family.Key() {
			kept[n-1] = kept[n-1].Join(i)
			continue
		}
		kept = append(kept, i)
	}
	return kept
}

// samples are an indicator of every sort that a list may hold, so that a hunt written for them
// is ready for all of it.
func samples() []target {
	var list []target
	for _, o := range []indicator.Observable{
		{Kind: indicator.Domain, Value: "name.example"},
		{Kind: indicator.URL, Value: "http://name.example/a%20b"},
		{Kind: indicator.IP, Value: "93.184.216.34"},
		{Kind: indicator.IP, Value: "2606:2800:220:1::1"},
		{Kind: indicator.IPPort, Value: "93.184.216.34:4444"},
		{Kind: indicator.URL, Value: "http://93.184.216.34/a%20b"},
		{Kind: indicator.MD5, Value: "0123456789abcdef0123456789abcdef"},
		{Kind: indicator.SHA1, Value: "0123456789abcdef0123456789abcdef01234567"},
		{Kind: indicator.SHA256, Value: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
		{Kind: indicator.Email, Value: "someone@name.example"},
	} {
		list = append(list, target{indicator.Indicator{Observable: o, Reference: "https://name.example/"}, true})
	}
	return list
}

// overWriter writes for the places of a table that hold a key in columns of their own.
func overWriter(r *Rule, t *roles.Table, key Key) *writer {
	w := newWriter(r, t, key, samples())
	if w == nil {
		return nil
	}
	w.columns = slices.DeleteFunc(w.columns, func(c roles.Column) bool { return c.Holds == roles.FreeText })
	w.body = (*batch).exact
	return w
}

// over is the hunt over indicators that are elsewhere.
func (w *writer) over(from carrier) Hunt {
	b := &batch{writer: w, targets: w.targets, form: Full, part: 1, parts: 1}
	q := from.read(b)
	return Hunt{
		Name: b.name(), Title: b.title, Table: b.table.Name, Key: b.key,
		Query: q, Text: kql.Print(q), Form: from.form, Part: 1, Parts: 1,
		Lacks: lacks(b.rule.Exclusions, b.has),
	}
}

// hour is how far back hunts by table look, and so how often they run: what they hold in memory
// grows with it.
const hour = time.Hour
