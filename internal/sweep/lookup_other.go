//go:build !amd64 || purego

package sweep

// There is no assembly here: fast is false.
var lookNamesAVX2, lookQuadsAVX2, lookNamesAVX512, lookQuadsAVX512, lookHashesAVX512 func(*lookupArgs)
