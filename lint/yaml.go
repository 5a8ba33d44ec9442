package lint

import "foxhound/internal/yamltext"

// A node is a value of YAML, and a mark a text of it, with their places.
type (
	node = yamltext.Node
	mark = yamltext.Mark
)

// readYAML reads the documents of a stream. Each that has a query is a rule, and so is
// each hunt of a rule file of foxhound.
func readYAML(text string) ([]*document, error) {
	roots, err := yamltext.Parse(text)
	if err != nil {
		return nil, err
	}
	var all []*document
	for _, root := range roots {
		switch hunts := root.Get("hunts"); {
		case hunts.List:
			all = append(all, ruleFileDocuments(text, root)...)
		case len(root.Keys) > 0:
			all = append(all, ruleDocument(text, root))
		}
	}
	return all, nil
}
