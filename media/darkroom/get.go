package darkroom

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"herald/internal/fault"
	"herald/media"
)

// same is the file which says that cleaning changed nothing.
const same = media.WholeFile + ".same"

// tries bounds how often Get waits for others before it gives up.
const tries = 5

// Get gives a derived file: the one that is kept, or a new one. Whoever asks for
// a size of a picture first has all its sizes made; others wait for theirs. The
// largest is media.WholeFile: the picture itself, of the kind WholeKind says.
//
// It gives fault.NotFound for what no theme declares and for a crop of another
// focal point than that of a, fault.Gone for what was removed, fault.Invalid with
// a key for a file that cannot be read, and fault.Unavailable when the disk is
// full. A failure is given again, without trying, for a while.
func (r *Room) Get(ctx context.Context, a *media.Asset, v media.Variant) (*File, error) {
	if !a.Removed.IsZero() {
		return nil, &fault.Fault{Kind: fault.Gone}
	}
	v, err := r.declared(a, v)
	if err != nil {
		return nil, err
	}
	for range tries {
		file, err := r.kept(ctx, a, v)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
		err = r.await(ctx, a, v)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, context.Canceled), errors.Is(err, errYield):
			// Those who had asked before have all left, or nobody had. We are here.
		case err != nil:
			return nil, err
		}
	}
	return nil, fault.Wrap(fault.Unavailable, fs.ErrNotExist, "variant %s of blob %s", v.FileName(), a.Blob)
}

// kept gives what is on the disk, or fs.ErrNotExist.
func (r *Room) kept(ctx context.Context, a *media.Asset, v media.Variant) (*File, error) {
	file, err := r.open(ctx, place(a.Blob, v.FileName()), recipe(v))
	if errors.Is(err, fs.ErrNotExist) && a.Kind.Class() != media.Picture {
		file, err = r.unchanged(ctx, a, v)
	}
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return file, err
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, os.ErrClosed):
		return nil, errClosed()
	case fault.KindOf(err) == fault.Internal:
		return nil, fault.Wrap(fault.Unavailable, err, "variant %s of blob %s", v.FileName(), a.Blob)
	}
	return nil, err
}

// unchanged gives the blob itself where cleaning changed nothing.
func (r *Room) unchanged(ctx context.Context, a *media.Asset, v media.Variant) (*File, error) {
	mark, err := r.open(ctx, place(a.Blob, same), recipe(v))
	if err != nil {
		return nil, err
	}
	_ = mark.Close()
	blob, err := r.blobs.Open(ctx, a.Blob)
	if err != nil {
		return nil, err
	}
	return &File{Blob: blob, Made: mark.Made, Tag: string(a.Blob[:32])}, nil
}

func errClosed() error {
	return &fault.Fault{Kind: fault.Unavailable, Err: errors.New("the darkroom is closed")}
}
