package main

import "github.com/spf13/cobra"

func newIndicatorCommand(e *env) *cobra.Command {
	return group("indicator", "Show what the store knows of values",
		`Indicator shows what the store knows of a value, lists and exports indicators, and keeps
what you say of them.`,
		newIndicatorShowCommand(e), newIndicatorListCommand(e), newIndicatorExportCommand(e), newIndicatorMarkCommand(e))
}
