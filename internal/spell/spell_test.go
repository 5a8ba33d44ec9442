package spell

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestNearest(t *testing.T) {
	for _, tt := range []struct {
		word       string
		candidates string
		want       string
	}{
		{"remsu", "mirai remus", "remus"},
		{"REMUS", "mirai Remus", "Remus"}, // in any case, as the candidate spells it
		{"remu", "mirai remus", "remus"},
		{"cobalt", "cobalt_strike", "cobalt_strike"}, // how it begins
		{"co", "cobalt_strike", ""},                  // too little of a beginning
		{"mirai", "moral miraj mirai", "mirai miraj moral"},
		{"sentinal", "sentinel sigma kql page", "sentinel"},
		{"a", "b c d e", "b c d"}, // equals in their order, three at most
		{"küche", "kueche kuche", "kuche kueche"},
		{"qqqq", "remus mirai", ""},
		{"", "remus", ""},
		{strings.Repeat("a", 101), strings.Repeat("a", 102), ""},
	} {
		if got := Nearest(tt.word, strings.Fields(tt.candidates), 3); !cmp.Equal(got, append([]string(nil), strings.Fields(tt.want)...)) {
			t.Errorf("Nearest(%q, %s) = %q, want %s", tt.word, tt.candidates, got, tt.want)
		}
	}
}

func TestNearestOfNothing(t *testing.T) {
	if got := Nearest("remus", []string{"", "remus"}, 0); got != nil {
		t.Errorf("Nearest of none = %q", got)
	}
}

// The laws of a distance: none to itself, the same both ways, and no longer than the longer word.
func FuzzEdits(f *testing.F) {
	f.Add("remus", "remsu")
	f.Add("", "küche")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		n := edits([]rune(a), []rune(b))
		if back := edits([]rune(b), []rune(a)); back != n || n > max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) ||
			(n == 0) != (string([]rune(a)) == string([]rune(b))) {
			t.Errorf("%q and %q differ by %d, and back by %d", a, b, n, back)
		}
	})
}
