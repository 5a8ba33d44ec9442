package logs

import (
	"path"
	"slices"
	"strings"
)

// mapZeek gives a row of a Zeek JSON log its table. A row of a path that has no table, such
// as x509 or notice, is left as it is.
func mapZeek(f *file, r *Record) bool {
	if !hasField(r.Fields, "ts") {
		return false
	}
	m := zeekMapping()
	flattenID(r)
	at := row{rec: r}
	for i := range r.Fields {
		if id := m.fields[r.Fields[i].Name]; id != 0 {
			at.place[id] = int32(i + 1)
		}
	}
	p := zeekPathOf(m, f, &at)
	if p == nil || f.table != "" && p.table != f.table {
		return false
	}
	r.Table = p.table
	for id, n := range at.place[:m.count+1] {
		if column := &p.renamed[id]; n > 0 && column.name != "" && !at.has(column.id) {
			r.Fields[n-1].Name = column.name
		}
	}
	p.finish(&at)
	return true
}

// zeekPathOf returns the row's mapping: of the path it names, else of the fields it has,
// else, if it looks like Zeek's at all, of the file's name. A path that is named and not
// known has no mapping, whatever its fields.
func zeekPathOf(m *mapping, f *file, r *row) *pathMapping {
	if name := zeekPathName(r.rec); name != nil {
		return m.path(string(name))
	}
	if p := m.recognise(r.has); p != nil {
		return p
	}
	if id := m.fields["uid"]; !r.has(id) {
		return nil
	}
	return m.path(pathOfFile(f.path))
}

// zeekPathName returns what the row says of its path, or nil.
func zeekPathName(r *Record) []byte {
	for _, name := range [...]string{"_path", "@path", "@stream"} {
		if text := r.Get(name); len(text) > 0 {
			return text
		}
	}
	return nil
}

// pathOfFile reads a path from a file's name: `conn.log`, `conn.10:00:00-11:00:00.log.gz`,
// `host1_conn.json`.
func pathOfFile(name string) string {
	name, _, _ = strings.Cut(path.Base(strings.ReplaceAll(name, `\`, "/")), ".")
	return strings.ToLower(name[strings.LastIndexAny(name, "_-")+1:])
}

// flattenID spells {"id": {"orig_h": "10.0.0.7"}} as Zeek does, "id.orig_h": "10.0.0.7".
func flattenID(r *Record) {
	i := slices.IndexFunc(r.Fields, func(f Field) bool { return f.Name == "id" && f.Kind == JSON })
	if i < 0 {
		return
	}
	object := r.Fields[i].Text
	members := 0
	eachMember(object, func(name string, raw []byte, kind Kind, escaped bool) {
		if name = "id." + name; kind == Null || members == maxIDMembers || hasField(r.Fields, name) {
			return
		}
		members++
		r.add(name, kind, r.build(func(dst []byte) []byte { return appendItem(dst, raw, escaped) }))
	})
	if members > 0 {
		r.Fields = slices.Delete(r.Fields, i, i+1)
	}
}

// maxIDMembers bounds the members of an id: Zeek's has four, some packages add a few.
const maxIDMembers = 16

func hasField(fields []Field, name string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name })
}
