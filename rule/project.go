package rule

import (
	"slices"

	"foxhound/kql"
)

// Mail without a recipient of its own has it in another table, a row for each recipient.
const mailEvents = "EmailEvents"

var mailColumns = []string{
	"NetworkMessageId", "RecipientEmailAddress", "SenderFromAddress", "Subject", "DeliveryAction", "DeliveryLocation",
}

// needsRecipient reports whether the table knows messages but nobody they concern.
func (w *writer) needsRecipient() bool {
	return len(w.table.Host) == 0 && len(w.table.User) == 0 && w.has("NetworkMessageId")
}

// recipients joins the table's messages with those who got them.
func (w *writer) recipients() kql.Operator {
	known := kql.And(kql.Fn("isnotempty", kql.Name("NetworkMessageId")), kql.Fn("isnotempty", kql.Name("RecipientEmailAddress")))
	mail := kql.From(mailEvents, w.within(), &kql.Where{Predicate: known}, &kql.Distinct{Columns: kql.Names(mailColumns...)})
	return &kql.Join{
		Comments: []string{"who got the message, and whether"},
		Kind:     "leftouter", Table: mail, On: kql.Names("NetworkMessageId"),
	}
}

// describe attaches what an analyst is told of a match.
func (b *batch) describe(t traits) []kql.Operator {
	listed := []kql.Assign{
		kql.As("IndicatorValue", kql.Name("Value")),
		kql.As("Family", kql.Str(label(b.rule.Family))), kql.As("Reference", link(t)),
	}
	if b.key == Hashes {
		listed = append(listed, kql.As("HashAlgorithm", b.algorithm()))
	}
	return []kql.Operator{
		extend("", kql.As("Tier", tier()), kql.As("Direction", b.direction(t)), kql.As("Verdict", b.verdict())),
		extend("", kql.As("Severity", b.severity(t))),
		extend("", listed...),
		extend("exclusions stay as a column; alerts leave them out", kql.As("ExcludedBy", b.excludedBy())),
	}
}

// extend adds columns, under a comment where there is something to say.
func extend(comment string, columns ...kql.Assign) *kql.Extend {
	op := &kql.Extend{Columns: columns}
	if comment != "" {
		op.Comments = []string{comment}
	}
	return op
}

// output are the columns of the result, what matters first.
func (w *writer) output() []string {
	list := []string{w.schema.Time, "Tier", "Direction", "Verdict", "Validity", "Severity",
		"IndicatorValue", "Family", "ThreatType", "Confidence", "Field", "Observed"}
	if w.key == Hashes {
		list = append(list, "HashAlgorithm")
	}
	if w.needsRecipient() {
		list = append(list, mailColumns[1:]...)
	}
	for _, c := range w.table.Show {
		if w.has(c) && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return append(list, "ExcludedBy", "Reference")
}

// present projects and sorts, the newest event first.
func present(time string, columns []string) []kql.Operator {
	return []kql.Operator{
		&kql.Project{Columns: kql.Cols(columns...)},
		&kql.OrderBy{Keys: []kql.SortKey{{Expr: kql.Name(time)}}},
	}
}
