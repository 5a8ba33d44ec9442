package lint

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
	at := root.get("query")
	kind := kindOf(root)
	if condition := root.get("queryCondition"); condition.set() {
		at, kind = condition.get("queryText"), detection
	}
	if !at.set() {
		return d
	}
	d.rule = &rule{root, kind}
	q := &query{text: at.text, first: at.line, column: at.column, exact: at.block == 0}
	if at.block > 0 {
		q.first, q.column = at.block, at.indent+1
	}
	d.queries = []*query{q}
	return d
}

// kindOf tells an analytics rule from a hunting query, which has no schedule and no trigger.
func kindOf(root node) ruleKind {
	switch kind := root.get("kind").text; {
	case kind == "NRT":
		return nrt
	case kind != "", root.get("queryFrequency").set(), root.get("triggerOperator").set():
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
	for _, e := range r.get("entityMappings").items() {
		for _, f := range e.get("fieldMappings").items() {
			if c := f.get("columnName"); c.set() {
				all = append(all, mapping{c.mark, "the entity " + e.get("entityType").text})
			}
		}
	}
	details := r.get("customDetails")
	for i, key := range details.keys {
		all = append(all, mapping{details.values[i].mark, "the custom detail `" + key.text + "`"})
	}
	override := r.get("alertDetailsOverride")
	for i, key := range override.keys {
		switch v := override.values[i]; key.text {
		case "alertDisplayNameFormat", "alertDescriptionFormat":
			for _, column := range placeholders(v.text) {
				all = append(all, mapping{mark{column, v.line, v.column}, "the placeholder of `" + key.text + "`"})
			}
		case "alertSeverityColumnName", "alertTacticsColumnName":
			all = append(all, mapping{v.mark, "`" + key.text + "`"})
		}
	}
	return all
}
