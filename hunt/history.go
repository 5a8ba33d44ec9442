package hunt

import "time"

// A History is what was known of a finding before the hunt that found it.
type History struct {
	Number  int64     // by which people call it
	Found   time.Time // when a hunt first found it
	Hunts   int       // how many found it before; 0 means that it is new
	Cleared time.Time // zero where it is open
	Reason  string    // why it was cleared
}

// State is new, known or cleared.
func (h *History) State() string {
	switch {
	case !h.Cleared.IsZero():
		return "cleared"
	case h.Hunts > 0:
		return "known"
	}
	return "new"
}
