package dossier

import (
	"io"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
)

// The objects of a dossier as JSON. Keys are only ever added, at the end.
type (
	dossierObject struct {
		Kind       string            `json:"kind"`
		Value      string            `json:"value"`
		State      State             `json:"state"` // empty where the store knows nothing of it
		Guard      *guardObject      `json:"guard"`
		Assertions []assertionObject `json:"assertions"`
		Verdicts   []verdictObject   `json:"verdicts"`
		History    []changeObject    `json:"history"`
		Related    []relationObject  `json:"related"`
		Findings   []findingObject   `json:"findings"`
	}

	guardObject struct {
		Level  string `json:"level"`
		List   string `json:"list"`
		Reason string `json:"reason"`
	}

	assertionObject struct {
		Feed       string     `json:"feed"`
		Source     string     `json:"source"`
		ID         string     `json:"id"`
		Family     string     `json:"family"`
		FamilyName string     `json:"family_name"`
		ThreatType string     `json:"threat_type"`
		Confidence *int       `json:"confidence"`
		FirstSeen  *time.Time `json:"first_seen"`
		LastSeen   *time.Time `json:"last_seen"`
		Expires    *time.Time `json:"expires"`
		State      State      `json:"state"`
		Reporter   string     `json:"reporter"`
		Reference  string     `json:"reference"`
		Tags       []string   `json:"tags"`
		Comment    string     `json:"comment"`
		Added      time.Time  `json:"added"`
		Withdrawn  *time.Time `json:"withdrawn"`
		Held       string     `json:"held"`
	}

	verdictObject struct {
		At      time.Time `json:"at"`
		Verdict string    `json:"verdict"`
		Note    string    `json:"note"`
	}

	changeObject struct {
		At   time.Time `json:"at"`
		Feed string    `json:"feed"`
		What string    `json:"what"`
	}

	relationObject struct {
		Why        string        `json:"why"`
		Total      int           `json:"total"`
		Indicators []entryObject `json:"indicators"`
	}

	findingObject struct {
		Number   int64  `json:"number"`
		Severity string `json:"severity"`
		Family   string `json:"family"`
		Entity   string `json:"entity"`
		Day      string `json:"day"`
		Matches  int    `json:"matches"`
	}
)

// WriteJSON writes the dossier for programs.
func (d *Dossier) WriteJSON(w io.Writer) error {
	o := dossierObject{Kind: d.Kind.String(), Value: d.Value, State: d.State(), Assertions: []assertionObject{}, Verdicts: []verdictObject{},
		History: []changeObject{}, Related: []relationObject{}, Findings: []findingObject{}}
	if d.Guard.Level != guard.Pass {
		o.Guard = &guardObject{level(d.Guard.Level), d.Guard.List, d.Guard.Reason}
	}
	for _, a := range d.Assertions {
		x := assertionObject{a.Feed, a.Source, a.ID, a.Family.ID, a.Family.Name, a.ThreatType, nil, optional(a.FirstSeen), optional(a.LastSeen),
			optional(a.Expiry()), stateOf(a, d.Guard, d.Now), a.Reporter, a.Reference, append([]string{}, a.Tags...), a.Comment, a.Added,
			optional(a.Withdrawn), a.Held}
		if a.Confidence != indicator.UnknownConfidence {
			x.Confidence = &a.Confidence
		}
		o.Assertions = append(o.Assertions, x)
	}
	for _, v := range d.Verdicts {
		o.Verdicts = append(o.Verdicts, verdictObject{v.At, v.Verdict, v.Note})
	}
	for _, c := range d.Changes {
		o.History = append(o.History, changeObject{c.At, c.Feed, c.What})
	}
	for _, r := range d.Related {
		x := relationObject{r.Why, r.Total, []entryObject{}}
		for _, e := range r.Entries {
			x.Indicators = append(x.Indicators, newEntry(e))
		}
		o.Related = append(o.Related, x)
	}
	for _, f := range d.Findings {
		o.Findings = append(o.Findings, findingObject{f.ID, f.Severity, f.Family, f.Entity, f.Day, f.Matches})
	}
	return encoder(w).Encode(o)
}
