package style

import (
	"sync"

	"herald/content"
)

// Living are rules that follow what the house says at the desk: whoever asks hands
// them the Records as they are now, and they are made ready again only when those
// have changed. It may be used from many goroutines.
type Living struct {
	// Base are the rules that come with Herald and with the files of the house.
	Base *Rules

	mu       sync.Mutex
	seen     content.Hash
	all, own *Rules
	houses   []*House
}

// Now is the house style as of some Records: all rules, those made at the desk
// alone, and what the house said.
type Now struct {
	All, Own *Rules
	Houses   []*House
}

// Follow gives the rules as of Records. It fails where one of them cannot be read,
// and goes on with what it had before.
func (l *Living) Follow(records []content.Record) (Now, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all, l.own = l.Base, &Rules{}
	}
	var all []byte
	for _, r := range records {
		all = append(append(all, r.Body...), 0)
	}
	if sum := content.Sum(all); sum != l.seen {
		if err := l.read(records); err != nil {
			return l.now(), err
		}
		l.seen = sum
	}
	return l.now(), nil
}

func (l *Living) now() Now { return Now{All: l.all, Own: l.own, Houses: l.houses} }

func (l *Living) read(records []content.Record) error {
	houses, err := DecodeHouses(records)
	if err != nil {
		return err
	}
	all, err := l.Base.With(houses...)
	if err != nil {
		return err
	}
	own, err := Own(houses...)
	if err != nil {
		return err
	}
	l.all, l.own, l.houses = all, own, houses
	return nil
}
