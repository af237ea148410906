package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	for i := range written.Sites {
		written.Sites[i].Zone = demoZone
	}
	if err := written.write(filepath.Join(s.cli.Data, configFile), demoHead); err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
	}
	for i := range s.config.Sites {
		s.config.Sites[i].Zone = demoZone
	}
	return nil
}

// welcomeLoopback lets every Site answer on this machine's own names, at the
// port that is really served.
func (s *server) welcomeLoopback() {
	for _, place := range s.house.sites {
		place.Origin = s.origin()
		place.Aliases = append(slices.Clone(place.Aliases), loopback...)
	}
}
