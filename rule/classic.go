package rule

import (
	"slices"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// A classicHunt is one of the old pages' short queries, made correct: the dialect's time
// column and a time filter, ports kept, look-alikes of names dropped, hashes in any case.
type classicHunt struct {
	table   string
	key     Key
	title   string
	kinds   []indicator.Kind
	dialect schema.Dialect // the only one it is for, or empty
	body    func(*batch) *kql.Query
}

// classicHunts are in the order of the old pages. In Defender, endpoint tables stand in for
// the DNS log it lacks.
var classicHunts = []classicHunt{
	{"CommonSecurityLog", Addresses, "connections to listed addresses", addressKinds, "", (*batch).classicFirewall},
	{"DeviceNetworkEvents", Addresses, "endpoint connections to listed addresses", addressKinds, "", (*batch).classicEndpoint},
	{"DnsEvents", Names, "DNS queries for listed domains", domainKinds, "", (*batch).classicDNS},
	{"DeviceNetworkEvents", Names, "endpoint connections to listed domains", domainKinds, schema.Defender, (*batch).classicRemoteURL},
	{"DeviceEvents", Names, "endpoint DNS queries for listed domains", domainKinds, schema.Defender, (*batch).classicDNSResponse},
	{"UrlClickEvents", Names, "clicks on listed URLs", urlKinds, "", (*batch).classicClicks},
	{"DeviceFileEvents", Hashes, "files with listed hashes", hashKinds, "", (*batch).classicFiles},
}

var (
	addressKinds = []indicator.Kind{indicator.IP, indicator.IPPort}
	domainKinds  = []indicator.Kind{indicator.Domain}
	urlKinds     = []indicator.Kind{indicator.URL}
	hashKinds    = []indicator.Kind{indicator.MD5, indicator.SHA1, indicator.SHA256}
)

func classicWriters(r *Rule, targets []target) []*writer {
	var list []*writer
	for _, c := range classicHunts {
		s, ok := schema.Lookup(r.Options.Dialect, c.table)
		if !ok || c.dialect != "" && c.dialect != r.Options.Dialect {
			continue
		}
		w := &writer{rule: r, table: roles.Of(c.table), schema: s, key: c.key, title: c.title, body: c.body, dense: Full}
		for _, want := range targets {
			if slices.Contains(c.kinds, want.Kind) {
				w.targets = append(w.targets, want)
			}
		}
		if len(w.targets) > 0 {
			list = append(list, w)
		}
	}
	return list
}

// classic puts a query together: the lists it looks for, the steps that find them, and the
// columns of the old pages.
func (b *batch) classic(lists []kql.Statement, steps []kql.Operator, columns ...string) *kql.Query {
	ops := append([]kql.Operator{b.within()}, steps...)
	ops = append(ops, present(b.schema.Time, append([]string{b.schema.Time}, columns...))...)
	statements := append([]kql.Statement{lookback()}, lists...)
	return &kql.Query{Comments: b.comments(), Statements: append(statements, kql.From(b.table.Name, ops...))}
}

// list names values, each once.
func list(name string, values []string) kql.Statement {
	var elements []any
	for i, v := range values {
		if !slices.Contains(values[:i], v) {
			elements = append(elements, v)
		}
	}
	return &kql.Let{Name: name, Value: &kql.Dynamic{Value: elements}}
}

// values maps the batch's targets to text; empty text is left out.
func (b *batch) values(of func(*target) string) []string {
	var list []string
	for i := range b.targets {
		if v := of(&b.targets[i]); v != "" {
			list = append(list, v)
		}
	}
	return list
}

func inList(op string, x kql.Expr, name string) kql.Expr { return kql.Among(x, op, kql.Name(name)) }

// classicFiles looks for hashes in the columns of their algorithm, in any case.
func (b *batch) classicFiles() *kql.Query {
	var any []kql.Expr
	for _, c := range fileHashes {
		if b.listed(c.kind) {
			any = append(any, inList("in~", kql.Name(c.column), "malicious_hashes"))
		}
	}
	hashes := b.values(func(want *target) string { return want.Value })
	return b.classic([]kql.Statement{list("malicious_hashes", hashes)}, []kql.Operator{&kql.Where{Predicate: kql.Or(any...)}},
		"DeviceName", "FileName", "FolderPath", "SHA256", "SHA1", "MD5", "InitiatingProcessFileName", "ActionType")
}

var fileHashes = []struct {
	column string
	kind   indicator.Kind
}{{"SHA256", indicator.SHA256}, {"SHA1", indicator.SHA1}, {"MD5", indicator.MD5}}

func (b *batch) listed(kind indicator.Kind) bool {
	return slices.ContainsFunc(b.targets, func(want target) bool { return want.Kind == kind })
}
