package hunt

import (
	"context"
	"errors"
	"fmt"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/internal/logs"
	"foxhound/internal/roles"
)

// maxPlaces is how many malformed records a summary names; all are counted.
const maxPlaces = 10

func newSummary(s *set, feeds []*feed.Result, exclusions []exclusion.Exclusion) *Summary {
	sum := &Summary{Tables: map[string]TableCount{}, Indicators: s.counts, Guarded: s.guarded}
	for _, f := range feeds {
		c := FeedCount{Name: f.Name, Format: f.Format, Rows: f.Rows, Indicators: f.Len(), Malformed: len(f.Malformed), Notes: f.Notes}
		for _, m := range f.Malformed[:min(len(f.Malformed), maxPlaces)] {
			c.Examples = append(c.Examples, Place{File: f.Name, Line: int64(m.Line), Reason: m.Err.Error()})
		}
		sum.Feeds = append(sum.Feeds, c)
	}
	for _, f := range feeds {
		sum.Merged += f.Len()
	}
	for _, c := range s.counts {
		sum.Merged -= c.Loaded
	}
	for _, x := range exclusions {
		sum.Exclusions = append(sum.Exclusions, ExclusionCount{Name: x.Name, Active: x.Active, Needs: x.Needs})
	}
	return sum
}

// undated counts a block's rows without a time, and keeps the first of each file.
func (s *Summary) undated(b blockResult) {
	s.Undated += b.undated
	if n := len(s.UndatedAt); b.undated > 0 && n < maxPlaces && (n == 0 || s.UndatedAt[n-1].File != b.undatedAt.File) {
		s.UndatedAt = append(s.UndatedAt, b.undatedAt)
	}
}

// read accounts for the files.
func (s *Summary) read(files []logs.FileStats) {
	for i := range files {
		f := &files[i]
		s.Files++
		s.Bytes += f.Bytes
		s.PassedOver += f.PassedOver
		s.Malformed += f.Malformed
		for _, m := range f.Examples {
			if len(s.MalformedAt) < maxPlaces {
				s.MalformedAt = append(s.MalformedAt, Place{f.Source.Path, m.Line, m.Reason})
			}
		}
		if f.Unrecognised != "" {
			s.Unrecognised = append(s.Unrecognised, Place{File: f.Source.Path, Reason: f.Unrecognised})
		}
		if f.Guessed > 0 {
			s.Guessed += f.Guessed
			s.GuessedAt = append(s.GuessedAt, Place{File: f.Source.Path, Reason: guessed(f.Guessed)})
		}
		if f.NoZone > 0 {
			s.NoZone += f.NoZone
			s.NoZoneAt = append(s.NoZoneAt, Place{File: f.Source.Path, Reason: times(f.NoZone) + " without a zone, read as UTC"})
		}
		if padded := f.Padded(); padded != "" {
			s.PaddedAt = append(s.PaddedAt, Place{File: f.Source.Path, Reason: padded})
		}
		if f.Grown > 0 {
			s.GrownAt = append(s.GrownAt, Place{File: f.Source.Path, Reason: fmt.Sprintf("%d bytes were appended while it was read, and left to the next hunt", f.Grown)})
		}
		if f.Err != nil {
			s.Unread = append(s.Unread, Place{File: f.Source.Path, Reason: unread(f.Err)})
		}
		for table, n := range f.Rows {
			s.Rows += n
			if table == "" {
				s.NoTable, table = s.NoTable+n, roles.TextTable
			}
			t := s.Tables[table]
			t.Rows += n
			t.Hunted = roles.Of(table) != nil
			s.Tables[table] = t
		}
	}
}

// unopened names the sources that the hunt did not come to before it was interrupted.
func (s *Summary) unopened(sources []logs.Source, files []logs.FileStats) {
	opened := map[string]bool{}
	for i := range files {
		opened[files[i].Source.Origin()] = true
	}
	for i := range sources {
		if !opened[sources[i].Path] {
			s.Unread = append(s.Unread, Place{File: sources[i].Path, Reason: "interrupted before it was opened"})
		}
	}
}

// unread says why a file was not read to its end.
func unread(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted before its end"
	}
	return err.Error()
}

// guessed says what a file's times without a year were taken for.
func guessed(n int64) string {
	return times(n) + " without a year, taken for the last before the file's own time, which a copy changes; --now names another"
}

func times(n int64) string {
	if n == 1 {
		return "1 time"
	}
	return fmt.Sprintf("%d times", n)
}
