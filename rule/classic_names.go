package rule

import (
	"foxhound/indicator"
	"foxhound/kql"
)

// classicDNS looks for domains in DNS queries.
func (b *batch) classicDNS() *kql.Query {
	query := kql.Fn("tolower", kql.Name("Name"))
	return b.classicDomains(kql.Name("Name"), query, nil, "Computer", "Name", "IPAddresses", "QueryType", "ClientIP", "Domain")
}

// classicRemoteURL looks for domains in what an endpoint connected to: a host, or a URL.
func (b *batch) classicRemoteURL() *kql.Query {
	host := kql.Fn("extract", kql.Raw(`^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#]*@)?([^:/?#]+)`), kql.Int(1), kql.Name("RemoteUrl"))
	return b.classicDomains(kql.Name("RemoteUrl"), kql.Fn("tolower", host), []kql.Operator{b.classicDirection()},
		"DeviceName", "RemoteUrl", "RemoteIP", "RemotePort", "InitiatingProcessFileName", "ActionType", "Direction", "Domain")
}

// classicDNSResponse looks for domains in the DNS queries that endpoints report.
func (b *batch) classicDNSResponse() *kql.Query {
	query := &kql.Member{X: kql.Fn("parse_json", kql.Fn("tostring", kql.Name("AdditionalFields"))), Name: "DnsQueryString"}
	responses := []kql.Operator{&kql.Where{Predicate: kql.Eq(kql.Name("ActionType"), kql.Str("DnsQueryResponse"))}}
	return b.classicDomains(kql.Name("AdditionalFields"), kql.Fn("tolower", kql.Fn("tostring", query)), responses,
		"DeviceName", "Query", "InitiatingProcessFileName", "ActionType", "Domain")
}

// classicDomains filters by terms, then drops look-alikes: only the domain itself and what
// lies below it at a label boundary stay.
func (b *batch) classicDomains(column, name kql.Expr, steps []kql.Operator, columns ...string) *kql.Query {
	query, domain := kql.Name("Query"), kql.Name("Domain")
	var domains, whole []string
	for i := range b.targets {
		names := bothSpellings(&b.targets[i].Indicator)
		domains = append(domains, names...)
		if b.targets[i].precise {
			whole = append(whole, names...)
		}
	}
	lists := []kql.Statement{list("malicious_domains", domains)}
	below := kql.Expr(kql.Op(query, "endswith", kql.Fn("strcat", kql.Str("."), domain)))
	if len(whole) > 0 {
		lists = append(lists, list("without_subdomains", whole))
		below = kql.And(below, inList("!in", domain, "without_subdomains"))
	}
	steps = append(steps,
		&kql.Where{Predicate: inList("has_any", column, "malicious_domains")},
		extend("", kql.As("Query", kql.Fn("trim_end", kql.Raw(`\.`), name))),
		&kql.MvApply{Columns: []kql.Assign{kql.As("Domain", kql.Name("malicious_domains"))}, To: "string", On: []kql.Operator{
			&kql.Where{Predicate: kql.Or(kql.Eq(query, domain), below)},
			&kql.Top{Count: kql.Int(1), By: kql.SortKey{Expr: kql.Fn("strlen", domain)}}}})
	return b.classic(lists, steps, columns...)
}

func bothSpellings(ind *indicator.Indicator) []string {
	if _, other := unicodeName(ind); other != "" {
		return []string{ind.Value, other}
	}
	return []string{ind.Value}
}
