package rule

import (
	"fmt"
	"slices"

	"foxhound/indicator"
	"foxhound/internal/schema"
)

// unseen lists the kinds of the targets that the dialect has no table of its own for, and
// those that no hunt looks for at all.
func unseen(opts Options, targets []target, hunts []Hunt) []Unseen {
	var list []Unseen
	d := opts.Dialect
	for _, kind := range kinds(targets) {
		switch {
		case !hunted(hunts, kind) && opts.Style == Classic:
			list = append(list, Unseen{kind, "the classic style has no hunt for this kind; the exact style may"})
		case !hunted(hunts, kind):
			list = append(list, Unseen{kind, fmt.Sprintf("no table of the dialect %s has a column for this kind", d)})
		case d == schema.Defender && kind == indicator.Domain:
			list = append(list, Unseen{kind, "Defender has no DNS table: names are hunted in DeviceNetworkEvents and DeviceEvents"})
		case d == schema.Defender && (kind == indicator.IP || kind == indicator.IPPort):
			list = append(list, Unseen{kind, "Defender has no firewall logs: addresses are hunted in DeviceNetworkEvents"})
		}
	}
	return list
}

func kinds(targets []target) []indicator.Kind {
	var list []indicator.Kind
	for i := range targets {
		if !slices.Contains(list, targets[i].Kind) {
			list = append(list, targets[i].Kind)
		}
	}
	return list
}

func hunted(hunts []Hunt, kind indicator.Kind) bool {
	return slices.ContainsFunc(hunts, func(h Hunt) bool {
		return slices.ContainsFunc(h.Indicators, func(ind indicator.Indicator) bool { return ind.Kind == kind })
	})
}
