package export

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

// longestName is how many bytes of a family's or hunt's name a file name keeps.
const longestName = 100

// Folder returns the name of the family's folder: its id, or its printable name where it
// has no id. Different families have different folders, also where case is ignored.
func Folder(f indicator.Family) string { return fileName(f.Key()) }

// fileName returns s if it is a plain name on every file system. Otherwise it returns what
// can be kept of it and a hash of the whole, so that names that look alike stay apart.
func fileName(s string) string {
	kept := strings.Trim(dashes.ReplaceAllString(strings.Map(fileRune, s), "-"), "-.")
	kept = strings.TrimRight(kept[:min(len(kept), longestName)], "-.")
	if reserved(kept) {
		kept = "family-" + kept
	}
	if kept == s && s != "" {
		return s
	}
	return fmt.Sprintf("%s-%.4x", cmp.Or(kept, "family"), sha256.Sum256([]byte(s)))
}

var dashes = lazyregexp.New(`--+`)

func fileRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	}
	return '-'
}

// reserved reports whether Windows would open a device instead of the file.
func reserved(s string) bool {
	base, _, _ := strings.Cut(s, ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && base[3] >= '0' && base[3] <= '9'
}
