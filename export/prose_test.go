package export

import "testing"

func TestSentence(t *testing.T) {
	for _, tt := range []struct{ clause, want string }{
		{"no table has it", "No table has it."},
		{"e-mail is not read", "E-mail is not read."},
		{"Defender has no DNS table", "Defender has no DNS table."},
		{"github[.]com is a shared host", "github[.]com is a shared host."},
		{"8[.]8[.]8[.]8 is a resolver", "8[.]8[.]8[.]8 is a resolver."},
	} {
		if got := sentence(tt.clause); got != tt.want {
			t.Errorf("sentence(%q) = %q, want %q", tt.clause, got, tt.want)
		}
	}
}
