package filing

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Sweep removes bytes that no Asset has: those of a process that was killed
// between keeping a file and making it known. While anybody is filing it does
// nothing. known reports which of some hashes belong to an Asset.
func (c *Cabinet) Sweep(ctx context.Context, known func(context.Context, []content.Hash) (map[content.Hash]bool, error)) (removed int, err error) {
	held, err := c.Hold()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	// The marks go last: a process that is killed here leaves nothing foreign.
	defer func() {
		left, _ := filepath.Glob(filepath.Join(c.Room, arriving))
		for _, path := range left {
			if err == nil {
				err = os.Remove(path)
			}
		}
	}()
	var lying []content.Hash
	err = c.Blobs.Each(ctx, func(l media.Lying) error {
		if l.Hash != "" {
			lying = append(lying, l.Hash)
		}
		return nil
	})
	if err != nil || len(lying) == 0 {
		return 0, err
	}
	kept, err := known(ctx, lying)
	if err != nil {
		return 0, err
	}
	for _, h := range lying {
		if kept[h] {
			continue
		}
		gone, err := c.take(ctx, h, func(ctx context.Context) (bool, error) {
			if c.Gate == nil {
				return false, nil // nobody has filed since
			}
			again, err := known(ctx, []content.Hash{h})
			return again[h], err
		})
		if fault.Is(err, fault.Unavailable) && c.Gate != nil {
			continue // another machine is filing it
		}
		if err != nil {
			return removed, err
		}
		if gone {
			removed++
		}
	}
	return removed, nil
}

// Remove takes bytes out for ever, unless wanted says that an Asset has them again,
// and reports whether they are gone. While somebody is filing it refuses: those may
// be the same bytes, about to be made known.
func (c *Cabinet) Remove(ctx context.Context, h content.Hash, wanted func(context.Context) (bool, error)) (gone bool, err error) {
	held, err := c.Hold()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, fault.Wrap(fault.Unavailable, err, "somebody is filing: blob %s stays for now", h)
	}
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	gone, err = c.take(ctx, h, wanted)
	if err != nil || !gone {
		return false, err
	}
	return true, c.unmark(h)
}

// take removes bytes that nobody is filing, unless they are wanted.
func (c *Cabinet) take(ctx context.Context, h content.Hash, wanted func(context.Context) (bool, error)) (gone bool, err error) {
	open, err := c.shut(ctx, h)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, open()) }()
	if again, err := wanted(ctx); err != nil || again {
		return false, err
	}
	return true, c.Blobs.Remove(ctx, h)
}
