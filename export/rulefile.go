package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"foxhound/indicator"
	"foxhound/proof"
	"foxhound/rule"
	"foxhound/rulefile"
)

// RuleFileName is the name of a rule file in the family's folder. A rule of the Defender
// dialect has one of its own: both may stand in one folder.
func RuleFileName(r *rule.Rule) string {
	return Folder(r.Family) + "/rule-" + string(r.Options.Dialect) + ".yaml"
}

func ruleFiles(r *rule.Rule) ([]File, error) {
	data, err := RuleFile(r, proof.Of(r)).Encode()
	return []File{{Name: RuleFileName(r), Data: data}}, err
}

// RuleFile is the rule as one file, with the proofs of its hunts in their order. Rules by table
// are the same whatever is listed: their file says nothing of it, and its list is what they are
// proved with.
func RuleFile(r *rule.Rule, proofs []proof.Hunt) *rulefile.File {
	if byTable(r) {
		bare := *r
		bare.Indicators, bare.SetAside = nil, nil
		f := ruleFile(&bare, proofs)
		f.ID = uuid.NewSHA1(namespace, fmt.Appendf(nil, "%q %q %q", r.Family.Key(), r.Hunts[0].Form, "rule")).String()
		f.Description = fmt.Sprintf("Hunts for what %s holds of every family: %s.", elsewhere(r, r.Hunts[0].Form), breadth(r))
		f.Severity, f.List = highest(&r.Hunts[0]), proofs[0].List.Rows
		return f
	}
	return ruleFile(r, proofs)
}

// breadth counts a rule's hunts, and the tables that they look at.
func breadth(r *rule.Rule) string {
	tables := map[string]bool{}
	for i := range r.Hunts {
		tables[r.Hunts[i].Table] = true
	}
	return fmt.Sprintf("%s in %s", plural(len(r.Hunts), "hunt", "hunts"), plural(len(tables), "table", "tables"))
}

// byTable reports whether a rule is over every family.
func byTable(r *rule.Rule) bool { return r.Family.Key() == rule.AllFamilies.Key() }

func ruleFile(r *rule.Rule, proofs []proof.Hunt) *rulefile.File {
	name := r.Family.Label()
	f := &rulefile.File{
		ID:   uuid.NewSHA1(namespace, fmt.Appendf(nil, "%q %q %q %q", r.Family.Key(), r.Options.Dialect, r.Options.Style, "rule")).String(),
		Name: indicator.Printable(name, longestName), Version: rulefile.FirstVersion,
		Description: fmt.Sprintf("Hunts for %s of %s: %s.", plural(len(r.Indicators), "indicator", "indicators"), indicator.Printable(name, longestName), breadth(r)),
		Family:      rulefile.Family{ID: r.Family.ID, Name: name}, Severity: severity(r.Indicators),
		Dialects: []string{string(r.Options.Dialect)},
		Validity: rulefile.Validity{Margin: days(r.Options.Margin), Since: since(r.Indicators)},
		Hunts:    []rulefile.Hunt{},
	}
	for _, i := range r.Indicators {
		if i.Reference != "" && !slices.Contains(f.References, i.Reference) {
			f.References = append(f.References, i.Reference)
		}
	}
	slices.Sort(f.References)
	for _, s := range r.SetAside {
		f.Guards = append(f.Guards, rulefile.Guard{Indicator: s.Indicator.Value, List: s.Decision.List, Reason: s.Decision.Reason})
	}
	for i := range r.Exclusions {
		x := &r.Exclusions[i]
		e := rulefile.Exclusion{Name: x.Name, Title: x.Title, Description: strings.ReplaceAll(x.Description, "%s", f.Name), State: x.State(),
			Tables: x.Tables, Predicate: predicate(x.Predicate), Reason: x.Reason, Owner: x.Owner}
		if !x.Expiry.IsZero() {
			e.Expires = x.Expiry.Format(time.DateOnly)
		}
		f.Exclusions = append(f.Exclusions, e)
	}
	if slices.ContainsFunc(r.Hunts, func(h rule.Hunt) bool { return h.Form.Elsewhere() }) {
		f.List = r.List()
	}
	for i := range r.Hunts {
		h := ruleFileHunt(r, &r.Hunts[i], &proofs[i])
		tactics, techniques := attacks(&r.Hunts[i])
		f.Tactics, f.Techniques = append(f.Tactics, tactics...), append(f.Techniques, techniques...)
		f.Hunts = append(f.Hunts, h)
	}
	f.Tactics, f.Techniques = sortedSet(f.Tactics), sortedSet(f.Techniques)
	return f
}

func ruleFileHunt(r *rule.Rule, h *rule.Hunt, p *proof.Hunt) rulefile.Hunt {
	out := rulefile.Hunt{ID: ruleID(r, h, "analytics"), Name: h.Name, Title: h.Title, Table: h.Table, Query: h.Text,
		Unproved: p.Unproved, Proofs: rulefile.ProofsOf(p.Events)}
	columns := columnsOf(h.Query)
	for _, m := range mappings(h.Key, columns) {
		e := rulefile.Entity{Type: m.EntityType}
		for _, f := range m.FieldMappings {
			e.Fields = append(e.Fields, rulefile.Field{Identifier: f.Identifier, Column: f.ColumnName})
		}
		out.Entities = append(out.Entities, e)
	}
	for _, d := range details {
		if column := d.Value.(string); slices.Contains(columns, column) {
			out.Details = append(out.Details, rulefile.Detail{Name: d.Key.(string), Column: column})
		}
	}
	for _, c := range connectorsOf(h.Query) {
		out.Connectors = append(out.Connectors, rulefile.Connector{ID: c.ConnectorID, Tables: c.DataTypes})
	}
	return out
}

func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// days writes a margin as queries do.
func days(margin time.Duration) string {
	if margin%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", margin/(24*time.Hour))
	}
	return margin.String()
}

// since is the first day on which one of the indicators was seen.
func since(indicators []indicator.Indicator) string {
	var first time.Time
	for i := range indicators {
		if at := indicators[i].FirstSeen; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		return ""
	}
	return first.UTC().Format(time.DateOnly)
}
