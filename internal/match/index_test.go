package match

import (
	"net/netip"
	"slices"
	"testing"
)

func collect(ids IDs) []int32 {
	var all []int32
	for id, ok := ids.Next(); ok; id, ok = ids.Next() {
		all = append(all, id)
	}
	return all
}

func TestName(t *testing.T) {
	x := New()
	for id, name := range []string{"softandtec.com", "x.softandtec.com", "softandtec.com", "com.example"} {
		x.AddName(name, int32(id))
	}
	for _, tt := range []struct {
		host string
		want []int32
	}{
		{"softandtec.com", []int32{2, 0}},
		{"x.softandtec.com", []int32{1, 2, 0}},
		{"a.x.softandtec.com", []int32{1, 2, 0}},
		{"a-softandtec.com", nil},
		{"softandtec.com.evil.org", nil},
		{"oftandtec.com", nil},
		{"com", nil},
		{"", nil},
	} {
		var got []int32
		for name := range Parents(tt.host) {
			got = append(got, collect(x.Name(name))...)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Name(%q) = %v, want %v", tt.host, got, tt.want)
		}
	}
}

func TestOtherKeys(t *testing.T) {
	x := New()
	addr := netip.MustParseAddr("80.211.47.159")
	x.AddAddr(addr, 7)
	x.AddHash("d41d8cd98f00b204e9800998ecf8427e", 8)
	x.AddMail("a@b.example", 9)
	if got := collect(x.Addr(addr)); !slices.Equal(got, []int32{7}) {
		t.Errorf("Addr = %v", got)
	}
	if got := collect(x.Addr(netip.MustParseAddr("180.211.47.159"))); got != nil {
		t.Errorf("Addr of a look-alike = %v", got)
	}
	if got := collect(x.Hash("d41d8cd98f00b204e9800998ecf8427e")); !slices.Equal(got, []int32{8}) {
		t.Errorf("Hash = %v", got)
	}
	if got := collect(x.Mail("a@b.example")); !slices.Equal(got, []int32{9}) {
		t.Errorf("Mail = %v", got)
	}
}

// The chain of a key holds every id added under it, in reverse, whatever else was added.
func FuzzPostings(f *testing.F) {
	f.Add([]byte("abcabc"))
	f.Fuzz(func(t *testing.T, keys []byte) {
		x, want := New(), map[string][]int32{}
		for i, k := range keys {
			key := string(rune('a' + k%7))
			x.AddHash(key, int32(i))
			want[key] = append([]int32{int32(i)}, want[key]...)
		}
		for key, ids := range want {
			if got := collect(x.Hash(key)); !slices.Equal(got, ids) {
				t.Errorf("Hash(%q) = %v, want %v", key, got, ids)
			}
		}
	})
}
