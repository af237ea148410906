package main

import (
	"context"
	"errors"
	"os"
	"syscall"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// What verify says of files.
const (
	inMedia   = "media"
	inForeign = "foreign"
)

// verifyFiles compares what lies where files lie with what the Assets say: files
// that are missing or not what they were, and whatever nobody knows. repair sets
// aside what is damaged or foreign, and loses nothing; a file that is gone only a
// backup has.
func (h *house) verifyFiles(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	v := &verifyingFiles{house: h, repair: repair, known: map[content.Hash]bool{}, damaged: map[content.Hash]bool{}}
	var all []*media.Asset
	err := h.eachAsset(ctx, func(a *media.Asset) error {
		if a.Removed.IsZero() {
			all = append(all, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for n, a := range all {
		if err := v.asset(ctx, a); err != nil {
			return nil, err
		}
		progress(n+1, len(all))
	}
	if h.blobs == nil {
		return v.findings, nil
	}
	return v.findings, v.lying(ctx)
}

type verifyingFiles struct {
	*house
	repair         bool
	known, damaged map[content.Hash]bool
	findings       []content.Finding
}

func (v *verifyingFiles) asset(ctx context.Context, a *media.Asset) error {
	v.known[a.Blob] = true
	find := func(why string) {
		v.findings = append(v.findings, content.Finding{What: inMedia, Where: "asset " + string(a.ID), Why: why})
	}
	if v.blobs == nil {
		find("its file is missing")
		return nil
	}
	switch err := v.blobs.Check(ctx, a.Blob); {
	case err == nil:
	case fault.Is(err, fault.NotFound):
		find("its file is missing")
	case fault.Is(err, fault.Invalid):
		find("its file is not what was taken in")
		v.damaged[a.Blob] = true
	default:
		return err
	}
	return nil
}

// lying looks at everything that lies where files lie. While somebody is filing,
// bytes that no Asset has yet are no finding.
func (v *verifyingFiles) lying(ctx context.Context) (err error) {
	held, err := v.cabinet.Hold()
	busy := errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS)
	if err != nil && !busy {
		return err
	}
	if held != nil {
		defer func() { err = errors.Join(err, held.Close()) }()
	}
	var aside []media.Lying
	err = v.blobs.Each(ctx, func(l media.Lying) error {
		unknown := !v.known[l.Hash] && !busy
		if unknown && l.Hash != "" {
			if unknown, err = v.nobodys(ctx, l.Hash); err != nil {
				return err
			}
		}
		if l.Hash == "" || v.damaged[l.Hash] || unknown {
			aside = append(aside, l)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, l := range aside {
		if err := v.setAside(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// nobodys reports whether bytes that had no Asset have none now and are not being
// filed. Another machine may have filed them since the Assets were read.
func (v *verifyingFiles) nobodys(ctx context.Context, h content.Hash) (bool, error) {
	filing, err := v.cabinet.OnItsWay(ctx, h)
	if err != nil || filing || v.cabinet.Gate == nil {
		return !filing, err
	}
	snap, err := v.store.Load(ctx, content.Ask{Claims: []content.Claim{media.BlobClaim(h)}})
	return len(snap.Claimed[media.BlobClaim(h)]) == 0, err
}

// setAside reports what does not belong where it lies, and moves it away.
func (v *verifyingFiles) setAside(ctx context.Context, l media.Lying) error {
	done := false
	if v.repair {
		if err := v.blobs.Quarantine(ctx, l.Place); err != nil {
			return err
		}
		done = true
	}
	if v.damaged[l.Hash] {
		return nil // it was reported with its Asset, whose file is still gone
	}
	v.findings = append(v.findings, content.Finding{What: inForeign, Where: l.Place, Why: "no asset has it", Repaired: done})
	return nil
}
