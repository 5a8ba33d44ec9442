package exclusion

import (
	"slices"
	"strings"

	"foxhound/kql"
)

// A Footing says what a predicate rests on.
type Footing uint8

const (
	// Chosen predicates rest on nothing but what an attacker picks: names of files, command
	// lines, parents' names, version info, user agents.
	Chosen Footing = iota + 1
	// Unknown predicates rest on columns of which this package does not know who picks them.
	Unknown
	// Firm predicates need something that an attacker without administrator rights cannot
	// bring about: a protected folder, a SID, a signature, a hash, an address or host.
	Firm
)

// Stands says what a predicate rests on. Of parts that must all hold the firmest counts, of
// alternatives the weakest.
func Stands(e kql.Expr) Footing {
	switch e := e.(type) {
	case *kql.Binary:
		switch e.Op {
		case "and":
			return max(Stands(e.X), Stands(e.Y))
		case "or":
			return min(Stands(e.X), Stands(e.Y))
		}
		return compares(e.X, e.Op, []kql.Expr{e.Y})
	case *kql.In:
		return compares(e.X, e.Op, e.List)
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return Stands(e.Source)
		}
	}
	return Unknown
}

// compares judges one comparison. A negated one narrows nothing that is worth anything.
func compares(x kql.Expr, op string, values []kql.Expr) Footing {
	column := columnOf(x)
	switch {
	case column == "":
		return Unknown
	case PickedByAttacker(column) && endingsOnly(values):
		return Unknown
	case PickedByAttacker(column):
		return Chosen
	case strings.HasPrefix(op, "!"):
		return Unknown
	case isPath(column):
		return protects(op, values)
	case slices.ContainsFunc(firmEnds, func(end string) bool { return strings.HasSuffix(column, end) }) && (wholeValue(op) || anchored(op, values) || wholeLabels(op, values)):
		return Firm
	}
	return Unknown
}

// endingsOnly reports whether all that a name is compared with is endings such as .txt, which
// tell a kind of file.
func endingsOnly(values []kql.Expr) bool {
	return !slices.ContainsFunc(values, func(e kql.Expr) bool {
		s, ok := e.(*kql.String)
		return !ok || strings.LastIndexByte(s.Value, '.') != 0
	})
}

// columnOf is the column that a value is, whatever its case.
func columnOf(e kql.Expr) string {
	switch e := e.(type) {
	case *kql.Ident:
		return e.Name
	case *kql.Call:
		switch {
		case (e.Func == "tolower" || e.Func == "toupper" || e.Func == "tostring") && len(e.Args) == 1:
			return columnOf(e.Args[0])
		case e.Func == "strcat" && len(e.Args) > 0 && allColumnsOrTexts(e.Args): // a domain and a name, a path and its end
			return columnOf(e.Args[0])
		}
	}
	return ""
}

func allColumnsOrTexts(list []kql.Expr) bool {
	return !slices.ContainsFunc(list, func(e kql.Expr) bool {
		_, text := e.(*kql.String)
		return !text && columnOf(e) == ""
	})
}

// picked are the endings of the columns that hold what a program calls itself and is told.
var picked = []string{"FileName", "CommandLine", "VersionInfoProductName", "VersionInfoCompanyName", "VersionInfoOriginalFileName",
	"VersionInfoInternalFileName", "VersionInfoFileDescription", "UserAgent", "RequestClientApplication", "UserAgentOriginal"}

// PickedByAttacker reports whether a column holds what whoever starts a program or sends a
// request writes as he likes.
func PickedByAttacker(column string) bool {
	if column == "Process" {
		return true
	}
	return slices.ContainsFunc(picked, func(end string) bool { return strings.HasSuffix(column, end) })
}

// firmEnds are the endings of the columns that hold what an attacker without administrator
// rights cannot choose.
var firmEnds = []string{"Sid", "SHA1", "SHA256", "MD5", "DeviceName", "DeviceId", "AccountName", "AccountUpn", "AccountDomain",
	"RemoteIP", "RemoteUrl", "LocalIP", "SourceIP", "DestinationIP", "SourceHostName", "DestinationHostName", "ClientIP",
	"SrcIpAddr", "DstIpAddr", "SrcHostname", "DstHostname", "Computer", "SignatureStatus", "SignerType", "IsSigned"}

// wholeValue reports whether an operator compares the whole of a value.
func wholeValue(op string) bool { return op == "==" || op == "=~" || op == "in" || op == "in~" }

// anchored reports whether an operator is a regular expression that begins where the value does.
func anchored(op string, values []kql.Expr) bool {
	s, ok := values[0].(*kql.String)
	return ok && op == "matches regex" && strings.HasPrefix(strings.TrimPrefix(s.Value, "(?i)"), "^")
}

// wholeLabels reports whether a name must begin with a name of its own and a dot, as that of a
// device in any domain.
func wholeLabels(op string, values []kql.Expr) bool {
	s, ok := values[0].(*kql.String)
	return ok && op == "startswith" && len(s.Value) > 1 && strings.HasSuffix(s.Value, ".")
}

// isPath reports whether a column holds the path of a file or folder.
func isPath(column string) bool {
	return strings.HasSuffix(column, "FolderPath") || column == "NewProcessName" || column == "ParentProcessName" || column == "ProcessPath"
}

// protected are the folders that administrators alone write to.
var protected = []string{`c:\program files\`, `c:\program files (x86)\`, `c:\windows\`, `c:\programdata\microsoft\windows defender\`}

// writable are folders below them that everybody writes to.
var writable = []string{`c:\windows\temp\`, `c:\windows\tasks\`, `c:\windows\tracing\`, `c:\windows\system32\spool\drivers\color\`,
	`c:\windows\system32\tasks\`, `c:\windows\debug\wia\`}

// protects judges the comparison of a path: the beginning of it, or the whole, must lie in a
// protected folder. Of what looks for a part of it nothing is said where that part names such
// a folder, or where it is no more than a drive.
func protects(op string, values []kql.Expr) Footing {
	begins := wholeValue(op) || op == "startswith" || op == "startswith_cs"
	footing := Firm
	for _, v := range values {
		s, ok := v.(*kql.String)
		if !ok {
			return Unknown
		}
		path := strings.ToLower(s.Value)
		switch {
		case begins && inProtected(path, wholeValue(op)):
		case op == "matches regex", len(path) <= len(`c:\`), !begins && namesProtected(path):
			footing = min(footing, Unknown)
		default:
			footing = Chosen
		}
	}
	return footing
}

// namesProtected reports whether a part of a path names a protected folder, on some drive.
func namesProtected(part string) bool {
	return slices.ContainsFunc(protected, func(f string) bool { return strings.Contains(part+`\`, f[1:]) })
}

// inProtected reports whether a path, or every path that begins so, lies where administrators
// alone write.
func inProtected(path string, whole bool) bool {
	within := func(folders []string) bool {
		return slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(path+`\`, f) })
	}
	reaches := func(f string) bool { return !whole && strings.HasPrefix(f, path) }
	return within(protected) && !within(writable) && !slices.ContainsFunc(writable, reaches) && !strings.Contains(path, `\..`)
}
