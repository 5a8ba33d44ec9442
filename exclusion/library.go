package exclusion

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"
	"time"
)

var (
	//go:embed library/builtins.yaml
	builtinsText []byte
	//go:embed library/library.yaml
	libraryText []byte
)

// builtins and library are the scenarios that ship with foxhound, in the form that a site's own
// have. They are read when they are first asked. A mistake in them, proofs that fail included, is
// a mistake of this repository, held by a test, and so worth a panic.
var (
	builtins = sync.OnceValue(func() *File { return mustRead(builtinsText) })
	library  = sync.OnceValue(func() *File { return mustRead(libraryText) })
)

func mustRead(text []byte) *File {
	f, err := (&reader{name: "foxhound", file: &File{Name: "foxhound"}, embedded: true}).read(text)
	if err != nil {
		panic("exclusion: " + err.Error())
	}
	return f
}

// Library returns the scenarios that a file may ask for by name, with their parameters.
func Library() *File { return library() }

// LibraryNames lists the names of [Library]'s scenarios, in its order.
func LibraryNames() []string {
	var names []string
	for _, d := range Library().Definitions {
		names = append(names, d.Name)
	}
	return names
}

// withShared adds those parameters to a file's own, which go before them.
func withShared(own map[string]Parameter) map[string]Parameter {
	all := make(map[string]Parameter)
	for _, f := range []*File{builtins(), library()} {
		for _, p := range f.Parameters {
			all[p.Name] = p
		}
	}
	for name, p := range own {
		all[name] = p
	}
	return all
}

// lists are the facts under the names of their parameters.
func (f *Facts) lists() map[string]*[]string {
	return map[string]*[]string{"LogServers": &f.LogServers, "BackupHosts": &f.BackupHosts, "Admins": &f.Admins, "ScriptPaths": &f.ScriptPaths}
}

// With returns the facts with what files say: values of parameters, the scenarios of the
// library that they use, and their own. now decides which have expired.
func (f Facts) With(files []*File, now time.Time) (Facts, error) {
	if len(files) == 0 {
		for _, list := range f.lists() {
			*list = facts(*list)
		}
		return f, nil
	}
	parameters := withShared(nil)
	for name, list := range f.lists() {
		p := parameters[name]
		p.Values = *list
		parameters[name] = p
	}
	for _, file := range files {
		for _, p := range file.Parameters {
			p.Values = slices.Concat(parameters[p.Name].Values, p.Values)
			parameters[p.Name] = p
		}
	}
	for name, list := range f.lists() {
		*list = facts(parameters[name].Values)
	}
	taken := make(map[string]string)
	for _, d := range builtins().Definitions {
		taken[d.Name] = "the built-in one"
	}
	for _, file := range files {
		for _, d := range file.all() {
			if other, ok := taken[d.Name]; ok {
				return f, fmt.Errorf("%s:%d: the name `%s` is taken by %s; give the exclusion another", d.File, d.Line, d.Name, other)
			}
			taken[d.Name] = fmt.Sprintf("the one in %s:%d", d.File, d.Line)
			x, err := d.with(parameters, now)
			if err != nil {
				return f, fmt.Errorf("%s:%d: %w", d.File, d.Line, err)
			}
			f.Site = append(f.Site, x)
		}
	}
	return f, nil
}

// all lists what a file takes from the library, and then its own.
func (f *File) all() []Definition {
	var all []Definition
	for _, name := range f.Use {
		for _, d := range Library().Definitions {
			if d.Name == name {
				all = append(all, d)
			}
		}
	}
	return append(all, f.Definitions...)
}
