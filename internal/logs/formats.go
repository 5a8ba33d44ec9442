package logs

// formats lists all formats, the most telling first: the first that detects a file has it.
// JSON of a kind goes before JSON at large, and CSV, which almost any text with commas
// resembles, comes last.
var formats = []*format{zeekFormat, cefFormat, jsonFormat, zeekJSONFormat, ndjsonFormat, csvFormat}

// mappers are asked in turn for each JSON row that no table took.
var mappers = []mapper{mapZeek}
