package rule

import "foxhound/kql"

// classicClicks compares host, then port, then path: at or below the listed URL.
func (b *batch) classicClicks() *kql.Query {
	t := traits{urls: true}
	table := &kql.DataTable{Columns: []kql.Column{{Name: "Value", Type: "string"}}}
	for i := range b.targets {
		table.Values = append(table.Values, kql.Str(b.targets[i].Value))
	}
	urls := &kql.Pipeline{Source: table, Operators: append(keyed(t), b.respelled()...)}
	hosts := kql.From("malicious_urls", &kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", kql.Name(b.spelling()))}}})
	lists := []kql.Statement{shapeLet(), schemePorts(),
		&kql.Let{Name: "malicious_urls", Value: urls},
		&kql.Let{Name: "malicious_hosts", Value: kql.Fn("toscalar", hosts)}}
	columns := []string{"AccountUpn", "Url", "ActionType", "IsClickedThrough"}
	return b.classic(lists, b.clicked(columns), append(columns, "MaliciousUrl")...)
}

// clicked finds the clicks, each once however many listed URLs it is below.
func (b *batch) clicked(columns []string) []kql.Operator {
	samePort := kql.Or(kql.Fn("isnull", kql.Name("SeenPort")), kql.Eq(kql.Name("SeenPort"), kql.Name("IocPort")))
	return []kql.Operator{
		&kql.Where{Predicate: inList("has_any", kql.Name("Url"), "malicious_hosts")},
		extend("", kql.As("Part", apart(kql.Name("Url")))),
		extend("",
			kql.As(b.spelling(), kql.Fn("trim_end", kql.Raw(`\.`), kql.Fn("trim", kql.Raw(`[\[\]]`), kql.Fn("tolower", partOf(hostPart))))),
			kql.As("SeenPort", kql.Fn("coalesce", kql.Fn("toint", portText()), schemePort())),
			kql.As("SeenPath", pathOf())),
		&kql.Lookup{Kind: "inner", Table: kql.Name("malicious_urls"), On: kql.Names(b.spelling())},
		&kql.Where{Predicate: kql.And(samePort, below())},
		&kql.Summarize{
			Aggregates: []kql.Assign{kql.As("MaliciousUrl", kql.Fn("array_sort_asc", kql.Fn("make_set", kql.Name("Value"))))},
			By:         kql.Cols(append([]string{b.schema.Time}, columns...)...)},
	}
}
