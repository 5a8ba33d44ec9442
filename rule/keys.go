package rule

import (
	"foxhound/indicator"
	"foxhound/kql"
)

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
		return []kql.Operator{extend("", kql.As("Key", kql.Name("Value")))}
	}
	part := kql.As("Part", &kql.Index{X: kql.Fn("extract_all", kql.Name("Shape"), kql.Name("Value")), I: kql.Int(0)})
	cols := []kql.Assign{
		kql.As("Key", trimmed(partOf(1))),
		kql.As("IocPort", iocPort(t)),
	}
	if t.urls {
		isURL := kql.Op(kql.Name("Value"), "contains", kql.Str("://"))
		cols = append(cols, kql.As("IocPath", kql.Fn("iff", isURL, pathOf(), kql.Str(""))))
	}
	return []kql.Operator{extend("", part), extend("", cols...), &kql.ProjectAway{Names: []string{"Part"}}}
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
// Unicode form, IPv6 addresses with every digit, as parse_ipv6 prints them.
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
		key, other = loc.Addr.String(), loc.Addr.StringExpanded()
	case !loc.Addr.IsValid():
		key, other = loc.Host, indicator.Unicode(loc.Host)
	}
	if key == other {
		return "", ""
	}
	return key, other
}

// terms is the list of keys that the cheap filter looks for.
func terms() *kql.Let {
	keys := &kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", kql.Name("Key"))}}}
	return &kql.Let{Name: "Terms", Value: kql.Fn("toscalar", kql.From("Iocs", keys))}
}
