package exclusion

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
	"foxhound/kql"
)

// facts drops blank and repeated values: an empty one would match rows that lack the column.
func facts(values []string) []string {
	var out []string
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// absolute is a folder below a drive or in a share.
var absolute = lazyregexp.New(`^([A-Za-z]:|\\\\[^\\]+)\\[^\\]`)

// folders are facts that name a folder, without the backslash behind it.
func folders(values []string) []string {
	var out []string
	for _, v := range facts(values) {
		if v = strings.TrimRight(strings.ReplaceAll(v, "/", `\`), `\`); absolute.MatchString(v) {
			out = append(out, v)
		}
	}
	return facts(out)
}

// onDevice tells a device by its name. A name without a domain is that of the device in any:
// DeviceName has the domain of whatever has joined one.
func onDevice(names []string) kql.Expr {
	tests := []kql.Expr{kql.Among(kql.Name("DeviceName"), "in~", kql.Strs(names...)...)}
	for _, n := range names {
		if !strings.ContainsAny(n, ".<") {
			tests = append(tests, kql.Op(kql.Name("DeviceName"), "startswith", kql.Str(n+".")))
		}
	}
	return kql.Or(tests...)
}

// under tells a process whose image lies in or below one of the folders. Defender gives the
// folder with the file's name behind it or without; the backslash behind both closes the
// folder's name, lest `windows defender evil` pass for `windows defender`, and a path that
// climbs out again with `..` is none below it.
func under(folders ...string) kql.Expr {
	path := kql.Fn("strcat", kql.Name("InitiatingProcessFolderPath"), kql.Raw(`\`))
	tests := make([]kql.Expr, len(folders))
	for i, f := range folders {
		tests[i] = kql.Op(path, "startswith", kql.Raw(f+`\`))
	}
	climbs := kql.Op(kql.Name("InitiatingProcessFolderPath"), "contains", kql.Raw(`\..`))
	return kql.And(kql.Or(tests...), kql.Not(climbs))
}

// at tells a process by name in exactly one of the folders: Windows' own have subfolders
// that every user may write to, such as system32\spool\drivers\color.
func at(folders []string, names ...string) kql.Expr {
	var paths []kql.Expr
	for _, f := range folders {
		paths = append(paths, kql.Raw(f), kql.Raw(f+`\`))
		for _, n := range names {
			paths = append(paths, kql.Raw(f+`\`+n))
		}
	}
	return kql.And(
		kql.Among(kql.Name("InitiatingProcessFileName"), "in~", kql.Strs(names...)...),
		kql.Among(kql.Name("InitiatingProcessFolderPath"), "in~", paths...),
	)
}

// account tells who runs the process, by each fact in the column of its spelling.
func account(admins []string) kql.Expr {
	var names, qualified, upns []string
	for _, a := range admins {
		switch {
		case strings.Contains(a, `\`):
			qualified = append(qualified, a)
		case strings.Contains(a, "@"):
			upns = append(upns, a)
		default:
			names = append(names, a)
		}
	}
	name := kql.Name("InitiatingProcessAccountName")
	return kql.Or(among([]listed{
		{name, names},
		{kql.Fn("strcat", kql.Name("InitiatingProcessAccountDomain"), kql.Raw(`\`), name), qualified},
		{kql.Name("InitiatingProcessAccountUpn"), upns},
	})...)
}

// remote tells the far end, by address or by name. RemoteUrl is a name or a URL, whose host
// ends where a port or a path begins: what stands before an @ is no host.
func remote(servers []string) kql.Expr {
	var addresses, names []string
	for _, s := range servers {
		if a, err := netip.ParseAddr(s); err == nil {
			addresses = append(addresses, spellings(a)...)
		} else {
			names = append(names, regexp.QuoteMeta(s))
		}
	}
	tests := among([]listed{{kql.Name("RemoteIP"), addresses}})
	if len(names) > 0 {
		pattern := `(?i)^([a-z][a-z0-9+.-]*://)?(` + strings.Join(names, "|") + `)\.?(:[0-9]+)?([/?#]|$)`
		tests = append(tests, kql.Op(kql.Name("RemoteUrl"), "matches regex", kql.Raw(pattern)))
	}
	return kql.Or(tests...)
}

// spellings returns the ways in which RemoteIP writes an address.
func spellings(a netip.Addr) []string {
	a = a.Unmap()
	if a.Is4() {
		return []string{a.String(), "::ffff:" + a.String()}
	}
	return []string{a.String()}
}

// listed is an expression and the values it may have.
type listed struct {
	value  kql.Expr
	values []string
}

// among gives a test for each list that is not empty.
func among(lists []listed) []kql.Expr {
	var tests []kql.Expr
	for _, l := range lists {
		if len(l.values) > 0 {
			tests = append(tests, kql.Among(l.value, "in~", rawStrs(l.values)...))
		}
	}
	return tests
}

func rawStrs(values []string) []kql.Expr {
	out := make([]kql.Expr, len(values))
	for i, v := range values {
		out[i] = kql.Raw(v)
	}
	return out
}

// runsScript tells a PowerShell command line that is nothing but -File and a script in or
// below one of the folders. An attacker chooses the command line, so every word before the
// script must be a harmless switch, and the script's path may not climb out by two dots.
// Words end where Windows ends them; a blank in front would make the program's name the
// first argument.
func runsScript(folders []string) kql.Expr {
	const (
		program  = `(?i)^("[^"]*"|[^ \t"]+)[ \t]+`
		switches = `(-(noprofile|nop|noninteractive|noni|nologo|sta|mta)[ \t]+|-(executionpolicy|ep|windowstyle|w)[ \t]+[a-z]+[ \t]+)*`
		script   = `\\([a-z0-9_-]+\\)*[a-z0-9_-]+\.ps1`
	)
	var paths []string
	for _, f := range folders {
		path := regexp.QuoteMeta(f) + script
		paths = append(paths, `"`+path+`"`)
		if !strings.Contains(f, " ") {
			paths = append(paths, path)
		}
	}
	pattern := program + switches + `-(file|f)[ \t]+(` + strings.Join(paths, "|") + `)([ \t]|$)`
	return kql.Op(kql.Name("InitiatingProcessCommandLine"), "matches regex", kql.Raw(pattern))
}
