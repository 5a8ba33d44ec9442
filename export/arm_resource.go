package export

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// The versions of the interfaces that the resources are of.
const (
	securityInsights = "2025-09-01"
	savedSearches    = "2020-08-01"
)

// alertProperties are those of an analytics rule. Durations are ISO 8601. The fields of the
// schedule are empty in an NRT rule.
type alertProperties struct {
	DisplayName           plainText         `json:"displayName"`
	Description           plainText         `json:"description"`
	Severity              string            `json:"severity"`
	Enabled               bool              `json:"enabled"`
	Query                 plainText         `json:"query"`
	QueryFrequency        string            `json:"queryFrequency,omitempty"`
	QueryPeriod           string            `json:"queryPeriod,omitempty"`
	TriggerOperator       string            `json:"triggerOperator,omitempty"`
	TriggerThreshold      *int              `json:"triggerThreshold,omitempty"`
	SuppressionEnabled    bool              `json:"suppressionEnabled"`
	SuppressionDuration   string            `json:"suppressionDuration"` // wanted even where nothing is suppressed
	Tactics               []string          `json:"tactics,omitempty"`
	Techniques            []string          `json:"techniques,omitempty"`
	SubTechniques         []string          `json:"subTechniques,omitempty"`
	EntityMappings        []entityMapping   `json:"entityMappings,omitempty"`
	CustomDetails         map[string]string `json:"customDetails,omitempty"`
	AlertDetailsOverride  *plainDetails     `json:"alertDetailsOverride,omitempty"`
	EventGroupingSettings *eventGrouping    `json:"eventGroupingSettings,omitempty"`
	IncidentConfiguration *incidentConfig   `json:"incidentConfiguration,omitempty"`
}

// plainDetails are [alertDetails] in a template.
type plainDetails struct {
	DisplayName plainText `json:"alertDisplayNameFormat"`
	Description plainText `json:"alertDescriptionFormat"`
	Severity    string    `json:"alertSeverityColumnName,omitempty"`
}

func alertRule(d *detection) resource {
	p := alertProperties{
		DisplayName: plainText(d.Name), Description: plainText(d.Description), Severity: d.Severity, Enabled: true, Query: plainText(d.Query),
		QueryFrequency: iso(d.QueryFrequency), QueryPeriod: iso(d.QueryPeriod), TriggerThreshold: d.TriggerThreshold,
		SuppressionDuration: "PT1H", Tactics: d.Tactics, EntityMappings: d.EntityMappings, CustomDetails: textMap(d.CustomDetails),
		EventGroupingSettings: d.EventGroupingSettings,
	}
	if d.TriggerOperator == "gt" {
		p.TriggerOperator = "GreaterThan"
	}
	p.Techniques, p.SubTechniques = parents(d.RelevantTechniques)
	if o := d.AlertDetailsOverride; o != nil {
		p.AlertDetailsOverride = &plainDetails{plainText(o.DisplayName), plainText(o.Description), o.Severity}
	}
	if c := d.IncidentConfiguration; c != nil {
		c := *c
		c.Grouping.LookbackDuration = iso(c.Grouping.LookbackDuration)
		p.IncidentConfiguration = &c
	}
	return resource{
		Type:       "Microsoft.OperationalInsights/workspaces/providers/alertRules",
		APIVersion: securityInsights,
		Name:       inWorkspace("Microsoft.SecurityInsights/" + d.ID),
		Kind:       d.Kind,
		Properties: p,
	}
}

// iso writes a duration such as 1d or 5m as ISO 8601 has it: P1D, PT5M.
func iso(span string) string {
	if span == "" {
		return ""
	}
	if n, ok := strings.CutSuffix(span, "d"); ok {
		return "P" + n + "D"
	}
	return "PT" + strings.ToUpper(span)
}

func textMap(items yaml.MapSlice) map[string]string {
	if len(items) == 0 {
		return nil
	}
	m := make(map[string]string, len(items))
	for _, item := range items {
		m[fmt.Sprint(item.Key)] = fmt.Sprint(item.Value)
	}
	return m
}

// parents tells techniques from sub-techniques, which a deployed rule lists apart. The parent
// of a listed sub-technique is listed too.
func parents(list []string) (techniques, subs []string) {
	for _, t := range list {
		parent, _, sub := strings.Cut(t, ".")
		if n := len(techniques); n == 0 || techniques[n-1] != parent { // the list is sorted
			techniques = append(techniques, parent)
		}
		if sub {
			subs = append(subs, t)
		}
	}
	return techniques, subs
}

// searchProperties are those of a saved search, which is a hunting query by its category.
type searchProperties struct {
	Category    string    `json:"category"`
	DisplayName plainText `json:"displayName"`
	Query       plainText `json:"query"`
	Version     int       `json:"version"` // of the language
	Tags        []tag     `json:"tags"`
}

type tag struct {
	Name  string    `json:"name"`
	Value plainText `json:"value"`
}

func savedSearch(d *detection) resource {
	p := searchProperties{
		Category: "Hunting Queries", DisplayName: plainText(d.Name), Query: plainText(d.Query), Version: 2,
		Tags: []tag{{"description", plainText(strings.TrimSpace(d.Description))}},
	}
	for _, t := range []tag{
		{"tactics", plainText(strings.Join(d.Tactics, ","))},
		{"relevantTechniques", plainText(strings.Join(d.RelevantTechniques, ","))},
	} {
		if t.Value != "" {
			p.Tags = append(p.Tags, t)
		}
	}
	return resource{
		Type:       "Microsoft.OperationalInsights/workspaces/savedSearches",
		APIVersion: savedSearches,
		Name:       inWorkspace(d.ID),
		Properties: p,
	}
}
