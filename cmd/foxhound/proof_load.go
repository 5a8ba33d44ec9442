package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/internal/yamltext"
	"foxhound/kql"
	"foxhound/proof"
	"foxhound/rule"
	"foxhound/rulefile"
)

// A tested text is a hunt of a file, with its proofs.
type tested struct {
	file string
	hunt proof.Hunt
}

// A ruleReader reads rule files, each once.
type ruleReader map[string]*rulefile.File

func (r ruleReader) read(name string) (*rulefile.File, error) {
	if f := r[name]; f != nil {
		return f, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, err := rulefile.Read(name, text)
	if err == nil {
		r[name] = f
	}
	return f, err
}

// loadTests reads the hunts of files and directories. What cannot be read is complained of, and
// the rest goes on.
func loadTests(e *env, args []string) (list []tested, failed bool) {
	r := ruleReader{}
	files, failed := r.files(e, args)
	for _, name := range files {
		more, err := r.load(name)
		if err != nil {
			e.complain(err)
			failed = true
		}
		list = append(list, more...)
	}
	return list, failed
}

// files are the files that arguments name; of a directory, all rule files and the texts
// beside them.
func (r ruleReader) files(e *env, args []string) (files []string, failed bool) {
	fail := func(err error) { e.complain(err); failed = true }
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			fail(err)
			continue
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		before := len(files)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && slices.Contains([]string{".yaml", ".yml", ".kql"}, filepath.Ext(path)) && r.provable(path) {
				files = append(files, path)
			}
			return err
		})
		if err == nil && len(files) == before {
			err = fmt.Errorf("%s: no rule file is in it; foxhound rule -o rule --dir writes them", arg)
		}
		if err != nil {
			fail(err)
		}
	}
	return files, failed
}

// provable reports whether a file of a directory is a rule file, or has one beside it.
func (r ruleReader) provable(path string) bool {
	if isRuleFile(path) {
		return true
	}
	_, _, err := r.besides(path, "")
	return err == nil
}

func isRuleFile(path string) bool {
	if filepath.Ext(path) == ".kql" {
		return false
	}
	text, err := os.ReadFile(path)
	return err == nil && rulefile.Is(text)
}

// load reads one file: a rule file, or a text whose proofs stand in the rule file beside it.
func (r ruleReader) load(name string) ([]tested, error) {
	if isRuleFile(name) {
		return r.loadRule(name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, h, err := r.besides(name, string(text))
	if err != nil {
		return nil, err
	}
	query, alerts := string(text), false
	if filepath.Ext(name) != ".kql" {
		if query, alerts, err = queryOf(name, query); err != nil {
			return nil, err
		}
	}
	out := provedBy(f, h, query)
	if alerts {
		out.Text, out.Alerting = "", query
	} else if out.Alerting, err = alertingOf(h.Name, query); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return []tested{{name, out}}, nil
}

// queryOf is the query of a file of Sentinel YAML, and whether it is that of an analytics rule, which
// holds the alerting form alone: such a file has a kind, whichever it is, and a hunting query has none.
func queryOf(name, text string) (query string, alerts bool, err error) {
	roots, err := yamltext.Parse(text)
	if err != nil {
		return "", false, fmt.Errorf("%s: %w", name, err)
	}
	if len(roots) == 0 || roots[0].Get("query").Text == "" {
		return "", false, fmt.Errorf("%s: it has no `query`; name a rule file, or YAML or KQL that foxhound rule wrote", name)
	}
	return roots[0].Get("query").Text, roots[0].Get("kind").Text != "", nil
}

func (r ruleReader) loadRule(name string) ([]tested, error) {
	f, err := r.read(name)
	if err != nil {
		return nil, err
	}
	var list []tested
	for i := range f.Hunts {
		h := &f.Hunts[i]
		out := provedBy(f, h, h.Query)
		if out.Alerting, err = alertingOf(h.Name, h.Query); err != nil {
			return list, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, tested{name, out})
	}
	return list, nil
}

// provedBy is a text with the proofs of a rule file's hunt.
func provedBy(f *rulefile.File, h *rulefile.Hunt, text string) proof.Hunt {
	out := proof.Hunt{Name: h.Name, Text: text, Dialect: f.Dialect(), Events: h.Events(), Unproved: h.Unproved}
	if f.List != nil {
		family := indicator.Family{ID: f.Family.ID, Name: f.Family.Name}
		out.List = &proof.List{Tag: family.Key(), Rows: f.List}
	}
	return out
}

func alertingOf(name, text string) (string, error) {
	q, err := kql.Parse(name, text)
	if err != nil {
		return "", err
	}
	return kql.Print((&rule.Hunt{Query: q}).Alerting()), nil
}

// besides finds the hunt that a file is the text of, in a rule file of its folder or of the one
// above: where those of both dialects have it, in the one whose time column the text names.
func (r ruleReader) besides(name, text string) (*rulefile.File, *rulefile.Hunt, error) {
	hunt := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	var file *rulefile.File
	var found *rulefile.Hunt
	dir := filepath.Dir(name)
	for _, folder := range []string{dir, filepath.Dir(dir)} {
		files, _ := filepath.Glob(filepath.Join(quoteGlob(folder), "rule-*.yaml"))
		for _, name := range files {
			f, err := r.read(name)
			if err != nil {
				return nil, nil, err
			}
			at := slices.IndexFunc(f.Hunts, func(h rulefile.Hunt) bool { return h.Name == hunt })
			if at < 0 || found != nil && !timedBy(f, &f.Hunts[at], text) {
				continue
			}
			file, found = f, &f.Hunts[at]
		}
		if found != nil {
			return file, found, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: %w", name, errNoProofs)
}

// timedBy reports whether a text names the time column that a hunt's table has in the rule's dialect.
func timedBy(f *rulefile.File, h *rulefile.Hunt, text string) bool {
	t, ok := schema.Lookup(f.Dialect(), h.Table)
	return ok && strings.Contains(text, t.Time)
}

var errNoProofs = errors.New("no rule file with proofs of this hunt is in its folder; foxhound rule -o rule --dir writes it there")

// quoteGlob takes the meaning from what a pattern would read in a folder's name.
func quoteGlob(folder string) string {
	return strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(folder)
}
