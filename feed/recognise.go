package feed

import (
	"bufio"
	"bytes"
	"io"
	"unicode"
	"unicode/utf8"
)

// headSize is how much of a text decides its format.
const headSize = 64 << 10

// A format is one kind of feed: how it is told from the others, and how it is read.
type format struct {
	name   string
	claims func(head []byte) bool // whether a text that starts with head is one
	read   func(c *collector, in *bufio.Reader) error

	title func(head []byte) string // the name where it depends on the text; nil where it does not
}

// titled is what a text of the format is called.
func (f *format) titled(head []byte) string {
	if f.title != nil {
		return f.title(head)
	}
	return f.name
}

// formats in the order in which they are asked; the last takes any text.
var formats = []format{
	{name: "html", claims: claimsHTML, read: readHTML},
	{name: "abusech-fplist", claims: claimsRemovals, read: readRemovals},
	{name: "urlhaus-json", claims: urlhausJSON.claims, read: urlhausJSON.read},
	{name: "feodo-json", claims: feodoJSON.claims, read: feodoJSON.read},
	{name: "malwarebazaar-json", claims: bazaarJSON.claims, read: bazaarJSON.read},
	{name: "threatfox-api", claims: claimsAPI, read: readAPI},
	{name: "threatfox-json", claims: claimsExport, read: readExport},
	{name: "stix", claims: claimsSTIX, read: readSTIX},
	{name: "misp-manifest", claims: claimsManifest, read: readManifest},
	{name: "misp", claims: claimsMISP, read: readMISP},
	{name: "threatfox-csv", claims: claimsCSV, read: readCSV},
	{name: "page", claims: claimsPage, read: readPage},
	{name: "rpz", claims: claimsRPZ, read: readRPZ},
	{name: "dnsmasq", claims: claimsDnsmasq, read: readDnsmasq},
	{name: "hosts", claims: claimsHosts, read: readHosts},
	{name: "table", claims: claimsTable, read: readTable, title: tableTitle},
	{name: "report", claims: claimsReport, read: readReport},
	{name: "list", claims: func([]byte) bool { return true }, read: readList},
}

// A formatError is for input that is no feed.
type formatError struct{ reason string }

func (e *formatError) Error() string { return e.reason }

// readText reads one plain text in the format that its start shows.
func readText(c *collector, text io.Reader) error {
	in := bufio.NewReaderSize(text, headSize)
	head, err := in.Peek(headSize)
	if len(head) == 0 && err != io.EOF {
		return err
	}
	if reason := noFeed(head); reason != "" {
		return &formatError{reason}
	}
	if len(c.columns.places) > 0 {
		return c.mapped(head, in)
	}
	for _, f := range formats {
		if f.claims(head) {
			c.begin(f.titled(head))
			return f.read(c, in)
		}
	}
	return nil
}

// noFeed says why a text is none of the formats, or nothing.
func noFeed(head []byte) string {
	start := bytes.TrimSpace(head)
	switch {
	case len(start) == 0:
		return "the file is empty: fetch the feed again"
	case binaryText(head):
		return "this is a binary file, not a feed: decompress it, or name a feed in text form"
	case queries(head) && !claimsPage(head):
		return "this is KQL, not a feed: give the feed or the rule page that its values come from, or list them one a line"
	case looksJSON(start) && !knownJSON(head):
		return "this JSON is no ThreatFox export or API answer (no `ioc_value`, `ioc` or `query_status` in it) " +
			"and no MISP event or STIX bundle: it starts " +
			printable(string(start[:min(len(start), 80)]))
	}
	return ""
}

// knownJSON reports whether one of the formats that are JSON claims the text.
func knownJSON(head []byte) bool {
	return claimsRemovals(head) || urlhausJSON.claims(head) || feodoJSON.claims(head) || bazaarJSON.claims(head) ||
		claimsExport(head) || claimsAPI(head) || claimsSTIX(head) || claimsManifest(head) || claimsMISP(head)
}

// binaryText reports whether more than a tenth of the start is no text. Single control
// characters and bytes that are no UTF-8 make their record malformed, not the file.
func binaryText(head []byte) bool {
	head = head[:min(len(head), 4096)]
	strange := 0
	for rest := head; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == utf8.RuneError && size == 1 {
			strange++
		}
		rest = rest[size:]
	}
	return strange*10 > len(head)
}
