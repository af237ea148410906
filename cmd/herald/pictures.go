package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"slices"

	"herald/content"
	"herald/media"
	"herald/media/darkroom"
	"herald/media/intake"
	"herald/media/picture"
	"herald/site"
	"herald/themes"
)

// variantsFolder is where derived files lie, below that of the files. All of it
// can be made again.
const variantsFolder = "variants"

// openDarkroom makes ready what readers get of files: pictures in the sizes of
// every theme in use, and papers without what their makers' machines wrote.
func (s *server) openDarkroom() error {
	var sizes media.Sizes
	for _, name := range s.house.siteNames() {
		theme, err := s.theme(name)
		if err != nil {
			return err
		}
		sizes = append(sizes, site.Sizes(theme)...)
	}
	limits := s.config.Media.limits()
	studio := picture.New(picture.Options{Decodes: max(1, s.config.Media.AtOnce), Pixels: limits.Pixels})
	var err error
	s.room, err = darkroom.Open(filepath.Join(s.house.filesDir, variantsFolder), s.house.blobs, studio, cleaner(limits), sizes, s.log)
	return err
}

// cleaner takes out of a file what its maker's machine wrote. What the file is
// is found again: a signature, which no change survives, is part of that.
func cleaner(limits media.Limits) darkroom.Cleaner {
	return func(ctx context.Context, a *media.Asset, f io.ReaderAt, size int64, w io.Writer) (bool, error) {
		found, err := intake.Identify(ctx, f, size, limits)
		if err != nil {
			return false, err
		}
		return intake.Clean(ctx, found, f, size, w)
	}
}

func (s *server) theme(siteName string) (*themes.Theme, error) {
	return loadTheme(s.config.themesDir(s.cli.Data), s.house.sites[siteName].Theme)
}

// readersMedia is what a Site gets of the files.
type readersMedia struct {
	media.Library
	room *darkroom.Room
}

// Open implements site.Media.
func (m readersMedia) Open(ctx context.Context, a *media.Asset, v media.Variant) (media.Blob, error) {
	return m.room.Get(ctx, a, v)
}

// painter follows the log and has the sizes of new pictures made before anybody
// asks for them. What it misses is made when it is asked for.
type painter struct {
	s  *server
	at content.Position
}

// Name implements follow.Follower.
func (p *painter) Name() string { return "pictures" }

// Position implements follow.Follower.
func (p *painter) Position(context.Context) (content.Position, error) { return p.at, nil }

// Apply implements follow.Follower.
func (p *painter) Apply(ctx context.Context, changes []content.Change) error {
	var ids []content.ID
	for _, c := range changes {
		for _, e := range c.Events {
			if e.Kind == content.EventUploaded || e.Kind == content.EventDescribed {
				ids = append(ids, e.Asset)
			}
		}
		p.at = c.Position
	}
	found, err := p.s.house.store.Assets(ctx, ids...)
	if err != nil {
		return err
	}
	for _, a := range found {
		p.s.room.Prepare(a)
	}
	return nil
}

// paintNewest has the files made that readers will ask for first, where they are
// not: after a restore, or with the sample municipality.
func (s *server) paintNewest(ctx context.Context) {
	const most = 200
	var newest []*media.Asset
	err := s.house.eachAsset(ctx, func(a *media.Asset) error {
		newest = append(newest, a)
		if len(newest) > 2*most {
			newest = latest(newest, most)
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		s.log.Warn("pictures are painted when they are asked for", "error", err)
	}
	for _, a := range latest(newest, most) {
		s.room.Prepare(a)
	}
}

func latest(all []*media.Asset, most int) []*media.Asset {
	slices.SortFunc(all, func(a, b *media.Asset) int {
		return cmp.Or(b.Uploaded.At.Compare(a.Uploaded.At), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(most, len(all))]
}
