package store

import (
	"time"

	"foxhound/indicator"
)

// A Feed is where assertions come from, and how far it was read.
type Feed struct {
	Name     string // unique, whatever its case
	Location string // a URL or a path, without keys
	Whole    bool   // every pull brings all that the feed asserts: what is not in it is withdrawn
	Cursor   Cursor
	Expiry   Expiry
	Checked  time.Time // the last attempt
	Stored   time.Time // the last pull that was stored, or found nothing new
	Err      string    // why the last attempt failed; empty where it did not
	Standing int       // assertions that are not withdrawn
	Pulls    int       // pulls that were stored
}

// A Cursor is what a feed wants to be told at the next pull: an ETag, the highest removal
// id, a date.
type Cursor map[string]string

// An Expiry is a policy: for how many days after it was last seen (else first seen) an
// indicator of a kind is current. The kind 0 stands for those that are not named; zero days
// are for ever. A kind without a policy has that of [indicator.Indicator.Expiry].
type Expiry map[indicator.Kind]int

// A Retraction is a source's word that it was wrong of a value.
type Retraction struct {
	indicator.Observable
	Source string    // whose assertions it takes back, as [indicator.Indicator.Source]; empty takes back every source's
	ID     string    // the source's own id
	At     time.Time // zero means now
	By     string
	Reason string
}

// An Outcome is what became of a pull.
type Outcome struct {
	Pull      int64 // its number
	Rows      int   // indicators added, as [Pull.Add] counts them
	Malformed int
	Added     int // assertions that are new
	Changed   int // assertions that say something else than before
	Refreshed int // assertions that were only seen again
	Unchanged int
	Repeated  int    // assertions that stood in the same pull already
	Returned  int    // assertions that were withdrawn before
	Withdrawn int    // assertions that a whole feed no longer makes
	Retracted int    // retractions that are new
	Kept      int    // of Added: single indicators held for review
	Held      int64  // the number of the hold where the whole pull is held; 0 where it is stored
	Reason    string // why it is held
}

// Limits say how much of a feed one pull may change without review.
type Limits struct {
	Add    float64 // the share of the feed that may be added: 1 doubles it
	Remove float64 // the share that may be withdrawn or retracted
	Floor  int     // a feed of fewer assertions may change as it likes
	Few    int     // so many may be added to any feed
}

// DefaultLimits let a feed grow to five times its size, and by five thousand in any case, and
// lose half of it.
var DefaultLimits = Limits{Add: 4, Remove: 0.5, Floor: 100, Few: 5000}
