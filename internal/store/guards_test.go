package store

import (
	"context"
	"testing"
	"time"
)

// Newer lists replace all that were newer before.
func TestGuards(t *testing.T) {
	ctx := context.Background()
	s := open(t, Options{})
	for _, want := range []map[string]string{nil, {"top-sites": "a", "parking": "b"}, {"top-sites": "c"}, nil} {
		if want != nil {
			if err := s.SetGuards(ctx, want); err != nil {
				t.Fatal(err)
			}
		} else if err := s.SetGuards(ctx, map[string]string{}); err != nil {
			t.Fatal(err)
		}
		got, at, err := s.Guards(ctx)
		if err != nil || at.Equal(noon) != (want != nil) || want == nil && at != (time.Time{}) {
			t.Errorf("renewed %s, %v", at, err)
		}
		same(t, "texts", got, want)
	}
}
