package corpus

import (
	"bytes"
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"foxhound/guard"
	"foxhound/indicator"
)

var small = NewSet(20_000)

// A text is a log and what was planted in it.
type text struct {
	log     []byte
	planted []Planted
}

func write(k Kind) text {
	var b bytes.Buffer
	planted, err := k.Write(&b, small, 1<<20, 4<<10)
	if err != nil {
		panic(err)
	}
	return text{b.Bytes(), planted}
}

// texts are a log of each kind.
var texts = sync.OnceValue(func() map[string]text {
	all := map[string]text{}
	for _, k := range Kinds {
		all[k.Name] = write(k)
	}
	return all
})

func TestSameBytes(t *testing.T) {
	for _, k := range Kinds {
		once, again := texts()[k.Name], write(k)
		if !bytes.Equal(once.log, again.log) || !slices.Equal(once.planted, again.planted) {
			t.Errorf("%s differs from itself", k.Name)
		}
		if len(once.log) < 1<<20 || once.log[len(once.log)-1] != '\n' {
			t.Errorf("%s: %d bytes, want %d and whole lines", k.Name, len(once.log), 1<<20)
		}
	}
}

func TestShape(t *testing.T) {
	shapes := map[string]struct{ bytes, dots float64 }{
		"devnet": {1150, 22}, "dns": {250, 15}, "cef": {470, 17}, "zeekconn": {145, 8}, "devfile": {1100, 13},
	}
	for _, k := range Kinds {
		log, want := texts()[k.Name].log, shapes[k.Name]
		lines := float64(bytes.Count(log, []byte("\n")))
		got, dots := float64(len(log))/lines, float64(bytes.Count(log, []byte(".")))/lines
		if math.Abs(got/want.bytes-1) > .15 || math.Abs(dots/want.dots-1) > .15 {
			t.Errorf("%s has %.0f bytes and %.1f dots a line, want about %v", k.Name, got, dots, want)
		}
	}
}

func TestSetsAreNested(t *testing.T) {
	if got := NewSet(1000); !slices.Equal(got.All, small.All[:1000]) {
		t.Error("the set of 1,000 is not the beginning of a larger one")
	}
	seen := map[string]bool{}
	for _, i := range small.All {
		if seen[i.Value] {
			t.Errorf("%s twice", i.Value)
		}
		seen[i.Value] = true
	}
}

// What is planted as it is listed stands in its line, and nothing listed stands in any other.
func TestPlanted(t *testing.T) {
	token := regexp.MustCompile(`[A-Za-z0-9.:-]+`)
	for _, k := range Kinds {
		at := map[int]Planted{}
		for _, p := range texts()[k.Name].planted {
			at[p.Line] = p
		}
		for n, line := range strings.Split(string(texts()[k.Name].log), "\n") {
			p, planted := at[n+1]
			if planted && p.Variant == "plain" && !strings.Contains(line, cmp.Or(small.All[p.Index].Host, p.Value)) {
				t.Errorf("%s:%d does not hold %s", k.Name, n+1, p.Value)
			}
			for _, host := range token.FindAllString(line, -1) {
				if !planted && small.Lists(strings.Trim(host, ".:-")) {
					t.Errorf("%s:%d holds %s, which was not planted", k.Name, n+1, host)
				}
			}
		}
	}
}

// Every variant is planted somewhere: one that fits nowhere would prove nothing.
func TestVariants(t *testing.T) {
	planted := map[string]bool{}
	for _, text := range texts() {
		for _, p := range text.planted {
			planted[p.Variant] = true
		}
	}
	for _, v := range variants {
		if !planted[v.name] {
			t.Errorf("%s is planted nowhere", v.name)
		}
	}
}

// A guarded indicator would not match as the truth says.
func TestNothingIsGuarded(t *testing.T) {
	for _, i := range small.All {
		o, err := indicator.Parse(i.Value)
		if err != nil {
			t.Fatal(err)
		}
		d := guard.Decide(indicator.Indicator{Observable: o})
		if full := d.Level == guard.Pass || d.Level == guard.Label; !i.Shared && !full || i.Shared && d.Level != guard.Precise {
			t.Errorf("%s: shared %v, guarded %v", i.Value, i.Shared, d)
		}
	}
}
