package function

import (
	"fmt"
	"sync"

	"github.com/ua-parser/uap-go/uaparser"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// parseUserAgent tells the browser, the operating system and the device of a user agent,
// those of them that the second argument names (one, or an array; all without it). It
// goes by the rules of the ua-parser project, as Kusto does.
func parseUserAgent(s Spec) (Kernel, error) {
	if len(s.Args) > 1 && s.Args[1].Const {
		for _, e := range appendItem(nil, s.Args[1].Type, s.Args[1].Value) {
			if e.Value != "browser" && e.Value != "os" && e.Value != "device" {
				return nil, fmt.Errorf("a user agent tells of `browser`, `os` and `device`, not of `%v`", e.Value)
			}
		}
	}
	parser := sync.OnceValues(func() (*uaparser.Parser, error) { return uaparser.New() })
	return func(args []*vector.Vector, n int) *vector.Vector {
		p, err := parser()
		agents := textColumnOf(args[0])
		return eachRow(s, args, n, func(i int) (any, bool) {
			text := agents.row(i)
			if err != nil || text == "" || len(text) > longestAgent {
				return nil, false
			}
			return agentParts(p, text, wantedParts(args, i)), true
		})
	}, nil
}

// longestAgent is the longest user agent that is looked at, for hundreds of rules are
// tried on each.
const longestAgent = 4096

func wantedParts(args []*vector.Vector, i int) []item {
	if len(args) < 2 {
		return []item{{value.String, "browser"}, {value.String, "os"}, {value.String, "device"}}
	}
	return appendItem(nil, args[1].Type, args[1].Value(i))
}

func agentParts(p *uaparser.Parser, s string, wanted []item) *value.Bag {
	bag := new(value.Bag)
	for _, w := range wanted {
		switch w.Value {
		case "browser":
			b := p.ParseUserAgent(s)
			bag.Set("Browser", bagOf("Family", b.Family, "MajorVersion", b.Major, "MinorVersion", b.Minor, "Patch", b.Patch))
		case "os":
			o := p.ParseOs(s)
			bag.Set("OperatingSystem", bagOf("Family", o.Family, "MajorVersion", o.Major, "MinorVersion", o.Minor,
				"Patch", o.Patch, "PatchMinor", o.PatchMinor))
		case "device":
			d := p.ParseDevice(s)
			bag.Set("Device", bagOf("Family", d.Family, "Brand", d.Brand, "Model", d.Model))
		}
	}
	return bag
}
