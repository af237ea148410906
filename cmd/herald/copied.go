package main

import (
	"context"
	"slices"

	"herald/content"
	"herald/internal/fault"
)

// copyRecords copies what a log has come to into an empty store: the newest Record of
// everything, with the texts that it names as they are now. The log itself stays where
// it is, since whoever looks at such a copy only wants to know what would happen next.
func copyRecords(ctx context.Context, from, to houseStore) error {
	newest := map[string]content.Position{}
	err := eachChange(ctx, from, func(c content.Change) error {
		for _, r := range c.Records {
			newest[string(r.Kind)+" "+string(r.ID)] = c.Position
		}
		return nil
	})
	if err != nil {
		return err
	}
	return eachChange(ctx, from, func(c content.Change) error {
		last := content.Change{ID: c.ID, At: c.At}
		var texts []content.Text
		for _, r := range c.Records {
			if newest[string(r.Kind)+" "+string(r.ID)] != c.Position {
				continue
			}
			last.Records = append(last.Records, r)
			for _, h := range content.Named(r.Body) {
				if slices.Contains(last.Texts, h) {
					continue
				}
				t, err := textOf(ctx, from, h)
				if fault.Is(err, fault.NotFound) {
					continue // it is the hash of something else, such as a file
				}
				if err != nil {
					return err
				}
				last.Texts, texts = append(last.Texts, h), append(texts, t)
			}
		}
		if len(last.Records) == 0 {
			return nil
		}
		head, err := to.Head(ctx)
		if err == nil {
			_, err = to.Commit(ctx, head, last, texts)
		}
		return err
	})
}

// eachChange walks a log in its order.
func eachChange(ctx context.Context, log content.Log, do func(content.Change) error) error {
	for at := content.Position(0); ; {
		changes, err := log.Changes(ctx, at, 256)
		if err != nil || len(changes) == 0 {
			return err
		}
		for _, c := range changes {
			if err := do(c); err != nil {
				return err
			}
			at = c.Position
		}
	}
}

func textOf(ctx context.Context, from content.Log, h content.Hash) (content.Text, error) {
	bodies, err := from.Texts(ctx, h)
	if err != nil {
		return content.Text{}, err
	}
	return content.Text{Hash: h, Body: bodies[h], Redacted: content.Sum(bodies[h]) != h}, nil
}
