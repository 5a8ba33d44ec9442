package function

import "foxhound/internal/value"

// A Part is one of the columns of a function that gives several.
type Part struct {
	Name string // what follows the function's and its first argument's name: rsquare
	Type value.Type
}

// Tuple returns the columns that a function gives where it stands alone in an extend,
// project or print; nil for a function that gives one. Its kernel gives one dynamic: an
// array of as many elements, in that order.
//
// array_sort_asc and array_sort_desc of several arrays give a column for each, named
// after it (a_sorted), and their kernel an array of arrays; they are not listed here, and
// of one array they give the array itself.
func Tuple(name string) []Part { return tuples[name] }

var tuples = map[string][]Part{
	"series_stats": {{"min", value.Real}, {"min_idx", value.Long}, {"max", value.Real}, {"max_idx", value.Long},
		{"avg", value.Real}, {"stdev", value.Real}, {"variance", value.Real}},
	"series_fit_line": {{"rsquare", value.Real}, {"slope", value.Real}, {"variance", value.Real},
		{"rvariance", value.Real}, {"interception", value.Real}, {"line_fit", value.Dynamic}},
	"series_fit_2lines": {{"rsquare", value.Real}, {"split_idx", value.Long}, {"variance", value.Real},
		{"rvariance", value.Real}, {"line_fit", value.Dynamic},
		{"right_rsquare", value.Real}, {"right_slope", value.Real}, {"right_interception", value.Real},
		{"right_variance", value.Real}, {"right_rvariance", value.Real},
		{"left_rsquare", value.Real}, {"left_slope", value.Real}, {"left_interception", value.Real},
		{"left_variance", value.Real}, {"left_rvariance", value.Real}},
	"series_fit_poly": {{"rsquare", value.Real}, {"coefficients", value.Dynamic}, {"variance", value.Real},
		{"rvariance", value.Real}, {"poly_fit", value.Dynamic}},
	"series_decompose":           decomposed,
	"series_decompose_forecast":  decomposed,
	"series_decompose_anomalies": {{"ad_flag", value.Dynamic}, {"ad_score", value.Dynamic}, {"baseline", value.Dynamic}},
	"series_periods_detect":      {{"periods", value.Dynamic}, {"scores", value.Dynamic}},
	"series_periods_validate":    {{"periods", value.Dynamic}, {"scores", value.Dynamic}},
	"series_fft":                 {{"real", value.Dynamic}, {"imag", value.Dynamic}},
	"series_ifft":                {{"real", value.Dynamic}, {"imag", value.Dynamic}},
}

var decomposed = []Part{{"baseline", value.Dynamic}, {"seasonal", value.Dynamic}, {"trend", value.Dynamic},
	{"residual", value.Dynamic}}
