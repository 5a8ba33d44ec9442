package lint

import (
	"strings"
	"testing"
)

// Whatever a text holds, it is read or refused, and its findings stand within it.
func FuzzText(f *testing.F) {
	for _, tt := range checkTests {
		name := "a.yaml"
		text, isKQL := strings.CutPrefix(tt.text, "kql ")
		if isKQL {
			name = "a.kql"
		}
		if len(text) < 2000 {
			f.Add(name, text)
			f.Add("-", page+text+"\n```kql\n"+text+"\n```\n")
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(text) > 20_000 {
			return
		}
		r, err := Text(name, []byte(text), Options{})
		if err != nil {
			return
		}
		lines := strings.Count(text, "\n") + 2
		for _, found := range r.Findings {
			if found.Line < 1 || found.Line > lines || found.Column < 1 || found.What == "" || found.Why == "" || found.Mend == "" {
				t.Errorf("%q: %+v", text, found)
			}
		}
		var b strings.Builder
		if err := Write(&b, "table", []*Report{r}); err != nil || strings.ContainsAny(b.String(), "\x1b\r\x00") {
			t.Errorf("%q: %v, written as %q", text, err, b.String())
		}
	})
}
