// Package proof holds rules to their word: from a rule it makes events of its tables with the
// verdict that each must get, and it runs the rule's KQL, as text, over them. Start with [Of]
// and [Hunt.Run].
//
// What an event must get is judged from the indicators and the roles of the table's columns
// (model.go), never from the query: a text and its proofs agree because both follow the
// matching model, or they do not agree and the proof fails.
package proof

import (
	"encoding/json"

	"foxhound/internal/schema"
)

// A Verdict is what must become of an event.
type Verdict string

const (
	Hit      Verdict = "hit"       // the hunt gives a row
	NearMiss Verdict = "near-miss" // it looks like a hit, and the hunt gives no row
	Benign   Verdict = "benign"    // nothing of it is listed
	Excluded Verdict = "excluded"  // the hunt gives a row that names the exclusion
)

// Verdicts lists them all.
func Verdicts() []Verdict { return []Verdict{Hit, NearMiss, Benign, Excluded} }

// An Event is a row of a table with the verdict that it must get.
type Event struct {
	Name    string // what it shows, in a few words: unique among a hunt's events
	Table   string
	Row     json.RawMessage // an object, columns in the order of their names
	Beside  []Beside        // rows of other tables that the hunt joins with it
	Verdict Verdict
	Wants   []Want // of a hit, or of one that is excluded: a row for each; none leaves the columns open
	ByHand  bool   // a person added it
}

// A Beside is a row of another table.
type Beside struct {
	Table string
	Row   json.RawMessage
}

// A Want is what a row must say in the columns that a hunt adds; empty fields leave them open.
type Want struct {
	Tier, Direction, Verdict, Validity string
	Indicator                          string
	ExcludedBy                         string
}

// alerts reports whether the alerting form of a hunt gives the row too.
func (w Want) alerts() bool {
	return w.Direction != "inbound" && (w.Validity == "" || w.Validity == "current") && w.ExcludedBy == ""
}

// A Hunt is a text with its proofs.
type Hunt struct {
	Name     string
	Text     string // empty where there is the alerting form alone
	Alerting string // the text that alerts are made by; empty where there is none
	Dialect  schema.Dialect
	List     *List // what the text reads its indicators from, where it carries none
	Events   []Event
	Unproved []string // what no event could be made for, in words
}
