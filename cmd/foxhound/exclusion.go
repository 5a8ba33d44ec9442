package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/kql"
)

func newExclusionCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "exclusion",
		Short: "False-positive filters, and what they hide",
		Long: `Exclusion lists the false-positive filters that hunts and rules carry, with what each
needs to act, and audits them over logs. docs/exclusions.md says how to write your own.`,
	}
	cmd.AddCommand(newExclusionListCommand(e), newExclusionAuditCommand(e))
	return cmd
}

func newExclusionListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List exclusions, and what each needs to act",
		Long: `List shows the built-in exclusions, those of the files given, and those that the library
has for files to use: which act, which have expired, and what would make the others act.`,
		Example: `  foxhound exclusion list
  foxhound exclusion list --exclusions site.yaml -o json`,
		Args: cobra.NoArgs,
	}
	facts := addWhichExclusions(e, cmd)
	output := addChoice(cmd, "output", "o", "format of the list", "table", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		list := exclusion.Builtins(*facts)
		if output.value == "json" {
			return exclusionsJSON(e, list)
		}
		return exclusionsTable(e, list)
	}
	return cmd
}

// exclusionsTable lists exclusions, and below them what of the library is not used.
func exclusionsTable(e *env, list []exclusion.Exclusion) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tSTATE\tOWNER\tSCENARIO\tTABLES")
	used := make(map[string]bool)
	for i := range list {
		x := &list[i]
		used[x.Name] = true
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", x.Name, printable(x.State()), printable(x.Owner), printable(x.Title), tablesOf(x))
	}
	for _, d := range exclusion.Library().Definitions {
		if !used[d.Name] {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", d.Name, "in the library: use it in a file", d.Owner, d.Title, strings.Join(d.Tables, ", "))
		}
	}
	return w.Flush()
}

func printable(text string) string { return indicator.Printable(text, 0) }

func tablesOf(x *exclusion.Exclusion) string {
	if len(x.Tables) == 0 {
		return "by columns"
	}
	return strings.Join(x.Tables, ", ")
}

// An exclusionObject is an exclusion as the JSON contract has it.
type exclusionObject struct {
	Name      string   `json:"name"`
	Scenario  string   `json:"scenario"`
	Active    bool     `json:"active"`
	Expired   bool     `json:"expired"`
	Needs     string   `json:"needs"`
	Tables    []string `json:"tables"`
	Predicate string   `json:"predicate"`
	Reason    string   `json:"reason"`
	Owner     string   `json:"owner"`
	Created   string   `json:"created,omitempty"`
	Expires   string   `json:"expires,omitempty"`
}

func exclusionsJSON(e *env, list []exclusion.Exclusion) error {
	objects := make([]exclusionObject, len(list))
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	for i, x := range list {
		objects[i] = exclusionObject{x.Name, x.Title, x.Active, x.Expired, x.Needs, append([]string{}, x.Tables...), kql.PrintExpr(x.Predicate), x.Reason, x.Owner, day(x.Created), day(x.Expiry)}
	}
	return writeIndented(e, map[string]any{"exclusions": objects})
}

func writeIndented(e *env, v any) error {
	out := json.NewEncoder(e.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}
