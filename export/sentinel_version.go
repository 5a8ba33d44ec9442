package export

import (
	"bytes"

	"foxhound/internal/lazyregexp"
	"foxhound/rulefile"
)

// versionLine is that of a rule or hunting query in YAML: what is within its texts is indented.
var versionLine = lazyregexp.New(`(?m)^version: (\d+\.\d+\.\d+)(\r?)$`)

// Succeed gives a file of Sentinel YAML the version that follows from the file it replaces: the
// same where all else is, and otherwise the next, without which a repository's checks refuse
// the change. A file without a version is returned as it is.
func Succeed(before, data []byte) []byte {
	old := versionLine.FindSubmatch(before)
	if old == nil || versionLine.Find(data) == nil {
		return data
	}
	same := withVersion(data, string(old[1]))
	if bytes.Equal(same, bytes.ReplaceAll(before, []byte("\r\n"), []byte("\n"))) {
		return same
	}
	return withVersion(data, rulefile.Next(string(old[1])))
}

func withVersion(data []byte, version string) []byte {
	return versionLine.ReplaceAll(data, []byte("version: "+version))
}
