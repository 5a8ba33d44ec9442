package lint

import "foxhound/internal/schema"

// A ruleKind says which sort of rule a YAML document is.
type ruleKind string

const (
	scheduled ruleKind = "Scheduled" // an analytics rule of Sentinel that runs at intervals
	nrt       ruleKind = "NRT"       // one that runs on every minute's rows
	hunting   ruleKind = "hunting"   // a hunting query of Sentinel, or of a folder for Defender
	detection ruleKind = "detection" // a custom detection of Defender
)

// A rule is what stands around a query in YAML.
type rule struct {
	node
	kind ruleKind
}

// alerts reports whether the rule runs by itself, in Sentinel.
func (r *rule) alerts() bool { return r != nil && (r.kind == scheduled || r.kind == nrt) }

// grade is how bad something is in a rule that runs by itself, and elsewhere: hunting queries
// are not held to all that rules are.
func (r *rule) grade(rules, elsewhere Severity) Severity {
	if r.alerts() {
		return rules
	}
	return elsewhere
}

// ruleDocument is a document of a YAML stream. One without a query holds nothing to check.
func ruleDocument(text string, root node) *document {
	d := &document{form: YAML, text: text}
	at := root.Get("query")
	kind := kindOf(root)
	if condition := root.Get("queryCondition"); condition.Set() {
		at, kind = condition.Get("queryText"), detection
	}
	if !at.Set() {
		return d
	}
	d.rule = &rule{root, kind}
	q := &query{text: at.Text, first: at.Line, column: at.Column, exact: at.Block == 0}
	if at.Block > 0 {
		q.first, q.column = at.Block, at.Indent+1
	}
	d.queries = []*query{q}
	return d
}

// ruleFileDocuments are the hunts of a rule file, each with what stands around it, and the file
// itself, which says of what all of them are.
func ruleFileDocuments(text string, root node) []*document {
	all := []*document{{form: YAML, text: text, rule: &rule{root, hunting}}}
	for _, hunt := range root.Get("hunts").Items() {
		d := ruleDocument(text, hunt)
		for _, in := range root.Get("dialects").Items() {
			if dialect := schema.Dialect(in.Text); dialect == schema.Sentinel || dialect == schema.Defender {
				d.told = dialect
			}
		}
		all = append(all, d)
	}
	return all
}

// kindOf tells an analytics rule from a hunting query, which has no schedule and no trigger.
func kindOf(root node) ruleKind {
	switch kind := root.Get("kind").Text; {
	case kind == "NRT":
		return nrt
	case kind != "", root.Get("queryFrequency").Set(), root.Get("triggerOperator").Set():
		return scheduled
	}
	return hunting
}

// A mapping is a column that a rule names, and what it names it for.
type mapping struct {
	mark
	use string // "the entity IP", "the custom detail `Port`", "the name of alerts"
}

// mappings lists the columns that a rule needs of its query, in the order of its text.
func (r *rule) mappings() []mapping {
	var all []mapping
	for _, e := range r.Get("entityMappings").Items() {
		for _, f := range e.Get("fieldMappings").Items() {
			if c := f.Get("columnName"); c.Set() {
				all = append(all, mapping{c.Mark, "the entity " + e.Get("entityType").Text})
			}
		}
	}
	details := r.Get("customDetails")
	for i, key := range details.Keys {
		all = append(all, mapping{details.Values[i].Mark, "the custom detail `" + key.Text + "`"})
	}
	for _, d := range details.Items() { // of a rule file
		if c := d.Get("columnName"); c.Set() {
			all = append(all, mapping{c.Mark, "the custom detail `" + d.Get("name").Text + "`"})
		}
	}
	override := r.Get("alertDetailsOverride")
	for i, key := range override.Keys {
		switch v := override.Values[i]; key.Text {
		case "alertDisplayNameFormat", "alertDescriptionFormat":
			for _, column := range placeholders(v.Text) {
				all = append(all, mapping{mark{Text: column, Line: v.Line, Column: v.Column}, "the placeholder of `" + key.Text + "`"})
			}
		case "alertSeverityColumnName", "alertTacticsColumnName":
			all = append(all, mapping{v.Mark, "`" + key.Text + "`"})
		}
	}
	return all
}
