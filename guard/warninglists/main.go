// Command warninglists renews those of the guards' lists that are made of the MISP warninglists
// (https://github.com/MISP/misp-warninglists, CC0): it reads a checkout, or an archive of it,
// and writes text files that package guard embeds. It fetches nothing.
//
//	go run ./guard/warninglists -from ../misp-warninglists -to guard/lists
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "", "a checkout of misp-warninglists, or a tar.gz of its lists")
	to := flag.String("to", "lists", "where the lists are written")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "warninglists:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	sources, err := Read(from)
	if err != nil {
		return err
	}
	for _, m := range Made() {
		text, err := m.Text(sources)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, m.Name+".txt"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
