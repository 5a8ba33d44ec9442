package rule

import "foxhound/kql"

// classicClicks compares host, then port, then path: at or below the listed URL.
func (b *batch) classicClicks() *kql.Query {
	t := traits{urls: true}
	table := &kql.DataTable{Columns: []kql.Column{{Name: "Value", Type: "string"}}}
	for i := range b.targets {
		table.Values = append(table.Values, kql.Str(b.targets[i].Value))
	}
	urls := &kql.Pipeline{Source: table, Operators: append(keyed(t), respelled(b.targets)...)}
	hosts := kql.From("malicious_urls", &kql.Summarize{Aggregates: []kql.Assign{{Expr: kql.Fn("make_set", kql.Name("Key"))}}})
	lists := []kql.Statement{shapeLet(), schemePorts(),
		&kql.Let{Name: "malicious_urls", Value: urls},
		&kql.Let{Name: "malicious_hosts", Value: kql.Fn("toscalar", hosts)}}
	columns := []string{"AccountUpn", "Url", "ActionType", "IsClickedThrough"}
	return b.classic(lists, b.clicked(columns), append(columns, "MaliciousUrl")...)
}

// clicked finds the clicks, each once however many listed URLs it is below.
func (b *batch) clicked(columns []string) []kql.Operator {
	seen := &kql.Index{X: kql.Fn("extract_all", kql.Name("Shape"), kql.Name("Url")), I: kql.Int(0)}
	samePort := kql.Or(kql.Fn("isnull", kql.Name("SeenPort")), kql.Eq(kql.Name("SeenPort"), kql.Name("IocPort")))
	return []kql.Operator{
		&kql.Where{Predicate: inList("has_any", kql.Name("Url"), "malicious_hosts")},
		extend("", kql.As("Part", seen)),
		extend("",
			kql.As("Key", kql.Fn("trim_end", kql.Raw(`\.`), trimmed(kql.Fn("tolower", partOf(1))))),
			kql.As("SeenPort", kql.Fn("coalesce", kql.Fn("toint", partOf(2)), schemePort())),
			kql.As("SeenPath", pathOf())),
		&kql.Lookup{Kind: "inner", Table: kql.Name("malicious_urls"), On: kql.Names("Key")},
		&kql.Where{Predicate: kql.And(samePort, below())},
		&kql.Summarize{
			Aggregates: []kql.Assign{kql.As("MaliciousUrl", kql.Fn("array_sort_asc", kql.Fn("make_set", kql.Name("Value"))))},
			By:         kql.Cols(append([]string{b.schema.Time}, columns...)...)},
	}
}
