package darkroom

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// leftover is how old a file must be that somebody was making and gave up.
const leftover = time.Hour

// Forget takes out all that was made of a blob, and flushes that to the disk:
// what was redacted must not come back with the power. Who has a file open keeps
// it. The blob itself must be gone before, or the next Get makes all again.
func (r *Room) Forget(ctx context.Context, h content.Hash) error {
	if !validHash(h) {
		return fault.Absent("blob %q", h)
	}
	letGo, err := r.halt(ctx, h)
	if err != nil {
		return err
	}
	defer letGo()
	if err := r.root.RemoveAll(folderOf(h)); err != nil {
		return fault.Wrap(fault.Unavailable, err, "forgetting blob %s", h)
	}
	above, err := r.root.Open(path.Dir(folderOf(h)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = errors.Join(above.Sync(), above.Close())
	}
	return fault.Wrap(fault.Unavailable, err, "forgetting blob %s", h)
}

// Sweep takes out what was made of blobs that keep does not know, and what was
// left half made when the power failed. It touches nothing else in the folder.
func (r *Room) Sweep(ctx context.Context, keep func(content.Hash) bool) error {
	shelves, err := fs.ReadDir(r.root.FS(), ".")
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "sweeping the darkroom")
	}
	for _, shelf := range shelves {
		if !shelf.IsDir() || len(shelf.Name()) != 2 {
			continue
		}
		folders, err := fs.ReadDir(r.root.FS(), shelf.Name())
		if err != nil {
			return fault.Wrap(fault.Unavailable, err, "sweeping the darkroom")
		}
		for _, folder := range folders {
			if err := ctx.Err(); err != nil {
				return err
			}
			h := content.Hash(folder.Name())
			if !folder.IsDir() || !validHash(h) || string(h[:2]) != shelf.Name() {
				continue
			}
			if err := r.sweepOne(ctx, h, keep(h)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Room) sweepOne(ctx context.Context, h content.Hash, known bool) error {
	if !known {
		return r.Forget(ctx, h)
	}
	files, err := fs.ReadDir(r.root.FS(), folderOf(h))
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "sweeping blob %s", h)
	}
	for _, file := range files {
		about, err := file.Info()
		// What vanishes meanwhile has got its name.
		if err != nil || !strings.HasPrefix(file.Name(), making) || r.now().Sub(about.ModTime()) < leftover {
			continue
		}
		if err := r.root.Remove(place(h, file.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.Wrap(fault.Unavailable, err, "sweeping blob %s", h)
		}
	}
	return nil
}
