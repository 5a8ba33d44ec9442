package rule

import (
	"fmt"
	"slices"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
)

// A BlindSpot is a kind of indicator that the rule sees less of than one in another dialect
// or style would: no hunt looks for it, or only other tables than its own can show it.
type BlindSpot struct {
	Kind   indicator.Kind
	Reason string // a clause: "Defender has no DNS table: names are hunted in DeviceNetworkEvents and DeviceEvents"
}

func blindSpots(opts Options, targets []target, hunts []Hunt) []BlindSpot {
	var list []BlindSpot
	d := opts.Dialect
	for _, kind := range kinds(targets) {
		switch {
		case !hunted(hunts, kind) && opts.Style == Classic:
			list = append(list, BlindSpot{kind, "the classic style has no hunt for this kind; the exact style may"})
		case !hunted(hunts, kind):
			list = append(list, BlindSpot{kind, fmt.Sprintf("no table of the dialect %s can show this kind", d)})
		case opts.Style == Exact && !columned(d, kind):
			list = append(list, BlindSpot{kind, fmt.Sprintf("no table of the dialect %s has a column for this kind: it is hunted in free text alone", d)})
		case d == schema.Defender && kind == indicator.Domain:
			list = append(list, BlindSpot{kind, "Defender has no DNS table: names are hunted in DeviceNetworkEvents and DeviceEvents"})
		case d == schema.Defender && (kind == indicator.IP || kind == indicator.IPPort):
			list = append(list, BlindSpot{kind, "Defender has no firewall logs: addresses are hunted in DeviceNetworkEvents"})
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

// columned reports whether some table of the dialect has a column of its own for the kind.
func columned(d schema.Dialect, kind indicator.Kind) bool {
	return slices.ContainsFunc(roles.Tables(), func(t *roles.Table) bool {
		s, ok := schema.Lookup(d, t.Name)
		return ok && slices.ContainsFunc(t.Columns, func(c roles.Column) bool {
			_, has := s.Column(c.Name)
			return has && !c.Related && c.Holds != roles.FreeText && holds(c.Holds, kind)
		})
	})
}

func hunted(hunts []Hunt, kind indicator.Kind) bool {
	return slices.ContainsFunc(hunts, func(h Hunt) bool {
		return slices.ContainsFunc(h.Indicators, func(ind indicator.Indicator) bool { return ind.Kind == kind })
	})
}
