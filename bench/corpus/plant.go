package corpus

// A Planted says what a line was made to carry, and what a hunt has to say of it.
type Planted struct {
	Line    int // counted from 1, lines of a header included
	Variant string
	Index   int // of the indicator in the set
	Value   string
	Tier    string // how precisely it matches; empty for what must not match at all
}

// A plant is what a row carries in place of what it would have carried, as it stands in the
// log.
type plant struct {
	name, url, address, version string
	port                        int
	hash                        [SHA256 + 1]string
}

// carries is what the rows of a kind have a place for.
type carries struct {
	json, url, name, address, port bool
	hashes                         []Sort
}

// A planter chooses what to plant.
type planter struct {
	dice
	set     *Set
	can     carries
	planted []Planted
}

// sizes are those of the sets that a log is good for: of each part between two of them, some
// indicators are planted.
var sizes = []int{0, 6, 1000, 10_000, 100_000, 1_000_000}

// plant draws indicators and variants until one fits the kind.
func (pl *planter) plant(line int) *plant {
	for {
		index := pl.index()
		t := try{dice: pl.dice, set: pl.set, can: pl.can, Indicator: pl.set.All[index]}
		v := variants[pl.IntN(len(variants))]
		if v.make(&t) {
			pl.planted = append(pl.planted, Planted{line, v.name, index, t.Value, v.tier})
			return &t.plant
		}
	}
}

func (pl *planter) index() int {
	for {
		part := pl.IntN(len(sizes) - 1)
		from, to := sizes[part], min(sizes[part+1], len(pl.set.All))
		if from < to {
			return from + pl.IntN(to-from)
		}
	}
}
