package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/pull"
)

// malwareList is the query for the families that ThreatFox knows.
const malwareList = "malware_list"

// askable are the queries of the ThreatFox API that feed ask takes.
func askable() []string { return append(pull.Queries(), malwareList) }

func newFeedAskCommand(e *env) *cobra.Command {
	var address string
	var keyFile *string
	cmd := &cobra.Command{
		Use:   "ask QUERY [TERM]",
		Short: "Ask the ThreatFox API, and store nothing",
		Long: `Ask sends one query to the API of ThreatFox and prints what it finds: get_iocs, the
indicators of the last days; malwareinfo FAMILY; taginfo TAG; search_ioc VALUE, defanged or
not; malware_list, the families. It wants a key of abuse.ch, as feed pull does.

To keep what a query finds, add it as a feed: foxhound feed add --help.`,
		Example:   `  foxhound feed ask search_ioc softandtec[.]com`,
		Args:      cobra.RangeArgs(1, 2),
		ValidArgs: askable(),
	}
	keyFile = addKeyFile(cmd)
	cmd.Flags().StringVar(&address, "url", "", "the `ADDRESS` of the API, where it is another one")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		key, err := readKey(e, *keyFile)
		if err != nil {
			return err
		}
		if !slices.Contains(askable(), args[0]) {
			return fmt.Errorf("unknown query `%s`; %s", args[0], orNearest(args[0], askable(), "there are "+strings.Join(askable(), ", ")))
		}
		client := &pull.Client{Key: key, Now: e.now, Agent: "foxhound/" + version()}
		if args[0] == malwareList {
			return listKnownFamilies(cmd.Context(), e, client, address)
		}
		f := pull.Feed{Name: "threatfox-api", Kind: "threatfox-api", URL: address, Query: args[0]}
		if len(args) > 1 {
			f.Term = refanged(args[1])
		}
		return ask(cmd.Context(), e, client, f)
	}
	return cmd
}

// refanged is a term as ThreatFox has it: a value in its canonical form, anything else as typed.
func refanged(term string) string {
	if o, err := indicator.Parse(term); err == nil {
		return o.Value
	}
	return term
}

func listKnownFamilies(ctx context.Context, e *env, client *pull.Client, address string) error {
	families, err := client.Families(ctx, address)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FAMILY\tNAME\tALIASES")
	for _, f := range families {
		fmt.Fprintf(w, "%s\t%s\t%s\n", indicator.Printable(f.ID, 0), indicator.Printable(f.Name, 0), indicator.Printable(strings.Join(f.Aliases, ", "), 0))
	}
	return w.Flush()
}

// ask prints what a query finds, and says where it finds nothing.
func ask(ctx context.Context, e *env, client *pull.Client, f pull.Feed) error {
	b, err := client.Pull(ctx, f, nil)
	if err != nil {
		return err
	}
	(&pulling{e: e}).complainOf("threatfox-api", b)
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tVALUE\tFAMILY\tTHREAT\tCONFIDENCE\tFIRST SEEN\tLAST SEEN")
	for _, r := range b.Results {
		for _, ind := range r.Pack().All() {
			confidence := "-"
			if ind.Confidence != indicator.UnknownConfidence {
				confidence = fmt.Sprint(ind.Confidence)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", ind.Kind, indicator.Printable(ind.Defang(), 0), indicator.Printable(cmp.Or(ind.Family.Label(), "-"), 0),
				indicator.Printable(cmp.Or(ind.ThreatType, "-"), 0), confidence, day(ind.FirstSeen), day(ind.LastSeen))
		}
	}
	return w.Flush()
}
