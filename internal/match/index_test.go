package match

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"testing"
)

// list indexes keys; their ids are their places in the list.
func list(keys []Key) *Index {
	x := New(len(keys), func(id int32) Key { return keys[id] })
	for _, k := range keys {
		x.Add(x.Place(k))
	}
	return x
}

func collect(ids IDs) []int32 {
	var all []int32
	for id, ok := ids.Next(); ok; id, ok = ids.Next() {
		all = append(all, id)
	}
	return all
}

func TestName(t *testing.T) {
	x := list([]Key{Name("softandtec.com"), Name("x.softandtec.com"), Name("softandtec.com"), Name("com.example")})
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
			got = append(got, collect(x.Find(Name(name)))...)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("the ids of %q are %v, want %v", tt.host, got, tt.want)
		}
	}
}

func TestSorts(t *testing.T) {
	addr := netip.MustParseAddr("80.211.47.159")
	x := list([]Key{{}, Addr(addr), Hash("d41d8cd98f00b204e9800998ecf8427e"), Mail("a@b.example")})
	for _, tt := range []struct {
		key  Key
		want []int32
	}{
		{Addr(addr), []int32{1}},
		{Hash("d41d8cd98f00b204e9800998ecf8427e"), []int32{2}},
		{Mail("a@b.example"), []int32{3}},
		{Addr(netip.MustParseAddr("180.211.47.159")), nil},
		{Addr(netip.MustParseAddr("::ffff:80.211.47.159")), nil}, // canonical addresses are unmapped
		{Name("d41d8cd98f00b204e9800998ecf8427e"), nil},
		{Hash("a@b.example"), nil},
		{Key{}, nil},
	} {
		if got := collect(x.Find(tt.key)); !slices.Equal(got, tt.want) {
			t.Errorf("the ids of %v are %v, want %v", tt.key, got, tt.want)
		}
	}
	for sort, want := range map[Sort]bool{NameSort: false, AddrSort: true, HashSort: true, MailSort: true} {
		if x.Has(sort) != want {
			t.Errorf("Has(%d) = %t, want %t", sort, !want, want)
		}
	}
}

// A look-up that finds nothing is what almost every field of a log costs.
func TestFindDoesNotAllocate(t *testing.T) {
	x := list([]Key{Name("softandtec.com"), Addr(netip.MustParseAddr("80.211.47.159"))})
	if n := testing.AllocsPerRun(100, func() {
		x.Find(Name("other.example"))
		x.Find(Addr(netip.MustParseAddr("80.211.47.158")))
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzIndex holds the index to a map of slices: what was added, and what is left of it when
// keys lose ids, all their ids, or get others.
func FuzzIndex(f *testing.F) {
	f.Add([]byte("abcabc"), uint8(3))
	f.Add([]byte("aaaaaaa\x00\x01\x02\x03"), uint8(0))
	f.Fuzz(func(t *testing.T, data []byte, salt uint8) {
		var keys []Key
		want := map[Key][]int32{}
		for i, c := range data {
			keys = append(keys, fuzzKey(c))
			want[keys[i]] = append(want[keys[i]], int32(i))
		}
		x := New(len(keys), func(id int32) Key { return keys[id] })
		for _, k := range keys {
			x.Add(x.Place(k))
		}
		checkIndex(t, x, want)
		x.Revise(func(ids []int32) []int32 {
			k := keys[ids[0]]
			if !slices.Equal(ids, want[k]) {
				t.Errorf("the ids to revise are %v, want %v", ids, want[k])
			}
			kept := slices.DeleteFunc(ids, func(id int32) bool { return uint8(id)*31+salt&7 > 100 })
			if salt%3 == 0 {
				keys, kept = append(keys, k), append(kept, int32(len(keys)))
			}
			want[k] = slices.Clone(kept)
			return kept
		})
		checkIndex(t, x, want)
	})
}

// fuzzKey returns one of a few keys of each sort.
func fuzzKey(c byte) Key {
	switch text := string('a' + c>>2&15); c & 3 {
	case 0:
		return Name(text)
	case 1:
		return Hash(text)
	case 2:
		return Mail(text)
	default:
		return Addr(netip.AddrFrom4([4]byte{1, 2, 3, c}))
	}
}

func checkIndex(t *testing.T, x *Index, want map[Key][]int32) {
	t.Helper()
	var all, wanted []int32
	for id := range x.All() {
		all = append(all, id)
	}
	for _, ids := range want {
		wanted = append(wanted, ids...)
	}
	slices.Sort(all)
	slices.Sort(wanted)
	if !slices.Equal(all, wanted) {
		t.Errorf("all ids are %v, want %v", all, wanted)
	}
	sorts := [MailSort + 1]bool{}
	for c := range 256 {
		k := fuzzKey(byte(c))
		got := collect(x.Find(k))
		slices.Reverse(got)
		if !slices.Equal(got, want[k]) {
			t.Errorf("the ids of %v are %v, want %v", k, got, want[k])
		}
		sorts[k.Sort] = sorts[k.Sort] || len(want[k]) > 0
	}
	for sort := NameSort; sort <= MailSort; sort++ {
		if x.Has(sort) != sorts[sort] {
			t.Errorf("Has(%d) = %t", sort, !sorts[sort])
		}
	}
}

// BenchmarkIndex records what a million keys cost to add, and a look-up that finds one or none.
func BenchmarkIndex(b *testing.B) {
	const n = 1_000_000
	keys := make([]Key, n)
	for i := range keys {
		keys[i] = Name(fmt.Sprintf("host%d.example", i))
		if i%3 == 0 {
			keys[i] = Addr(netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, uint32(i)*2654435761))))
		}
	}
	build := func() *Index {
		x := New(n, func(id int32) Key { return keys[id] })
		for _, k := range keys {
			x.Add(x.Place(k))
		}
		return x
	}
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			build()
		}
	})
	x := build()
	b.Run("hit", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			x.Find(keys[i*7919%n])
		}
	})
	b.Run("miss", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			x.Find(Hash(keys[i*7919%n].Text))
			x.Find(Name("no.example"))
		}
	})
}
