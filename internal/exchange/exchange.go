// Package exchange writes indicators in the forms that other programs read: STIX 2.1, MISP,
// the export and the API answer of ThreatFox, CSV, and plain lists. Start with [Write]. Values
// are live, and quoted as each form has it; foxhound reads all of them back.
//
// The same indicators give the same bytes: ids are made of what they name, and no clock is
// read.
package exchange

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/google/uuid"

	"foxhound/indicator"
)

// A Format is a form that other programs read.
type Format string

const (
	CSV       Format = "csv"       // a table with a header
	JSON      Format = "json"      // an answer of ThreatFox's API
	STIX      Format = "stix"      // a bundle of STIX 2.1
	MISP      Format = "misp"      // an event
	ThreatFox Format = "threatfox" // ThreatFox's CSV export
	List      Format = "list"      // one value a line
)

// Formats lists them, the default first.
func Formats() []Format { return []Format{CSV, JSON, STIX, MISP, ThreatFox, List} }

// Indicators yields what is to be written; an error ends the writing.
type Indicators = iter.Seq2[*indicator.Indicator, error]

// Write writes indicators in their order, as they come. now is the time of the export: STIX and MISP want
// a date for indicators that have none.
func Write(w io.Writer, f Format, all Indicators, now time.Time) error {
	out := bufio.NewWriter(w)
	write, ok := map[Format]func(io.Writer, Indicators, time.Time) error{
		CSV: writeCSV, JSON: writeAPI, STIX: writeSTIX, MISP: writeMISP, ThreatFox: writeThreatFox, List: writeList,
	}[f]
	if !ok {
		return fmt.Errorf("unknown format `%s`", f)
	}
	if err := write(out, all, now.UTC().Truncate(time.Second)); err != nil {
		return err
	}
	return out.Flush()
}

// namespace is that of the ids which are made of names.
var namespace = uuid.MustParse("2e0c0c3f-6a0e-4c55-8f0c-6f1d5a0b9e77")

// nameID is the id of what has such a name.
func nameID(parts ...string) string {
	return uuid.NewSHA1(namespace, []byte(strings.Join(parts, "\x00"))).String()
}

// writeList writes each value once, one a line.
func writeList(w io.Writer, all Indicators, _ time.Time) error {
	written := map[indicator.Observable]bool{}
	for ind, err := range all {
		if err != nil {
			return err
		}
		if o := ind.Observable; !written[o] {
			written[o] = true
			if _, err := fmt.Fprintln(w, o.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// ends is when an indicator expires, by its source's word or policy or by what its source is known
// to do, which who reads it cannot tell; zero for never.
func ends(ind *indicator.Indicator) time.Time {
	if until := ind.Expiry(); until.Before(indicator.Forever) {
		return until
	}
	return time.Time{}
}

// stamp is a time as tables and ThreatFox have it, in UTC; empty for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateTime)
}
