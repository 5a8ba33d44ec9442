package rule

import (
	"foxhound/internal/words"
	"foxhound/kql"
)

// confirm turns what was seen into the key it is looked up by, and attaches the indicators
// listed under it.
func (b *batch) confirm(t traits) []kql.Operator {
	switch b.key {
	case Hashes:
		return append(append(b.hashKeys(), b.lookup("Observed")...), b.ofColumn()...)
	case Mail:
		return append(b.mailKeys(), b.lookup("Observed")...)
	case Addresses:
		return append(append(b.locate(t), b.addressKeys()...), b.lookup("Observed")...)
	}
	return append(append(b.locate(t), nameKeys(b.spelling())...), b.lookup(b.spelling())...)
}

// lookup attaches the indicators by a column that holds a spelling of their key. Where there
// are several, the key itself is what was observed, in its one form, or the end of it.
func (b *batch) lookup(column string) []kql.Operator {
	spelling := b.spelling()
	on := kql.Names(spelling)
	if column != spelling {
		left := &kql.Member{X: kql.Name("$left"), Name: column}
		on = []kql.Expr{kql.Eq(left, &kql.Member{X: kql.Name("$right"), Name: spelling})}
	}
	ops := []kql.Operator{&kql.Lookup{Kind: "inner", Table: kql.Name("Iocs"), On: on}}
	switch {
	case spelling == "Key":
	case b.key == Names:
		below := kql.Op(kql.Fn("strlen", kql.Name("Observed")), "-", kql.Fn("strlen", kql.Name("Spelling")))
		ops = append(ops, extend("", kql.As("Observed", kql.Fn("strcat",
			kql.Fn("substring", kql.Name("Observed"), kql.Int(0), below), kql.Name("Key")))))
	default:
		ops = append(ops, extend("", kql.As("Observed", kql.Name("Key"))))
	}
	return ops
}

// mailKeys folds the case of the domain only.
func (b *batch) mailKeys() []kql.Operator {
	local := kql.Fn("extract", kql.Raw(`(?s)^(.+@)`), kql.Int(1), kql.Name("Seen"))
	domain := kql.Fn("tolower", kql.Fn("extract", kql.Raw(`@([^@]*?)\.{0,2}$`), kql.Int(1), kql.Name("Seen")))
	return append(b.clean(), extend("exact: only a domain's case may differ", kql.As("Observed", kql.Fn("strcat", local, domain))))
}

// clean takes the punctuation off words of free text, and brings an address with its port
// behind a slash into the common form.
func (b *batch) clean() []kql.Operator {
	if !b.holds(freeText) {
		return nil
	}
	word := kql.Fn("trim_end", kql.Raw(words.Tail), kql.Name("Seen"))
	if b.key == Addresses {
		word = kql.Fn("replace_regex", word, kql.Raw(words.Slashed), kql.Raw(`\1:\2`))
	}
	return []kql.Operator{extend("", kql.As("Seen", b.where(word, kql.Name("Seen"), freeText)))}
}

// locate takes URLs and hosts apart; an address column holds just that.
func (b *batch) locate(t traits) []kql.Operator {
	seen := kql.Expr(kql.Name("Seen"))
	host, ops := seen, []kql.Operator(nil)
	if b.partsSeen() {
		ops = b.clean()
		bare := kql.Fn("replace_regex", seen, kql.Raw(around), kql.Raw(`\1\2\3`))
		ops = append(ops, extend("a URL, or what is left of one: scheme, host, port, path",
			kql.As("Part", b.where(apart(bare), &kql.Dynamic{}, hostText, urlText, freeText))))
		host = b.where(partOf(hostPart), seen, hostText, urlText, freeText)
	}
	cols := []kql.Assign{kql.As("Observed", kql.Fn("tolower", host))}
	if t.pairs || t.urls {
		cols = append(cols, b.seenPorts()...)
	}
	if t.urls && b.seesURLs() {
		cols = append(cols, kql.As("SeenPath", pathOf()))
	}
	if b.key == Addresses && b.holds(freeText) {
		ops = append(ops, b.noBareAddress())
	}
	ops = append(ops, extend("", cols...))
	if t.escapes && b.seesURLs() {
		ops = append(ops, escapePath()...)
	}
	return ops
}

// around takes blanks and a pair of quotes off a value.
const around = `(?s)^\s*(?:"\s*(.*?)\s*"|'\s*(.*?)\s*'|(.*?))\s*$`

// noBareAddress drops addresses without scheme and port from free text, where they are the
// related tier, unless they are all that the text says.
func (b *batch) noBareAddress() kql.Operator {
	return b.unless(kql.Or(kql.Eq(kql.Fn("array_length", kql.Name("Words")), kql.Int(1)),
		kql.Fn("isnotempty", kql.Fn("strcat", part(schemePart), part(portPart)))), freeText)
}

// escapePath writes what is not printable ASCII in a path as indicators have it.
func escapePath() []kql.Operator {
	piece := kql.Name("Piece")
	escaped := kql.Fn("iff", kql.Op(piece, "matches regex", kql.Raw(`^[!-~]`)), piece,
		kql.Fn("toupper", kql.Fn("url_encode_component", piece)))
	whole := kql.Fn("strcat_array", kql.Fn("make_list", escaped), kql.Str(""))
	pieces := kql.Fn("extract_all", kql.Raw(`([!-~]+|[^!-~]+)`), kql.Name("SeenPath"))
	return []kql.Operator{
		&kql.MvApply{
			Columns: []kql.Assign{kql.As("Piece", pieces)}, To: "string",
			On: []kql.Operator{&kql.Summarize{Aggregates: []kql.Assign{kql.As("Escaped", whole)}}},
		},
		extend("", kql.As("SeenPath", kql.Name("Escaped"))),
	}
}

// seesURLs reports whether some place holds URLs, or what is left of them.
func (w *writer) seesURLs() bool { return w.holds(urlText, freeText) }

// partsSeen reports whether some place holds what has to be taken apart.
func (w *writer) partsSeen() bool { return w.holds(hostText, urlText, freeText) }

// seenPorts are the port of the observed end, and where the URL spells none, the one that its
// scheme stands for: behind a proxy the log's column is the proxy's.
func (w *writer) seenPorts() []kql.Assign {
	if !w.partsSeen() {
		if w.ported() {
			return nil
		}
		return []kql.Assign{kql.As("SeenPort", &kql.Null{Type: "int"})}
	}
	own := kql.Fn("toint", portText())
	if w.ported() {
		own = kql.Fn("coalesce", own, kql.Name("SeenPort"))
	}
	scheme := kql.Fn("iff", kql.Fn("isempty", portText()), schemePort(), &kql.Null{Type: "int"})
	return []kql.Assign{kql.As("SeenPort", own), kql.As("SchemePort", scheme)}
}

// nameKeys walks from the name to its parents, at label boundaries.
func nameKeys(key string) []kql.Operator {
	observed := kql.Name("Observed")
	labels := kql.Fn("split", observed, kql.Str("."))
	starts := kql.Fn("range", kql.Int(0), kql.Op(kql.Fn("array_length", kql.Name("Labels")), "-", kql.Int(1)), kql.Int(1))
	tail := kql.Fn("array_slice", kql.Name("Labels"), kql.Name("Start"), &kql.Minus{X: kql.Int(1)})
	return []kql.Operator{
		extend("exact: the name itself or a parent of it, at label boundaries",
			kql.As("Observed", kql.Fn("trim_end", kql.Raw(`\.{1,2}`), observed))),
		&kql.Where{Predicate: kql.And(
			kql.Op(observed, "matches regex", kql.Raw(`^[\w!$+~-]+(?:\.[\w!$+~-]+)*$`)),
			kql.Not(kql.Op(observed, "matches regex", kql.Raw(`[^.]{64}`))),
			kql.Op(kql.Fn("strlen", observed), "<", kql.Int(254)))},
		extend("", kql.As("Labels", labels)),
		&kql.MvExpand{Columns: []kql.Assign{kql.As("Start", starts)}, To: "long"},
		extend("", kql.As(key, kql.Fn("strcat_array", tail, kql.Str(".")))),
	}
}
