package main

import "github.com/spf13/cobra"

func newFeedCommand(e *env) *cobra.Command {
	return group("feed", "Bring indicators into the store",
		`Feed brings indicators into the store, and says what there is.

The store keeps what every feed says of a value, and when it said so. What a feed says again
is counted and costs next to nothing; what it takes back is kept, and hunted no more.`,
		newFeedPullCommand(e), newFeedImportCommand(e), newFeedListCommand(e), newFeedStatusCommand(e), newFeedReviewCommand(e), newFeedAddCommand(e), newFeedRemoveCommand(e), newFeedAskCommand(e))
}
