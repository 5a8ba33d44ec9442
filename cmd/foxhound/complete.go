package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
)

// complete offers values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values func(typed string) []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return values(typed), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag was never added: our bug
	}
}

// completeFamilies offers the families of the files given so far to the shell.
func completeFamilies(e *env, flags *ruleFlags) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		in, err := takeIndicators(cmd.Context(), e, flags.indicators, *flags.store, true)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer in.close()
		return labels(familiesOf(indicatorsOf(in.feeds))), cobra.ShellCompDirectiveNoFileComp
	}
}

// storedFamilies lists what the families of a command's store are called, for the shell: none
// where it cannot be read.
func storedFamilies(ctx context.Context, e *env, cmd *cobra.Command) []string {
	s, err := readStore(ctx, e, cmd.Flag("store").Value.String())
	if err != nil {
		return nil
	}
	defer s.Close()
	families, err := s.Families(ctx)
	if err != nil {
		return nil
	}
	return labels(families)
}

// labels are what people call families, as a terminal can show it.
func labels(families []indicator.Family) (names []string) {
	for _, f := range families {
		if f.Label() != "" {
			names = append(names, indicator.Printable(f.Label(), 0))
		}
	}
	return names
}

// completeQuery offers, behind what was typed of a query, the tables there are and the columns
// of those that it names.
func completeQuery(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 || cmd.Flag("file").Changed || cmd.Flag("batch").Changed {
		return nil, cobra.ShellCompDirectiveDefault // logs
	}
	word := lastWord.FindString(typed)
	before := strings.TrimSuffix(typed, word)
	var all []string
	for _, name := range append(tableNames(), columnNames(before)...) {
		if strings.HasPrefix(name, word) {
			all = append(all, before+name)
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// lastWord is the name that a text ends in, or nothing.
var lastWord = lazyregexp.New(`\w*$`)

// columnNames lists the columns of the tables that a query names, each once, in their order.
func columnNames(query string) (names []string) {
	seen := map[string]bool{}
	for _, word := range wordsOf.FindAllString(query, -1) {
		for _, d := range []schema.Dialect{schema.Sentinel, schema.Defender} {
			t, ok := schema.Lookup(d, word)
			if !ok {
				continue
			}
			for _, c := range t.Columns {
				if !seen[c.Name] {
					seen[c.Name] = true
					names = append(names, c.Name)
				}
			}
		}
	}
	return names
}

var wordsOf = lazyregexp.New(`\w+`)
