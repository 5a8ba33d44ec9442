// Package warninglists makes those of the guards' lists that come from the MISP warninglists
// (https://github.com/MISP/misp-warninglists, CC0): [Make] reads a checkout, or an archive of it,
// and gives texts as package guard reads them. It fetches nothing.
package warninglists

// Make makes all of [Made] from the warninglists in a folder or an archive, by name.
func Make(from string) (map[string]string, error) {
	sources, err := Read(from)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, m := range Made() {
		text, err := m.Text(sources)
		if err != nil {
			return nil, err
		}
		texts[m.Name] = string(text)
	}
	return texts, nil
}
