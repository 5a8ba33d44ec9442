package report

import "foxhound/hunt"

// Select graphic rendition: the parameters of the terminal sequences the table uses.
const (
	bold = "1"
	dim  = "2"
)

var colours = map[hunt.Severity]string{
	hunt.High:          "1;31", // bold red
	hunt.Medium:        "33",   // yellow
	hunt.Low:           "36",   // cyan
	hunt.Informational: dim,
}

func (t *table) paint(sgr, text string) string {
	if !t.opts.Colour || sgr == "" || text == "" {
		return text
	}
	return "\x1b[" + sgr + "m" + text + "\x1b[0m"
}
