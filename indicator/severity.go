package indicator

// A Severity is one of Sentinel's four; the higher the graver.
type Severity int

const (
	Informational Severity = iota
	Low
	Medium
	High
)

// String returns Sentinel's name of the severity.
func (s Severity) String() string {
	return [...]string{"Informational", "Low", "Medium", "High"}[s]
}

// Severity is what a precise match of the indicator is worth, before what the event says of
// it: High for botnet_cc and file hashes, Medium for all else; one lower for a confidence of
// 50 to 74 or an unknown one; Informational under 50. acted raises it to High first: the user
// clicked through, or the program ran.
func (i *Indicator) Severity(acted bool) Severity {
	s := Medium
	if i.ThreatType == "botnet_cc" || i.Kind.Hash() || acted {
		s = High
	}
	return i.doubt(s)
}

// HostSeverity is Severity for a match of the host alone: the address with another port, the
// host of a listed URL.
func (i *Indicator) HostSeverity() Severity { return i.doubt(Low) }

// doubt lowers a severity by the confidence the source has.
func (i *Indicator) doubt(s Severity) Severity {
	switch {
	case i.Confidence >= 0 && i.Confidence < 50:
		return Informational
	case i.Confidence < 75:
		return s - 1
	}
	return s
}
