package function

import (
	"strings"
	"sync"

	"foxhound/internal/regex"
)

// A regexCache keeps the expressions that a column of patterns has given, up to a number.
type regexCache struct {
	mu  sync.Mutex
	all map[string]*regex.Regex
}

// cachedRegexes is how many patterns are kept; they are forgotten together.
const cachedRegexes = 256

// get returns the expression, nil where the pattern is none.
func (c *regexCache) get(p string) *regex.Regex {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.all[p]; ok {
		return r
	}
	if c.all == nil || len(c.all) >= cachedRegexes {
		c.all = make(map[string]*regex.Regex)
	}
	r, err := regex.Compile(p)
	if err != nil {
		r = nil
	}
	c.all[strings.Clone(p)] = r
	return r
}

// regexOf returns what gives the expression of a pattern: compiled now for an argument
// that is constant, otherwise when it is first met.
func regexOf(a Arg, wrap func(string) string) (func(pattern string) *regex.Regex, error) {
	if !a.Const {
		cache := new(regexCache)
		return func(p string) *regex.Regex { return cache.get(wrap(p)) }, nil
	}
	p, _ := a.Value.(string)
	if _, err := regex.Compile(p); err != nil {
		return nil, err
	}
	r, err := regex.Compile(wrap(p))
	return func(string) *regex.Regex { return r }, err
}

// asWritten leaves a pattern as it is.
func asWritten(p string) string { return p }
