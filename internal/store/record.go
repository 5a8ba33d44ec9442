package store

import (
	"time"

	"foxhound/indicator"
)

// A record is an indicator as JSON: in the history, and in pulls that are held.
type record struct {
	Kind        string    `json:"kind"`
	Value       string    `json:"value"`
	FamilyID    string    `json:"family,omitempty"`
	FamilyName  string    `json:"family_name,omitempty"`
	Aliases     []string  `json:"aliases,omitempty"`
	ThreatType  string    `json:"threat_type,omitempty"`
	Confidence  int       `json:"confidence"`
	FirstSeen   time.Time `json:"first_seen,omitzero"`
	LastSeen    time.Time `json:"last_seen,omitzero"`
	ValidUntil  time.Time `json:"valid_until,omitzero"`
	Reporter    string    `json:"reporter,omitempty"`
	Reference   string    `json:"reference,omitempty"`
	Tags        []string  `json:"tags,omitempty"`
	Source      string    `json:"source,omitempty"`
	ID          string    `json:"id,omitempty"`
	Compromised bool      `json:"compromised,omitempty"`
	Comment     string    `json:"comment,omitempty"`
}

func newRecord(ind *indicator.Indicator) record {
	return record{ind.Kind.String(), ind.Value, ind.Family.ID, ind.Family.Name, ind.Family.Aliases, ind.ThreatType, ind.Confidence,
		ind.FirstSeen, ind.LastSeen, ind.ValidUntil, ind.Reporter, ind.Reference, ind.Tags, ind.Source, ind.ID, ind.Compromised, ind.Comment}
}

func (r *record) indicator() indicator.Indicator {
	kind, _ := indicator.ParseKind(r.Kind)
	return indicator.Indicator{
		Observable: indicator.Observable{Kind: kind, Value: r.Value}, Family: indicator.Family{ID: r.FamilyID, Name: r.FamilyName, Aliases: r.Aliases},
		ThreatType: r.ThreatType, Confidence: r.Confidence, FirstSeen: r.FirstSeen, LastSeen: r.LastSeen, ValidUntil: r.ValidUntil, Reporter: r.Reporter,
		Reference: r.Reference, Tags: r.Tags, Source: r.Source, ID: r.ID, Compromised: r.Compromised, Comment: r.Comment,
	}
}
