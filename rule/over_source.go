package rule

import (
	"fmt"
	"slices"

	"foxhound/kql"
)

// A carrier is where a list of indicators is kept.
type carrier struct {
	form   Form
	name   string // of a watchlist, or the address of a file
	family string // the id or name that the workspace tags indicators with; empty for every family
	terms  bool   // has_any takes as many as there are
}

// over is the hunt of a writer's table whose indicators, targets as things stand, are elsewhere.
func (w *writer) over(from carrier, targets []target) Hunt {
	w.targets = sampled(targets)
	b := &batch{writer: w, targets: w.targets, form: Full, part: 1, parts: 1}
	q := from.read(b)
	h := Hunt{
		Name: b.name(), Title: b.title, Table: b.table.Name, Key: b.key,
		Query: q, Text: kql.Print(q), Form: from.form, Part: 1, Parts: 1,
		Lacks: lacks(b.rule.Exclusions, b.has),
	}
	for i := range targets {
		h.Indicators = append(h.Indicators, targets[i].Indicator)
	}
	return h
}

// read is a batch's query with its table of indicators replaced by what the carrier holds. Where
// a list of terms has no room for them all, the cheap filter goes, and the look-back is short. The
// literal name of the family goes where each indicator brings its own.
func (c carrier) read(b *batch) *kql.Query {
	q := b.exact()
	q.Comments = []string{fmt.Sprintf("%s - %s (%s) - indicators from %s", printable(b.rule.Family.Label()), b.title, b.table.Name, c.where())}
	var statements []kql.Statement
	for _, s := range q.Statements {
		switch let, ok := s.(*kql.Let); {
		case !ok:
			statements = append(statements, c.freed(s.(*kql.Pipeline)))
		case let.Name == "Lookback" && !c.terms:
			statements = append(statements, &kql.Let{Name: "Lookback", Value: kql.Duration(hour)})
		case let.Name == "Iocs":
			statements = append(statements, c.iocs(b, let.Value.(*kql.Pipeline)))
		case let.Name != "Terms" || c.terms:
			statements = append(statements, let)
		}
	}
	q.Statements = statements
	return q
}

// where says in a comment where the indicators are.
func (c carrier) where() string {
	switch c.form {
	case Watchlist:
		return "the watchlist " + c.name
	case External:
		return "the list at " + c.name
	}
	return "ThreatIntelIndicators"
}

// freed is the main pipeline without its filters by terms, where there are none, and without the
// literal name of a family that each indicator brings: Family is then a column of the list.
func (c carrier) freed(p *kql.Pipeline) *kql.Pipeline {
	out := &kql.Pipeline{Source: p.Source}
	for _, op := range p.Operators {
		switch op := op.(type) {
		case *kql.Where:
			switch {
			case c.terms:
			case mentions(op, "Terms") && mentions(op, "Seen"):
				out.Operators = append(out.Operators, &kql.Where{Predicate: kql.Fn("isnotempty", kql.Name("Seen"))})
				continue
			case mentions(op, "Terms"):
				continue
			}
		case *kql.Extend:
			var columns []kql.Assign
			for _, a := range op.Columns {
				if a.Name != "Family" {
					columns = append(columns, a)
				}
			}
			out.Operators = append(out.Operators, &kql.Extend{Comments: op.Comments, Columns: columns})
			continue
		}
		out.Operators = append(out.Operators, op)
	}
	return out
}

// mentions reports whether a filter names something.
func mentions(w *kql.Where, name string) bool {
	found := false
	kql.Walk(w, func(n kql.Node) bool {
		id, ok := n.(*kql.Ident)
		found = found || ok && id.Name == name
		return !found
	})
	return found
}

// iocs is the table of indicators, with the keys that the batch's own table has, and of those
// only what is of the hunt's sort.
func (c carrier) iocs(b *batch, own *kql.Pipeline) *kql.Let {
	p := c.rows(b.key)
	p.Operators = append(p.Operators, own.Operators[:keyedUntil(own)]...)
	if b.key == Names || b.key == Addresses {
		isAddress := "isnotempty"
		if b.key == Names {
			isAddress = "isempty"
		}
		p.Operators = append(p.Operators, extend("", kql.As("Key", kql.Fn("tolower", kql.Name("Key")))),
			&kql.Where{Predicate: kql.Fn(isAddress, kql.Fn("parse_ipv6", kql.Name("Key")))})
	}
	p.Operators = append(p.Operators, c.respelled(b)...)
	return &kql.Let{Name: "Iocs", Value: kql.Fn("materialize", p)}
}

// respelled are the steps that give each key its other spelling: a list has a column for names.
func (c carrier) respelled(b *batch) []kql.Operator {
	if b.spelling() == "Key" || b.key == Addresses {
		return b.respelled()
	}
	return []kql.Operator{
		&kql.MvExpand{Columns: []kql.Assign{kql.As("Spelling", kql.Fn("pack_array", kql.Name("Key"), kql.Name("Unicode")))}, To: "string"},
		&kql.Where{Predicate: kql.Fn("isnotempty", kql.Name("Spelling"))},
	}
}

// keyedUntil is where the keys are ready, before their other spellings.
func keyedUntil(p *kql.Pipeline) int {
	for i, op := range p.Operators {
		if _, ok := op.(*kql.MvExpand); ok {
			return i
		}
	}
	return len(p.Operators)
}

// rows are the columns that a batch's table of indicators has, and Family.
func (c carrier) rows(key Key) *kql.Pipeline {
	switch c.form {
	case Watchlist:
		return listRows(key, kql.Fn("_GetWatchlist", kql.Str(c.name)))
	case External:
		return listRows(key, externalList(c.name))
	}
	p := workspaceRows(key)
	if c.family != "" {
		tagged := kql.Op(kql.Fn("tostring", kql.Name("Tags")), "has", kql.Str(c.family))
		p.Operators = slices.Insert(p.Operators, len(p.Operators)-1, kql.Operator(&kql.Where{Predicate: tagged}))
	}
	return p
}

// kindsOf are the kinds in a list's column Kind that have keys of a sort.
var kindsOf = map[Key][]string{
	Addresses: {"ip", "ip:port", "url"},
	Names:     {"domain", "url"},
	Hashes:    {"md5", "sha1", "sha256", "sha3_384"},
	Mail:      {"email"},
}

// listRows gives the columns of a list their types, for a watchlist has none.
func listRows(key Key, source kql.Expr) *kql.Pipeline {
	typed := func(name, convert string) kql.Assign { return kql.As(name, kql.Fn(convert, kql.Name(name))) }
	return &kql.Pipeline{
		Source: source,
		Operators: []kql.Operator{
			&kql.Where{Predicate: kql.Among(kql.Fn("tostring", kql.Name("Kind")), "in", kql.Strs(kindsOf[key]...)...)},
			&kql.Project{Columns: []kql.Assign{typed("Value", "tostring"), typed("ThreatType", "tostring"), typed("Confidence", "toint"),
				typed("FirstSeen", "todatetime"), typed("Precise", "tobool"), typed("Reference", "tostring"), typed("Family", "tostring"), typed("Unicode", "tostring")}},
		},
	}
}

// externalList reads a list from an address. Text is what every column of a file in CSV can be.
func externalList(address string) kql.Expr {
	d := &kql.ExternalData{Addresses: []kql.Expr{kql.Str(address)}, With: []kql.Option{{Name: "format", Value: kql.Str("csv")}, {Name: "ignoreFirstRecord", Value: &kql.Bool{Value: true}}}}
	for _, name := range ListColumns {
		d.Columns = append(d.Columns, kql.Column{Name: name, Type: "string"})
	}
	return d
}

// workspaceRows reads ThreatIntelIndicators: the newest row of each indicator that stands. Rows
// are published again every 7 to 10 days. An address's port is not among what the service parses,
// but the name that foxhound gives an indicator is its value.
func workspaceRows(key Key) *kql.Pipeline {
	value := kql.Expr(kql.Name("ObservableValue"))
	switch key {
	case Addresses:
		value = withPort(value, kql.Fn("tostring", &kql.Member{X: kql.Name("Data"), Name: "name"}))
	case Hashes:
		value = kql.Fn("tolower", value)
	}
	tags := kql.Fn("tostring", kql.Name("Tags"))
	until := kql.Name("ValidUntil")
	return kql.From("ThreatIntelIndicators",
		&kql.Where{Predicate: kql.And(kql.Op(kql.Name("TimeGenerated"), ">", kql.Fn("ago", kql.Duration(14*24*hour))), observed(key))},
		&kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("arg_max", kql.Name("TimeGenerated"), &kql.Star{})}}, By: kql.Cols("Id")},
		&kql.Where{Predicate: kql.And(kql.Name("IsActive"), kql.Not(kql.Name("IsDeleted")), kql.Not(kql.Name("Revoked")),
			kql.Or(kql.Fn("isnull", until), kql.Op(until, ">", kql.Fn("now"))))},
		&kql.Project{Columns: []kql.Assign{
			kql.As("Value", value),
			kql.As("ThreatType", kql.Fn("extract", kql.Raw(`\b(botnet_cc|payload_delivery|payload|cc_skimming)\b`), kql.Int(1), tags)),
			kql.As("Confidence", kql.Fn("toint", kql.Name("Confidence"))),
			kql.As("FirstSeen", kql.Name("ValidFrom")),
			kql.As("Precise", &kql.Bool{}),
			kql.As("Reference", kql.Str("")),
			kql.As("Unicode", kql.Str("")),
			kql.As("Family", kql.Fn("extract", kql.Raw(`\b((?:apk|elf|js|osx|ps1|py|symbian|win)\.[0-9a-z_]+)`), kql.Int(1), tags)),
		}})
}

// withPort is an address with the port that an indicator's name ends in; IPv6 is in brackets there,
// and so it is with its port. URLs and addresses that stand alone have no port of this sort.
func withPort(address, name kql.Expr) kql.Expr {
	port := kql.Fn("extract", kql.Raw(`^(?:[^:]+|.*\[[\w:.]+\])(:\d+)$`), kql.Int(1), name)
	six := kql.And(kql.Op(address, "contains", kql.Str(":")), kql.Fn("isnotempty", port))
	return kql.Fn("iff", six, kql.Fn("strcat", kql.Str("["), address, kql.Str("]"), port), kql.Fn("strcat", address, port))
}

// observed is the condition that a row is of a sort of key.
func observed(key Key) kql.Expr {
	column := kql.Name("ObservableKey")
	switch key {
	case Addresses:
		return kql.Among(column, "in", kql.Strs("ipv4-addr:value", "ipv6-addr:value", "network-traffic:dst_ref.value", "url:value")...)
	case Names:
		return kql.Among(column, "in", kql.Strs("domain-name:value", "url:value")...)
	case Mail:
		return kql.Eq(column, kql.Str("email-addr:value"))
	}
	return kql.Op(column, "startswith", kql.Str("file:hashes."))
}
