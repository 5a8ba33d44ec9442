package function

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// unitConversions are the functions between units of measure: convert_length(12, "Foot",
// "Meter"). A unit that is not known gives null. The units stand in units.txt.
var unitConversions = []Scalar{
	{Name: "convert_angle", New: unitConversion("angle")},
	{Name: "convert_energy", New: unitConversion("energy")},
	{Name: "convert_force", New: unitConversion("force")},
	{Name: "convert_length", New: unitConversion("length")},
	{Name: "convert_mass", New: unitConversion("mass")},
	{Name: "convert_speed", New: unitConversion("speed")},
	{Name: "convert_temperature", New: unitConversion("temperature")},
	{Name: "convert_volume", New: unitConversion("volume")},
}

//go:embed units.txt
var unitText string

// A scale says what a unit is in the base unit of its quantity: so many, from zero on.
type scale struct{ factor, zero float64 }

// scales reads units.txt once: by quantity and by name.
var scales = sync.OnceValue(func() map[string]map[string]scale {
	all := make(map[string]map[string]scale)
	var quantity map[string]scale
	for line := range strings.Lines(unitText) {
		line = strings.TrimSpace(line)
		title, isTitle := strings.CutPrefix(line, "## ")
		switch {
		case isTitle:
			quantity = make(map[string]scale)
			all[title] = quantity
		case line != "" && line[0] != '#':
			name, s := unit(line)
			quantity[name] = s
		}
	}
	return all
})

// unit reads a line: name, factor and, where it is not 0, the zero.
func unit(line string) (name string, s scale) {
	fields := strings.Fields(line)
	s.factor = product(fields[1])
	if len(fields) > 2 {
		s.zero = product(fields[2])
	}
	return fields[0], s
}

// product computes numbers with * and / between them; it panics at anything else, which
// is a mistake of this repository, held by a test.
func product(text string) float64 {
	x := 1.0
	for _, factor := range strings.Split(text, "*") {
		for j, part := range strings.Split(factor, "/") {
			n, err := strconv.ParseFloat(part, 64)
			switch {
			case part == "pi":
				n = math.Pi
			case err != nil:
				panic("function: no number in units.txt: " + text)
			}
			if j == 0 {
				x *= n
			} else {
				x /= n
			}
		}
	}
	return x
}

// unitConversion makes the maker of the conversion within a quantity.
func unitConversion(quantity string) maker {
	return rowwise(func(_ Spec, args []any) any {
		x, ok := args[0].(float64)
		from, known := scales()[quantity][args[1].(string)]
		to, knownTo := scales()[quantity][args[2].(string)]
		if !ok || !known || !knownTo {
			return nil
		}
		return (x*from.factor + from.zero - to.zero) / to.factor
	})
}
