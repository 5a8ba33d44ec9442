package export

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"foxhound/internal/schema"
	"foxhound/kql"
	"foxhound/rule"
)

// A customDetection is a rule of Defender XDR as Microsoft Graph takes it
// (security/rules/detectionRules). It responds to nothing by itself.
type customDetection struct {
	DisplayName    string `json:"displayName"`
	Status         string `json:"status"`
	QueryCondition struct {
		QueryText string `json:"queryText"`
	} `json:"queryCondition"`
	Schedule struct {
		Frequency string `json:"frequency"`
	} `json:"schedule"`
	DetectionAction struct {
		AlertTemplate   alertTemplate `json:"alertTemplate"`
		ResponseActions []string      `json:"responseActions"`
	} `json:"detectionAction"`
}

type alertTemplate struct {
	Title              string            `json:"title"`
	Description        string            `json:"description"`
	Severity           string            `json:"severity"`
	RecommendedActions string            `json:"recommendedActions"`
	Tactics            []tacticClaim     `json:"tactics"`
	EntityMappings     *defenderEntities `json:"entityMappings,omitempty"`
	CustomDetails      map[string]string `json:"customDetails,omitempty"`
}

type tacticClaim struct {
	Tactic     string           `json:"tactic"`
	Techniques []techniqueClaim `json:"techniques"`
}

type techniqueClaim struct {
	Technique string `json:"technique"`
}

// defenderEntities are those whose fields are documented: machines and addresses.
type defenderEntities struct {
	Hosts []hostColumn    `json:"hosts,omitempty"`
	IPs   []addressColumn `json:"ips,omitempty"`
}

type hostColumn struct {
	DeviceID string `json:"deviceIdColumn"`
}

type addressColumn struct {
	Address string `json:"addressColumn"`
}

// Defender returns a custom detection for each hunt: its alerting form, with the columns that the
// service tells events and what they struck by.
func Defender(r *rule.Rule) ([]File, error) {
	var files []File
	err := eachHunt(r, FormatDefender, func(h *rule.Hunt) error {
		d, err := newDetection(r, h)
		if err != nil {
			return err
		}
		data, err := encodeJSON(d, "  ")
		files = append(files, File{Name: Folder(r.Family) + "/detections/" + fileName(h.Name) + ".json", Data: data})
		return err
	})
	return files, err
}

// detectionArray has all detections of a rule.
func detectionArray(r *rule.Rule) ([]byte, error) {
	all := []*customDetection{}
	err := eachHunt(r, FormatDefender, func(h *rule.Hunt) error {
		d, err := newDetection(r, h)
		all = append(all, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return encodeJSON(all, "  ")
}

// newDetection runs once a day over what came in since the last run.
func newDetection(r *rule.Rule, h *rule.Hunt) (*customDetection, error) {
	q := detectable(h)
	base := detection{Query: kql.Print(q)}
	if len(base.Query) > rule.MaxLength { // what the service asks for took the room of the comment
		q.Comments = nil
		base.Query = kql.Print(q)
	}
	if err := base.check(); err != nil {
		return nil, err
	}
	d := &customDetection{DisplayName: shorten("foxhound: "+detectionName(r, h), limitName), Status: "enabled"}
	d.QueryCondition.QueryText = base.Query
	d.Schedule.Frequency = "P1D"
	d.DetectionAction.AlertTemplate = defenderAlert(r, h, columnsOf(q))
	d.DetectionAction.ResponseActions = []string{}
	return d, nil
}

func defenderAlert(r *rule.Rule, h *rule.Hunt, columns []string) alertTemplate {
	title := literal(detectionName(r, h))
	if slices.Contains(columns, "IndicatorValue") {
		title = shorten(title, limitName-len(": {{IndicatorValue}}")) + ": {{IndicatorValue}}"
	}
	a := alertTemplate{
		Title:              title,
		Description:        literal(strings.TrimSpace(analyticsDescription(r, h))),
		Severity:           strings.ToLower(highest(h)),
		RecommendedActions: "Read Tier, Direction and Verdict, then the page behind Reference. If the event was not blocked, look at what else the machine did around that time.",
		Tactics:            claims(h),
		EntityMappings:     defenderMappings(columns),
	}
	var shown yaml.MapSlice
	for _, item := range details {
		if slices.Contains(columns, item.Value.(string)) {
			shown = append(shown, item)
		}
	}
	a.CustomDetails = textMap(shown)
	return a
}

// claims lists techniques under the tactics that they are claimed under.
func claims(h *rule.Hunt) []tacticClaim {
	list := []tacticClaim{}
	for _, g := range groups(claimed(h), func(a attack) string { return a.tactic }) {
		c := tacticClaim{Tactic: g.key}
		for _, a := range g.items {
			c.Techniques = append(c.Techniques, techniqueClaim{a.technique})
		}
		list = append(list, c)
	}
	return list
}

func defenderMappings(columns []string) *defenderEntities {
	var e defenderEntities
	if slices.Contains(columns, "DeviceId") {
		e.Hosts = []hostColumn{{"DeviceId"}}
	}
	for _, column := range []string{"RemoteIP", "IPAddress"} {
		if slices.Contains(columns, column) {
			e.IPs = []addressColumn{{column}}
			break
		}
	}
	if e.Hosts == nil && e.IPs == nil {
		return nil
	}
	return &e
}

// detectable is the alerting form as the service wants it: what it shows holds the columns that
// tell an event, and it looks at what came in since the last run, since what happened then may
// come in late.
func detectable(h *rule.Hunt) *kql.Query {
	q := *h.Alerting()
	last := len(q.Statements) - 1
	p, ok := q.Statements[last].(*kql.Pipeline)
	if !ok {
		return &q
	}
	changed := *p
	changed.Operators = slices.Clone(p.Operators)
	for i, op := range changed.Operators {
		switch op := op.(type) {
		case *kql.Where:
			if within(op) {
				w := *op
				w.Predicate = kql.Op(kql.Fn("ingestion_time"), ">", kql.Fn("ago", kql.Name("Lookback")))
				changed.Operators[i] = &w
			}
		case *kql.Summarize:
			s := *op
			s.By = append(slices.Clone(op.By), kql.Cols(lacking(h.Table, assigned(op.By))...)...)
			changed.Operators[i] = &s
		case *kql.Project:
			changed.Operators[i] = &kql.Project{Columns: append(slices.Clone(op.Columns), kql.Cols(lacking(h.Table, assigned(op.Columns))...)...)}
		}
	}
	q.Statements = append(slices.Clone(q.Statements[:last]), &changed)
	return &q
}

// within reports whether a filter is the hunt's time window.
func within(w *kql.Where) bool {
	return kql.PrintExpr(w.Predicate) == "Timestamp > ago(Lookback)"
}

// lacking are the columns that tell an event of the table, as far as a result does not show them.
func lacking(table string, shown []string) []string {
	var list []string
	s, _ := schema.Lookup(schema.Defender, table)
	for _, c := range []string{"DeviceId", "ReportId"} {
		if _, ok := s.Column(c); ok && !slices.Contains(shown, c) {
			list = append(list, c)
		}
	}
	return list
}
