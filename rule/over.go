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
)

// Forms of hunts that carry no indicators: they read them from where the workspace keeps them.
const (
	Watchlist Form = "watchlist" // from a watchlist of the workspace
	Workspace Form = "workspace" // from ThreatIntelIndicators, the workspace's own table of indicators
	External  Form = "external"  // from a file in CSV at an address, by externaldata
)

// Elsewhere reports whether hunts of the form read their indicators from somewhere else.
func (f Form) Elsewhere() bool { return f == Watchlist || f == Workspace || f == External }

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

// ByTable writes hunts over whatever a watchlist or the workspace's own table of indicators holds,
// of every family: about a dozen, and the same text whatever the indicators. The rule's Indicators
// are those that guards and expiry let pass, for the watchlist, whose name is in [Options.List].
//
// Each hunt is the exact one of an indicator of every sort, but that its table of indicators is
// elsewhere. Free text is not read: without a list of terms to filter by, every word of every row
// would have to be looked up.
func ByTable(indicators []indicator.Indicator, form Form, opts Options) (*Rule, error) {
	switch {
	case form != Watchlist && form != Workspace:
		return nil, fmt.Errorf("hunts of form `%s` are not by table: want watchlist or workspace", shown(string(form)))
	case opts.Dialect != schema.Sentinel || opts.Style != Exact:
		return nil, fmt.Errorf("hunts by table are of dialect sentinel and style exact")
	}
	if opts.Margin == 0 {
		opts.Margin = indicator.DefaultMargin
	}
	r := &Rule{Family: AllFamilies, Options: opts, Exclusions: exclusion.Builtins(opts.Facts)}
	r.sortOut(ofEvery(indicators))
	r.byTable(samples(), carrier{form: form, name: opts.List.Alias})
	for i := range r.Hunts {
		r.Hunts[i].Indicators = nil // the samples stand for any
	}
	return r, r.checkLengths()
}

// byTable writes a hunt for each table and sort of key that the targets can be seen in.
func (r *Rule) byTable(targets []target, from carrier) {
	for _, s := range subjectsOf {
		for _, key := range s.keys {
			if w := newWriter(r, roles.Of(s.table), key, targets); w != nil {
				w.columns = slices.DeleteFunc(w.columns, func(c roles.Column) bool { return c.Holds == roles.FreeText })
				w.body = (*batch).exact
				r.Hunts = append(r.Hunts, w.over(from, w.targets))
			}
		}
	}
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
		{Kind: indicator.Domain, Value: "xn--nme-tna.example"}, // which has another spelling
		{Kind: indicator.URL, Value: "http://name.example/a%20b"},
		{Kind: indicator.IP, Value: "93.184.216.34"},
		{Kind: indicator.IP, Value: "2606:2800:220:1::1"},
		{Kind: indicator.IPPort, Value: "93.184.216.34:4444"},
		{Kind: indicator.URL, Value: "http://93.184.216.34/a%20b"},
		{Kind: indicator.MD5, Value: "0123456789abcdef0123456789abcdef"},
		{Kind: indicator.SHA1, Value: "0123456789abcdef0123456789abcdef01234567"},
		{Kind: indicator.SHA256, Value: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
		{Kind: indicator.Email, Value: "someone@name.example"},
		{Kind: indicator.Email, Value: "someone@xn--nme-tna.example"},
	} {
		list = append(list, target{indicator.Indicator{Observable: o, Reference: "https://name.example/"}, true})
	}
	return list
}

// sampled are the samples of the sorts that are among some targets: what the text of a hunt
// depends on, whatever else is listed.
func sampled(targets []target) []target {
	type sort struct {
		kind    indicator.Kind
		address bool
	}
	sorts, six, spelled := map[sort]bool{}, false, false
	for i := range targets {
		loc, _ := targets[i].Location()
		_, other := unicodeName(&targets[i].Indicator)
		sorts[sort{targets[i].Kind, loc.Addr.IsValid()}] = true
		six, spelled = six || loc.Addr.Is6(), spelled || other != ""
	}
	return slices.DeleteFunc(samples(), func(t target) bool {
		loc, _ := t.Location()
		if loc.Addr.Is6() {
			return !six
		}
		_, other := unicodeName(&t.Indicator)
		return !sorts[sort{t.Kind, loc.Addr.IsValid()}] || other != "" && !spelled
	})
}

// hour is how far back hunts look, and so how often they run, that have no list of terms: what
// they hold in memory grows with it.
const hour = time.Hour
