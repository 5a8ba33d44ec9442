package feed

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// An abuseRecord is a record of URLhaus, Feodo Tracker or MalwareBazaar, in the JSON of their
// dumps and of their APIs. The fields of each are absent in the others.
type abuseRecord struct {
	ID         jsonText `json:"id"`
	Reporter   jsonText `json:"reporter"`
	Tags       jsonTags `json:"tags"`
	FirstSeen  jsonText `json:"first_seen"`
	LastSeen   jsonText `json:"last_seen"`
	LastOnline jsonText `json:"last_online"`

	URL       jsonText `json:"url"` // URLhaus
	Threat    jsonText `json:"threat"`
	DateAdded jsonText `json:"dateadded"`
	AddedAPI  jsonText `json:"date_added"`
	Link      jsonText `json:"urlhaus_link"`
	LinkAPI   jsonText `json:"urlhaus_reference"`

	Address jsonText `json:"ip_address"` // Feodo Tracker
	Port    jsonText `json:"port"`
	Malware jsonText `json:"malware"`

	MD5       jsonText `json:"md5_hash"` // MalwareBazaar
	SHA1      jsonText `json:"sha1_hash"`
	SHA256    jsonText `json:"sha256_hash"`
	SHA3384   jsonText `json:"sha3_384_hash"`
	Signature jsonText `json:"signature"`
	FileName  jsonText `json:"file_name"`
}

// An abuseFormat is one of the three.
type abuseFormat struct {
	marks  []*lazyregexp.Regexp // what its text has, all of them
	source string
	values func(a *abuseRecord) []claimed
	amend  func(c *collector, a *abuseRecord, ind *indicator.Indicator)
}

// A claimed value is one that a record gives as of a kind.
type claimed struct {
	kind indicator.Kind
	text string
}

func jsonField(name string) *lazyregexp.Regexp { return lazyregexp.New(`"` + name + `"\s*:`) }

var urlhausJSON = abuseFormat{
	marks:  []*lazyregexp.Regexp{jsonField("url"), jsonField("urlhaus_(?:link|reference)")},
	source: urlhausSource,
	values: func(a *abuseRecord) []claimed { return []claimed{{indicator.URL, string(a.URL)}} },
	amend: func(_ *collector, a *abuseRecord, ind *indicator.Indicator) {
		ind.Family = taggedFamily(ind.Tags)
		ind.Reference = linkOnly(either(string(a.Link), string(a.LinkAPI)))
	},
}

var feodoJSON = abuseFormat{
	marks:  []*lazyregexp.Regexp{jsonField("ip_address"), jsonField("port"), jsonField("as_number")},
	source: feodoSource,
	values: func(a *abuseRecord) []claimed {
		return []claimed{{indicator.IPPort, bracketed(string(a.Address)) + ":" + either(string(a.Port), "0")}}
	},
	amend: func(c *collector, a *abuseRecord, ind *indicator.Indicator) {
		ind.ThreatType, ind.Family = "botnet_cc", c.familyOf(string(a.Malware))
	},
}

var bazaarJSON = abuseFormat{
	marks:  []*lazyregexp.Regexp{jsonField("sha256_hash"), jsonField("file_type")},
	source: bazaarSource,
	values: func(a *abuseRecord) []claimed {
		return []claimed{
			{indicator.SHA256, string(a.SHA256)}, {indicator.SHA1, string(a.SHA1)},
			{indicator.MD5, string(a.MD5)}, {indicator.SHA3384, string(a.SHA3384)},
		}
	},
	amend: func(c *collector, a *abuseRecord, ind *indicator.Indicator) {
		ind.ThreatType, ind.Family = "payload", c.familyOf(unstated(absent(string(a.Signature))))
		ind.Comment = strings.Clone(absent(string(a.FileName)))
	},
}

// bracketed returns an address as it stands before a port.
func bracketed(address string) string {
	if strings.Contains(address, ":") {
		return "[" + address + "]"
	}
	return address
}

// claims reports whether the text has every mark of the format.
func (f *abuseFormat) claims(head []byte) bool {
	return looksJSON(head) && !slices.ContainsFunc(f.marks, func(mark *lazyregexp.Regexp) bool { return !mark.Match(head) })
}

func (f *abuseFormat) read(c *collector, in *bufio.Reader) error {
	r := &abuseReader{jsonReader: newJSONReader(c, in), format: f}
	before := c.result.Rows
	if err := r.walk("", 0); err != nil {
		return err
	}
	if c.result.Rows == before {
		c.note("no records in it")
	}
	if r.several > 0 {
		c.noteOf(r.several, "1 sample has several hashes, an indicator each", "%d samples have several hashes, an indicator each")
	}
	return r.end()
}

// An abuseReader reads records under their ids, in arrays, in an envelope or bare.
type abuseReader struct {
	*jsonReader
	format         *abuseFormat
	several        int
	status, answer string
}

// maxEnvelopes is how deep records may lie: an envelope, ids, an array.
const maxEnvelopes = 4

// walk takes a value: a record, or what holds records.
func (r *abuseReader) walk(id string, depth int) error {
	if depth > maxEnvelopes {
		return fmt.Errorf("line %d: records that lie more than %d levels deep", r.jsonReader.line, maxEnvelopes)
	}
	next, err := r.peek()
	switch {
	case err != nil:
		return err
	case next == '[':
		return r.each('[', ']', func() error { return r.record(id) })
	case next != '{':
		return r.record(id)
	}
	err = r.fields(func(name string) error {
		next, err := r.peek()
		switch {
		case err == nil && (next == '[' || next == '{'):
			return r.walk(name, depth+1)
		case name == "query_status":
			r.status, err = r.text()
		case name == "data":
			r.answer, err = r.text()
		default:
			_, _, err = r.value()
		}
		return err
	})
	if err == nil && r.status != "" {
		err = r.judge(r.status, r.answer)
		r.status = ""
	}
	return err
}

func (r *abuseReader) record(id string) error {
	text, line, err := r.value()
	if err != nil {
		return err
	}
	var a abuseRecord
	if text[0] != '{' {
		return r.c.reject(line, 0, string(text), errNoRecord)
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return r.c.reject(line, 0, string(text), jsonReason(err))
	}
	ind, err := r.indicator(&a, id)
	if err != nil {
		return r.c.reject(line, 0, string(text), err)
	}
	given := 0
	for _, v := range r.format.values(&a) {
		if absent(v.text) == "" {
			continue
		}
		o, err := indicator.ParseAs(v.kind, v.text)
		if given++; given == 2 {
			r.several++
		}
		if err != nil {
			err = r.c.reject(line, v.kind, v.text, err)
		} else {
			ind.Observable = indicator.Observable{Kind: o.Kind, Value: strings.Clone(o.Value)}
			err = r.c.add(ind)
		}
		if err != nil {
			return err
		}
	}
	if given == 0 {
		return r.c.reject(line, 0, string(text), errEmptyValue)
	}
	return nil
}

func (r *abuseReader) indicator(a *abuseRecord, id string) (ind indicator.Indicator, err error) {
	ind = indicator.Indicator{
		Confidence: indicator.UnknownConfidence,
		Source:     r.format.source,
		ID:         strings.Clone(either(string(a.ID), numeric(id))),
		ThreatType: r.c.intern(absent(string(a.Threat))),
		Reporter:   r.c.intern(absent(string(a.Reporter))),
		Tags:       r.c.tags(a.Tags),
	}
	first := either(string(a.FirstSeen), either(string(a.DateAdded), string(a.AddedAPI)))
	if ind.FirstSeen, err = tableDate("first_seen", absent(first)); err != nil {
		return ind, err
	}
	last := either(string(a.LastOnline), string(a.LastSeen))
	if ind.LastSeen, err = tableDate("last_online", absent(last)); err != nil {
		return ind, err
	}
	r.format.amend(r.c, a, &ind)
	return ind, nil
}

// numeric returns an id, and nothing for the name of an envelope's field.
func numeric(name string) string {
	if strings.Trim(name, "0123456789") != "" {
		return ""
	}
	return name
}
