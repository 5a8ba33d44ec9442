package lint

import (
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
)

var ruleChecks = []*Check{
	{ID: "rule-field", Severity: Error, What: "a field of a rule that is missing or not as it must be",
		Why: "the service or the checks of a content repository refuse the rule", document: checkFields},
	{ID: "attack-names", Severity: Warning, What: "a tactic or technique that is none of ATT&CK's",
		Why:  "an unknown tactic is refused in an analytics rule, and lost in reports elsewhere",
		Mend: "spell tactics without blanks, such as CommandAndControl, and techniques as T1071 or T1071.001", document: checkAttack},
}

var (
	guid        = lazyregexp.New(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	versions    = lazyregexp.New(`^\d+\.\d+\.\d+$`)
	technique   = lazyregexp.New(`^T\d{4}(\.\d{3})?$`)
	severityOf  = []string{"Informational", "Low", "Medium", "High"}
	kindsOfRule = []string{"Scheduled", "NRT"}
	tacticNames = []string{"InitialAccess", "Execution", "Persistence", "PrivilegeEscalation", "DefenseEvasion", "CredentialAccess", "Discovery", "LateralMovement",
		"Collection", "Exfiltration", "CommandAndControl", "Impact", "Reconnaissance", "ResourceDevelopment", "ImpairProcessControl", "InhibitResponseFunction", "PreAttack"}
)

func checkFields(d *document, f *finder) {
	r := d.rule
	if !r.alerts() {
		return
	}
	required := []string{"id", "name", "description", "severity", "query"}
	for _, key := range required {
		if v := r.Get(key); !v.Set() || v.Text == "" && len(v.Keys) == 0 {
			f.field(r.Mark, "add it", "the rule has no `%s`", key)
		}
	}
	f.form(r.Get("id"), "id", guid.MatchString, "write a GUID that never changes")
	f.form(r.Get("version"), "version", versions.MatchString, "write three numbers, such as 1.0.0")
	f.form(r.Get("severity"), "severity", func(s string) bool { return slices.Contains(severityOf, s) }, "write Informational, Low, Medium or High")
	f.form(r.Get("kind"), "kind", func(s string) bool { return slices.Contains(kindsOfRule, s) }, "write Scheduled or NRT")
}

// form wants the text of a field to be of a form, where there is one.
func (f *finder) form(n node, key string, fits func(string) bool, mend string) {
	if n.Set() && n.Text != "" && !fits(n.Text) {
		f.field(n.Mark, mend, "`%s` is %s", key, quote(n.Text))
	}
}

func checkAttack(d *document, f *finder) {
	r := d.rule
	if r == nil || r.kind == detection {
		return
	}
	for _, t := range r.Get("tactics").Items() {
		if slices.Contains(tacticNames, t.Text) {
			continue
		}
		mend := "name the tactic of ATT&CK that is meant, such as CommandAndControl; what is none belongs among the tags"
		for _, known := range tacticNames {
			if strings.EqualFold(known, strings.ReplaceAll(t.Text, " ", "")) {
				mend = "write " + known
			}
		}
		f.add(t.Line, t.Column, r.grade(Warning, Note), mend, "the tactic "+quote(t.Text)+" is unknown")
	}
	techniques := r.Get("relevantTechniques")
	for _, t := range techniques.Items() {
		switch {
		case t.Text == "":
			f.field(techniques.Mark, "name a technique, or leave the entry out", "`relevantTechniques` has an entry without one")
		case !technique.MatchString(t.Text):
			f.field(t.Mark, "", "%s is no technique's id", quote(t.Text))
		}
	}
}
