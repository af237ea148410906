package staff

import (
	"context"
	"slices"

	"herald/content"
)

// Reachable gives those who can come in, each with their Grants, as far as one of
// these holds now and includes action: somebody who is disabled, or has never chosen
// a password, does nothing, whatever they were granted.
func (r *Roster) Reachable(ctx context.Context, action content.Action) ([]content.Actor, error) {
	all, err := r.Shelf.AllMembers(ctx)
	if err != nil {
		return nil, err
	}
	now := r.Clock.Now()
	var people []content.Actor
	for _, m := range all {
		a := m.Actor()
		if !content.MaySomewhere(a, action, now) {
			continue
		}
		x, err := r.Vault.Secrets(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		if x.Password != "" {
			people = append(people, a)
		}
	}
	return slices.Clip(people), nil
}
