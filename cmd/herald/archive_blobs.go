package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/store/files"
)

// unsoundError says that a file of an Asset is not there whole.
type unsoundError struct{ hash content.Hash }

func (e *unsoundError) Error() string { return fmt.Sprintf("file %s is damaged or gone", e.hash) }

// blobs adds the files of Assets, wherever they lie, but for some. Their names say what
// their sums are, so that each is read once.
func (a *archiver) blobs(ctx context.Context, from media.Blobs, without []content.Hash) {
	if a.err != nil || from == nil {
		return
	}
	var all []media.Lying
	a.err = from.Each(ctx, func(l media.Lying) error {
		if l.Hash != "" && !slices.Contains(without, l.Hash) {
			all = append(all, l)
		}
		return nil
	})
	slices.SortFunc(all, func(x, y media.Lying) int { return cmp.Compare(x.Hash, y.Hash) })
	for _, l := range all {
		name := path.Join(mediaFolder, filepath.ToSlash(files.Place(l.Hash)))
		a.add(member{Name: name, Size: l.Size, SHA256: string(l.Hash)}, origin{openBlob(from, l.Hash), &unsoundError{l.Hash}})
	}
}

// openBlob opens a file of an Asset. Whatever is wrong with it is an unsoundError.
func openBlob(from media.Blobs, h content.Hash) func(context.Context) (io.ReadCloser, error) {
	return func(ctx context.Context) (io.ReadCloser, error) {
		b, err := from.Open(ctx, h)
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
			return nil, &unsoundError{h}
		}
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.NewSectionReader(b, 0, b.Size()), b}, nil
	}
}

// unsound gives the files of Assets that cannot be read whole.
func (h *house) unsound(ctx context.Context) (all []content.Hash, err error) {
	err = h.blobs.Each(ctx, func(l media.Lying) error {
		if l.Hash == "" {
			return nil
		}
		switch err := h.blobs.Check(ctx, l.Hash); {
		case fault.Is(err, fault.Invalid):
			all = append(all, l.Hash)
		case !fault.Is(err, fault.NotFound): // that it was taken out meanwhile is no damage
			return err
		}
		return nil
	})
	return all, err
}
