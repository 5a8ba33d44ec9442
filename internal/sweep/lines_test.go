package sweep

import (
	"slices"
	"testing"
)

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		text   string
		places []int
		want   []string
	}{
		{"", nil, nil},
		{"ab\ncd\nef", nil, nil},
		{"ab\ncd\nef", []int{0}, []string{"ab\n"}},
		{"ab\ncd\nef", []int{0, 1}, []string{"ab\n"}},
		{"ab\ncd\nef", []int{1, 3, 4, 7}, []string{"ab\n", "cd\n", "ef"}},
		{"ab\n\n\ncd\n", []int{6}, []string{"cd\n"}},
		{"abcd", []int{1, 2, 3}, []string{"abcd"}},
	} {
		var got []string
		for begin, end := range Lines([]byte(tt.text), tt.places) {
			got = append(got, tt.text[begin:end])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Lines(%q, %v) = %q, want %q", tt.text, tt.places, got, tt.want)
		}
	}
}
