package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// envKills says how often the test kills a pull; three hundred take some minutes.
const envKills = "FOXHOUND_TEST_KILLS"

// envVictim names the store to a child process that is there to be killed.
const envVictim = "FOXHOUND_TEST_VICTIM"

func TestMain(m *testing.M) {
	if path := os.Getenv(envVictim); path != "" {
		if err := victim(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// victim pulls, one pull after the other, and reports each as stored when Commit says so. Pull
// number n adds 200 indicators and withdraws the 200 of the pull before.
func victim(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	f, err := s.Feed(ctx, "f")
	first := 0
	if err == nil {
		first, _ = strconv.Atoi(f.Cursor["n"])
		first++
	}
	for n := first; ; n++ {
		p, err := s.Begin(ctx, Feed{Name: "f", Whole: true, Cursor: Cursor{"n": strconv.Itoa(n)}})
		if err != nil {
			return err
		}
		p.forced = true
		for _, ind := range many(200*n, 200) {
			if err := p.Add(ind); err != nil {
				return err
			}
		}
		if _, err := p.Commit(); err != nil {
			return err
		}
		fmt.Printf("stored %d\n", n)
	}
}

// A kill at any moment loses nothing that was reported as stored, and keeps nothing by halves.
func TestKill(t *testing.T) {
	kills := 30
	if text := os.Getenv(envKills); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", envKills, err)
		}
		kills = n
	}
	if testing.Short() {
		kills = 3
	}
	var path string
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range kills {
		if n%10 == 0 { // before it grows so large that looking at it takes longer than killing
			path = filepath.Join(t.TempDir(), "foxhound.db")
		}
		reported := kill(t, path, time.Duration(rnd.IntN(60))*time.Millisecond)
		survey(t, path, reported)
	}
}

// kill lets a child pull until it has stored something and a little longer, and returns the
// number of the last pull that it reported.
func kill(t *testing.T, path string, longer time.Duration) int {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run=^$")
	cmd.Env = append(os.Environ(), envVictim+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := -1
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(strings.TrimPrefix(lines.Text(), "stored "))
		if err != nil {
			t.Fatalf("the child said %q", lines.Text())
		}
		if last < 0 {
			time.AfterFunc(longer, func() { cmd.Process.Kill() })
		}
		last = n
	}
	if cmd.Wait(); last < 0 {
		t.Fatal("the child stored nothing")
	}
	return last
}

// survey holds a store to what was reported: the last pull that is in it is whole, and none
// before it stands.
func survey(t *testing.T, path string, reported int) {
	t.Helper()
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f, err := s.Feed(ctx, "f")
	if err != nil {
		t.Fatal(err)
	}
	last, _ := strconv.Atoi(f.Cursor["n"])
	if last < reported || f.Pulls != last+1 || f.Standing != 200 {
		t.Fatalf("pull %d was reported as stored; the store has %d pulls, the last of them %d, and %d assertions stand", reported, f.Pulls, last, f.Standing)
	}
	for a, err := range s.Assertions(ctx, Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		var n int
		fmt.Sscanf(a.Value, "h%d.", &n)
		if stands := a.Withdrawn.IsZero(); stands != (n/200 == last) {
			t.Fatalf("after pull %d, %s stands: %t", last, a.Value, stands)
		}
	}
	if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatalf("Check = %v, %v", faults, err)
	}
}
