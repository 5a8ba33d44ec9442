package corpus

import (
	"math/rand/v2"
	"strings"
)

// A dice draws what names and numbers are made of. The same seed draws the same.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(2026, seed))} }

// percent is true so often in a hundred times.
func (d dice) percent(n int) bool { return d.IntN(100) < n }

// skewed picks one of n things, the first ones most often.
func (d dice) skewed(n int) int {
	x := d.Float64()
	return int(x * x * x * float64(n))
}

func (d dice) oneOf(list ...string) string { return list[d.IntN(len(list))] }

func (d dice) letters(n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[d.IntN(len(alphabet))]
	}
	return string(b)
}

func (d dice) hex(n int) string { return d.letters(n, "0123456789abcdef") }

// words are what people like to name companies and servers after.
var words = strings.Fields(`access adria agora alder allied amber anchor arbor argon aspen aurora badger bamboo basalt
beacon birch bistro bolt border bravo breeze bridge bronze brook cactus canal candle canyon caravan cargo castle cedar
chalk cherry cinder cipher citrus clay clever cliff clover cobalt comet copper coral cosmos cotton crane crystal cube
dawn delta denim desert dolphin dragon drift dune eagle ember emerald engine ever falcon feather fern fiber field flint
flora forge fox frost galaxy garden garnet ginger glacier globe granite grape gravel green grove harbour harvest hazel
heron hill honey horizon ice indigo iron island ivory jade jasper jungle juniper kernel kettle kiwi lagoon lake lantern
laurel lemon lever light lilac linen lion lotus lunar magnet mango maple marble market meadow metro mint mirror mist
moon moss motor nectar nickel noble north nova oak oasis ocean olive onyx opal orbit orchid origin otter owl oxide palm
panda panel paper pearl pebble pepper petal pilot pine pixel planet plum polar pond poppy prairie prism pulse quartz
quest quill rain raven reef ridge river robin rocket rose ruby saffron sage salt sand scarlet shadow shell shore silk
silver sky smart snow solar spark spruce star stone storm summit sun swift tango teak tempo thunder tide tiger timber
topaz torch tower trail tulip tundra turbo twin umber valley vapor velvet vertex violet vista vivid walnut water wave
west wheat willow wind winter wolf wood yellow zebra zenith zinc`)

// word is a word, or two or three syllables that sound like one.
func (d dice) word() string {
	if d.percent(55) {
		return words[d.IntN(len(words))]
	}
	b := make([]byte, 0, 8)
	for range 2 + d.IntN(2) {
		b = append(b, "bcdfghjklmnprstvwxyz"[d.IntN(20)], "aeiou"[d.IntN(5)])
		if d.percent(20) {
			b = append(b, "lnrsx"[d.IntN(5)])
		}
	}
	return string(b)
}

// ipv4 is an address that anybody could have.
func (d dice) ipv4() string {
	return string(appendAddress(nil, d.Uint32()))
}

// appendAddress spells a number as an address of the Internet at large: what its first byte
// would put among private, reserved or shared networks goes elsewhere.
func appendAddress(b []byte, n uint32) []byte {
	b = appendByte(b, byte(20+n>>24%70)) // 20 to 89
	for shift := 16; shift >= 0; shift -= 8 {
		b = appendByte(append(b, '.'), byte(n>>shift))
	}
	return b
}

func appendByte(b []byte, v byte) []byte {
	if v >= 100 {
		b = append(b, '0'+v/100)
	}
	if v >= 10 {
		b = append(b, '0'+v/10%10)
	}
	return append(b, '0'+v%10)
}
