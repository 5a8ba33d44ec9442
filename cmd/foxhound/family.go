package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"foxhound/indicator"
	"foxhound/rule"
)

// findFamily finds the family that a person calls by id, printable name or alias.
func findFamily(word string, all []indicator.Indicator) (indicator.Family, error) {
	f, suggestions, err := rule.Find(word, all)
	if err != nil && len(suggestions) == 0 {
		err = fmt.Errorf("%w; --list shows the families there are", err)
	}
	return f, err
}

// familiesOf lists the families that the indicators name.
func familiesOf(all []indicator.Indicator) []indicator.Family {
	var families []indicator.Family
	for _, c := range rule.Families(all) {
		if c.Family.Label() != "" {
			families = append(families, c.Family)
		}
	}
	return families
}

// complainOfStrays says how many indicators are of no family, and so in no rule.
func complainOfStrays(e *env, all []indicator.Indicator) {
	for _, c := range rule.Families(all) {
		switch {
		case c.Family.Label() != "":
		case c.Total == 1:
			e.complain(errors.New("1 indicator of no family is in no rule"))
		default:
			e.complain(fmt.Errorf("%d indicators of no family are in no rule", c.Total))
		}
	}
}

// maxFamily is how much of a family's id or name a table shows: no family is called so at length.
const maxFamily = 60

// listFamilies prints the families and how many indicators each has, those of no family last.
func listFamilies(e *env, all []indicator.Indicator) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FAMILY\tNAME\tINDICATORS\tKINDS")
	for _, c := range rule.Families(all) {
		name := cmp.Or(c.Family.Name, "-")
		if c.Family.Label() == "" {
			name = "(no family)"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", indicator.Printable(cmp.Or(c.Family.ID, "-"), maxFamily), indicator.Printable(name, maxFamily), c.Total, kinds(c))
	}
	return w.Flush()
}

// kinds lists the kinds of a family's indicators with their numbers.
func kinds(c rule.FamilyCount) string {
	var parts []string
	for k := indicator.Domain; k <= indicator.Email; k++ {
		if c.Kinds[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.Kinds[k], k))
		}
	}
	return strings.Join(parts, ", ")
}
