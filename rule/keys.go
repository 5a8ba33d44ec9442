package rule

import (
	"strings"

	"foxhound/indicator"
	"foxhound/kql"
)

// aHost is a host within a URL: an address in brackets or bare, or a name.
const aHost = `(\[[^\]]*\]|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*(?:%[^/?#\\@]*)?|[^:/?#\\@\s\[\]]+)`

// shape takes a URL apart, or what a log has left of one, as package indicator does. Behind a
// scheme or two slashes there may be user information, a port may be empty and a backslash
// may begin the path, as browsers have it; without them such text is something else.
// What is no URL at all is matched whole, without parts.
const shape = `(?is)^(?:((?:[a-z][a-z0-9+.-]{0,31}:)?//)(?:[^/?#\\]*@)?` + aHost + `(?::([0-9]{0,5}))?([/?\\][^#]*)?` +
	`|` + aHost + `(?::([0-9]{1,5}))?([/?][^#]*)?)(?:#.*)?$|^.*$`

// parts are the pieces of [shape]: scheme, host, port, path. What parts them stands in no URL.
const parts = `\1` + between + `\2\5` + between + `\3\6` + between + `\4\7`

const between = "\n"

func shapeLet() *kql.Let { return &kql.Let{Name: "Shape", Value: kql.Raw(shape)} }

// schemePorts are the ports that schemes stand for.
func schemePorts() *kql.Let {
	return &kql.Let{Name: "Ports", Value: &kql.Dynamic{Value: map[string]any{
		"http://": int64(80), "ws://": int64(80), "https://": int64(443), "wss://": int64(443), "ftp://": int64(21)}}}
}

// apart is an array of the parts of a text.
func apart(text kql.Expr) kql.Expr {
	return kql.Fn("split", kql.Fn("replace_regex", text, kql.Name("Shape"), kql.Str(parts)), kql.Str(between))
}

// The places in Part of what [apart] gives.
const (
	schemePart = iota
	hostPart
	portPart
	pathPart
)

// partOf is one of the parts, as text.
func partOf(i int64) kql.Expr { return kql.Fn("tostring", part(i)) }

func part(i int64) kql.Expr { return &kql.Index{X: kql.Name("Part"), I: kql.Int(i)} }

// portText is the port without zeros in front: empty where there is none, or port 0.
func portText() kql.Expr { return kql.Fn("trim_start", kql.Str("0+"), partOf(portPart)) }

// keyed gives each indicator the key that events are looked up by, and for addresses with
// ports and for URLs what the tier is told from. Port 0 is any port, or of a URL none that is
// known. IocPath is empty for what is no URL.
func keyed(t traits) []kql.Operator {
	if !t.pairs && !t.urls {
		return []kql.Operator{extend("", kql.As("Key", kql.Name("Value")))}
	}
	port := []kql.Expr{kql.Fn("toint", partOf(portPart))}
	if t.urls {
		port = append(port, schemePort())
	}
	cols := []kql.Assign{
		kql.As("Key", kql.Fn("trim", kql.Raw(`[\[\]]`), partOf(hostPart))),
		kql.As("IocPort", kql.Fn("coalesce", append(port, kql.Int(0))...)),
	}
	if t.urls {
		isURL := kql.Op(kql.Name("Value"), "contains", kql.Str("://"))
		cols = append(cols, kql.As("IocPath", kql.Fn("iff", isURL, pathOf(), kql.Str(""))))
	}
	return []kql.Operator{extend("", kql.As("Part", apart(kql.Name("Value")))), extend("", cols...), &kql.ProjectAway{Names: []string{"Part"}}}
}

// schemePort is the port that a scheme stands for.
func schemePort() kql.Expr {
	return kql.Fn("toint", &kql.Index{X: kql.Name("Ports"), I: kql.Fn("tolower", partOf(schemePart))})
}

// pathOf is path and query: "/" where there is none, and before a query that has none.
func pathOf() kql.Expr {
	return kql.Fn("strcat", kql.Str("/"), kql.Fn("trim_start", kql.Raw(`[/\\]`), partOf(pathPart)))
}

// respelled gives each key a row for each spelling that logs have of it: names and the domains
// of mail in their Unicode form, and where IPv6 is listed, addresses with every digit, as
// parse_ipv6 prints them.
func (b *batch) respelled() []kql.Operator {
	expand := func(other kql.Expr) kql.Operator {
		return &kql.MvExpand{Columns: []kql.Assign{kql.As("Spelling", kql.Fn("pack_array", kql.Name("Key"), other))}, To: "string"}
	}
	if b.six() {
		return []kql.Operator{expand(kql.Fn("parse_ipv6", kql.Name("Key")))}
	}
	spellings := unicodeNames(b.targets)
	if len(spellings) == 0 {
		return nil
	}
	other := &kql.Index{X: &kql.Dynamic{Value: spellings}, I: kql.Name("Key")}
	return []kql.Operator{expand(other), &kql.Where{Predicate: kql.Fn("isnotempty", kql.Name("Spelling"))}}
}

// spelling is the column that says how logs spell a key.
func (b *batch) spelling() string {
	if b.respelled() == nil {
		return "Key"
	}
	return "Spelling"
}

// unicodeNames has the keys with another spelling, and that.
func unicodeNames(targets []target) map[string]any {
	spellings := map[string]any{}
	for i := range targets {
		if key, other := unicodeName(&targets[i].Indicator); other != "" {
			spellings[key] = other
		}
	}
	return spellings
}

// unicodeName returns an indicator's key and its other spelling, which is empty where there is none.
func unicodeName(ind *indicator.Indicator) (key, other string) {
	local := ""
	loc, ok := ind.Location()
	switch {
	case ok && loc.Addr.IsValid():
		return loc.Host, ""
	case ok:
		key = loc.Host
	case ind.Kind == indicator.Email:
		at := strings.LastIndexByte(ind.Value, '@')
		local, key = ind.Value[:at+1], ind.Value[at+1:]
	default:
		return "", ""
	}
	if other = indicator.Unicode(key); other == key {
		return local + key, ""
	}
	return local + key, local + other
}

// terms is the list of keys that the cheap filter looks for.
func (b *batch) terms() *kql.Let {
	if b.six() {
		return addressTerms()
	}
	spellings := &kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", kql.Name(b.spelling()))}}}
	return &kql.Let{Name: "Terms", Value: kql.Fn("toscalar", kql.From("Iocs", spellings))}
}
