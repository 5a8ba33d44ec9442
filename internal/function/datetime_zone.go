package function

import (
	"sync"
	"time"
	_ "time/tzdata" // so that the zones are known on every machine

	"foxhound/internal/value"
)

// zones are the functions between UTC and the time of a zone, which is named as the IANA
// names it (Europe/Paris). A zone that nobody knows gives null.
var zones = []Scalar{
	{Name: "datetime_local_to_utc", New: try2(localToUTC)},
	{Name: "datetime_utc_to_local", New: try2(utcToLocal)},
}

// locations holds the zones that have been read. Only those that there are get in.
var locations sync.Map

// location returns a zone.
func location(name string) (*time.Location, bool) {
	if l, ok := locations.Load(name); ok {
		return l.(*time.Location), true
	}
	if name == "" || name == "Local" {
		return nil, false
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	locations.Store(name, l)
	return l, true
}

// localToUTC reads a time as one of the zone. What the clocks skip there is taken by the
// offset before it; of what they show twice, the first is meant.
func localToUTC(t int64, zone string) (int64, bool) {
	l, ok := location(zone)
	if !ok {
		return 0, false
	}
	g := value.Time(t).Go()
	utc, ok := value.TimeOf(time.Date(g.Year(), g.Month(), g.Day(), g.Hour(), g.Minute(), g.Second(), g.Nanosecond(), l))
	return int64(utc), ok
}

// utcToLocal tells what the clocks of the zone show.
func utcToLocal(t int64, zone string) (int64, bool) {
	l, ok := location(zone)
	if !ok {
		return 0, false
	}
	_, offset := value.Time(t).Go().In(l).Zone()
	local, ok := value.Time(t).Add(value.Span(offset) * value.Second)
	return int64(local), ok
}
