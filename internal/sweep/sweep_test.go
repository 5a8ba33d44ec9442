package sweep

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
)

// keys are one or more of everything that can be listed.
var keys = Keys{
	Names: []string{
		"softandtec.com", "evil.com", "a.io", "xn--bcher-kva.example", "x.duckdns.org", "woodfez.biz", "evil9.1x.com",
		"a-very-long-label-of-a-name.example.org", "www.badcdn.net", "localbox", "ev_il.co", "a$b.odd.example", "evil1.2com",
	},
	Addrs: []netip.Addr{
		netip.MustParseAddr("80.211.47.159"), netip.MustParseAddr("1.2.3.4"), netip.MustParseAddr("2001:db8::dead"),
		netip.MustParseAddr("2001:db8:1:2:3:4:5:6"), netip.MustParseAddr("2001:db8:7::"), netip.MustParseAddr("::7:dead"),
	},
	Hashes: []string{
		"d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", strings.Repeat("0f", 48),
	},
	Mail:      []string{"Bob.Smith+x@mailer.example", "eve@a.com"},
	Canonical: indicator.CanonicalHost,
}

// lines say which records are proposed, and why.
var lines = []struct {
	text    string
	escapes Escapes
	want    bool
}{
	{`host=softandtec.com`, 0, true},
	{`host=SoftAndTec.COM`, 0, true},
	{`host=a.b.softandtec.com.`, 0, true},
	{`http://softandtec.com:80/x`, 0, true},
	{`"http:\/\/softandtec.com\/x"`, JSON, true},
	{`host=a-softandtec.com`, 0, false},
	{`host=softandtec.com.example.net`, 0, false},
	{`host=softandtec.comx`, 0, false},
	{`host=softandtec-com`, 0, false},
	{`""softandtec.com""`, 0, true},
	{`softandtec\u002ecom`, JSON, true},
	{`softandtec\u002ecom`, Percent, false},
	{`softandtec%2ecom`, Percent, true},
	{`softandtec%252Ecom`, Percent, true},
	{`softandtec\x2ecom`, HexByte, true},
	{`\u0073oftandtec.com`, JSON, true},
	{`u\u003devil.com&`, JSON, true}, // as Gson writes u=evil.com
	{`\nevil.com`, JSON, true},
	{`\nevil.com`, 0, false},
	{`C:\\evil.com`, JSON, true},
	{`C:\\nevil.com`, JSON, true}, // a line feed, if the string is read twice
	{`\u005cnevil.com`, JSON, true},
	{`a\\u002eio`, JSON, true},
	{`C:\\new.txt \\x64\\cmd.exe`, JSON, false},
	{`%2Fevil.com%2F`, Percent, true},
	{`%252Fevil.com`, Percent, true},
	{`2Fevil.com`, Percent, false},
	{`#012evil.com#015`, Octothorpe, true},
	{`a.io`, 0, true},
	{`aa.io`, 0, false},
	{`x.duckdns.org y.duckdns.org`, 0, true},
	{`y.duckdns.org`, 0, false},
	{`bücher.example`, 0, true},
	{`www.BÜCHER.example`, 0, true},
	{`xn--bcher-kva.example`, 0, true},
	{`b\u00fccher.example`, JSON, true},
	{`“bücher.example”`, 0, true},
	{`ｅｖｉｌ．ｃｏｍ`, 0, true},
	{"ev\u00adil。com", 0, true}, // a soft hyphen, an ideographic full stop
	{`grüße.example`, 0, false},
	{`日本語のログです。次`, 0, false},
	{" evil.com", 0, true}, // behind a space that does not break
	{`localbox`, 0, true},
	{`http://LOCALBOX/x`, 0, true},
	{`\tlocalbox`, JSON, true},
	{`localboxes`, 0, false},
	{`a$b.odd.example`, 0, true},
	{`x.evil1.2com`, 0, true},
	{`evil9.1x.com`, 0, true},
	{`80.211.47.159`, 0, true},
	{`"80.211.47.159:7582"`, 0, true},
	{`::ffff:80.211.47.159`, 0, true},
	{`::ffff:50d3:2f9f`, 0, true},
	{`180.211.47.159`, 0, false},
	{`80.211.47.15`, 0, false},
	{`80.211.47.1597`, 0, false},
	{`80.211.47.158`, 0, false},
	{`\u002080.211.47.159`, JSON, true},
	{`%201.2.3.4`, Percent, true},
	{`v1.2.3.4`, 0, true},
	{`2001:DB8:0:0:0:0:0:dead`, 0, true},
	{`[2001:db8::dead]:443`, 0, true},
	{`2001:db8::dead%eth0`, 0, true},
	{`2001:db8::beef`, 0, false},
	{`2001:0db8:0001:2:3:4:5:6`, 0, true},
	{`2001\u003adb8::dead`, JSON, true},
	{`"2001:db8:7:\u003a"`, JSON, true},
	{`"2001:db8:7:\x3a"`, Every, true},
	{`"\u003a:7:dead"`, JSON, true},
	{`2026-05-22T00:00:00 00:11:22:33:44:55`, 0, false},
	{`0b:ad:0b:ad:0b:ad:0b:ad:0b:ad:0b:ad:0b:ad:0b:ad:0b:ad:0b:ad`, 0, false},
	{`MD5=D41D8CD98F00B204E9800998ECF8427E,`, 0, true},
	{`SHA1\u003dda39a3ee5e6b4b0d3255bfef95601890afd80709`, JSON, true},
	{`e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`, 0, true},
	{strings.Repeat("0F", 48), 0, true},
	{strings.Repeat("0F", 47), 0, false},
	{`d41d8cd98f00b204e9800998ecf8427f`, 0, false},
	{`d41d8cd98f00b204e9800998ecf8427e0`, 0, false},
	{`<bob.smith+x@MAILER.example>`, 0, true},
	{`EVE@a.com`, 0, true},
	{`eve\u0040a.com`, JSON, true},
	{`steve@a.com`, 0, false},
	{`eve@b.com`, 0, false},
	{``, 0, false},
	{`.`, 0, false},
	{`...`, JSON, false},
	{`\`, Every, false},
	{`\u`, Every, false},
	{`%`, Every, false},
	{`@`, Every, false},
	{`::`, Every, false},
}

func TestSweep(t *testing.T) {
	x := built(keys)
	withAndWithout(t, func(t *testing.T) {
		for _, tt := range lines {
			got := len(x.Sweeper(tt.escapes).Sweep(nil, []byte(tt.text))) > 0
			if got != tt.want {
				t.Errorf("%q with escapes %05b: proposed %v, want %v", tt.text, tt.escapes, got, tt.want)
			}
			if !got && (twin{keys, tt.escapes}).holds(tt.text) {
				t.Errorf("%q with escapes %05b: missed", tt.text, tt.escapes)
			}
		}
	})
}

// Wherever a line stands in a buffer, at the edge of a block too, the same is found in it.
func TestSweepEdges(t *testing.T) {
	x := built(keys)
	withAndWithout(t, func(t *testing.T) {
		for _, tt := range lines {
			s := x.Sweeper(tt.escapes)
			for at := blockSize - len(tt.text) - 70; at < blockSize+3; at++ {
				buf := append(bytes.Repeat([]byte{'\n'}, at), tt.text...)
				if got := s.Sweep(nil, buf); len(got) > 0 != tt.want {
					t.Fatalf("%q at %d: places %v, want some: %v", tt.text, at, got, tt.want)
				}
				buf = append(buf, "\n more text with its.own.dots behind 10.20.30.40\n"...)
				if got := s.Sweep(nil, buf); len(got) > 0 != tt.want {
					t.Fatalf("%q at %d before more: places %v, want some: %v", tt.text, at, got, tt.want)
				}
			}
		}
	})
}

// pieces are what random records are put together from.
func pieces() []string {
	list := []string{
		"\\", "\\\\", "\\n", "\\t", "\\u", "\\u00", "\\u002e", "\\u003d", "\\u003a", "\\u0065", "\\u005c", "\\x5c", "\\x2e", "\\x", "%", "%2", "%2e", "%2F", "%25", "%252e", "%3A",
		"#012", "#", "\"", "\"\"", " ", "\t", "\r", "\x00", "\xff", "\xc3", "\xc2\xa0", "ü", "。", "ｅ", "\u00ad", "　", "\xe3\x80",
		".", "..", ":", "::", "/", "\\/", "@", "=", "-", "_", "$", "!", "a", "e", "9", "0", "1.2.3", ".4", "com", ".com", "ev", "il", "n", "u", "x",
		"http://", "ffff:", "::ffff:", "2001:db8", "dead", "d41d8cd98f00b204", "e9800998ecf8427e", "0f0f0f0f0f0f0f0f",
	}
	for _, set := range [][]string{keys.Names, keys.Hashes, keys.Mail} {
		for _, k := range set {
			list = append(list, k, strings.ToUpper(k), k[:len(k)/2], k[len(k)/2:])
		}
	}
	for _, a := range keys.Addrs {
		list = append(list, a.String(), a.StringExpanded())
	}
	return list
}

// checkSuperset holds a sweep of the records against the twin.
func checkSuperset(t *testing.T, keys Keys, escapes Escapes, records []string) (proposed, held int) {
	t.Helper()
	x := built(keys)
	buf := []byte(strings.Join(records, "\n"))
	places := x.Sweeper(escapes).Sweep(nil, buf)
	if !slices.IsSorted(places) {
		t.Errorf("places are not in order: %v", places)
	}
	at := 0
	for _, r := range records {
		i, _ := slices.BinarySearch(places, at)
		found := i < len(places) && places[i] < at+len(r)
		want := (twin{keys, escapes}).holds(r)
		if want && !found {
			t.Errorf("record %q at %d with escapes %05b: missed", r, at, escapes)
		}
		if found {
			proposed++
		}
		if want {
			held++
		}
		at += len(r) + 1
	}
	return proposed, held
}

// some returns about that share of the keys, none of a kind perhaps: kinds that are not
// listed are not looked for.
func some(rnd *rand.Rand, share float64) Keys {
	few := Keys{Canonical: keys.Canonical}
	few.Names = subset(rnd, share, keys.Names)
	few.Addrs = subset(rnd, share, keys.Addrs)
	few.Hashes = subset(rnd, share, keys.Hashes)
	few.Mail = subset(rnd, share, keys.Mail)
	return few
}

func subset[T any](rnd *rand.Rand, share float64, all []T) (few []T) {
	if rnd.IntN(3) == 0 {
		return nil
	}
	for _, k := range all {
		if rnd.Float64() < share {
			few = append(few, k)
		}
	}
	return few
}

// A sweep misses nothing that the twin finds in records put together at random.
func TestSuperset(t *testing.T) {
	list := pieces()
	withAndWithout(t, func(t *testing.T) {
		rnd := rand.New(rand.NewPCG(3, 4))
		var all, proposed, held int
		for round := range 120 {
			keys := keys
			if round%4 > 0 {
				keys = some(rnd, float64(round%4)/3)
			}
			var records []string
			for range 100 {
				var r strings.Builder
				for range rnd.IntN(7) {
					r.WriteString(list[rnd.IntN(len(list))])
				}
				records = append(records, strings.Repeat("-", rnd.IntN(3)*rnd.IntN(200)/2)+" "+r.String())
			}
			p, h := checkSuperset(t, keys, Escapes(rnd.IntN(int(Every)+1)), records)
			all, proposed, held = all+len(records), proposed+p, held+h
		}
		t.Logf("%d records, %d with a listed observable, %d proposed", all, held, proposed)
	})
}

func FuzzSweep(f *testing.F) {
	for _, tt := range lines {
		f.Add([]byte(tt.text), uint8(tt.escapes), uint16(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, escapes uint8, shift uint16) {
		if len(data) > 4096 {
			return
		}
		keys := keys
		switch {
		case escapes > 127:
			keys = some(rand.New(rand.NewPCG(uint64(shift), 5)), 0.5)
		case escapes > 63:
			keys = smallKeys()
		}
		// At an end of a buffer, and in the midst of other text: these are read in different ways.
		checkSuperset(t, keys, Escapes(escapes)&Every, strings.Split(string(data), "\n"))
		records := strings.Split(strings.Repeat("-", blockSize+int(shift)%blockSize)+"\n"+string(data)+"\n"+strings.Repeat("-", blockSize), "\n")
		checkSuperset(t, keys, Escapes(escapes)&Every, records)
	})
}

// Of keys that differ in a byte or two only, in windows that are nearly the same, each is found, and
// they spread over the tables.
func TestNearKeys(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	var k Keys
	for i := range len(letters) * len(letters) {
		two := string([]byte{letters[i/len(letters)], letters[i%len(letters)]})
		k.Names = append(k.Names, two+".com", "host"+two+".example.net")
		k.Addrs = append(k.Addrs, netip.AddrFrom4([4]byte{80, 20, byte(i >> 8), byte(i)}))
		k.Hashes = append(k.Hashes, fmt.Sprintf("%032x", i))
		k.Mail = append(k.Mail, two+"@mailer.example")
	}
	x := built(k)
	all := slices.Concat(k.Names, k.Hashes, k.Mail)
	for _, a := range k.Addrs {
		all = append(all, a.String())
	}
	withAndWithout(t, func(t *testing.T) {
		s := x.Sweeper(0)
		for _, key := range all {
			if s.Sweep(nil, []byte("value="+key+"\n")) == nil {
				t.Errorf("%s is not found", key)
			}
		}
	})
	full := 0
	for _, g := range x.windows.groups {
		if g[7] != 0 {
			full++
		}
	}
	if part := float64(full) / float64(len(x.windows.groups)); part > 0.3 {
		t.Errorf("%.2f of the groups are full", part)
	}
}

// A long run of anything is swept in time in proportion to its length: where each of a
// megabyte's bytes looked at thousands of others it would take minutes.
func TestHostile(t *testing.T) {
	x := built(keys)
	for _, unit := range []string{"a", ".", "a.", "1.", "1.2.3.4.", ":", "::", "1:", "f", "\\", "\\n", "\\u00e9", "\\u4f60", "\\u00e9.", "\\nx", "evil.com", "%", "%2e", "@", "a@", "\xff", "é", "é.", "。", "evil.com.", "$", "a$", "\x00"} {
		buf := bytes.Repeat([]byte(unit), (1<<20)/len(unit))
		start := time.Now()
		x.Sweeper(Every).Sweep(nil, buf)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("a megabyte of %q took %v", unit, took)
		}
	}
}

func ExampleSweeper_Sweep() {
	x := built(Keys{Names: []string{"evil.com"}})
	buf := []byte("a=good.com\nb=www.evil.com\nc=not-evil.com\n")
	fmt.Println(x.Sweeper(0).Sweep(nil, buf))
	// Output: [21]
}
