package export

import (
	"bytes"
	"io"

	"foxhound/rule"
)

// KQL writes every hunt of the rule, each under comment lines of its own and an empty line
// apart, which is how query windows tell one query from the next.
func KQL(w io.Writer, r *rule.Rule) error {
	texts := make([][]byte, len(r.Hunts))
	for i := range r.Hunts {
		texts[i] = huntText(r, &r.Hunts[i])
	}
	_, err := w.Write(bytes.Join(texts, []byte("\n")))
	return err
}

// kqlFiles returns a file for each hunt.
func kqlFiles(r *rule.Rule) []File {
	var files []File
	for i := range r.Hunts {
		h := &r.Hunts[i]
		files = append(files, File{Name: Folder(r.Family) + "/" + fileName(h.Name) + ".kql", Data: huntText(r, h)})
	}
	return files
}

// huntText returns a hunt's text under a comment that names it and says what it carries. A hunt
// that the comment would make longer than a query may be goes without: its own first line
// tells it from the others.
func huntText(r *rule.Rule, h *rule.Hunt) []byte {
	text := "// " + ascii(h.Name) + ": " + ascii(carries(r, h)) + "\n" + h.Text
	if len(text) > rule.MaxLength {
		text = h.Text
	}
	return []byte(text)
}
