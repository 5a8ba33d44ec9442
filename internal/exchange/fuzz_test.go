package exchange

import (
	"bytes"
	"net/netip"
	"testing"

	"foxhound/feed"
	"foxhound/indicator"
)

// Whatever a feed says, an export holds one record a value, and it is read again as that value.
func FuzzWrite(f *testing.F) {
	f.Add("softandtec.com", "win.remus", "Remus", "c2", "anonymous", "https://example.org")
	f.Add("http://a.example.com/'\"\\,;|", "\"],[\"", "=x\r\n", "a\nb", "\x00", "</script>")
	f.Add("[2a02:cf40:1::5]:443", "unknown", "-", "None", "'", "\u202e")
	f.Fuzz(func(t *testing.T, value, id, name, tag, reporter, reference string) {
		o, err := indicator.Parse(value)
		if err != nil {
			return
		}
		ind := indicator.Indicator{Observable: o, Family: indicator.Family{ID: id, Name: name}, ThreatType: tag, Confidence: 75,
			Reporter: reporter, Reference: reference, Tags: []string{tag}, Source: "x", Comment: reporter}
		for _, format := range Formats() {
			var out bytes.Buffer
			if err := Write(&out, format, each([]indicator.Indicator{ind}), now); err != nil {
				t.Fatal(err)
			}
			r, err := feed.Read("x", bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatalf("%s: %v in\n%q", format, err, out.String())
			}
			if all := r.Indicators; len(all) != 1 || len(r.Malformed) != 0 || all[0].Observable != readAs(format, o) {
				t.Fatalf("%s: %q was read as %v, malformed %v, of\n%q", format, o.Value, all, r.Malformed, out.String())
			}
		}
	})
}

// readAs is how an observable is read: STIX has no word for any port but to name none.
func readAs(f Format, o indicator.Observable) indicator.Observable {
	if end, err := netip.ParseAddrPort(o.Value); err == nil && f == STIX && o.Kind == indicator.IPPort && end.Port() == 0 {
		return indicator.Observable{Kind: indicator.IP, Value: end.Addr().String()}
	}
	return o
}
