package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/indicator"
)

// A family is a malware family and how many indicators the files have of it.
type family struct {
	indicator.Family
	count int
	kinds map[indicator.Kind]int
}

// key tells families apart: by id, or by name where nobody knows an id.
func key(f indicator.Family) string { return cmp.Or(f.ID, strings.ToLower(f.Name)) }

func (f family) label() string { return cmp.Or(f.Name, f.ID) }

// byKind lists the indicators' kinds with their numbers.
func (f family) byKind() []string {
	var parts []string
	for k := indicator.Domain; k <= indicator.Email; k++ {
		if f.kinds[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", f.kinds[k], k))
		}
	}
	return parts
}

// familiesOf lists the families that the indicators name, sorted by key.
func familiesOf(all []indicator.Indicator) []family {
	byKey := map[string]*family{}
	seen := map[string]bool{}
	for _, ind := range all {
		k := key(ind.Family)
		if k == "" || seen[k+"\x00"+ind.Kind.String()+"\x00"+ind.Value] {
			continue
		}
		seen[k+"\x00"+ind.Kind.String()+"\x00"+ind.Value] = true
		f := byKey[k]
		if f == nil {
			f = &family{Family: ind.Family, kinds: map[indicator.Kind]int{}}
			byKey[k] = f
		}
		f.count++
		f.kinds[ind.Kind]++
	}
	families := make([]family, 0, len(byKey))
	for _, f := range byKey {
		families = append(families, *f)
	}
	slices.SortFunc(families, func(a, b family) int { return cmp.Compare(key(a.Family), key(b.Family)) })
	return families
}

// findFamily finds the family of that id, printable name or alias, in any case.
func findFamily(families []family, word string) (family, error) {
	var names []string
	for _, spellings := range []func(family) []string{
		func(f family) []string { return []string{f.ID} },
		func(f family) []string { return []string{f.Name} },
		func(f family) []string { return f.Aliases },
	} {
		for _, f := range families {
			for _, name := range spellings(f) {
				if name != "" && strings.EqualFold(name, word) {
					return f, nil
				}
				names = append(names, name)
			}
		}
	}
	return family{}, fmt.Errorf("unknown family `%s`; %s", word, orNearest(word, names, "--list shows the families of these files"))
}

// completeFamilies offers the families of the files given so far to the shell.
func completeFamilies(e *env, flags *ruleFlags) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 || len(flags.indicators) == 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		feeds, _, err := readFeeds(e, flags.indicators)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []string
		for _, f := range familiesOf(indicatorsOf(feeds)) {
			names = append(names, f.label())
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
