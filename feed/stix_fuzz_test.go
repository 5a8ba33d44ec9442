package feed

import "testing"

// FuzzSTIXPattern holds patterns to what indicators are, whatever they say: each comparison
// gives canonical values or a reason.
func FuzzSTIXPattern(f *testing.F) {
	for _, seed := range []string{
		`[domain-name:value = 'a.com' AND (ipv4-addr:value IN ('80.211.47.159', 'x') OR NOT file:size > 5)]`,
		`([network-traffic:dst_ref.value = '80.211.47.159' AND network-traffic:dst_port = 443] FOLLOWEDBY [EXISTS url:value]) WITHIN 5 SECONDS`,
		`[file:hashes.'SHA-256' = 'ab'] START t'2026-05-22T00:00:00Z' STOP t'2026-05-23T00:00:00Z' /* x */`,
		`[url:value = 'http://a.com/it\'s' OR domain-name:resolves_to_refs[*].value ISSUBSET '10.0.0.0/8'] REPEATS 2 TIMES`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pattern, err := parseStixPattern(text)
		if err != nil {
			if !prints(err.Error()) {
				t.Errorf("error %q: want text that prints", err)
			}
			return
		}
		for _, observation := range pattern.observations {
			left := 10_000
			terms, err := observation.terms(&left)
			if err == nil && len(terms) == 0 {
				t.Error("an observation that cannot match")
			}
			for _, term := range terms {
				checkTerm(t, term)
			}
		}
	})
}

func checkTerm(t *testing.T, term stixTerm) {
	t.Helper()
	found := term.observables()
	for _, o := range found.values {
		again, err := observable(o.Kind.String(), o.Value)
		if err != nil || again != o {
			t.Errorf("%v read again is %v, %v, want it unchanged", o, again, err)
		}
	}
	for _, refused := range found.refused {
		if refused.err == nil || refused.test.String() == "" {
			t.Errorf("refused %+v: want a comparison and a reason", refused)
		}
	}
}
