package aggregate

import (
	"math"
	"math/bits"
)

// exactly is how many distinct values a sketch counts exactly. Beyond, it is a HyperLogLog.
// Which of the two it is depends on the values alone, never on their order or on how they
// were parted.
const exactly = 1 << 13

// A sketch counts distinct hashes in bounded memory. The zero sketch is empty.
type sketch struct {
	// Up to the bound: a hash set by open addressing, where 0 is free; it is half full at
	// most. Beyond: nil.
	slots []uint64
	n     int
	// Beyond the bound: of all hashes that start with the register's number, the greatest
	// number of zeros that the rest starts with, plus 1.
	registers []uint8
}

// add adds a hash and returns by how many bytes the sketch grew.
func (s *sketch) add(h uint64, precision uint8) (grew int64) {
	if s.registers != nil {
		s.register(h, precision)
		return 0
	}
	h = max(h, 1)
	if 2*s.n >= len(s.slots) {
		grew = s.rehash()
	}
	mask := uint64(len(s.slots) - 1)
	at := h & mask
	for ; s.slots[at] != 0; at = (at + 1) & mask {
		if s.slots[at] == h {
			return grew
		}
	}
	s.slots[at] = h
	if s.n++; s.n > exactly {
		grew += s.compress(precision)
	}
	return grew
}

// rehash doubles the slots.
func (s *sketch) rehash() (grew int64) {
	old := s.slots
	s.slots = make([]uint64, max(8, 2*len(old)))
	mask := uint64(len(s.slots) - 1)
	for _, h := range old {
		if h == 0 {
			continue
		}
		at := h & mask
		for s.slots[at] != 0 {
			at = (at + 1) & mask
		}
		s.slots[at] = h
	}
	return 8 * int64(len(s.slots)-len(old))
}

// compress makes registers of the set.
func (s *sketch) compress(precision uint8) (grew int64) {
	old := s.slots
	s.slots, s.registers = nil, make([]uint8, 1<<precision)
	for _, h := range old {
		if h != 0 {
			s.register(h, precision)
		}
	}
	return int64(len(s.registers)) - 8*int64(len(old))
}

func (s *sketch) register(h uint64, precision uint8) {
	at := h >> (64 - precision)
	rank := min(uint8(bits.LeadingZeros64(h<<precision)), 64-precision) + 1
	s.registers[at] = max(s.registers[at], rank)
}

// merge adds what another sketch of the same precision counted.
func (s *sketch) merge(o *sketch, precision uint8) (grew int64) {
	if o.registers != nil && s.registers == nil {
		grew = s.compress(precision)
	}
	for i, r := range o.registers {
		s.registers[i] = max(s.registers[i], r)
	}
	for _, h := range o.slots {
		if h != 0 {
			grew += s.add(h, precision)
		}
	}
	return grew
}

// count returns how many distinct hashes there are: their number, or an estimate after
// Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), which
// needs no corrections by table.
func (s *sketch) count() int64 {
	if s.registers == nil {
		return int64(s.n)
	}
	m, q := float64(len(s.registers)), 64-bits.Len(uint(len(s.registers)-1))
	histogram := make([]float64, q+2)
	for _, r := range s.registers {
		histogram[r]++
	}
	z := m * tau(1-histogram[q+1]/m)
	for k := q; k >= 1; k-- {
		z = 0.5 * (z + histogram[k])
	}
	z += m * sigma(histogram[0]/m)
	return int64(math.Round(m * m / (2 * math.Ln2 * z)))
}

func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	y, z := 1.0, x
	for {
		x *= x
		old := z
		z += x * y
		y += y
		if z == old {
			return z
		}
	}
}

func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	y, z := 1.0, 1-x
	for {
		x = math.Sqrt(x)
		old := z
		y *= 0.5
		z -= (1 - x) * (1 - x) * y
		if z == old {
			return z / 3
		}
	}
}
