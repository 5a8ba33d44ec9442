package lint

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/spell"
	"foxhound/kql"
)

var mappingChecks = []*Check{
	{ID: "mapping-without-column", Severity: Error, What: "a mapping names a column that the query does not give",
		Why: "the entity or detail stays empty in every alert, and content checks refuse the rule", query: checkMappings},
	{ID: "custom-entity-unmapped", Severity: Warning, What: "a column called as old entities were, without a mapping",
		Why:  "`IPCustomEntity` and its like are read by nothing any more: without an entry in entityMappings they are no entity",
		Mend: "name the column in entityMappings, or leave it out", query: checkCustomEntities},
	{ID: "entity-identifier", Severity: Error, What: "an entity that the service does not know",
		Why: "an entity mapping with an unknown type or identifier is refused", document: checkEntities},
}

func checkMappings(q *query, f *finder) {
	if f.document.rule == nil || q.columns == nil || q.open {
		return
	}
	var names []string
	for _, c := range q.columns {
		names = append(names, c.Name)
	}
	for _, m := range f.document.rule.mappings() {
		if !columnName.MatchString(m.Text) || has(q.columns, m.Text) {
			continue
		}
		mend := ""
		for _, near := range spell.Nearest(m.Text, names, 1) {
			mend = "name `" + near + "`, or "
		}
		what := fmt.Sprintf("%s names `%s`, which is not among the query's columns", m.use, m.Text)
		if line, op := q.lastWith(m.Text); op != "" {
			what += fmt.Sprintf(": the `%s` in line %d drops it", op, line)
		}
		f.field(m.mark, mend+"keep the column to the end of the query", "%s", what)
	}
}

func has(columns []plan.Column, name string) bool {
	return slices.ContainsFunc(columns, func(c plan.Column) bool { return c.Name == name })
}

// lastWith finds the step of the main pipeline that drops a column: the first behind the last
// that sees it.
func (q *query) lastWith(column string) (line int, op string) {
	main, ok := q.tree.Statements[len(q.tree.Statements)-1].(*kql.Pipeline)
	if !ok {
		return 0, ""
	}
	for _, s := range q.flow.steps {
		if s.pipeline != main || s.at+1 > len(main.Operators) {
			continue
		}
		if !s.in.lookup(column).known() && !s.in.names(column) {
			continue
		}
		switch main.Operators[s.at].(type) {
		case *kql.Summarize:
			op = "summarize"
		case *kql.Project:
			op = "project"
		case *kql.Distinct:
			op = "distinct"
		default:
			op = ""
		}
		line, _ = q.place(main.Operators[s.at].Pos())
	}
	return line, op
}

func checkCustomEntities(q *query, f *finder) {
	r := f.document.rule
	if r == nil || r.kind == detection {
		return
	}
	var names []string
	for _, c := range q.columns {
		mapped := slices.ContainsFunc(r.mappings(), func(m mapping) bool { return m.Text == c.Name })
		if strings.HasSuffix(c.Name, "CustomEntity") && !mapped {
			names = append(names, c.Name)
		}
	}
	if len(names) > 0 {
		f.graded(r.grade(Warning, Note), q.whereNamed(names[0]), "", "`%s` is in no entity mapping", strings.Join(names, "`, `"))
	}
}

// whereNamed is the last step that gives a column its name, or the query.
func (q *query) whereNamed(column string) kql.Node {
	var at kql.Node = q.tree
	for _, s := range q.flow.steps {
		if e, ok := s.op.(*kql.Extend); ok {
			for _, c := range e.Columns {
				if c.Name == column {
					at = e
				}
			}
		}
	}
	return at
}

// identifiers are those of the entity types that the service has.
var identifiers = map[string][]string{
	"Account":          {"FullName", "Name", "DnsDomain", "UPNSuffix", "NTDomain", "Sid", "AadTenantId", "AadUserId", "PUID", "ObjectGuid", "IsDomainJoined", "DisplayName", "UserPrincipalName", "CloudAppAccountId", "AccountName"},
	"Host":             {"FullName", "HostName", "DnsDomain", "NTDomain", "NetBiosName", "AzureID", "OMSAgentID", "OSFamily", "OSVersion", "IsDomainJoined"},
	"IP":               {"Address", "AddressScope"},
	"URL":              {"Url"},
	"DNS":              {"DomainName"},
	"File":             {"Name", "Directory"},
	"FileHash":         {"Algorithm", "Value"},
	"Malware":          {"Name", "Category"},
	"Process":          {"ProcessId", "CommandLine", "ElevationToken", "CreationTimeUtc"},
	"MailMessage":      {"Recipient", "Urls", "Threats", "Sender", "P1Sender", "P1SenderDisplayName", "P1SenderDomain", "SenderIP", "P2Sender", "P2SenderDisplayName", "P2SenderDomain", "ReceivedDate", "NetworkMessageId", "InternetMessageId", "Subject", "BodyFingerprintBin1", "BodyFingerprintBin2", "BodyFingerprintBin3", "BodyFingerprintBin4", "BodyFingerprintBin5", "AntispamDirection", "DeliveryAction", "DeliveryLocation", "Language", "ThreatDetectionMethods"},
	"Mailbox":          {"MailboxPrimaryAddress", "DisplayName", "Upn", "ExternalDirectoryObjectId", "RiskLevel"},
	"MailCluster":      {"NetworkMessageIds", "CountByDeliveryStatus", "CountByThreatType", "CountByProtectionStatus", "Threats", "Query", "QueryTime", "MailCount", "IsVolumeAnomaly", "Source", "ClusterSourceIdentifier", "ClusterSourceType", "ClusterQueryStartTime", "ClusterQueryEndTime", "ClusterGroup"},
	"SubmissionMail":   {"SubmissionId", "SubmissionDate", "Submitter", "NetworkMessageId", "Timestamp", "Recipient", "Sender", "SenderIp", "Subject", "ReportType"},
	"CloudApplication": {"AppId", "Name", "InstanceName"}, "AzureResource": {"ResourceId"}, "RegistryKey": {"Hive", "Key"},
	"RegistryValue": {"Name", "Value", "ValueType"}, "SecurityGroup": {"DistinguishedName", "SID", "ObjectGuid"},
	"IoTDevice": {"DeviceId", "DeviceName", "Source", "IoTSecurityAgentId", "DeviceType", "Vendor", "Model", "OperatingSystem"},
}

func checkEntities(d *document, f *finder) {
	if d.rule == nil {
		return
	}
	wrong := func(m mark, mend, format string, args ...any) {
		f.add(max(m.Line, 1), max(m.Column, 1), d.rule.grade(Error, Warning), mend, fmt.Sprintf(format, args...))
	}
	for _, e := range d.rule.Get("entityMappings").Items() {
		typ := e.Get("entityType")
		known, ok := identifiers[typ.Text]
		if !typ.Set() || !ok {
			wrong(e.Mark, "", "the entity type %s is unknown", quote(typ.Text))
			continue
		}
		seen := make(map[string]bool)
		for _, m := range e.Get("fieldMappings").Items() {
			id := m.Get("identifier")
			switch {
			case !slices.Contains(known, id.Text):
				wrong(m.Mark, "use one of "+strings.Join(known[:min(len(known), 6)], ", "), "%s has no identifier %s", typ.Text, quote(id.Text))
			case seen[id.Text]:
				wrong(m.Mark, "name each identifier once", "%s has the identifier `%s` twice", typ.Text, id.Text)
			}
			seen[id.Text] = true
		}
		if typ.Text == "FileHash" && !(seen["Algorithm"] && seen["Value"]) {
			wrong(e.Mark, "map both", "FileHash needs Algorithm and Value")
		}
	}
}
