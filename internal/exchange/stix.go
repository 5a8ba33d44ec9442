package exchange

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
)

// The objects of a bundle, with the properties that are written.
type (
	stixObject struct {
		Type        string          `json:"type"`
		SpecVersion string          `json:"spec_version"`
		ID          string          `json:"id"`
		Created     string          `json:"created"`
		Modified    string          `json:"modified"`
		CreatedBy   string          `json:"created_by_ref,omitempty"`
		Name        string          `json:"name,omitempty"`
		Description string          `json:"description,omitempty"`
		Class       string          `json:"identity_class,omitempty"`
		IsFamily    *bool           `json:"is_family,omitempty"`
		Aliases     []string        `json:"aliases,omitempty"`
		Pattern     string          `json:"pattern,omitempty"`
		PatternType string          `json:"pattern_type,omitempty"`
		ValidFrom   string          `json:"valid_from,omitempty"`
		ValidUntil  string          `json:"valid_until,omitempty"`
		Confidence  *int            `json:"confidence,omitempty"`
		Labels      []string        `json:"labels,omitempty"`
		References  []stixReference `json:"external_references,omitempty"`
		Relation    string          `json:"relationship_type,omitempty"`
		From        string          `json:"source_ref,omitempty"`
		To          string          `json:"target_ref,omitempty"`
	}

	stixReference struct {
		Source string `json:"source_name"`
		URL    string `json:"url"`
	}
)

// writeSTIX writes a bundle, an object a line: each indicator, the malware that it indicates,
// and who reported it. An indicator that was never seen is valid from now on. Its threat type
// and family stand among its labels too: the platforms that take indicators show labels, and
// no malware beside them.
func writeSTIX(w io.Writer, all Indicators, now time.Time) error {
	b := &bundle{w: w, now: now, written: map[string]bool{}}
	fmt.Fprintf(w, `{"type":"bundle","id":"bundle--%s","objects":[`, nameID("bundle", stamp(now)))
	for ind, err := range all {
		if err == nil {
			err = b.indicator(ind)
		}
		if err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\n]}")
	return err
}

// A bundle writes each object once.
type bundle struct {
	w       io.Writer
	now     time.Time
	written map[string]bool
}

func (b *bundle) indicator(ind *indicator.Indicator) error {
	from := ind.FirstSeen
	if from.IsZero() {
		from = b.now
	}
	o := stixObject{
		ID:   "indicator--" + nameID("indicator", ind.Kind.String(), ind.Value, ind.Family.Key(), ind.ThreatType, ind.Source, ind.ID),
		Type: "indicator", Created: stixTime(from), Modified: stixTime(from), Name: ind.Value, Description: ind.Comment,
		Pattern: stixPattern(ind.Observable), PatternType: "stix", ValidFrom: stixTime(from), Labels: stixLabels(ind),
	}
	if until := ends(ind); until.After(from) {
		o.ValidUntil = stixTime(until)
	}
	if ind.Confidence != indicator.UnknownConfidence {
		o.Confidence = &ind.Confidence
	}
	if strings.HasPrefix(ind.Reference, "http") {
		o.References = []stixReference{{"reference", ind.Reference}}
	}
	if ind.Reporter != "" {
		who := stixObject{Type: "identity", ID: "identity--" + nameID("identity", ind.Reporter), Name: ind.Reporter, Class: "unknown"}
		if err := b.put(who); err != nil {
			return err
		}
		o.CreatedBy = who.ID
	}
	if err := b.put(o); err != nil {
		return err
	}
	return b.family(ind.Family, o.ID)
}

// stixLabels are the threat type, the family's id or the name of one that has none, and the tags.
func stixLabels(ind *indicator.Indicator) []string {
	var labels []string
	for _, label := range append([]string{ind.ThreatType, cmp.Or(ind.Family.ID, ind.Family.Name)}, ind.Tags...) {
		if label != "" && !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	return labels
}

// family writes the malware, and that the indicator indicates it.
func (b *bundle) family(f indicator.Family, from string) error {
	if f.Key() == "" {
		return nil
	}
	yes := true
	malware := stixObject{Type: "malware", ID: "malware--" + nameID("malware", f.Key()), Name: f.Label(), IsFamily: &yes, Aliases: f.Aliases}
	if f.ID != "" && f.ID != f.Label() {
		malware.Aliases = append([]string{f.ID}, f.Aliases...)
	}
	if err := b.put(malware); err != nil {
		return err
	}
	return b.put(stixObject{Type: "relationship", ID: "relationship--" + nameID("indicates", from, malware.ID),
		Relation: "indicates", From: from, To: malware.ID})
}

// put writes an object once.
func (b *bundle) put(o stixObject) error {
	if b.written[o.ID] {
		return nil
	}
	o.SpecVersion = "2.1"
	if o.Created == "" {
		o.Created, o.Modified = stixTime(b.now), stixTime(b.now)
	}
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	before := ",\n"
	if len(b.written) == 0 {
		before = "\n"
	}
	b.written[o.ID] = true
	_, err = fmt.Fprintf(b.w, "%s%s", before, text)
	return err
}

func stixTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

var stixHashes = map[indicator.Kind]string{
	indicator.MD5: "MD5", indicator.SHA1: "'SHA-1'", indicator.SHA256: "'SHA-256'", indicator.SHA3384: "'SHA3-384'",
}

// stixPattern is the pattern that an observable is found by.
func stixPattern(o indicator.Observable) string {
	switch {
	case o.Kind.Hash():
		return fmt.Sprintf("[file:hashes.%s = %s]", stixHashes[o.Kind], stixText(o.Value))
	case o.Kind == indicator.Domain:
		return fmt.Sprintf("[domain-name:value = %s]", stixText(o.Value))
	case o.Kind == indicator.URL:
		return fmt.Sprintf("[url:value = %s]", stixText(o.Value))
	case o.Kind == indicator.Email:
		return fmt.Sprintf("[email-addr:value = %s]", stixText(o.Value))
	case o.Kind == indicator.IP:
		addr, _ := netip.ParseAddr(o.Value)
		return fmt.Sprintf("[%s:value = %s]", addressType(addr), stixText(o.Value))
	}
	end, _ := netip.ParseAddrPort(o.Value)
	pattern := fmt.Sprintf("[network-traffic:dst_ref.type = '%s' AND network-traffic:dst_ref.value = %s", addressType(end.Addr()), stixText(end.Addr().String()))
	if end.Port() != 0 {
		pattern += fmt.Sprintf(" AND network-traffic:dst_port = %d", end.Port())
	}
	return pattern + "]"
}

func addressType(a netip.Addr) string {
	if a.Is4() {
		return "ipv4-addr"
	}
	return "ipv6-addr"
}

// stixText is a text of the pattern language.
func stixText(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
