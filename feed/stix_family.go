package feed

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// stixKnown is what objects say of each other, by their ids.
type stixKnown struct {
	families  map[string]indicator.Family // malware and tools
	names     map[string]string           // identities
	indicates map[string][]string         // what an indicator indicates
	objects   int
}

func newStixKnown() stixKnown {
	return stixKnown{map[string]indicator.Family{}, map[string]string{}, map[string][]string{}, 0}
}

// stixObjects bounds the objects of one file that are held to the end.
const stixObjects = 2_000_000

// add keeps an object for the end.
func (k *stixKnown) add(o *stixObject, line int) error {
	if k.objects++; k.objects > stixObjects {
		return fmt.Errorf("line %d: more than %d objects that are no indicators: split the file", line, stixObjects)
	}
	id := strings.Clone(string(o.ID))
	switch string(o.Type) {
	case "identity":
		k.names[id] = strings.Clone(string(o.Name))
	case "relationship":
		k.relate(o)
	default:
		if f, ok := stixFamily(o); ok {
			k.families[id] = f
		}
	}
	return nil
}

// relate keeps the relations between an indicator and what it indicates.
func (k *stixKnown) relate(o *stixObject) {
	from, to := strings.Clone(string(o.From)), strings.Clone(string(o.To))
	malware := strings.HasPrefix(to, "malware--") || strings.HasPrefix(to, "tool--")
	if o.Relation == "indicates" && malware && len(k.indicates[from]) < maxFamilies {
		k.indicates[from] = append(k.indicates[from], to)
	}
}

// stixFamily returns the family that an object is, by its name or another one in use. A tool
// is one only where Malpedia knows it.
func stixFamily(o *stixObject) (indicator.Family, bool) {
	for _, name := range append([]jsonText{o.Name}, o.Aliases...) {
		if f, ok := namedFamily(string(name)); ok {
			return f, true
		}
	}
	f := indicator.Family{Name: strings.TrimSpace(strings.Clone(string(o.Name)))}
	for _, alias := range o.Aliases {
		if malpediaID.MatchString(string(alias)) { // of one that is not in our list
			f.ID = strings.Clone(string(alias))
			break
		}
	}
	return f, o.Type == "malware" && !indicator.UnknownFamily(f.Name)
}

// malpediaID is what Malpedia's ids look like: a platform, and a name.
var malpediaID = lazyregexp.New(`^(?:aix|apk|asp|elf|fas|ios|jar|js|jsp|osx|php|ps1|py|sh|symbian|vbs|win)\.[0-9a-z_]+$`)

// attach gives the indicators of the file their family and the name of who reported them.
// One that indicates none is of the family that its labels name, where they name one.
func (r *stixReader) attach() {
	last := ""
	for ind := range r.c.found.from(r.first) {
		families := r.families(ind)
		if len(families) > 0 {
			ind.Family = families[0]
		}
		ind.ThreatType, ind.Tags = r.c.labels(ind)
		if len(families) > 1 && ind.ID != last {
			r.ambiguous++
		}
		last, ind.Reporter = ind.ID, r.c.intern(r.known.names[ind.Reporter])
	}
}

// threatLabels are the labels that say what ThreatFox calls the threat type.
var threatLabels = []string{"botnet_cc", "payload_delivery", "payload", "cc_skimming"}

// labels takes the threat type and the family out of an indicator's labels: what remains are
// its tags. Exports have them there, since platforms show an indicator's labels and none of the
// objects around it.
func (c *collector) labels(ind *indicator.Indicator) (threat string, tags []string) {
	if !slices.ContainsFunc(ind.Tags, func(tag string) bool { return slices.Contains(threatLabels, tag) || ofFamily(tag, ind.Family) }) {
		return "", ind.Tags
	}
	for _, tag := range ind.Tags { // of one pattern's indicators they are shared
		switch {
		case threat == "" && slices.Contains(threatLabels, tag):
			threat = tag
		case !ofFamily(tag, ind.Family):
			tags = append(tags, tag)
		}
	}
	return threat, tags
}

// ofFamily reports whether a label is a family's id, or the name of one that has none.
func ofFamily(label string, f indicator.Family) bool {
	return f.Key() != "" && strings.ToLower(label) == f.Key()
}

// families returns those of an indicator, the ones that Malpedia knows first.
func (r *stixReader) families(ind *indicator.Indicator) []indicator.Family {
	var found familySet
	for _, id := range r.known.indicates[ind.ID] {
		f, ok := r.known.families[id]
		found.add(f, ok)
	}
	slices.SortStableFunc(found, func(a, b indicator.Family) int {
		switch {
		case a.Known() == b.Known():
			return 0
		case a.Known():
			return -1
		}
		return 1
	})
	if len(found) > 0 {
		return found
	}
	var labels familySet
	for _, tag := range ind.Tags {
		labels.add(namedFamily(tag))
	}
	if len(labels) != 1 {
		return nil
	}
	return labels
}
