package indicator

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestPackHoldsEveryField sets each field of an indicator alone and wants it back. It finds the
// field that was added to Indicator and not to Pack.
func TestPackHoldsEveryField(t *testing.T) {
	var p Pack
	var want []Indicator
	for i := range reflect.TypeFor[Indicator]().NumField() {
		ind := Indicator{}
		fill(reflect.ValueOf(&ind).Elem().Field(i))
		want = append(want, ind)
		p.Add(ind)
	}
	if diff := cmp.Diff(want, p.Slice()); diff != "" {
		t.Errorf("(-put +got)\n%s", diff)
	}
}

// fill gives a value of any type that an indicator's field has something other than zero.
func fill(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Date(2026, 5, 22, 10, 11, 12, 130_000_000, time.UTC)
		return
	case *Kind:
		*x = SHA1
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.String:
		v.SetString("text")
	case reflect.Int:
		v.SetInt(-1)
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic("a field of a type that the test does not know: " + v.Type().String())
	}
}

// someIndicator is one of many that are alike in this and that.
func someIndicator(rnd *rand.Rand) Indicator {
	pick := func(texts ...string) string { return texts[rnd.IntN(len(texts))] }
	ind := Indicator{
		Observable: Observable{Domain, fmt.Sprintf("host%d.example", rnd.IntN(1000))}, Confidence: rnd.IntN(4)*25 - 1,
		ThreatType: pick("", "botnet_cc"), Source: pick("threatfox", "list"), Compromised: rnd.IntN(3) == 0,
		Reporter: pick("", "", "abuse_ch", "c2"), ID: pick("", fmt.Sprint(rnd.IntN(1e6))), Comment: pick("", "", "", "seen by many"),
		Family: []Family{{}, {ID: "win.remus", Name: "Remus"}, {ID: "win.remus", Name: "Remus", Aliases: []string{"R"}}, {Name: "Remus"}}[rnd.IntN(4)],
		Tags:   [][]string{nil, {"c2"}, {"c2", "AS1"}, {"AS1", "c2"}, {"c2\x00AS1"}}[rnd.IntN(5)],
	}
	ind.Reference = pick("", "https://a.example/x", SearchLink(ind.Value), SearchLink("other.example"))
	if rnd.IntN(2) == 0 {
		ind.FirstSeen = time.Unix(rnd.Int64N(1e10), rnd.Int64N(2)*rnd.Int64N(1e9)).UTC()
	}
	if rnd.IntN(3) == 0 {
		ind.ValidUntil = time.Unix(rnd.Int64N(1e10), 0).UTC()
	}
	if rnd.IntN(4) == 0 {
		ind.LastSeen = []time.Time{{}, time.Time{}.Add(5), time.Date(-7, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}[rnd.IntN(4)]
	}
	return ind
}

// TestPack holds a pack that grows, is cut and takes in others to a slice that does.
func TestPack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var p Pack
	var want []Indicator
	for range 300 {
		switch n := rnd.IntN(5); n {
		case 0:
			n := rnd.IntN(len(want) + 1)
			if rnd.IntN(4) > 0 {
				n = max(n, len(want)-100)
			}
			p.Truncate(n)
			want = want[:n:n]
		case 1:
			var part []Indicator
			for range rnd.IntN(2000) {
				part = append(part, someIndicator(rnd))
			}
			p.Append(PackOf(part))
			want = append(want, part...)
		default:
			for range rnd.IntN(4000) {
				ind := someIndicator(rnd)
				p.Add(ind)
				want = append(want, ind)
			}
		}
		if p.Len() != len(want) {
			t.Fatalf("Len = %d, want %d", p.Len(), len(want))
		}
		if len(want) == 0 {
			continue
		}
		i := rnd.IntN(len(want))
		if diff := cmp.Diff(want[i], p.At(i)); diff != "" || p.Observable(i) != want[i].Observable {
			t.Fatalf("number %d of %d (-put +got)\n%s", i, len(want), diff)
		}
	}
	if !reflect.DeepEqual(want, p.Slice()) {
		t.Error("the slice is not what was put")
	}
	first := rnd.IntN(len(want))
	end := first + rnd.IntN(len(want)-first)
	next := first
	for i, m := range p.Marks(first, end) {
		if i != next || m.Observable != want[i].Observable || m.Compromised != want[i].Compromised || m.Attributed != want[i].Family.Known() {
			t.Fatalf("Marks(%d, %d) yields %d, %v; want %d, %v", first, end, i, m, next, want[next])
		}
		next++
	}
	if next != end {
		t.Errorf("Marks(%d, %d) ends before %d", first, end, next)
	}
}

// TestPackKeepsWhatItGave cuts a pack and adds to it: what was given before stays.
func TestPackKeepsWhatItGave(t *testing.T) {
	var p Pack
	p.Add(Indicator{Observable: Observable{Domain, "first.example"}, ID: "1"})
	p.Add(Indicator{Observable: Observable{Domain, "second.example"}, ID: "2"})
	second := p.At(1)
	p.Truncate(1)
	p.Add(Indicator{Observable: Observable{Domain, "third.example"}, ID: "3"})
	if second.Value != "second.example" || second.ID != "2" {
		t.Errorf("it became %v", second)
	}
}

// BenchmarkPack records what an indicator of a feed costs to put in and to take out.
func BenchmarkPack(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	list := make([]Indicator, 10_000)
	for i := range list {
		list[i] = someIndicator(rnd)
	}
	p := PackOf(list)
	b.Run("add", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			PackOf(list)
		}
	})
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for range p.All() {
			}
		}
	})
}
