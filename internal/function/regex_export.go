package function

// A Regex is a regular expression of Kusto's, for steps that are no functions (parse).
type Regex struct{ re *regex }

// CompileRegex makes a regular expression, or says what is wrong with the pattern.
func CompileRegex(pattern string) (*Regex, error) {
	re, err := compileRegex(pattern)
	if err != nil {
		return nil, err
	}
	return &Regex{re}, nil
}

// Names returns the names of the groups by their number, empty where a group has none. The
// first is that of the whole.
func (r *Regex) Names() []string { return r.re.names }

// Find returns the first match as places in s: its start and end, then those of each
// group, -1 for a group that took no part; nil where there is no match.
func (r *Regex) Find(s string) []int { return r.re.find(s) }

// FindAll returns all matches that do not overlap, as Find does.
func (r *Regex) FindAll(s string) [][]int { return r.re.findAll(s) }
