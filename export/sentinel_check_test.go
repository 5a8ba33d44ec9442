package export

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/uuid"
)

// A repositoryFile is a rule as the checks of Microsoft's content repository read it.
type repositoryFile struct {
	ID                     string
	Name                   string
	Description            string
	Severity               string
	RequiredDataConnectors []struct {
		ConnectorID string   `yaml:"connectorId"`
		DataTypes   []string `yaml:"dataTypes"`
	} `yaml:"requiredDataConnectors"`
	QueryFrequency     string   `yaml:"queryFrequency"`
	QueryPeriod        string   `yaml:"queryPeriod"`
	TriggerOperator    string   `yaml:"triggerOperator"`
	TriggerThreshold   *int     `yaml:"triggerThreshold"`
	Tactics            []string `yaml:"tactics"`
	RelevantTechniques []string `yaml:"relevantTechniques"`
	Query              string
	EntityMappings     []struct {
		EntityType    string `yaml:"entityType"`
		FieldMappings []struct {
			Identifier string
			ColumnName string `yaml:"columnName"`
		} `yaml:"fieldMappings"`
	} `yaml:"entityMappings"`
	EventGroupingSettings struct {
		AggregationKind string `yaml:"aggregationKind"`
	} `yaml:"eventGroupingSettings"`
	CustomDetails        map[string]string `yaml:"customDetails"`
	AlertDetailsOverride struct {
		Name        string `yaml:"alertDisplayNameFormat"`
		Description string `yaml:"alertDescriptionFormat"`
		Severity    string `yaml:"alertSeverityColumnName"`
	} `yaml:"alertDetailsOverride"`
	IncidentConfiguration struct {
		CreateIncident bool `yaml:"createIncident"`
		Grouping       struct {
			Enabled  bool
			Reopen   bool     `yaml:"reopenClosedIncident"`
			Lookback string   `yaml:"lookbackDuration"`
			Method   string   `yaml:"matchingMethod"`
			Entities []string `yaml:"groupByEntities"`
		} `yaml:"groupingConfiguration"`
	} `yaml:"incidentConfiguration"`
	Version string
	Kind    string
}

// connectorIDs are the ids that our tables may name.
var connectorIDs = []string{"CefAma", "CEF", "DNS", "ASimDnsActivityLogs", "MicrosoftThreatProtection", "ThreatIntelligence", "ThreatIntelligenceTaxii"}

// tacticTechniques is the part of the repository's static table that feeds can give cause for.
var tacticTechniques = map[string][]string{
	"InitialAccess":     {"T1078", "T1091", "T1133", "T1189", "T1190", "T1195", "T1199", "T1200", "T1566"},
	"Execution":         {"T1047", "T1053", "T1059", "T1072", "T1106", "T1129", "T1203", "T1204", "T1559", "T1569"},
	"Collection":        {"T1005", "T1025", "T1039", "T1056", "T1074", "T1113", "T1114", "T1115", "T1119", "T1123", "T1125", "T1185", "T1213", "T1530", "T1557", "T1560", "T1602"},
	"CommandAndControl": {"T1001", "T1008", "T1071", "T1090", "T1092", "T1095", "T1102", "T1104", "T1105", "T1132", "T1205", "T1219", "T1568", "T1571", "T1572", "T1573"},
}

// An identity is what an entity may be told by, and the sets of which one must be whole.
type identity struct {
	known    []string
	required [][]string
}

var identities = map[string]identity{
	"Account": {[]string{"FullName", "Name", "Sid", "AadUserId", "UPNSuffix", "NTDomain"}, [][]string{{"FullName"}, {"Name"}, {"Sid"}, {"AadUserId"}}},
	"Host": {[]string{"HostName", "FullName", "NetBiosName", "AzureID", "OMSAgentID", "DnsDomain", "NTDomain"},
		[][]string{{"HostName"}, {"FullName"}, {"NetBiosName"}, {"AzureID"}, {"OMSAgentID"}}},
	"IP":          {[]string{"Address"}, [][]string{{"Address"}}},
	"URL":         {[]string{"Url"}, [][]string{{"Url"}}},
	"DNS":         {[]string{"DomainName"}, [][]string{{"DomainName"}}},
	"FileHash":    {[]string{"Algorithm", "Value"}, [][]string{{"Algorithm", "Value"}}},
	"File":        {[]string{"Name", "Directory"}, [][]string{{"Name"}}},
	"Process":     {[]string{"ProcessId", "CommandLine"}, [][]string{{"ProcessId"}, {"CommandLine"}}},
	"Malware":     {[]string{"Name", "Category"}, [][]string{{"Name"}}},
	"MailMessage": {[]string{"NetworkMessageId", "Recipient"}, [][]string{{"NetworkMessageId"}, {"Recipient"}}},
	"Mailbox":     {[]string{"MailboxPrimaryAddress"}, [][]string{{"MailboxPrimaryAddress"}}},
}

var (
	columnName   = regexp.MustCompile(`^[a-zA-Z_]+\w*$`)
	detailName   = regexp.MustCompile(`^[a-zA-Z]+\w*$`)
	technique    = regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)
	versionForm  = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	period       = regexp.MustCompile(`^\d+[mhd]$`)
	placeholder  = regexp.MustCompile(`\{\{(.*?)\}\}`)
	dangerousAll = regexp.MustCompile(`(?i)\b(search|union)\s+\*`)
)

// A checker collects what a repository would complain of.
type checker struct{ complaints []string }

func (c *checker) must(ok bool, format string, args ...any) {
	if !ok {
		c.complaints = append(c.complaints, fmt.Sprintf(format, args...))
	}
}

// checkFile returns a file's complaints: those of an analytics rule where it has a kind, of
// a hunting query otherwise.
func checkFile(f File) (*repositoryFile, []string) {
	c, r := new(checker), new(repositoryFile)
	odd := bytes.IndexFunc(f.Data, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f) })
	c.must(odd < 0, "byte %d is not printable ASCII", odd)
	if err := yaml.NewDecoder(bytes.NewReader(f.Data), yaml.DisallowUnknownField()).Decode(r); err != nil {
		return r, append(c.complaints, err.Error())
	}
	c.common(r)
	switch {
	case strings.Contains(f.Name, "/analytics/"):
		c.scheduled(r)
	case strings.Contains(f.Name, "/nrt/"):
		c.nrt(r)
	default:
		c.must(r.Kind == "" && r.Severity == "" && r.QueryPeriod == "" && r.TriggerThreshold == nil, "a hunting query has a schedule")
	}
	return r, c.complaints
}

func (c *checker) common(r *repositoryFile) {
	id, err := uuid.Parse(r.ID)
	c.must(err == nil && id.Version() == 5, "id %q", r.ID)
	c.must(r.Name != "" && len(r.Name) <= 256, "name of %d characters", len(r.Name))
	c.must(r.Description != "" && len(r.Description) <= 5000, "description of %d characters", len(r.Description))
	c.must(strings.HasPrefix(r.Description, "Identifies ") || strings.HasPrefix(r.Description, "This query searches for "), "description %q", r.Description)
	c.must(r.RequiredDataConnectors != nil, "no requiredDataConnectors")
	var filled []string
	for _, d := range r.RequiredDataConnectors {
		c.must(slices.Contains(connectorIDs, d.ConnectorID) && len(d.DataTypes) > 0, "connector %v", d)
		for _, table := range d.DataTypes {
			c.must(strings.Contains(r.Query, table+"\n"), "the query does not read %s", table)
		}
		filled = append(filled, d.DataTypes...)
	}
	needs := strings.Contains(r.Query, "(EmailEvents") && !slices.Contains(filled, "EmailEvents")
	c.must(!needs, "the query reads EmailEvents, which no connector is said to fill")
	c.must(r.Query != "" && len(r.Query) <= 10_000 && !dangerousAll.MatchString(r.Query), "query of %d characters", len(r.Query))
	c.must(versionForm.MatchString(r.Version), "version %q", r.Version)
	c.tactics(r)
	c.entities(r)
}

func (c *checker) tactics(r *repositoryFile) {
	for _, tactic := range r.Tactics {
		c.must(tacticTechniques[tactic] != nil, "tactic %q", tactic)
	}
	for _, t := range r.RelevantTechniques {
		parent, _, _ := strings.Cut(t, ".")
		under := slices.ContainsFunc(r.Tactics, func(tactic string) bool { return slices.Contains(tacticTechniques[tactic], parent) })
		c.must(technique.MatchString(t) && under, "technique %q under %v", t, r.Tactics)
	}
}

func (c *checker) entities(r *repositoryFile) {
	c.must(len(r.EntityMappings) <= 10, "%d entity mappings", len(r.EntityMappings))
	for _, e := range r.EntityMappings {
		kind, ok := identities[e.EntityType]
		c.must(ok && len(e.FieldMappings) >= 1 && len(e.FieldMappings) <= 3, "entity %v", e)
		var used []string
		for _, f := range e.FieldMappings {
			c.must(slices.Contains(kind.known, f.Identifier) && !slices.Contains(used, f.Identifier), "identifier of %v", e)
			c.must(columnName.MatchString(f.ColumnName) && len(f.ColumnName) <= 500, "column of %v", e)
			c.must(projects(r.Query, f.ColumnName), "the query does not show %s", f.ColumnName)
			used = append(used, f.Identifier)
		}
		whole := func(set []string) bool {
			return !slices.ContainsFunc(set, func(id string) bool { return !slices.Contains(used, id) })
		}
		c.must(slices.ContainsFunc(kind.required, whole), "entity %v is not told apart", e)
	}
}

// projects reports whether the query's last projection names the column.
func projects(query, column string) bool {
	_, shown, ok := cutLast(query, "| project ")
	return ok && slices.Contains(strings.FieldsFunc(shown, func(r rune) bool { return strings.ContainsRune(" ,\n|=", r) }), column)
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func (c *checker) scheduled(r *repositoryFile) {
	c.must(r.Kind == "Scheduled", "kind %q", r.Kind)
	c.must(period.MatchString(r.QueryFrequency) && period.MatchString(r.QueryPeriod), "every %q over %q", r.QueryFrequency, r.QueryPeriod)
	c.must(strings.Contains(r.Query, "let Lookback = "+r.QueryFrequency+";"), "every %s is not the query's look-back: rows twice or never", r.QueryFrequency)
	reach := spanOf(r.QueryFrequency)
	for _, m := range literalAgo.FindAllStringSubmatch(r.Query, -1) {
		reach = max(reach, spanOf(m[1]))
	}
	c.must(reach == spanOf(r.QueryPeriod), "period %s, and the query looks back %s", r.QueryPeriod, reach)
	every, back := spanOf(r.QueryFrequency), spanOf(r.QueryPeriod)
	c.must(every >= 5*time.Minute && back <= 14*24*time.Hour && (back < 48*time.Hour || every >= time.Hour), "every %s over %s", every, back)
	c.must(r.TriggerOperator == "gt" && r.TriggerThreshold != nil && *r.TriggerThreshold == 0, "trigger")
	c.alerts(r)
}

// spanOf is a period that has the form of one.
func spanOf(s string) time.Duration {
	n, _ := strconv.Atoi(s[:max(len(s)-1, 0)])
	return time.Duration(n) * map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}[s[max(len(s)-1, 0)]]
}

// literalAgo is how far back a query looks beside its look-back.
var literalAgo = regexp.MustCompile(`ago\((\d+[mhd])\)`)

// nrt has no schedule and no trigger: it runs every minute.
func (c *checker) nrt(r *repositoryFile) {
	c.must(r.Kind == "NRT", "kind %q", r.Kind)
	c.must(r.QueryFrequency == "" && r.QueryPeriod == "" && r.TriggerOperator == "" && r.TriggerThreshold == nil, "an NRT rule has a schedule")
	c.alerts(r)
}

// alerts are what an alert of either kind looks like.
func (c *checker) alerts(r *repositoryFile) {
	c.must(slices.Contains([]string{"Informational", "Low", "Medium", "High"}, r.Severity), "severity %q", r.Severity)
	c.must(slices.Contains([]string{"SingleAlert", "AlertPerResult"}, r.EventGroupingSettings.AggregationKind), "aggregation %q", r.EventGroupingSettings.AggregationKind)
	c.must(len(r.CustomDetails) <= 20, "%d custom details", len(r.CustomDetails))
	for key, column := range r.CustomDetails {
		c.must(detailName.MatchString(key) && len(key) <= 20 && columnName.MatchString(column), "custom detail %s: %s", key, column)
		c.must(projects(r.Query, column), "the query does not show %s", column)
	}
	c.override(r.AlertDetailsOverride.Name, 256, r.Query)
	c.override(r.AlertDetailsOverride.Description, 5000, r.Query)
	c.must(r.AlertDetailsOverride.Severity == "" || projects(r.Query, r.AlertDetailsOverride.Severity),
		"the query does not show the severity column %s", r.AlertDetailsOverride.Severity)
	c.incident(r)
}

func (c *checker) override(format string, most int, query string) {
	columns := placeholder.FindAllStringSubmatch(format, -1)
	c.must(len(format) <= most && len(columns) <= 3, "alert format %q", format)
	for _, column := range columns {
		c.must(projects(query, column[1]), "alert format %q names %s, which the query does not show", format, column[1])
	}
}

func (c *checker) incident(r *repositoryFile) {
	g := r.IncidentConfiguration.Grouping
	c.must(slices.Contains([]string{"AllEntities", "AnyAlert", "Selected"}, g.Method), "grouping by %q", g.Method)
	c.must((g.Method == "Selected") == (len(g.Entities) > 0), "grouping by %q of %v", g.Method, g.Entities)
	for _, kind := range g.Entities {
		mapped := false
		for _, e := range r.EntityMappings {
			mapped = mapped || e.EntityType == kind
		}
		c.must(mapped, "grouping by %s, which is not mapped", kind)
	}
}
