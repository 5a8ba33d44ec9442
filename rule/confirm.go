package rule

import (
	"foxhound/internal/roles"
	"foxhound/kql"
)

// confirm turns what was seen into the key it is looked up by, and attaches the indicators
// listed under it.
func (b *batch) confirm(t traits) []kql.Operator {
	var ops []kql.Operator
	switch b.key {
	case Hashes:
		ops = hashKeys()
	case Mail:
		ops = mailKeys()
	case Addresses:
		ops = append(b.locate(t), addressKeys()...)
	default:
		ops = append(b.locate(t), nameKeys()...)
	}
	return append(ops, &kql.Lookup{Kind: "inner", Table: kql.Name("Iocs"), On: b.lookupOn()})
}

// lookupOn says what is looked up: the observed key itself, or of names each of its parents.
func (b *batch) lookupOn() []kql.Expr {
	if b.key == Names {
		return kql.Names("Key")
	}
	left := &kql.Member{X: kql.Name("$left"), Name: "Observed"}
	return []kql.Expr{kql.Eq(left, &kql.Member{X: kql.Name("$right"), Name: "Key"})}
}

// mailKeys folds the case of the domain only.
func mailKeys() []kql.Operator {
	local := kql.Fn("extract", kql.Raw(`^(.+@)`), kql.Int(1), kql.Name("Seen"))
	domain := kql.Fn("tolower", kql.Fn("extract", kql.Raw(`@([^@]*?)\.?$`), kql.Int(1), kql.Name("Seen")))
	return []kql.Operator{extend("exact: only a domain's case may differ", kql.As("Observed", kql.Fn("strcat", local, domain)))}
}

// locate takes URLs apart; Part stays null for a bare host or address.
func (b *batch) locate(t traits) []kql.Operator {
	urls := b.fields(roles.URL, roles.URLs, roles.Any)
	host := kql.Expr(kql.Name("Seen"))
	var ops []kql.Operator
	if len(urls) > 0 {
		parts := kql.Expr(&kql.Index{X: kql.Fn("extract_all", kql.Name("Shape"), kql.Name("Seen")), I: kql.Int(0)})
		if len(urls) < len(b.columns) {
			parts = kql.Fn("iff", fieldIn(urls), parts, &kql.Dynamic{})
		}
		ops = append(ops, extend("a URL, or what is left of one: scheme, host, port, path", kql.As("Part", parts)))
		host = kql.Fn("iff", isURL(), partOf(1), kql.Name("Seen"))
	}
	cols := []kql.Assign{kql.As("Observed", kql.Fn("tolower", host))}
	if t.pairs || t.urls {
		cols = append(cols, b.seenPorts()...)
	}
	if t.urls && len(urls) > 0 {
		cols = append(cols, kql.As("SeenPath", pathOf()))
	}
	return append(ops, extend("", cols...))
}

func isURL() kql.Expr { return kql.Fn("isnotnull", kql.Name("Part")) }

// seesURLs reports whether some place holds URLs, or what is left of them.
func (w *writer) seesURLs() bool { return len(w.fields(roles.URL, roles.URLs, roles.Any)) > 0 }

// seenPorts are the port of the observed end, and where the URL spells none, the one that its
// scheme stands for: behind a proxy the log's column is the proxy's.
func (w *writer) seenPorts() []kql.Assign {
	own := kql.Fn("toint", partOf(2))
	switch {
	case !w.seesURLs() && w.ported():
		return nil
	case !w.seesURLs():
		return []kql.Assign{kql.As("SeenPort", &kql.Null{Type: "int"})}
	case w.ported():
		own = kql.Fn("coalesce", own, kql.Name("SeenPort"))
	}
	return []kql.Assign{
		kql.As("SeenPort", own),
		kql.As("SchemePort", kql.Fn("iff", kql.Fn("isempty", partOf(2)), schemePort(), &kql.Null{Type: "int"})),
	}
}

// addressKeys takes brackets, a zone and the prefix of an IPv4-mapped address off.
func addressKeys() []kql.Operator {
	bare := kql.Fn("replace_regex", kql.Name("Observed"), kql.Raw(`^\[?(?:::ffff:)?([^\]%]+).*$`), kql.Raw(`\1`))
	return []kql.Operator{extend("exact: the address, however it is wrapped", kql.As("Observed", bare))}
}

// nameKeys walks from the name to its parents, at label boundaries.
func nameKeys() []kql.Operator {
	labels := kql.Fn("split", kql.Name("Observed"), kql.Str("."))
	starts := kql.Fn("range", kql.Int(0), kql.Op(kql.Fn("array_length", kql.Name("Labels")), "-", kql.Int(1)), kql.Int(1))
	tail := kql.Fn("array_slice", kql.Name("Labels"), kql.Name("Start"), &kql.Minus{X: kql.Int(1)})
	return []kql.Operator{
		extend("exact: the name itself or a parent of it, at label boundaries",
			kql.As("Observed", kql.Fn("trim_end", kql.Raw(`\.`), kql.Name("Observed")))),
		&kql.Where{Predicate: kql.Op(kql.Name("Observed"), "matches regex", kql.Raw(`^[\w.!$+~-]+$`))},
		extend("", kql.As("Labels", labels)),
		&kql.MvExpand{Columns: []kql.Assign{kql.As("Start", starts)}, To: "long"},
		extend("", kql.As("Key", kql.Fn("strcat_array", tail, kql.Str(".")))),
	}
}
