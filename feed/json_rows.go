package feed

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A jsonRow is a record of the JSON export or of the API, which name some fields differently.
type jsonRow struct {
	ID           jsonText `json:"id"`
	IOC          jsonText `json:"ioc"`
	IOCValue     jsonText `json:"ioc_value"`
	IOCType      jsonText `json:"ioc_type"`
	ThreatType   jsonText `json:"threat_type"`
	Malware      jsonText `json:"malware"`
	Printable    jsonText `json:"malware_printable"`
	Alias        jsonText `json:"malware_alias"`
	Confidence   jsonText `json:"confidence_level"`
	Compromised  jsonText `json:"is_compromised"`
	FirstSeen    jsonText `json:"first_seen"`
	FirstSeenUTC jsonText `json:"first_seen_utc"`
	LastSeen     jsonText `json:"last_seen"`
	LastSeenUTC  jsonText `json:"last_seen_utc"`
	Reference    jsonText `json:"reference"`
	Reporter     jsonText `json:"reporter"`
	Tags         jsonTags `json:"tags"`
}

// A jsonText is a field that is text, a number or a boolean, as copies of one feed differ;
// null is empty.
type jsonText string

// UnmarshalJSON takes every scalar.
func (t *jsonText) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case 'n':
		*t = ""
	case '"':
		if plain := data[1 : len(data)-1]; utf8.Valid(plain) && bytes.IndexByte(plain, '\\') < 0 {
			*t = jsonText(plain)
			return nil
		}
		return json.Unmarshal(data, (*string)(t))
	case '{', '[':
		return fmt.Errorf("found `%s` where a text or number belongs", printable(string(data)))
	default:
		*t = jsonText(data)
	}
	return nil
}

// jsonTags are an array of texts, one text with commas, or null.
type jsonTags []string

// UnmarshalJSON takes all three.
func (t *jsonTags) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		var texts []jsonText
		err := json.Unmarshal(data, &texts)
		for _, text := range texts {
			*t = append(*t, string(text))
		}
		return err
	}
	var text jsonText
	err := text.UnmarshalJSON(data)
	*t = strings.Split(string(text), ",")
	return err
}

// row returns the record under the names that all forms share; id is the key it stood
// under, for records that have none of their own.
func (j *jsonRow) row(id string) row {
	return row{
		id:          either(string(j.ID), id),
		value:       either(string(j.IOC), string(j.IOCValue)),
		kind:        string(j.IOCType),
		threatType:  string(j.ThreatType),
		family:      string(j.Malware),
		familyName:  string(j.Printable),
		aliases:     string(j.Alias),
		firstSeen:   either(string(j.FirstSeen), string(j.FirstSeenUTC)),
		lastSeen:    either(string(j.LastSeen), string(j.LastSeenUTC)),
		confidence:  string(j.Confidence),
		compromised: string(j.Compromised),
		reference:   string(j.Reference),
		reporter:    string(j.Reporter),
		tags:        j.Tags,
	}
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// A jsonReader reads records of JSON into a result.
type jsonReader struct {
	c *collector
	jsonScanner
	batches jsonBatches
}

func newJSONReader(c *collector, in *bufio.Reader) *jsonReader {
	return &jsonReader{c, jsonScanner{in: in, max: c.max.record, line: 1}, jsonBatches{c: c}}
}

// record takes the next value as one record. It is decoded by [jsonReader.decoded] at the latest.
func (r *jsonReader) record(id string) error {
	text, line, err := r.value()
	if err != nil {
		return err
	}
	return r.batches.add(text, line, id)
}

// decoded decodes the records that are still to be. It takes and returns what ended the
// reading, unless that should have ended before.
func (r *jsonReader) decoded(err error) error {
	return cmp.Or(r.batches.end(), err)
}

// decode turns a record into an indicator.
func (c *collector) decode(r jsonRecord) error {
	var record jsonRow
	if r.text[0] != '{' {
		return c.reject(r.line, 0, r.text, errNoRecord)
	}
	if err := json.Unmarshal([]byte(r.text), &record); err != nil {
		return c.reject(r.line, 0, r.text, jsonReason(err))
	}
	row := record.row(r.id)
	ind, err := c.threatFox(row)
	if err != nil {
		return c.reject(r.line, ind.Kind, either(row.value, r.text), err)
	}
	return c.add(ind)
}

// objectInto decodes the next value into a record. What is no such object is malformed, and ok false.
func (r *jsonReader) objectInto(into any) (text []byte, line int, ok bool, err error) {
	if text, line, err = r.value(); err != nil {
		return text, line, false, err
	}
	var reason error
	if text[0] != '{' {
		reason = errNoRecord
	} else if err := json.Unmarshal(text, into); err != nil {
		reason = jsonReason(err)
	}
	if reason != nil {
		return text, line, false, r.c.reject(line, 0, string(text), reason)
	}
	return text, line, true, nil
}

// jsonReason returns the reason alone, without what encoding/json says of our types.
func jsonReason(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("broken JSON at byte %d of the record: %w", syntax.Offset, err)
	}
	return err
}

// records takes an array of records, or one.
func (r *jsonReader) records(id string) error {
	next, err := r.peek()
	if err == nil && next == '[' {
		return r.each('[', ']', func() error { return r.record(id) })
	}
	return r.record(id)
}
