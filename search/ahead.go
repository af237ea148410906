package search

import (
	"context"
	"sync"

	"herald/content"
)

// farAhead is how many Changes the log may be ahead of an index before an
// answer stops counting what it has not verified.
const farAhead = 1000

// ahead remembers which Documents the log has changed since the indexes took it
// in. Each Change is read once however many questions are asked meanwhile.
type ahead struct {
	mu sync.Mutex
	// The Changes in (floor, seen] are in last, by Document.
	floor, seen content.Position
	last        map[content.ID]content.Position
}

// since lists the Documents changed after a Position up to head, at least. ok is false
// when there are too many.
func (a *ahead) since(ctx context.Context, src Source, after, head content.Position) (ids []content.ID, ok bool, err error) {
	if head <= after {
		return nil, true, nil
	}
	if head-after > farAhead {
		return nil, false, nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last == nil || after < a.floor || after > a.seen || len(a.last) > 4*farAhead {
		a.floor, a.seen, a.last = after, after, map[content.ID]content.Position{}
	}
	for a.seen < head {
		changes, err := src.Changes(ctx, a.seen, 100)
		if err != nil {
			return nil, false, err
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			documents, _, err := changed(ctx, src, []content.Change{c})
			if err != nil {
				return nil, false, err
			}
			for _, id := range documents {
				a.last[id] = c.Position
			}
		}
		a.seen = changes[len(changes)-1].Position
	}
	for id, at := range a.last {
		if at > after {
			ids = append(ids, id)
		}
	}
	return ids, len(ids) <= farAhead, nil
}
