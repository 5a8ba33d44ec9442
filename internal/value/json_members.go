package value

import "slices"

// ParseMembers reads of a JSON text that is an object the members of some names, as
// [ParseJSON] reads them (a test says so); nil for every other text. It builds nothing of
// the other members, but checks them. Strings may share the text's memory.
func ParseMembers(s string, names []string) *Bag {
	if len(s) > maxJSON {
		return nil
	}
	f := jsonFinder{p: jsonParser{s: s}, found: -1}
	p := &f.p
	if p.blank(); p.i >= len(s) || s[p.i] != '{' {
		return nil
	}
	bag := &Bag{}
	err := p.items('}', func() error {
		key, err := p.key()
		if err != nil {
			return err
		}
		if !slices.Contains(names, key) {
			return f.value(nil)
		}
		x, err := p.value()
		bag.Set(key, x)
		return err
	})
	if p.blank(); err != nil || p.i < len(s) {
		return nil
	}
	return bag
}
