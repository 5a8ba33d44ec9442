package function

import (
	"encoding/json"
	"testing"

	"foxhound/internal/value"
)

func TestGeography(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []any
		want string
	}{
		{"geo_distance_2points", args(-122.407628, 47.578557, -118.275287, 34.019056), `1546754.3519738095`},
		{"geo_distance_2points", args(-122.407628, 47.578557, -118.275287, 34.019056, false), `1546754.3519738095`},
		{"geo_distance_2points", args(-122.407628, 47.578557, -118.275287, 34.019056, true), `1545043.6438617497`},
		{"geo_distance_2points", args(1, 2, 1, 2, 1), `0`},
		{"geo_distance_2points", args(0, 0, 90, 0, true), `10018754.171394622`}, // a quarter of the equator
		{"geo_distance_2points", args(300, 1, 1, 1), `null`},
		{"geo_distance_2points", args(1, value.Real, 1, 1), `null`},
		{"geo_azimuth", args(5, 10, 10, -40), `3.0545993979644925`},
		{"geo_point_in_circle", args(-122.143564, 47.535677, -122.100896, 47.527351, 3500), `true`},
		{"geo_point_in_circle", args(-122.137575, 47.630683, -122.100896, 47.527351, 3500), `false`},
		{"geo_point_in_circle", args(200, 1, 1, 1, 1), `null`},
	} {
		var got, want any
		if err := json.Unmarshal([]byte(run(t, tt.name, tt.args, true)), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(tt.want), &want); err != nil {
			t.Fatal(err)
		}
		if got != want && !near(got, want) {
			t.Errorf("%s%v = %v, want %v", tt.name, tt.args, got, want)
		}
	}
}
