package indicator

import (
	"slices"
	"strings"
	"testing"
)

func TestFamilyByName(t *testing.T) {
	for _, tt := range []struct{ name, id string }{
		{"win.remus", "win.remus"},
		{"WIN.Remus", "win.remus"},
		{" remus ", "win.remus"},
		{"Cobalt Strike", "win.cobalt_strike"},
		{"cobalt_strike", "win.cobalt_strike"},
		{"CobaltStrike", "win.cobalt_strike"},
		{"SocGholish", "js.fakeupdates"},
		{"Z*Stealer", "win.zstealer"},
		{"Mirai", ""},      // on Linux and on Windows
		{"BLACKWIDOW", ""}, // an alias of several ids
		{"Unknown malware", ""},
		{"nobody knows", ""},
		{"", ""},
	} {
		if got, ok := FamilyByName(tt.name); ok != (tt.id != "") || got.ID != tt.id {
			t.Errorf("FamilyByName(%q) = %+v, %v; want %q", tt.name, got, ok, tt.id)
		}
	}
}

func TestFamilyNames(t *testing.T) {
	for _, tt := range []struct {
		family            Family
		key, label, short string
	}{
		{Family{ID: "win.remus", Name: "Remus"}, "win.remus", "Remus", "remus"},
		{Family{ID: "Win.Remus"}, "win.remus", "Win.Remus", "Remus"},
		{Family{Name: "Nobody Knows"}, "nobody knows", "Nobody Knows", ""},
		{Family{ID: "js.a.b", Name: "AB"}, "js.a.b", "AB", "a.b"},
		{Family{ID: "remus"}, "remus", "remus", ""},
		{Family{Aliases: []string{"Katana"}}, "", "", ""},
	} {
		if f := tt.family; f.Key() != tt.key || f.Label() != tt.label || f.ShortID() != tt.short {
			t.Errorf("%+v: key %q, label %q, short id %q", f, f.Key(), f.Label(), f.ShortID())
		}
	}
}

func TestFamilies(t *testing.T) {
	families := Families()
	byID := func(a, b Family) int { return strings.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(families, byID) || len(families) == 0 {
		t.Errorf("%d families, or not sorted", len(families))
	}
	for _, f := range families {
		if got, ok := FamilyByID(f.ID); !ok || got.ID != f.ID || !got.Known() || f.Name == "" || UnknownFamily(f.ID) {
			t.Errorf("FamilyByID(%q) = %+v, %v", f.ID, got, ok)
		}
	}
	if f, ok := FamilyByID("win.nobody"); ok {
		t.Errorf("FamilyByID(win.nobody) = %+v", f)
	}
}

func TestUnknownFamily(t *testing.T) {
	for id, want := range map[string]bool{
		"": true, "unknown": true, "unknown_loader": true, "Unknown_RAT": true, "Unknown malware": true,
		"win.remus": false, "win.unidentified_111": false, "unknownbot": false,
	} {
		if got := UnknownFamily(id); got != want {
			t.Errorf("UnknownFamily(%q) = %v", id, got)
		}
	}
}
