package kql

import "strings"

// A use is what a name does in its place.
type use uint8

const (
	declares use = iota // a column, a parameter or an argument: what stands before = or :
	refers              // what stands in an expression or behind a point
	defines             // lets, rows and functions: names that may stand for tables
)

// isWordOfLanguage reports whether a name must stand in brackets to be of use.
func isWordOfLanguage(name string, u use) bool {
	switch {
	case taken[name]:
		return true
	case declarable[name]:
		return u != declares
	case referable[name]:
		return u != refers
	}
	return false
}

// check refuses a word of the language that is used as a name.
func (p *parser) check(it item, u use) {
	if it.kind == itemWord && isWordOfLanguage(it.text, u) {
		p.fail(it.Span, "the name `%[1]s` is a word of the language; write `['%[1]s']`", clip(it.text))
	}
}

// The three tables are what Microsoft's parser refuses without brackets, as measured.
var (
	// taken are names nowhere.
	taken = words(`
		!between !contains !contains_cs !endswith !endswith_cs !has !has_cs !hasprefix !hasprefix_cs !hassuffix
		!hassuffix_cs !in !in~ !startswith !startswith_cs __contextual_datatable __executeAndCache and
		anomalychart areachart asc bagexpansion barchart between boolean byte cachingpolicy callout cancel card
		char columnchart contains_cs containscs cycles dataexport datascope date datetime decimal decodeblocks
		desc double dynamic encodingpolicy endswith endswith_cs expandoutput extent_tags_retention external_data
		false first flags float force_remote harddelete hardretention has_all has_any has_cs hasprefix
		hasprefix_cs hassuffix hassuffix_cs hotcache in~ int int16 int32 int64 int8 isfuzzy journal ladderchart
		last like likecs linechart long missing nooptimization notcontains notcontainscs notlike notlikecs or
		others pathformat piechart pivotchart project queries query_results real relaxed restricted_view_access
		row_level_security rowstore rowstore_references rowstore_sealinfo rowstorepolicy rowstores scatterchart
		seal seals shards simple softdelete softretention stackedareachart startswith startswith_cs statistics
		storedqueryresultcontainers string tablepurge time timechart timeline timepivot timespan treemap true
		uint uint16 uint32 uint64 uint8 ulong union uniqueid unrestrictedviewers views with_itemindex
		with_match_id with_step_name writeaheadlog`)

	// declarable are names of columns and parameters where these are declared.
	declarable = words(`
		accumulate as by contains datatable earliest externaldata find has in invoke latest materialize mdm of
		print sample search set sql title to toscalar totable verbose viewers where`)

	// referable may be referred to where something else has declared them.
	referable = words(`kind withsource`)
)

// structural are the words that no expression starts with: one in its place says that the
// expression is missing, rather than that it is a name.
var structural = words("by where asc desc as set project union print search find in or and to of")

// startsNone reports whether a word at the start of an expression shows that there is none.
func startsNone(word string) bool {
	return structural[word] || taken[word] && levels[word] > 0 || strings.HasPrefix(word, "!")
}
