package logs

// The order in which formats are asked. JSON of a kind goes before JSON at large, and CSV,
// which almost any text with commas resembles, comes last.
func init() {
	register(zeekFormat, cefFormat, jsonFormat, zeekJSONFormat, ndjsonFormat, csvFormat)
}

// mappers are asked in turn for each JSON row that no table took.
var mappers = []mapper{mapZeek}
