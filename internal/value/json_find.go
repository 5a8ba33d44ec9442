package value

// FindJSON returns what is found in a JSON text by going from member to member, as
// [Member] does on what [ParseJSON] returns, and equals that in every case (a test says
// so); nil is null. It builds nothing but the value it finds. Each step of the path is a
// string, or an int64 that is not negative; another step finds nothing.
func FindJSON(s string, path []any) any {
	if len(s) > maxJSON {
		return nil
	}
	if path == nil {
		path = []any{} // not nil: on the path, with nowhere to go
	}
	f := jsonFinder{p: jsonParser{s: s}, found: -1}
	f.p.blank()
	if f.value(path) != nil {
		return nil
	}
	if f.p.blank(); f.p.i < len(s) || f.found < 0 {
		return nil
	}
	f.p.i = f.found
	f.p.depth = 0
	x, err := f.p.value()
	if err != nil {
		return nil
	}
	return x
}

// A jsonFinder reads over a text, which it checks as the parser does, and notes where the
// value at the end of a path starts: the last such, for of a repeated name the last counts.
type jsonFinder struct {
	p     jsonParser
	found int // -1 for nowhere
}

// value reads over the value at i, where path remains to go; nil where the value is not
// on the path.
func (f *jsonFinder) value(path []any) error {
	p := &f.p
	if path != nil && len(path) == 0 {
		f.found, path = p.i, nil
	}
	if p.i >= len(p.s) {
		return p.unexpected()
	}
	switch p.s[p.i] {
	case '{':
		return f.object(path)
	case '[':
		return f.array(path)
	case '"':
		return p.skipString()
	case 't', 'f', 'n':
		_, err := p.value()
		return err
	}
	_, _, err := p.digits()
	return err
}

func (f *jsonFinder) array(path []any) error {
	wanted, next := int64(-1), path
	if len(path) > 0 {
		if n, ok := path[0].(int64); ok {
			wanted, next = n, path[1:]
		}
	}
	n := int64(0)
	return f.p.items(']', func() error {
		var on []any
		if n == wanted {
			on = next
		}
		n++
		return f.value(on)
	})
}

func (f *jsonFinder) object(path []any) error {
	wanted, named := "", false
	if len(path) > 0 {
		wanted, named = path[0].(string)
	}
	return f.p.items('}', func() error {
		on, err := f.key(wanted, named)
		if err != nil {
			return err
		}
		if on {
			f.found = -1
			return f.value(path[1:])
		}
		return f.value(nil)
	})
}

// key reads over a name and reports whether it is the wanted one.
func (f *jsonFinder) key(wanted string, named bool) (bool, error) {
	if !named {
		p := &f.p
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return false, p.unexpected()
		}
		if err := p.skipString(); err != nil {
			return false, err
		}
		return false, p.colon()
	}
	key, err := f.p.key()
	return key == wanted, err
}

// skipString reads over the string whose quote is at i.
func (p *jsonParser) skipString() error {
	for p.i++; p.i < len(p.s); {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return nil
		case c == '\\':
			if _, ok := p.escape(); !ok {
				return p.unexpected()
			}
		case c < ' ':
			return p.unexpected()
		default:
			p.i++
		}
	}
	return p.unexpected()
}

// Member returns a dynamic's member by a string, or its element by an int64, from the end
// where that is negative. Names differ by case. What is not there is nil: a name in an
// array, a place in a bag, anything in another value.
func Member(x, key any) any {
	switch x := x.(type) {
	case *Bag:
		if name, ok := key.(string); ok {
			v, _ := x.Get(name)
			return v
		}
	case []any:
		n, ok := key.(int64)
		if ok && n < 0 {
			n += int64(len(x))
		}
		if ok && n >= 0 && n < int64(len(x)) {
			return x[n]
		}
	}
	return nil
}
