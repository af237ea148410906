package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"herald/content"
	"herald/content/sample"
	"herald/i18n"
)

const demoHead = `# The configuration of this Herald. Every key may be left out, and every key can
# be overridden by a variable: HERALD_OPS_ADDR for ops_addr.

`

// demoZone is where the clocks of the sample municipality stand.
const demoZone = "Europe/Vilnius"

// demoAgency is the Site of the municipality's energy agency: a second public one,
// where Albanian and Serbian go out together.
func demoAgency() SiteConfig {
	return SiteConfig{Name: "agency", Base: "/energy", Together: [][]i18n.Locale{{"sq", "sr"}}}
}

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
	written := Config{Sites: demoSites(Config{}.filled().Sites)}.filled()
	if err := written.write(filepath.Join(s.cli.Data, configFile), demoHead); err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
	}
	s.config.Sites = demoSites(s.config.Sites)
	s.config = s.config.filled()
	return nil
}

// demoSites gives sites with that of the agency, sets the clocks, and says who
// lists whom: the municipality its agency, and the intranet both.
func demoSites(sites []SiteConfig) []SiteConfig {
	sites = slices.Insert(slices.Clone(sites), 1, demoAgency())
	for i := range sites {
		s := &sites[i]
		s.Zone = demoZone
		switch {
		case s.Lists != nil:
		case s.Audience == content.Staff:
			s.Lists = []string{sample.Public, demoAgency().Name}
		case s.Name == sample.Public:
			s.Lists = []string{demoAgency().Name}
		}
	}
	return sites
}

// welcomeLoopback lets every Site answer on this machine's own names, at the
// port that is really served.
func (s *server) welcomeLoopback() {
	for _, place := range s.house.sites {
		place.Origin = s.origin()
		place.Aliases = append(slices.Clone(place.Aliases), loopback...)
	}
}
