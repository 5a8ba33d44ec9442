package lint

// sarif is the reports as SARIF 2.1.0, which code hosts show beside the lines.
func sarif(reports []*Report) any {
	type text struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
	type location struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region region `json:"region"`
		} `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     Severity   `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations"`
	}
	type rule struct {
		ID    string `json:"id"`
		Short text   `json:"shortDescription"`
		Full  text   `json:"fullDescription"`
		Conf  struct {
			Level Severity `json:"level"`
		} `json:"defaultConfiguration"`
	}
	rules, results := []rule{}, []result{}
	for _, c := range checks {
		r := rule{ID: c.ID, Short: text{c.What}, Full: text{c.Why}}
		r.Conf.Level = c.Severity
		rules = append(rules, r)
	}
	for _, report := range reports {
		for _, f := range report.Findings {
			var at location
			at.Physical.Artifact.URI, at.Physical.Region = f.File, region{f.Line, f.Column}
			results = append(results, result{f.ID, f.Severity, text{f.What + ". " + f.Why + ". To mend: " + f.Mend}, []location{at}})
		}
	}
	driver := map[string]any{"name": "foxhound", "rules": rules}
	return map[string]any{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"runs": []any{map[string]any{"tool": map[string]any{"driver": driver}, "results": results}}}
}
