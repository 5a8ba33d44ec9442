package exclusion

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/kql"
)

// A Definition is an exclusion as a file has it: its predicate still names parameters.
type Definition struct {
	Name, Title, Description, Filter, Reason, Owner string

	Tables     []string // it can apply to; none where the columns alone decide
	Created    time.Time
	Expires    time.Time // from when on it does not apply; zero for never
	Parameters []string  // that the predicate names, in the order of its text
	Proofs     []Proof
	File       string
	Line       int

	predicate kql.Expr // with parameters and shorthands
}

// A Parameter is what only a site knows, such as its backup hosts.
type Parameter struct {
	Name        string
	Sort        Sort
	Description string
	Placeholder string   // what stands in its place until values are given
	Flag        string   // that gives values too, or empty
	Values      []string // by default, or as the file gives them
}

// A Proof is a row with the verdict that an exclusion must give it.
type Proof struct {
	Covers bool
	Row    map[string]string
	Values map[string][]string // of parameters, for this proof
	Line   int
}

// with returns the exclusion that a definition is for some values of its parameters. One that
// lacks values shows placeholders in their place, and is inactive, as is one that has expired.
func (d *Definition) with(parameters map[string]Parameter, now time.Time) (Exclusion, error) {
	x := Exclusion{Name: d.Name, Title: d.Title, Description: d.Description, Filter: d.Filter, Reason: d.Reason, Owner: d.Owner,
		Expiry: d.Expires, Tables: d.Tables, Created: d.Created, Active: true}
	lists := make(map[string][]string)
	for _, name := range d.Parameters {
		p := parameters[name]
		lists[name] = p.Values
		if p.Sort == Folders {
			lists[name] = folders(p.Values)
		} else {
			lists[name] = facts(p.Values)
		}
		if len(lists[name]) == 0 {
			lists[name] = []string{"<" + p.Placeholder + ">"}
			x.Active = false
			if x.Needs == "" {
				x.Needs = p.Flag
			}
			if x.Needs == "" {
				x.Needs = p.Name
			}
		} else if x.Active && p.Flag != "" {
			x.Needs = p.Flag
		}
	}
	if !d.Expires.IsZero() && !now.Before(d.Expires) {
		x.Active, x.Expired = false, true
		x.Needs = "a later `expires` than " + d.Expires.Format(time.DateOnly)
	}
	var err error
	x.Predicate, err = expand(d.predicate, lists)
	return x, err
}

// prove holds a definition against its own proofs, or says which it fails.
func (d *Definition) prove(parameters map[string]Parameter) error {
	for _, proof := range d.Proofs {
		given := make(map[string]Parameter)
		for _, name := range d.Parameters {
			p := parameters[name]
			if values, ok := proof.Values[name]; ok {
				p.Values = values
			}
			given[name] = p
		}
		x, err := d.with(given, time.Time{})
		if err != nil {
			return err
		}
		if got := x.Holds(func(c string) string { return proof.Row[c] }); got != proof.Covers {
			return fmt.Errorf("%s:%d: the exclusion `%s` %s this row, and the proof says that it %s; correct the predicate or the proof",
				d.File, proof.Line, d.Name, does(got), does(proof.Covers))
		}
	}
	return nil
}

func does(covers bool) string {
	if covers {
		return "covers"
	}
	return "does not cover"
}

// AppliesTo reports whether the exclusion can apply to a table. One that names no tables
// leaves that to the columns: see [Exclusion.Missing].
func (x *Exclusion) AppliesTo(table string) bool {
	return len(x.Tables) == 0 || slices.Contains(x.Tables, table)
}

// State says in a few words whether an exclusion acts, and what would make it.
func (x *Exclusion) State() string {
	switch {
	case x.Expired:
		return "expired on " + x.Expiry.Format(time.DateOnly)
	case !x.Active:
		return "inactive: give " + strings.TrimSpace(x.Needs)
	}
	return "active"
}
