// Package darkroom keeps what was made of Assets: the sizes of pictures, and the
// copies of other files that are free of what their makers' machines wrote.
//
// All of it is disposable: it may be deleted at any time, and is made again when
// it is asked for. It must never be the only place of anything, never give a file
// that is not whole, never make what no theme declares, and never decide who may
// see a file.
//
//	DIR/ab/abcd…/640.webp      a Variant of the blob abcd…, under its name
//	DIR/ab/abcd…/file.same     says that cleaning the file changed nothing
//	DIR/ab/abcd…/.making-…     what is being made, or was when the power failed
package darkroom

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/picture"
)

// Cleaner writes the public copy of a file that is no picture. It says whether
// that differs from the file; if not, what it wrote does not matter.
type Cleaner func(ctx context.Context, a *media.Asset, f io.ReaderAt, size int64, w io.Writer) (changed bool, err error)

const (
	// paintTime bounds the painting of one picture, copyTime the copying of a file:
	// a film of two gigabytes is copied in it from a slow disk.
	paintTime = 2 * time.Minute
	copyTime  = 10 * time.Minute
	// cleanings is how many files are cleaned at once.
	cleanings = 2
	// waiting is how many Assets may wait to be prepared.
	waiting = 256
)

// Room keeps derived files in one folder and makes those that are missing, once
// however many ask. It is safe for concurrent use.
type Room struct {
	root   *os.Root
	blobs  media.Blobs
	studio *picture.Studio
	clean  Cleaner
	sizes  media.Sizes
	log    *slog.Logger
	// now and paper are what tests replace: the clock, and the disk's room.
	now   func() time.Time
	paper func(io.Writer) io.Writer

	ctx      context.Context
	stop     context.CancelFunc
	all      sync.WaitGroup
	cleaning chan struct{}
	queue    chan *media.Asset

	mu      sync.Mutex
	closed  bool
	flights map[content.Hash]*flight
	// leaving counts who is taking a blob out; nothing is made of it meanwhile.
	leaving map[content.Hash]int
	failed  map[content.Hash]failure
	// asked counts the flights that somebody waits for; idle is closed while
	// there are none.
	asked int
	idle  chan struct{}
	// checked names the files that this process wrote or has read in full.
	checked map[uint64]struct{}
}

// Open gives the Room in dir, which is made where it is missing.
func Open(dir string, blobs media.Blobs, studio *picture.Studio, clean Cleaner, sizes media.Sizes, log *slog.Logger) (*Room, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "darkroom in %s", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "darkroom in %s", dir)
	}
	r := &Room{
		root: root, blobs: blobs, studio: studio, clean: clean, sizes: slices.Clone(sizes), log: log,
		now: time.Now, paper: func(w io.Writer) io.Writer { return w },
		cleaning: make(chan struct{}, cleanings), queue: make(chan *media.Asset, waiting),
		flights: map[content.Hash]*flight{}, leaving: map[content.Hash]int{},
		failed: map[content.Hash]failure{}, checked: map[uint64]struct{}{},
		idle: make(chan struct{}),
	}
	close(r.idle)
	r.ctx, r.stop = context.WithCancel(context.Background())
	r.all.Go(r.prepare)
	return r, nil
}

// Close stops all work and waits until it has ended. Files that were given out
// stay open.
func (r *Room) Close() error {
	r.mu.Lock()
	was := r.closed
	r.closed = true
	r.mu.Unlock()
	if was {
		return nil
	}
	r.stop()
	r.all.Wait()
	return r.root.Close()
}

// declared gives v as it is kept, or fault.NotFound for what no theme declares.
// Whoever could ask for any size of any crop could fill the disk.
func (r *Room) declared(a *media.Asset, v media.Variant) (media.Variant, error) {
	whole := v.Size == (media.Size{})
	ok := validHash(a.Blob)
	switch {
	case whole:
		ok = ok && a.Kind.Class() != "" && v.Kind == media.WholeKind(a.Kind)
	case a.Kind.Class() != media.Picture:
		ok = false
	default:
		ok = ok && slices.Contains(r.sizes, v.Size) && slices.Contains(media.PictureKinds(a.Kind), v.Kind)
	}
	if v.Size.Crop == "" {
		v.Focal = media.Focal{}
	} else if v.Focal != a.Focal {
		ok = false
	}
	if !ok {
		return v, fault.Absent("variant %s of blob %q", v.FileName(), a.Blob)
	}
	return v, nil
}

// variants are all sizes of a picture.
func (r *Room) variants(a *media.Asset) []media.Variant {
	var all []media.Variant
	for _, s := range r.sizes {
		for _, k := range media.PictureKinds(a.Kind) {
			v := media.Variant{Size: s, Kind: k}
			if s.Crop != "" {
				v.Focal = a.Focal
			}
			all = append(all, v)
		}
	}
	return all
}

// recipe tells apart files of the same name that were made otherwise. Raise the
// number when media/picture or the Cleaner makes other bytes of the same file:
// what was kept before is then made anew.
func recipe(v media.Variant) string {
	const number = 1
	return fmt.Sprintf("%d %s %d:%d", number, v.FileName(), v.Size.Across, v.Size.Down)
}
