package function

import (
	"fmt"
	"slices"
	"sync"
)

// byName indexes every family of functions once. Two functions of one name are a mistake
// of this repository, held by a test.
var byName = sync.OnceValue(func() map[string]*Scalar {
	all := make(map[string]*Scalar)
	for _, f := range slices.Concat(
		logical, boxes,
		match, membership, hasList,
		regexes, textFunctions, textReplace,
		encodings, compressions, hashes, punycodes, urls, takenApart,
		arithmetic, comparison, conversions, conditional, mathematics, bins, bitwise,
		datetimes, dateParts, formats, zones, windows, unitConversions,
		dynamics, geoAddresses, jsonPaths, arrays, sorts, sets, bags, addresses, addressSearch,
		seriesMath, seriesFill, seriesFilters, seriesStats, seriesFits, seriesFourier, seriesPeriods, seriesDecompose, digests, geography,
	) {
		if all[f.Name] != nil {
			panic(fmt.Sprintf("function: %s is listed twice", f.Name))
		}
		all[f.Name] = &f
	}
	return all
})
