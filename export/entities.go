package export

import (
	"slices"

	"foxhound/internal/limits"
	"foxhound/kql"
	"foxhound/rule"
)

// An entityMapping tells Sentinel what a column of the result is.
type entityMapping struct {
	EntityType    string         `yaml:"entityType" json:"entityType"`
	FieldMappings []fieldMapping `yaml:"fieldMappings" json:"fieldMappings"`
}

type fieldMapping struct {
	Identifier string `yaml:"identifier" json:"identifier"`
	ColumnName string `yaml:"columnName" json:"columnName"`
}

func entity(kind, identifier, column string) entityMapping {
	return entityMapping{kind, []fieldMapping{{identifier, column}}}
}

// clients has the columns that name who was hit, the surest first: it is what alerts are
// grouped by. Collectors and DNS servers are not among them.
var clients = []entityMapping{
	entity("Host", "FullName", "DeviceName"),
	entity("Mailbox", "MailboxPrimaryAddress", "RecipientEmailAddress"),
	entity("Account", "FullName", "AccountUpn"),
	entity("Account", "FullName", "InitiatingProcessAccountUpn"),
	entity("IP", "Address", "SourceIP"),
	entity("IP", "Address", "SrcIpAddr"),
	entity("IP", "Address", "ClientIP"),
	entity("IP", "Address", "IPAddress"),
	entity("Host", "FullName", "SourceHostName"),
	entity("Host", "FullName", "SrcHostname"),
	entity("Account", "FullName", "SourceUserName"),
	entity("Account", "FullName", "SrcUsername"),
	entity("Account", "FullName", "ActorUsername"),
	entity("Account", "Name", "InitiatingProcessAccountName"),
}

// listed is what a hunt looks for, as the event has it.
var listed = map[rule.Key]entityMapping{
	rule.Addresses: entity("IP", "Address", "Observed"),
	rule.Names:     entity("DNS", "DomainName", "Observed"),
	rule.Mail:      entity("Mailbox", "MailboxPrimaryAddress", "Observed"),
	rule.Hashes:    {"FileHash", []fieldMapping{{"Algorithm", "HashAlgorithm"}, {"Value", "Observed"}}},
}

// context has the entities beside them.
var context = []entityMapping{
	entity("IP", "Address", "DestinationIP"),
	entity("IP", "Address", "DstIpAddr"),
	entity("IP", "Address", "RemoteIP"),
	entity("URL", "Url", "RequestURL"),
	entity("URL", "Url", "RemoteUrl"),
	entity("URL", "Url", "Url"),
	entity("DNS", "DomainName", "Name"),
	entity("DNS", "DomainName", "DnsQuery"),
	{"File", []fieldMapping{{"Name", "FileName"}, {"Directory", "FolderPath"}}},
	entity("File", "Name", "TargetFileName"),
	entity("MailMessage", "NetworkMessageId", "NetworkMessageId"),
	entity("Malware", "Name", "Family"),
	entity("Process", "CommandLine", "InitiatingProcessCommandLine"),
}

// mappings returns the entities among the columns that a hunt shows.
func mappings(key rule.Key, columns []string) []entityMapping {
	var list []entityMapping
	for _, e := range slices.Concat(clients, []entityMapping{listed[key]}, context) {
		if len(list) < limits.Entities.Most && shows(columns, e) {
			list = append(list, e)
		}
	}
	return list
}

func shows(columns []string, e entityMapping) bool {
	lacks := func(f fieldMapping) bool { return !slices.Contains(columns, f.ColumnName) }
	return len(e.FieldMappings) > 0 && !slices.ContainsFunc(e.FieldMappings, lacks)
}

// columnsOf returns the columns that a query's last projection names, or none where its
// rows are not projected.
func columnsOf(q *kql.Query) []string {
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return nil
	}
	for _, op := range slices.Backward(last.Operators) {
		if project, ok := op.(*kql.Project); ok {
			return assigned(project.Columns)
		}
	}
	return nil
}

func assigned(columns []kql.Assign) []string {
	var names []string
	for _, c := range columns {
		name := c.Name
		if id, ok := c.Expr.(*kql.Ident); ok && name == "" {
			name = id.Name
		}
		names = append(names, name)
	}
	return names
}

// lookback returns how far back a query looks: its first statement, let Lookback = 1d.
func lookback(q *kql.Query) (string, bool) {
	let, ok := q.Statements[0].(*kql.Let)
	if !ok {
		return "", false
	}
	span, ok := let.Value.(*kql.Timespan)
	return kql.PrintExpr(let.Value), ok && let.Name == "Lookback" && span.Value > 0
}

// reach returns the furthest that a query looks back: its look-back, or further where it reads
// indicators of the days before. The service cuts every table to a rule's period.
func reach(q *kql.Query) (text string) {
	most := kql.Ticks(0)
	kql.Walk(q, func(n kql.Node) bool {
		var span *kql.Timespan
		switch n := n.(type) {
		case *kql.Let:
			span, _ = n.Value.(*kql.Timespan)
		case *kql.Call:
			if n.Func == "ago" && len(n.Args) == 1 {
				span, _ = n.Args[0].(*kql.Timespan)
			}
		}
		if span != nil && span.Value > most {
			text, most = kql.PrintExpr(span), span.Value
		}
		return true
	})
	return text
}
