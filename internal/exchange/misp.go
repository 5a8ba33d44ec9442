package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"time"

	"foxhound/indicator"
)

type (
	mispAttribute struct {
		UUID      string    `json:"uuid"`
		Type      string    `json:"type"`
		Category  string    `json:"category"`
		Value     string    `json:"value"`
		ToIDs     bool      `json:"to_ids"`
		Timestamp string    `json:"timestamp"`
		FirstSeen string    `json:"first_seen,omitempty"`
		LastSeen  string    `json:"last_seen,omitempty"`
		Comment   string    `json:"comment"`
		Tag       []mispTag `json:"Tag,omitempty"`
	}

	mispTag struct {
		Name string `json:"name"`
	}
)

// writeMISP writes one event with an attribute for each indicator. What family it is of stands
// in a tag of MISP's Malpedia galaxy.
func writeMISP(w io.Writer, all Indicators, now time.Time) error {
	id := nameID("event", stamp(now))
	fmt.Fprintf(w, `{"Event":{"uuid":%q,"info":"Indicators exported by foxhound","date":%q,"timestamp":%q,"publish_timestamp":"0","published":false,`+
		`"threat_level_id":"2","analysis":"2","distribution":"0","Orgc":{"name":"foxhound","uuid":%q},"Attribute":[`,
		id, now.Format(time.DateOnly), unix(now), nameID("org"))
	before := "\n"
	for ind, err := range all {
		if err != nil {
			return err
		}
		text, err := json.Marshal(newAttribute(ind, now))
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, text); err != nil {
			return err
		}
		before = ",\n"
	}
	_, err := fmt.Fprintln(w, "\n]}}")
	return err
}

func newAttribute(ind *indicator.Indicator, now time.Time) mispAttribute {
	kind, category, value := mispType(ind.Observable)
	a := mispAttribute{
		UUID: nameID("attribute", ind.Kind.String(), ind.Value, ind.Family.Key(), ind.ThreatType, ind.Source, ind.ID),
		Type: kind, Category: category, Value: value, ToIDs: true, Timestamp: unix(now),
		FirstSeen: mispTime(ind.FirstSeen), LastSeen: mispTime(ind.LastSeen), Comment: mispComment(ind),
	}
	if label := ind.Family.Label(); label != "" {
		a.Tag = append(a.Tag, mispTag{fmt.Sprintf("misp-galaxy:malpedia=%q", label)})
	}
	for _, tag := range ind.Tags {
		a.Tag = append(a.Tag, mispTag{tag})
	}
	return a
}

// mispTime has MISP's six digits below the second.
func mispTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000000+00:00")
}

// threats are ThreatFox's threat types in the words of its MISP feed.
var threats = map[string]string{
	"botnet_cc": "botnet C2 server", "payload_delivery": "payload delivery", "payload": "payload", "cc_skimming": "credit card skimming",
}

// mispComment says threat type and confidence in the words of ThreatFox's MISP feed.
func mispComment(ind *indicator.Indicator) string {
	threat, ok := threats[ind.ThreatType]
	if !ok || ind.Confidence == indicator.UnknownConfidence {
		return ind.Comment
	}
	family := ind.Family.Label()
	if family == "" {
		family = "Unknown malware"
	}
	return fmt.Sprintf("%s %s (confidence level: %d%%)", family, threat, ind.Confidence)
}

// mispType is an observable as MISP types it.
func mispType(o indicator.Observable) (kind, category, value string) {
	const network, payload = "Network activity", "Payload delivery"
	switch o.Kind {
	case indicator.Domain:
		return "domain", network, o.Value
	case indicator.IP:
		return "ip-dst", network, o.Value
	case indicator.URL:
		return "url", network, o.Value
	case indicator.Email:
		return "email-src", payload, o.Value
	case indicator.SHA3384:
		return "sha3-384", payload, o.Value
	case indicator.IPPort:
		end, _ := netip.ParseAddrPort(o.Value)
		return "ip-dst|port", network, end.Addr().String() + "|" + strconv.Itoa(int(end.Port()))
	}
	return o.Kind.String(), payload, o.Value
}
