package feed

import (
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// reportedComment is how ThreatFox's MISP feed says what it has no fields for: a family, what
// the value was for, and the confidence, as in "AsyncRAT botnet C2 server (confidence level: 100%)".
var reportedComment = lazyregexp.New(`^(.+?) (botnet C2 .*|payload delivery .*|payload.*|credit card skimming .*|CC skimming .*?)\(confidence level: (\d{1,3})%\)$`)

// comment gives an indicator what its attribute's comment says.
func (r *mispReader) comment(ind *indicator.Indicator, text string) {
	text = strings.TrimSpace(text)
	ind.Comment = r.c.intern(cutText(text, maxContext))
	m := reportedComment.FindStringSubmatch(text)
	if m == nil {
		return
	}
	if ind.Family.Key() == "" {
		ind.Family = r.c.family("", m[1], "")
	}
	ind.ThreatType = commentThreat(m[2])
	if n, err := confidence(m[3]); err == nil {
		ind.Confidence = n
	}
}

// commentThreat is ThreatFox's name for what a comment calls a threat.
func commentThreat(text string) string {
	switch {
	case strings.HasPrefix(text, "botnet C2"):
		return "botnet_cc"
	case strings.HasPrefix(text, "payload delivery"):
		return "payload_delivery"
	case strings.HasPrefix(text, "payload"):
		return "payload"
	}
	return "cc_skimming"
}
