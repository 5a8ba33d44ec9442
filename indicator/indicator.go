package indicator

import "time"

// UnknownConfidence is the [Indicator.Confidence] of a value whose source states none.
const UnknownConfidence = -1

// An Indicator is an observable that a source asserts is malicious, with what
// the source says of it. The zero value of every field but Observable and
// Confidence means that the source does not say.
type Indicator struct {
	Observable
	Family      Family
	ThreatType  string    // botnet_cc, payload_delivery, payload, cc_skimming, as the source spells it
	Confidence  int       // per cent, or UnknownConfidence
	FirstSeen   time.Time // UTC
	LastSeen    time.Time // UTC
	ValidUntil  time.Time // UTC: when the source, or a policy for it, lets the indicator end; zero leaves it to [Indicator.Expiry]
	Reporter    string
	Reference   string // a URL where a person can read more
	Tags        []string
	Source      string // the feed: "threatfox", or "list" for a plain list of values
	ID          string // the source's own id
	Compromised bool   // a legitimate site that was abused, by the source's word
	Relisted    bool   // its source took the value back once, and has listed it again since
	Comment     string // what the source says of it in words, such as the line of a report around it
}
