package function

import (
	"encoding/json"
	"math"
	"testing"
)

func TestSeries(t *testing.T) {
	check(t, []cell{
		{"series_add", args(js(`[1,2,4]`), js(`[4,2,1]`)), `[5,4,5]`},
		{"series_add", args(js(`[1,2.5,"x",null]`), 1), `[2,3.5,null,null]`},
		{"series_subtract", args(js(`[1,2]`), js(`[1]`)), `[0,null]`},
		{"series_multiply", args(2, js(`[1,2]`)), `[2,4]`},
		{"series_divide", args(js(`[1,2,4]`), js(`[4,2,1]`)), `[0.25,1.0,4.0]`},
		{"series_pow", args(js(`[1,2,3,4]`), js(`[1,2,3,0.5]`)), `[1.0,4.0,27.0,2.0]`},
		{"series_greater", args(js(`[1,2,4]`), js(`[4,2,1]`)), `[false,false,true]`},
		{"series_greater_equals", args(js(`[1,2,null]`), 2), `[false,true,null]`},
		{"series_equals", args(js(`[1,2,4]`), js(`[4,2.0,1]`)), `[false,true,false]`},
		{"series_floor", args(js(`[-1.5,1,2.5,null]`)), `[-2.0,1.0,2.0,null]`},
		{"series_abs", args(js(`{}`)), `null`},

		{"series_fill_forward", args(js(`[null,null,36,null,16,null]`)), `[null,null,36,36,16,16]`},
		{"series_fill_backward", args(js(`[null,36,null,16,null]`)), `[36,36,16,16,null]`},
		{"series_fill_forward", args(js(`[1,0,2]`), 0), `[1,1,2]`},
		{"series_fill_const", args(js(`[111,null,36]`), 0.0), `[111,0.0,36]`},
		{"series_fill_const", args(js(`[111,-1,36]`), 7, -1), `[111,7,36]`},
		{"series_fill_linear", args(js(`[null,111.0,null,36.0,41.0,null,null]`)), `[111.0,111.0,73.5,36.0,41.0,41.0,41.0]`},
		{"series_fill_linear", args(js(`[111,null,36,null]`)), `[111,73,36,36]`}, // longs stay longs
		{"series_fill_linear", args(js(`[null,1.0,null,3.0,null]`), js(`null`), false), `[null,1.0,2.0,3.0,null]`},
		{"series_fill_linear", args(js(`[null,null]`)), `[0.0,0.0]`},

		{"series_fir", args(js(`[1,2,3,4]`), js(`[1,1]`), false), `[1.0,3.0,5.0,7.0]`},
		{"series_fir", args(js(`[2,2,2]`), js(`[1,1]`)), `[1.0,2.0,2.0]`},
		{"series_fir", args(js(`[1,2,3]`), js(`[1,1,1]`), false, true), `[3.0,6.0,5.0]`},
		{"series_fir", args(js(`[1,2,4]`), js(`[1,-1]`)), `[1.0,1.0,2.0]`},
		{"series_iir", args(js(`[0,1,2,3,4]`), js(`[1]`), js(`[1,-1]`)), `[0.0,1.0,3.0,6.0,10.0]`},

		{"series_stats_dynamic", args(js(`[1,2,3]`)), `{"min":1.0,"min_idx":0,"max":3.0,"max_idx":2,"avg":2.0,` +
			`"stdev":1.0,"variance":1.0,"sum":6.0,"len":3}`},
		{"series_stats", args(js(`[3,1,null]`)), `[null,null,null,null,null,null,null]`},
		{"series_stats", args(js(`[3,1,null,2]`), true), `[1.0,1,3.0,0,2.0,1.0,1.0]`},
		{"series_sum", args(js(`[1,2.5]`)), `3.5`},
		{"series_product", args(js(`[1,2,4]`)), `8.0`},
		{"series_magnitude", args(js(`[3,4]`)), `5.0`},
		{"series_dot_product", args(js(`[1,2,4]`), 3), `21.0`},
		{"series_dot_product", args(js(`[1,2]`), js(`[1]`)), `null`},
		{"series_cosine_similarity", args(js(`[3,4]`), js(`[3,4]`), 5.0, 5.0), `1.0`},
		{"series_pearson_correlation", args(js(`[1,2,4]`), js(`[2,4]`)), `null`},

		{"series_seasonal", args(js(`[8,12,14,12,10,10,12,14,12,10,10,12,14,12,10,10,12,14,12,10]`)),
			`[10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0]`},
		{"series_seasonal", args(js(`[1,3,5,2,4,6,1,3,5,2,4,6]`)), `[0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]`},
		{"series_seasonal", args(js(`[1,3,5,1,3,5]`), 3), `[1.0,3.0,5.0,1.0,3.0,5.0]`},
		{"series_decompose", args(js(`[1,3,1,3,2]`), 0, "none"), `[[0.0,0.0,0.0,0.0,0.0],[0.0,0.0,0.0,0.0,0.0],` +
			`[0.0,0.0,0.0,0.0,0.0],[1.0,3.0,1.0,3.0,2.0]]`},
		{"series_decompose_forecast", args(js(`[1,2,3,9]`), 1, 0), `[[1.0,2.0,3.0,4.0],[0.0,0.0,0.0,0.0],[1.0,2.0,3.0,4.0],[0.0,0.0,0.0,5.0]]`},
		{"series_outliers", args(js(`[1,2,3,4,5,6,7,8,9,10,99]`), "tukey"), `[-0.5,-0.3,-0.1,0.0,0.0,0.0,0.0,0.0,0.1,0.3,18.1]`},
		{"series_outliers", args(js(`[1,2]`), "ctukey", 0.0, math.NaN()), `null`},
		{"series_outliers", args(js(`[1,2]`), "ctukey", 0.0, 10.0, 101.0), `null`},
		{"series_fft", args(js(`[1,0,0,0]`)), `[[1.0,1.0,1.0,1.0],[0.0,0.0,0.0,0.0]]`},
	})
}

// noisy has a period of 14 and a rising trend.
const noisy = `[80,139,87,110,68,54,50,51,53,133,86,141,97,156,94,149,95,140,77,61,50,54,47,133,72,152,94,148,105,162,101,160,` +
	`87,63,53,55,54,151,103,189,108,183,113,175,113,178,90,71,62,62,65,165,109,181,115,182,121,178,114,170]`

var nearTests = []struct {
	name string
	args []any
	at   int // of the tuple's elements; -1 for a number
	want string
}{
	{"series_fit_line", args(js(`[1.0,2.0,4.0,8.0]`)), 0, `0.92`},
	{"series_fit_line", args(js(`[2,5,6,8,11,15,17,18,25,26,30,30]`)), 1, `2.730769230769231`},
	{"series_fit_line", args(js(`[2,5,6,8,11,15,17,18,25,26,30,30]`)), 2, `98.62878787878788`},
	{"series_fit_line", args(js(`[2,5,6,8,11,15,17,18,25,26,30,30]`)), 3, `1.6864801864801866`},
	{"series_fit_line", args(js(`[2,5,6,8,11,15,17,18,25,26,30,30]`)), 4, `-1.6666666666666667`},
	{"series_fit_line", args(js(`[5]`)), 5, `[5]`},
	{"series_fit_2lines", args(js(`[1,2,3,4,0,0,0,0]`)), 0, `1`},
	{"series_fit_2lines", args(js(`[1,2,3,4,0,0,0,0]`)), 1, `4`},
	{"series_fit_2lines", args(js(`[1,2,3,4,0,0,0,0]`)), 4, `[1,2,3,4,0,0,0,0]`},
	{"series_fit_2lines", args(js(`[5]`)), 4, `[5]`},
	{"series_fit_poly", args(js(`[1,4,9,16,25]`), js(`[1,2,3,4,5]`), 2), 1, `[1,0,0]`},
	{"series_fit_poly", args(js(`[2,3,4,5]`)), 1, `[1,1]`},
	{"series_periods_detect", args(js(noisy), 0.0, 50.0, 2), 0, `[14,0]`},
	{"series_periods_validate", args(js(noisy), 14.0, 10.0), 0, `[14,10]`},
	{"series_periods_detect", args(js(noisy), 0.0, 50.0, 2), 1, `[0.8405558794091443,0]`},
	{"series_periods_validate", args(js(noisy), 14.0, 10.0), 1, `[0.8405558794091443,0]`},
	{"series_seasonal", args(js(`[2,5,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1]`)), -1,
		`[1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1]`},
	{"series_pearson_correlation", args(js(`[1,2,3,4,5]`), js(`[2,4,6,8,10]`)), -1, `1`},
	{"series_cosine_similarity", args(js(`[0.1,0.2,0.1,0.2]`), js(`[1,2,3,4]`)), -1, `0.9237604307034012`},
	{"series_fft", args(js(`[1,2,3]`)), 0, `[6,-1.5,-1.5]`},
	{"series_fft", args(js(`[1,2,3]`)), 1, `[0,0.8660254037844386,-0.8660254037844386]`},
	{"series_ifft", args(js(`[6,-1.5,-1.5]`), js(`[0,0.8660254037844386,-0.8660254037844386]`)), 0, `[1,2,3]`},
	{"series_outliers", args(js(`[30,28,5,27,31,38,29,80,25,37,30]`)), -1,
		`[0,0,-3.206896551724138,-0.1724137931034483,0,2.6666666666666667,0,16.666666666666664,-0.4482758620689655,2.3333333333333337,0]`},
	{"series_decompose_anomalies", args(js(`[1,2,1,2,1,2,1,50,1,2,1,2,1,2]`), 1.5, 0), 0, `[0,0,0,0,0,0,0,1,0,0,0,0,0,0]`},
}

func TestSeriesNear(t *testing.T) {
	for _, tt := range nearTests {
		var got, want any
		if err := json.Unmarshal([]byte(run(t, tt.name, tt.args, true)), &got); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(tt.want), &want); err != nil {
			t.Fatal(err)
		}
		if tt.at >= 0 {
			got = got.([]any)[tt.at]
		}
		if !near(got, want) {
			t.Errorf("%s%v[%d] = %v, want %v", tt.name, tt.args, tt.at, got, want)
		}
	}
}

// near compares numbers, and arrays of them, with a tolerance.
func near(got, want any) bool {
	a, ok1 := got.([]any)
	b, ok2 := want.([]any)
	if !ok1 || !ok2 {
		x, ok1 := got.(float64)
		y, ok2 := want.(float64)
		return ok1 && ok2 && math.Abs(x-y) <= 1e-9*max(1, math.Abs(y))
	}
	for i := range b {
		if len(a) != len(b) || !near(a[i], b[i]) {
			return false
		}
	}
	return true
}

// Every tuple has as many columns as its kernel gives elements.
func TestTuples(t *testing.T) {
	rest := map[string][]any{"series_periods_detect": args(0.0, 9.0, 1), "series_periods_validate": args(2.0),
		"series_decompose_forecast": args(1)}
	for name, parts := range tuples {
		var got []any
		row := append(args(js(`[1,2,1,2,1,3]`)), rest[name]...)
		if err := json.Unmarshal([]byte(run(t, name, row, true)), &got); err != nil || len(got) != len(parts) {
			t.Errorf("%s gives %v, want %d elements", name, got, len(parts))
		}
	}
}
