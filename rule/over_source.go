package rule

import (
	"fmt"
	"slices"

	"foxhound/kql"
)

// A carrier is where a workspace keeps indicators.
type carrier struct {
	form   Form
	alias  string // of a watchlist
	family string // the id or name that the workspace tags indicators with; empty for every family
}

// read is a batch's query with its table of indicators replaced by what the carrier holds. The
// cheap filter goes: a list of terms has no room for them all. So does the literal name of the
// family, which each indicator brings.
func (c carrier) read(b *batch) *kql.Query {
	q := b.exact()
	q.Comments = []string{fmt.Sprintf("%s - %s (%s) - indicators from %s", printable(b.rule.Family.Label()), b.title, b.table.Name, c.name())}
	var statements []kql.Statement
	for _, s := range q.Statements {
		switch let, ok := s.(*kql.Let); {
		case !ok:
			statements = append(statements, freed(s.(*kql.Pipeline)))
		case let.Name == "Lookback":
			statements = append(statements, &kql.Let{Name: "Lookback", Value: kql.Duration(hour)})
		case let.Name == "Iocs":
			statements = append(statements, c.iocs(b, let.Value.(*kql.Pipeline)))
		case let.Name != "Terms":
			statements = append(statements, let)
		}
	}
	q.Statements = statements
	return q
}

// name says in a comment where the indicators are.
func (c carrier) name() string {
	if c.form == Watchlist {
		return "the watchlist " + c.alias
	}
	return "ThreatIntelIndicators"
}

// freed is the main pipeline without its filters by terms, and without the family's literal name.
func freed(p *kql.Pipeline) *kql.Pipeline {
	out := &kql.Pipeline{Source: p.Source}
	for _, op := range p.Operators {
		switch op := op.(type) {
		case *kql.Where:
			switch {
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
	p.Operators = append(p.Operators, own.Operators[keyedUntil(own):]...)
	return &kql.Let{Name: "Iocs", Value: kql.Fn("materialize", p)}
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
	if c.form == Watchlist {
		return watchlistRows(key, c.alias)
	}
	p := workspaceRows(key)
	if c.family != "" {
		tagged := kql.Op(kql.Fn("tostring", kql.Name("Tags")), "has", kql.Str(c.family))
		p.Operators = slices.Insert(p.Operators, len(p.Operators)-1, kql.Operator(&kql.Where{Predicate: tagged}))
	}
	return p
}

// kindsOf are the kinds in a watchlist's column Kind that have keys of a sort.
var kindsOf = map[Key][]string{
	Addresses: {"ip", "ip:port", "url"},
	Names:     {"domain", "url"},
	Hashes:    {"md5", "sha1", "sha256"},
	Mail:      {"email"},
}

// watchlistRows gives the columns of a watchlist their types, for a watchlist has none.
func watchlistRows(key Key, alias string) *kql.Pipeline {
	typed := func(name, convert string) kql.Assign { return kql.As(name, kql.Fn(convert, kql.Name(name))) }
	return &kql.Pipeline{
		Source: kql.Fn("_GetWatchlist", kql.Str(alias)),
		Operators: []kql.Operator{
			&kql.Where{Predicate: kql.Among(kql.Fn("tostring", kql.Name("Kind")), "in", kql.Strs(kindsOf[key]...)...)},
			&kql.Project{Columns: []kql.Assign{typed("Value", "tostring"), typed("ThreatType", "tostring"), typed("Confidence", "toint"),
				typed("FirstSeen", "todatetime"), typed("Precise", "tobool"), typed("Reference", "tostring"), typed("Family", "tostring")}},
		},
	}
}

// workspaceRows reads ThreatIntelIndicators: the newest row of each indicator that stands. Rows
// are published again every 7 to 10 days. An address's port is not among what the service parses,
// but the name that foxhound gives an indicator is its value.
func workspaceRows(key Key) *kql.Pipeline {
	value := kql.Expr(kql.Name("ObservableValue"))
	switch key {
	case Addresses:
		name := kql.Fn("tostring", &kql.Member{X: kql.Name("Data"), Name: "name"})
		ported := kql.Fn("strcat", value, kql.Fn("extract", kql.Raw(`(:\d+)$`), kql.Int(1), name))
		value = kql.Fn("iff", kql.Op(value, "contains", kql.Str(":")), value, ported)
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
			kql.As("Family", kql.Fn("extract", kql.Raw(`\b((?:apk|elf|js|osx|ps1|py|symbian|win)\.[0-9a-z_]+)`), kql.Int(1), tags)),
		}})
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
