package proof

import (
	"time"

	"foxhound/indicator"
	"foxhound/rule"
)

// samples are what rules by table are proved with: their text is the same whatever is listed, and
// so are their proofs. There is an indicator of each sort and shape that hunts tell apart.
var samples = []string{
	"listed.example", "xn--bcher-kva.example", "https://urls.example/", "http://urls.example:8080/a/b.php?c=d",
	"203.0.113.5", "203.0.113.6:4444", "203.0.113.6:443", "http://203.0.113.7/a", "2001:db8::5", "[2001:db8::6]:4444",
	"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef01234567",
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "Someone@listed.example", "someone@xn--bcher-kva.example",
}

// sampled is a rule by table over the samples: no feed names them.
func sampled(r *rule.Rule) *rule.Rule {
	out := *r
	out.Indicators, out.SetAside = nil, nil
	for _, value := range samples {
		o, err := indicator.Parse(value)
		if err != nil {
			panic("proof: " + err.Error()) // a test makes rules of them
		}
		out.Indicators = append(out.Indicators, indicator.Indicator{Observable: o, Family: indicator.Family{ID: "win.example", Name: "Example"},
			ThreatType: "botnet_cc", Confidence: 75, FirstSeen: time.Date(2026, time.January, 2, 0, 0, 0, 0, time.UTC), Source: "proof"})
	}
	out.Hunts = nil
	for _, h := range r.Hunts {
		h.Indicators = nil
		for _, i := range out.Indicators {
			if looksFor(&h, &i) {
				h.Indicators = append(h.Indicators, i)
			}
		}
		out.Hunts = append(out.Hunts, h)
	}
	return &out
}

// looksFor reports whether hunts for a sort of key look for an indicator.
func looksFor(h *rule.Hunt, i *indicator.Indicator) bool {
	loc, located := i.Location()
	switch h.Key {
	case rule.Hashes:
		return i.Kind.Hash()
	case rule.Mail:
		return i.Kind == indicator.Email
	}
	return located && loc.Addr.IsValid() == (h.Key == rule.Addresses)
}
