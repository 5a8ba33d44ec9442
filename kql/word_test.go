package kql

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/schema"
)

// wordsOfLanguage are the words of all tables, sorted.
func wordsOfLanguage() []string {
	all := maps.Clone(taken)
	maps.Copy(all, declarable)
	maps.Copy(all, referable)
	return slices.Sorted(maps.Keys(all))
}

// usesOf are queries with NAME in a place of each use.
var usesOf = map[string]use{
	"print NAME = 1":                           declares,
	"print a = 1 | extend b = 2, NAME = 1":     declares,
	"datatable(NAME:long)[1]":                  declares,
	"let f = (NAME:long) { 1 }; print f(1)":    declares,
	"print a = 'x' | parse a with 'x' NAME":    declares,
	"print a = 1 | summarize by NAME = a":      declares,
	"print ['NAME'] = 1 | where NAME == 1":     refers,
	"print ['NAME'] = 1 | project NAME":        refers,
	"print ['NAME'] = 1 | order by NAME asc":   refers,
	"print d = dynamic({}) | project d.NAME.x": refers,
	"let NAME = 1; print ['NAME']":             defines,
	"print a = 1 | as NAME":                    defines,
	"print ['NAME'] = 1 | project-away NAME":   defines,
	"range NAME from 1 to 2 step 1":            defines,
}

// What the tables say is what the parser does.
func TestWordsOfLanguage(t *testing.T) {
	for _, word := range append(wordsOfLanguage(), "id", "on", "from", "guid", "matches", "null", "Last") {
		for text, u := range usesOf {
			text = strings.ReplaceAll(text, "NAME", word)
			spelled := u == refers && (word == "true" || word == "false") && !strings.Contains(text, "d.")
			if _, err := Parse("q", text); (err != nil) != isWordOfLanguage(word, u) && !spelled {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

// And it is what Microsoft's parser does.
func TestOracleRefusesWordsOfLanguage(t *testing.T) {
	judge, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	var queries []oracle.Query
	for _, word := range append(wordsOfLanguage(), "id", "on", "from", "guid", "matches", "null", "Last") {
		for text := range usesOf {
			queries = append(queries, oracle.Query{ID: word, Text: strings.ReplaceAll(text, "NAME", word)})
		}
	}
	verdicts, err := judge.Judge(context.Background(), schema.Sentinel, queries)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range verdicts {
		if _, err := Parse("q", queries[i].Text); (err == nil) != v.OK {
			t.Errorf("%s: %v, and the oracle says %v", queries[i].Text, err, v.Diagnostics)
		}
	}
}

// A tree may hold any name: what is printed of it is read back as the same.
func TestWordsOfLanguageArePrintedInBrackets(t *testing.T) {
	for _, word := range wordsOfLanguage() {
		q := &Query{Statements: []Statement{
			&Let{Name: word, Value: Int(1)},
			From(word,
				&Extend{Columns: []Assign{As(word, Name(word)), As("x", &Member{X: Name(word), Name: word})}},
				&ProjectKeep{Names: []string{word, "x"}},
				&ParseText{X: Name("x"), With: []ParsePart{{Column: &Column{Name: word}}}},
				&Where{Predicate: Fn(word, Name(word))},
				&Naming{Name: word}),
		}}
		once := Print(q)
		again, err := Parse("q", once)
		if err != nil {
			t.Errorf("%v\n%s", err, once)
			continue
		}
		if twice := Print(again); twice != once {
			t.Errorf("printed %s, then %s", once, twice)
		}
	}
}
