package lint

import "foxhound/internal/yamltext"

// A node is a value of YAML, and a mark a text of it, with their places.
type (
	node = yamltext.Node
	mark = yamltext.Mark
)

// readYAML reads the documents of a stream. Each that has a query is a rule.
func readYAML(text string) ([]*document, error) {
	roots, err := yamltext.Parse(text)
	if err != nil {
		return nil, err
	}
	var all []*document
	for _, root := range roots {
		if len(root.Keys) > 0 {
			all = append(all, ruleDocument(text, root))
		}
	}
	return all, nil
}
