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

// keywords are the words of the language that no plain name may be. Kusto lets some of
// them pass in some places; brackets are right in all.
var keywords = words(`
	and or not in between has contains startswith endswith hasprefix hassuffix matches like
	has_any has_all has_cs contains_cs startswith_cs endswith_cs hasprefix_cs hassuffix_cs
	let set alias declare pattern restrict access to by on with of from as asc desc nulls first last
	where filter extend project summarize join lookup union distinct count take limit top sort order
	parse print range render sample search serialize scan step fork facet find evaluate invoke consume
	reduce getschema externaldata datatable materialize toscalar view typeof kind hint isfuzzy
	flags withsource bagexpansion earliest cycles nooptimization title
	true false null bool boolean int long real double decimal string date datetime time timespan guid
	uuid uniqueid dynamic if case else`)

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
