package function

import (
	"fmt"

	"foxhound/internal/value"
)

// What one value may take, in bytes: more than any that Kusto keeps.
const (
	maxText  = 64 << 20
	maxValue = 256 << 20
)

// checkText ends a kernel that is about to make a longer text than there may be.
func checkText(length int) {
	if length > maxText || length < 0 {
		panic(&value.Excess{What: fmt.Sprintf("would make a text of more than the %d MiB that one may have", maxText>>20)})
	}
}

// checkElements ends a kernel that is about to make a longer array than there may be.
func checkElements(count int) {
	if count > maxValue/16 {
		panic(&value.Excess{What: fmt.Sprintf("would make an array of more than the %d elements that one may have", maxValue/16)})
	}
}

// CheckValue ends a kernel that has made a larger value than there may be, or one that only
// is not because it holds the same value again and again: what goes through it would.
func CheckValue(x any) {
	if value.SizeWithin(x, maxValue) > maxValue {
		panic(&value.Excess{What: fmt.Sprintf("would make a dynamic of more than the %d MiB that one may have", maxValue>>20)})
	}
}

// Gathers reports whether the function puts whole values into a dynamic, so that its result
// may stand for more than all that was there before.
func (f *Scalar) Gathers() bool { return gathering[f.Name] }

var gathering = map[string]bool{
	"pack_array": true, "pack": true, "bag_pack": true, "bag_pack_columns": true, "pack_all": true, "pack_dictionary": true,
	"array_concat": true, "array_iff": true, "array_iif": true, "array_shift_left": true, "array_shift_right": true,
	"zip": true, "repeat": true, "bag_merge": true, "bag_set_key": true, "set_union": true, "array_split": true, "bag_zip": true,
	"series_fill_const": true, "array_sort_asc": true, "array_sort_desc": true,
}
