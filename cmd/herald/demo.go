package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

const demoHead = `# The configuration of this Herald. Every key may be left out, and every key can
# be overridden by a variable: HERALD_OPS_ADDR for ops_addr.

`

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
	if err := written.write(filepath.Join(s.cli.Data, configFile), demoHead); err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
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

// sampler fills a store with the sample municipality.
type sampler func(ctx context.Context, h *house) error

// sample is set where the binary carries a sample.
var sample sampler

// fill puts the sample into a store that holds nothing yet.
func (s *server) fill(ctx context.Context) error {
	head, err := s.house.store.Head(ctx)
	if err != nil || head > 0 || sample == nil {
		return err
	}
	if err := sample(ctx, s.house); err != nil {
		return errors.Join(errors.New("the sample could not be taken in"), err)
	}
	return nil
}
