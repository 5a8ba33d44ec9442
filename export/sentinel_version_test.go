package export

import "testing"

// A version stays where all else does, counts up where anything changed, and goes on from one that
// the file's owner gave it.
func TestSucceed(t *testing.T) {
	for _, tt := range []struct{ before, data, want string }{
		{"id: a\nversion: 1.0.0\n", "id: a\nversion: 1.0.0\n", "id: a\nversion: 1.0.0\n"},
		{"id: a\nversion: 1.0.0\n", "id: b\nversion: 1.0.0\n", "id: b\nversion: 1.1.0\n"},
		{"id: a\nversion: 2.9.7\nkind: NRT\n", "id: b\nversion: 1.0.0\nkind: NRT\n", "id: b\nversion: 2.10.0\nkind: NRT\n"},
		{"id: a\nversion: 2.9.7\n", "id: a\nversion: 1.0.0\n", "id: a\nversion: 2.9.7\n"},
		{"id: a\r\nversion: 1.3.0\r\n", "id: a\nversion: 1.0.0\n", "id: a\nversion: 1.3.0\n"},
		{"query: |\n  version: 3.0.0\n", "id: a\nversion: 1.0.0\n", "id: a\nversion: 1.0.0\n"},
		{"id: a\nversion: 1.0.0\n", "// no YAML\n", "// no YAML\n"},
		{"", "id: a\nversion: 1.0.0\n", "id: a\nversion: 1.0.0\n"},
	} {
		if got := string(Succeed([]byte(tt.before), []byte(tt.data))); got != tt.want {
			t.Errorf("%q after %q is %q, want %q", tt.data, tt.before, got, tt.want)
		}
	}
}
