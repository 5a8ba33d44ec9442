package feed

import (
	"strings"

	"foxhound/indicator"
)

// A mispTag is a label of an event or attribute.
type mispTag struct {
	Name jsonText `json:"name"`
}

// A mispGalaxy is a group of clusters: malware families, actors, techniques ...
type mispGalaxy struct {
	Type     jsonText                `json:"type"`
	Clusters jsonList[galaxyCluster] `json:"GalaxyCluster"`
}

type galaxyCluster struct {
	Value jsonText `json:"value"`
	Meta  struct {
		Refs jsonList[jsonText] `json:"refs"`
	} `json:"meta"`
}

// familyGalaxies are the galaxies whose clusters are malware and tools.
var familyGalaxies = map[string]bool{
	"malpedia": true, "tool": true, "rat": true, "banker": true, "botnet": true, "stealer": true,
	"ransomware": true, "backdoor": true, "cryptominers": true, "android": true, "tds": true,
	"exploit-kit": true, "mitre-malware": true, "mitre-tool": true,
	"mitre-enterprise-attack-malware": true, "mitre-enterprise-attack-tool": true,
	"mitre-mobile-attack-malware": true, "mitre-mobile-attack-tool": true,
}

// malpediaDetails is where Malpedia describes a family, by its id.
const malpediaDetails = "malpedia.caad.fkie.fraunhofer.de/details/"

// mispFamilies returns the families of Malpedia that galaxies and tags name, each once.
// Galaxies outweigh tags, which are free text.
func mispFamilies(galaxies []mispGalaxy, tags []mispTag) []indicator.Family {
	var found familySet
	for _, g := range galaxies {
		for _, cluster := range g.Clusters {
			if familyGalaxies[string(g.Type)] {
				found.add(clusterFamily(cluster))
			}
		}
	}
	for _, tag := range tags {
		if name, ok := galaxyTag(string(tag.Name)); ok {
			found.add(namedFamily(name))
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, tag := range tags {
		found.add(namedFamily(string(tag.Name)))
	}
	return found
}

// A familySet holds families, each once.
type familySet []indicator.Family

func (s *familySet) add(f indicator.Family, ok bool) {
	for _, other := range *s {
		ok = ok && other.Key() != f.Key()
	}
	if ok && len(*s) < maxFamilies {
		*s = append(*s, f)
	}
}

// maxFamilies bounds the families of one record: two are one too many already.
const maxFamilies = 8

// clusterFamily finds a cluster's family by Malpedia's own address, else by its name.
func clusterFamily(c galaxyCluster) (indicator.Family, bool) {
	for _, ref := range c.Meta.Refs {
		if _, id, ok := strings.Cut(string(ref), malpediaDetails); ok {
			if f, ok := indicator.FamilyByID(id); ok {
				return f, true
			}
		}
	}
	return namedFamily(string(c.Value))
}

// galaxyTag returns the name in a tag such as misp-galaxy:malpedia="Remus".
func galaxyTag(tag string) (string, bool) {
	galaxy, ok := strings.CutPrefix(tag, "misp-galaxy:")
	galaxy, name, quoted := strings.Cut(galaxy, "=")
	return strings.Trim(name, `"`), ok && quoted && familyGalaxies[galaxy]
}

// namedFamily returns the family of Malpedia that a name stands for. MITRE's names end in an
// id ("Remus - S0001").
func namedFamily(name string) (indicator.Family, bool) {
	if i := strings.LastIndex(name, " - S"); i > 0 {
		name = name[:i]
	}
	if indicator.UnknownFamily(name) {
		return indicator.Family{}, false
	}
	return indicator.FamilyByName(name)
}
