package export

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/google/uuid"

	"foxhound/internal/limits"
	"foxhound/kql"
	"foxhound/rule"
)

// A detection is the YAML of a Sentinel content repository: an analytics rule, or a hunting
// query where the fields of schedule and alert are empty.
type detection struct {
	ID                    string          `yaml:"id"`
	Name                  string          `yaml:"name"`
	Description           string          `yaml:"description"`
	Severity              string          `yaml:"severity,omitempty"`
	RequiredConnectors    []dataConnector `yaml:"requiredDataConnectors"`
	QueryFrequency        string          `yaml:"queryFrequency,omitempty"`
	QueryPeriod           string          `yaml:"queryPeriod,omitempty"`
	TriggerOperator       string          `yaml:"triggerOperator,omitempty"`
	TriggerThreshold      *int            `yaml:"triggerThreshold,omitempty"`
	Tactics               []string        `yaml:"tactics,omitempty"`
	RelevantTechniques    []string        `yaml:"relevantTechniques,omitempty"`
	Query                 string          `yaml:"query"`
	EntityMappings        []entityMapping `yaml:"entityMappings,omitempty"`
	EventGroupingSettings *eventGrouping  `yaml:"eventGroupingSettings,omitempty"`
	CustomDetails         yaml.MapSlice   `yaml:"customDetails,omitempty"`
	AlertDetailsOverride  *alertDetails   `yaml:"alertDetailsOverride,omitempty"`
	IncidentConfiguration *incidentConfig `yaml:"incidentConfiguration,omitempty"`
	Version               string          `yaml:"version"`
	Kind                  string          `yaml:"kind,omitempty"`
}

type dataConnector struct {
	ConnectorID string   `yaml:"connectorId"`
	DataTypes   []string `yaml:"dataTypes"`
}

type eventGrouping struct {
	AggregationKind string `yaml:"aggregationKind" json:"aggregationKind"`
}

type alertDetails struct {
	DisplayName string `yaml:"alertDisplayNameFormat" json:"alertDisplayNameFormat"`
	Description string `yaml:"alertDescriptionFormat" json:"alertDescriptionFormat"`
	Severity    string `yaml:"alertSeverityColumnName,omitempty" json:"alertSeverityColumnName,omitempty"`
}

type incidentConfig struct {
	CreateIncident bool          `yaml:"createIncident" json:"createIncident"`
	Grouping       alertGrouping `yaml:"groupingConfiguration" json:"groupingConfiguration"`
}

type alertGrouping struct {
	Enabled              bool     `yaml:"enabled" json:"enabled"`
	ReopenClosedIncident bool     `yaml:"reopenClosedIncident" json:"reopenClosedIncident"`
	LookbackDuration     string   `yaml:"lookbackDuration" json:"lookbackDuration"`
	MatchingMethod       string   `yaml:"matchingMethod" json:"matchingMethod"`
	GroupByEntities      []string `yaml:"groupByEntities,omitempty" json:"groupByEntities,omitempty"`
}

// version is that of a file which was never written before; [Succeed] counts on from it.
const version = "1.0.0"

// limitName is how long a rule's name may be.
var limitName = limits.RuleName.Most

// Kinds of analytics rules.
const (
	kindScheduled = "Scheduled"
	kindNRT       = "NRT"
)

// Sentinel returns an analytics rule and a hunting query for each hunt, in the form that
// Microsoft's content repository takes. The analytics rule alerts on the hunt's alerting
// form; the hunting query shows every row. An error names the hunt that does not fit.
//
// A rule has a dozen hunts or two, so the rules of a few dozen families pass [limits.Rules],
// which nothing here can count: callers that write many families should say so.
func Sentinel(r *rule.Rule) ([]File, error) {
	var files []File
	err := eachHunt(r, FormatSentinel, func(h *rule.Hunt) error {
		pair, err := detections(r, h)
		files = append(files, pair...)
		return err
	})
	return files, err
}

// detections returns the files of one hunt.
func detections(r *rule.Rule, h *rule.Hunt) ([]File, error) {
	analytics, err := analyticsRule(r, h)
	if err != nil {
		return nil, err
	}
	alert, err := encode(analytics)
	if err != nil {
		return nil, err
	}
	hunt, err := encode(huntingQuery(r, h))
	if err != nil {
		return nil, err
	}
	folder, name := Folder(r.Family), fileName(h.Name)
	return []File{
		{Name: folder + "/analytics/" + name + ".yaml", Data: alert},
		{Name: folder + "/hunting/" + name + ".yaml", Data: hunt},
	}, nil
}

func encode(d *detection) ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	return yaml.MarshalWithOptions(d, yaml.UseLiteralStyleIfMultiline(true), yaml.IndentSequence(true))
}

// check refuses what a content repository would.
func (d *detection) check() error {
	if n := len(d.Query); n > limits.Query.Most {
		return fmt.Errorf("its query has %d characters; a rule may have %d", n, limits.Query.Most)
	}
	for i := range len(d.Query) {
		if c := d.Query[i]; c >= 0x7f || c < ' ' && c != '\n' {
			return fmt.Errorf("its query holds the byte %#x; a rule is printable ASCII", c)
		}
	}
	return nil
}

// namespace is that of the ids of rules. Ids must never change, so neither may it.
var namespace = uuid.MustParse("6f3c1a52-7d0b-4c8e-9a41-5be2f0c7d913")

// ruleID returns the id of a hunt's rule of some kind. It stays the same while the hunt's
// indicators change, so that a rule can be deployed again and again.
func ruleID(r *rule.Rule, h *rule.Hunt, kind string) string {
	name := fmt.Sprintf("%q %q %q %d %q", r.Family.Key(), h.Table, h.Key, h.Part, kind)
	if h.Form.Elsewhere() { // and so may rules over different places
		name += fmt.Sprintf(" %q", h.Form)
	}
	if r.Options.Style != rule.Exact { // a rule of its own: both may be deployed
		name += fmt.Sprintf(" %q", r.Options.Style)
	}
	return uuid.NewSHA1(namespace, []byte(name)).String()
}

// connectorsOf names the connectors of every table that the query reads, each with its tables.
func connectorsOf(q *kql.Query) []dataConnector {
	list := []dataConnector{}
	for _, table := range tablesOf(q) {
		for _, c := range supplies[table].required() {
			at := slices.IndexFunc(list, func(d dataConnector) bool { return d.ConnectorID == c.id })
			if at < 0 {
				at, list = len(list), append(list, dataConnector{ConnectorID: c.id})
			}
			list[at].DataTypes = append(list[at].DataTypes, table)
		}
	}
	return list
}

// huntingQuery shows every row: excluded, inbound and retro ones too.
func huntingQuery(r *rule.Rule, h *rule.Hunt) *detection {
	tactics, techniques := attacks(h)
	return &detection{
		ID:                 ruleID(r, h, "hunting"),
		Name:               detectionName(r, h),
		Description:        huntingDescription(r, h),
		RequiredConnectors: connectorsOf(h.Query),
		Tactics:            tactics,
		RelevantTechniques: techniques,
		Query:              h.Text,
		EntityMappings:     mappings(h.Key, columnsOf(h.Query)),
		Version:            version,
	}
}

// analyticsRule alerts on the alerting form. It runs once for each look-back, so that no
// event is alerted on twice and none falls between two runs.
func analyticsRule(r *rule.Rule, h *rule.Hunt) (*detection, error) {
	q := h.Alerting()
	every, ok := lookback(q)
	if !ok {
		return nil, fmt.Errorf("its query does not begin with `let Lookback`, so it has no frequency")
	}
	d := huntingQuery(r, h)
	d.ID = ruleID(r, h, "analytics")
	d.Description = analyticsDescription(r, h)
	d.Severity = highest(h)
	d.QueryFrequency, d.QueryPeriod = every, reach(q)
	d.TriggerOperator, d.TriggerThreshold = "gt", new(int)
	d.Query = kql.Print(q)
	d.alert(r, h, columnsOf(q))
	d.Kind = kindScheduled
	return d, nil
}
