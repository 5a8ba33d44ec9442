package export

import (
	"slices"

	"foxhound/kql"
)

// An entityMapping tells Sentinel what a column of the result is.
type entityMapping struct {
	EntityType    string         `yaml:"entityType"`
	FieldMappings []fieldMapping `yaml:"fieldMappings"`
}

type fieldMapping struct {
	Identifier string `yaml:"identifier"`
	ColumnName string `yaml:"columnName"`
}

// maxEntities is how many mappings a rule may have.
const maxEntities = 10

func entity1(kind, identifier, column string) entityMapping {
	return entityMapping{kind, []fieldMapping{{identifier, column}}}
}

// entities has every column that names one, those of the client first: what an alert is
// grouped by is the first that a hunt shows. Collectors and DNS servers are not among them.
var entities = []entityMapping{
	entity1("Host", "FullName", "DeviceName"),
	entity1("Mailbox", "MailboxPrimaryAddress", "RecipientEmailAddress"),
	entity1("Account", "FullName", "AccountUpn"),
	entity1("Account", "FullName", "InitiatingProcessAccountUpn"),
	entity1("IP", "Address", "SourceIP"),
	entity1("IP", "Address", "SrcIpAddr"),
	entity1("IP", "Address", "ClientIP"),
	entity1("IP", "Address", "IPAddress"),
	entity1("Host", "FullName", "SourceHostName"),
	entity1("Host", "FullName", "SrcHostname"),
	entity1("Account", "FullName", "SourceUserName"),
	entity1("Account", "FullName", "SrcUsername"),
	entity1("Account", "FullName", "ActorUsername"),
	entity1("Account", "Name", "InitiatingProcessAccountName"),
	entity1("IP", "Address", "DestinationIP"),
	entity1("IP", "Address", "DstIpAddr"),
	entity1("IP", "Address", "RemoteIP"),
	entity1("URL", "Url", "RequestURL"),
	entity1("URL", "Url", "RemoteUrl"),
	entity1("URL", "Url", "Url"),
	entity1("DNS", "DomainName", "Name"),
	entity1("DNS", "DomainName", "DnsQuery"),
	{"FileHash", []fieldMapping{{"Algorithm", "HashAlgorithm"}, {"Value", "IndicatorValue"}}},
	{"File", []fieldMapping{{"Name", "FileName"}, {"Directory", "FolderPath"}}},
	entity1("File", "Name", "TargetFileName"),
	entity1("MailMessage", "NetworkMessageId", "NetworkMessageId"),
	entity1("Malware", "Name", "Family"),
	entity1("Process", "CommandLine", "InitiatingProcessCommandLine"),
}

// mappings returns the entities among the columns that a query shows.
func mappings(columns []string) []entityMapping {
	var list []entityMapping
	for _, e := range entities {
		if len(list) < maxEntities && shows(columns, e) {
			list = append(list, e)
		}
	}
	return list
}

func shows(columns []string, e entityMapping) bool {
	return !slices.ContainsFunc(e.FieldMappings, func(f fieldMapping) bool { return !slices.Contains(columns, f.ColumnName) })
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
