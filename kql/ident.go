package kql

import "strings"

// identifier prints a name, in brackets if it could be read as something else.
func identifier(name string) string {
	if plain(name) || name == "$left" || name == "$right" {
		return name
	}
	return "['" + escape(name, `'`) + "']"
}

// wildcard prints a column name that may hold stars.
func wildcard(name string) *doc { return text(stars(name)) }

func stars(name string) string {
	if strings.Contains(name, "*") && wordy("_"+strings.ReplaceAll(name, "*", "_")) {
		return name
	}
	return identifier(name)
}

// plain reports whether a name needs no brackets.
func plain(name string) bool {
	return wordy(name) && !keywords[name] && levels[name] == 0 &&
		!isWordOfLanguage(name, declares) && !isWordOfLanguage(name, defines)
}

// namesCount reports whether the column of count may have a name, which no brackets can hold.
func namesCount(name string) bool {
	return wordy("_"+strings.TrimPrefix(name, "$")) && !isWordOfLanguage(name, defines)
}

func wordy(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
		if digit := '0' <= c && c <= '9'; !letter && (i == 0 || !digit) {
			return false
		}
	}
	return name != ""
}

// keywords are further words of the language, which Kusto takes for names where it can tell.
// Brackets are right everywhere, and tell people too.
var keywords = words(`
	access alias bool case consume count declare distinct else evaluate extend facet filter fork from
	getschema guid hint if join let limit lookup matches not null nulls on order parse pattern range
	reduce render restrict scan serialize sort step summarize take top typeof uuid view with`)

// callable reports whether a name with brackets behind it is read as a call.
func callable(name string) bool {
	return wordy(name) && levels[name] == 0 && literalTypes[name] == "" && !uncallable[name] &&
		(calls[name] || !isWordOfLanguage(name, defines))
}

// uncallable are words whose brackets hold something else than arguments.
var uncallable = words(`dynamic typeof datatable externaldata external_data print union search find view
	let set declare alias restrict`)

// calls are words of the language that are functions.
var calls = words("materialize toscalar totable")

func words(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
