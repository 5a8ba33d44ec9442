package main

import (
	"fmt"
	"maps"
	"slices"

	"foxhound/kql"
)

// undeclared refuses a --param that the query does not declare: one that is misspelt would
// leave the query with its default. A query that does not parse is for the engine to refuse.
func (q *querying) undeclared() error {
	if len(q.engine.Parameters) == 0 {
		return nil
	}
	tree, err := kql.Parse(q.name, q.text)
	if err != nil {
		return nil
	}
	declared := declaredBy(tree)
	for _, name := range slices.Sorted(maps.Keys(q.engine.Parameters)) {
		if !slices.Contains(declared, name) {
			return fmt.Errorf("flag `--param`: the query declares no parameter `%s`; %s", name,
				orNearest(name, declared, "`declare query_parameters(...)` does that"))
		}
	}
	return nil
}

// declaredBy lists the parameters of a query.
func declaredBy(tree *kql.Query) []string {
	var names []string
	for _, s := range tree.Statements {
		if s, ok := s.(*kql.QueryParameters); ok {
			for _, p := range s.Params {
				names = append(names, p.Name)
			}
		}
	}
	return names
}
