package exclusion

import "time"

// Builtins returns the five scenarios of the ThreatFox pages, made precise, in the pages' order,
// and behind them the site's own.
//
// Each rests on at least one thing that an attacker without administrator rights cannot
// choose; its Reason names it. Where that thing is a fact of the site, the exclusion is
// inactive until the fact is given and shows a placeholder in its place.
func Builtins(f Facts) []Exclusion {
	file := builtins()
	parameters := make(map[string]Parameter)
	given := f.lists()
	for _, p := range file.Parameters {
		p.Values = *given[p.Name]
		parameters[p.Name] = p
	}
	var all []Exclusion
	for i := range file.Definitions {
		x, err := file.Definitions[i].with(parameters, time.Time{})
		if err != nil {
			panic("exclusion: " + err.Error()) // our own text: a test holds it
		}
		all = append(all, x)
	}
	return append(all, f.Site...)
}
