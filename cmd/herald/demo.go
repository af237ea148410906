package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"herald/content"
)

const demoHead = `# The configuration of this Herald. Every key may be left out, and every key can
# be overridden by a variable: HERALD_OPS_ADDR for ops_addr.

`

// demoZone is where the clocks of the sample municipality stand.
const demoZone = "Europe/Vilnius"

// furnish writes the configuration into an empty folder, so that whoever tries
// Herald finds something to change.
func (s *server) furnish() error {
	entries, err := os.ReadDir(s.cli.Data)
	if err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
	}
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() != lockFile }) || s.cli.Config != "" {
		return nil
	}
	written := Config{}.filled()
	furnishSites(written.Sites)
	if err := written.write(filepath.Join(s.cli.Data, configFile), demoHead); err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
	}
	furnishSites(s.config.Sites)
	return nil
}

// furnishSites sets the clocks, and lets staff find on the intranet what the
// public Site lists.
func furnishSites(sites []SiteConfig) {
	for i := range sites {
		sites[i].Zone = demoZone
		if sites[i].Audience == content.Staff && sites[i].Lists == nil {
			sites[i].Lists = []string{"public"}
		}
	}
}

// welcomeLoopback lets every Site answer on this machine's own names, at the
// port that is really served.
func (s *server) welcomeLoopback() {
	for _, place := range s.house.sites {
		place.Origin = s.origin()
		place.Aliases = append(slices.Clone(place.Aliases), loopback...)
	}
}
