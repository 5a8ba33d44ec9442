package feed

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
)

// A sort is what a column says: a field, and of values the kind where the header names one.
type sort struct {
	field Field
	kind  indicator.Kind
}

// headerNames are the names that feeds have for their columns, without case, blanks and marks.
var headerNames = headerNamesOf(map[sort]string{
	{Value, 0}:                 "value ioc iocvalue indicator indicatorvalue observable observablevalue",
	{Value, indicator.Domain}:  "domain domainname host hostname fqdn",
	{Value, indicator.IP}:      "ip ipaddress ipv4 ipv6 address dstip destip destinationip",
	{Value, indicator.IPPort}:  "ipport",
	{Value, indicator.URL}:     "url uri",
	{Value, indicator.MD5}:     "md5 md5hash",
	{Value, indicator.SHA1}:    "sha1 sha1hash",
	{Value, indicator.SHA256}:  "sha256 sha256hash",
	{Value, indicator.SHA3384}: "sha3384 sha3384hash",
	{Value, indicator.Email}:   "email emailaddress sender",
	{Type, 0}:                  "type ioctype indicatortype observabletype kind",
	{Port, 0}:                  "port dstport destport destinationport",
	{Family, 0}:                "malware malwarefamily malwarename malwareprintable family signature",
	{Threat, 0}:                "threat threattype",
	{Confidence, 0}:            "confidence confidencelevel score",
	{FirstSeen, 0}:             "firstseen firstseenutc date dateadded added created createdat listed listedutc listingdate time timestamp",
	{LastSeen, 0}:              "lastseen lastseenutc lastonline modified updated",
	{ValidUntil, 0}:            "validuntil expires expiresat expiry expiration expirationdate",
	{Reporter, 0}:              "reporter source author user",
	{Reference, 0}:             "reference references link urlhauslink",
	{Tags, 0}:                  "tags tag labels label",
	{ID, 0}:                    "id iocid uuid",
	{Comment, 0}:               "comment comments description note notes listingreason",
})

func headerNamesOf(table map[sort]string) map[string]sort {
	names := map[string]sort{}
	for s, text := range table {
		for name := range strings.FieldsSeq(text) {
			names[name] = s
		}
	}
	return names
}

// folded is a header's cell without case, blanks and marks.
func folded(cell string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, cell)
}

// headed returns the layout that a header names. It is none without a column of values, with
// a single column, or where less than half of its names are known.
func headed(cells []string, comma byte) (layout, bool) {
	if len(cells) < 2 || len(cells) > maxColumn {
		return layout{}, false
	}
	lay := layout{format: "table", source: tableSource, comma: comma, width: len(cells)}
	var names []string
	known, values := 0, 0
	for _, cell := range cells {
		if _, err := indicator.Parse(cell); err == nil {
			return layout{}, false // a row, not a header
		}
		name := folded(cell)
		s, ok := headerNames[name]
		if ok {
			known++
		}
		if s.field == Value {
			values++
		}
		names, lay.sorts = append(names, name), append(lay.sorts, s)
	}
	for _, publisher := range publishers {
		if publisher.named(names) {
			publisher.amend(&lay)
			return lay, true
		}
	}
	return lay, values > 0 && 2*known >= len(cells)
}

// tableSource is the source of what tables of no known publisher hold.
const tableSource = "table"

// A publisher is a feed whose table is known by its header.
type publisher struct {
	columns string // names, folded, that its header has
	amend   func(lay *layout)
}

func (p *publisher) named(names []string) bool {
	for name := range strings.FieldsSeq(p.columns) {
		if !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// What SSLBL lists beside addresses are hashes of what no log calls a file.
var (
	errCertificate = errors.New("the SHA-1 of a certificate, not of a file: no observable")
	errFingerprint = errors.New("a JA3 fingerprint of TLS clients, not the MD5 of a file: no observable")
)

var publishers = []publisher{
	{"urlhauslink urlstatus", func(lay *layout) {
		lay.format, lay.source, lay.tagged = "urlhaus-csv", urlhausSource, true
	}},
	{"dstip c2status", func(lay *layout) {
		lay.format, lay.source, lay.threat = "feodo-csv", feodoSource, "botnet_cc"
	}},
	{"sha256hash filetypeguess", func(lay *layout) {
		lay.format, lay.source, lay.threat, lay.tagged = "malwarebazaar-csv", bazaarSource, "payload", false
	}},
	{"sha1 listingreason", func(lay *layout) {
		lay.format, lay.source, lay.refuse = "sslbl-csv", sslblSource, errCertificate
	}},
	{"ja3md5 listingreason", func(lay *layout) {
		lay.format, lay.source, lay.refuse = "sslbl-csv", sslblSource, errFingerprint
	}},
	{"firstseen dstip dstport", func(lay *layout) {
		lay.format, lay.source, lay.threat = "sslbl-csv", sslblSource, "botnet_cc"
	}},
}

// The sources of abuse.ch beside ThreatFox.
const (
	urlhausSource = "urlhaus"
	bazaarSource  = "malwarebazaar"
	feodoSource   = "feodo"
	sslblSource   = "sslbl"
)

// mappedLayout is the layout of a table whose columns the caller names.
func mappedLayout(head []byte, columns Columns) (layout, error) {
	s := sampled(head)
	lay := layout{format: "table", source: tableSource, comma: commaOf(s.rows)}
	names := headerFor(s, &lay)
	for _, p := range columns.places {
		n := p.number
		if n == 0 {
			n = 1 + slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), p.name) })
		}
		if n == 0 {
			return lay, &formatError{fmt.Sprintf("no column is named `%s`; the columns are %s: name it by its number, such as %s=2",
				printable(p.name), printable(strings.Join(names, ", ")), p.field)}
		}
		if lay.width > 0 && n > lay.width {
			return lay, &formatError{fmt.Sprintf("column %d of `%s`: the table has %d columns", n, p.field, lay.width)}
		}
		for len(lay.sorts) < n {
			lay.sorts = append(lay.sorts, sort{})
		}
		lay.sorts[n-1].field = p.field
	}
	return lay, nil
}

// headerFor returns the names of the columns: of the comment above the rows where it is as
// wide as they are, else of the first row where it holds no value.
func headerFor(s sample, lay *layout) []string {
	if len(s.rows) == 0 {
		return nil
	}
	first := cellsOf(s.rows[0], lay.comma)
	lay.width = len(first)
	if len(s.heads) > 0 {
		if names := cellsOf(s.heads[0], lay.comma); len(names) == len(first) && len(names) > 1 {
			return names
		}
	}
	lay.header = !slices.ContainsFunc(first, func(cell string) bool {
		_, err := indicator.Parse(cell)
		return err == nil
	})
	if lay.header {
		return first
	}
	return nil
}

// commaOf returns what separates the cells of rows: what splits the most of them into the
// same number, of several the one that gives the most cells.
func commaOf(rows []string) byte {
	best, bestScore := byte(','), 0
	for _, comma := range commas {
		widths := map[int]int{}
		score := 0
		for _, row := range rows {
			n := len(cellsOf(row, comma))
			if widths[n]++; n > 1 {
				score = max(score, widths[n]*maxColumn+min(n, maxColumn))
			}
		}
		if score > bestScore {
			best, bestScore = comma, score
		}
	}
	return best
}
