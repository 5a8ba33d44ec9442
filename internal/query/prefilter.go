package query

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"foxhound/internal/logs"
	"foxhound/internal/needle"
	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// A prefilter rules out, from the bytes of a block, the lines whose rows fail what a query
// needs of them, so that they are counted and not decoded. It may pass too many lines, never
// too few: it changes no row of an answer (TestPrefilter). Nor does it change a count, but where a
// line has the shape of a row and is none: it is counted as one (TestPrefilterCounts). It is safe
// on many goroutines.
type prefilter struct {
	logs  *Logs
	table *plan.Table

	mu   sync.Mutex
	made map[string]*sought // by format
}

// A sought is what is looked for in the lines of a format.
type sought struct {
	finder *needle.Finder // nil where lines are not looked at
	need   plan.Need
	share  float64 // of a sample's lines that pass
	why    string  // there is no finder
}

// sampleSize is how much of a block is looked at to choose what to look for.
const sampleSize = 256 << 10

// often is the share of lines from which on looking for them first does not pay.
const often = 0.5

func newPrefilter(l *Logs, t *plan.Table) *prefilter {
	return &prefilter{logs: l, table: t, made: make(map[string]*sought)}
}

// narrow has the block's next reading decode only the lines that may be wanted.
func (p *prefilter) narrow(b *logs.Block) {
	if len(p.table.Needs) == 0 || b.Table() != p.table.Name {
		return
	}
	raw, ok := b.Raw()
	if !ok {
		return
	}
	if s := p.sought(b, raw); s.finder != nil {
		b.Only(s.finder.Lines(nil, raw.Text))
	}
}

// sought returns what is looked for in the blocks of such a format, chosen by the first.
func (p *prefilter) sought(b *logs.Block, raw logs.Raw) *sought {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.made[b.Format()]
	if s == nil {
		s = p.choose(b, raw)
		p.made[b.Format()] = s
	}
	return s
}

// choose takes the need that the fewest lines of a sample may meet. Others are not tried where
// one is met by next to none.
func (p *prefilter) choose(b *logs.Block, raw logs.Raw) *sought {
	best := &sought{why: "what a row must hold may be spelled in other ways"}
	lines := max(1, bytes.Count(sampleOf(raw), []byte{'\n'}))
	needs := slices.Clone(p.table.Needs)
	slices.SortStableFunc(needs, func(a, b plan.Need) int { return a.Len() - b.Len() })
	for _, need := range needs {
		for _, finder := range []func(*logs.Block, logs.Raw, plan.Need) *needle.Finder{p.members, p.texts} {
			f := finder(b, raw, need)
			if f == nil {
				continue
			}
			share := float64(len(f.Lines(nil, sampleOf(raw)))) / float64(lines)
			if best.finder == nil || share < best.share {
				best = &sought{finder: f, need: need, share: share}
			}
			if share < 0.01 {
				return best
			}
		}
	}
	if best.finder != nil && best.share > often {
		return &sought{why: fmt.Sprintf("%.0f%% of the first lines hold what a row must hold", 100*best.share)}
	}
	return best
}

func sampleOf(raw logs.Raw) []byte { return raw.Text[:min(len(raw.Text), sampleSize)] }

// members returns what finds the values of one column of JSON, where they are many; nil where
// the need is another. A few are found sooner anywhere in a line.
func (p *prefilter) members(b *logs.Block, raw logs.Raw, need plan.Need) *needle.Finder {
	if len(need) > 1 || need.Len() <= needle.Few || !need[0].Whole || need[0].Loose || !b.Member(p.table.Name) {
		return nil
	}
	column := p.table.Cols[need[0].Place]
	standing, ok := p.standing(b, column)
	if !ok || len(standing.Own) > 0 || column.Type != value.String {
		return nil
	}
	return needle.Members(column.Name, need[0].Texts, sampleOf(raw))
}

// texts returns what finds the texts of a need; nil where a value need not stand in a line.
func (p *prefilter) texts(b *logs.Block, raw logs.Raw, need plan.Need) *needle.Finder {
	var set needle.Set
	type look struct {
		text   string
		in     *needle.Alphabet
		inside bool
	}
	seen := make(map[look]bool) // of several columns: search looks for one text in all of them
	for _, h := range need {
		column := p.table.Cols[h.Place]
		standing, ok := p.standing(b, column)
		if !ok {
			return nil
		}
		alphabet := alphabetOf(standing, h.Loose || column.Type == value.Dynamic)
		for _, text := range h.Texts {
			if l := (look{text, alphabet, h.Inside}); len(need) > 1 && seen[l] {
				continue
			} else if len(need) > 1 {
				seen[l] = true
			}
			if !set.Add(text, alphabet, h.Inside) {
				return nil
			}
		}
	}
	return set.Finder(sampleOf(raw), raw.Escapes)
}

// standing returns how a column stands in the lines, if it is of the log at all.
func (p *prefilter) standing(b *logs.Block, c plan.Column) (logs.Standing, bool) {
	standing, ok := b.Standing(p.table.Name, c.Name)
	return standing, ok && p.logs.origin(p.table.Name, c.Name) == logs.OfField
}

// alphabetOf returns by which bytes the texts of such values can be looked for.
func alphabetOf(s logs.Standing, loose bool) *needle.Alphabet {
	own := make([]string, len(s.Own))
	for i, text := range s.Own {
		own[i] = strings.ToLower(text)
	}
	if loose {
		own = append(own, "infinity", "nan") // for numbers that are too large
	}
	alphabet := needle.Plain
	if s.Composed || loose {
		alphabet = needle.Words
	}
	if len(own) == 0 {
		return alphabet
	}
	return alphabet.But(func(run string) bool {
		run = strings.ToLower(run)
		return loose && strings.Trim(run, "0123456789.e-") == "" || slices.ContainsFunc(own, func(text string) bool { return strings.Contains(text, run) })
	})
}
