package staff

import (
	"time"

	"herald/internal/fault"
)

// linksMost is how many links that lead nowhere may come from one network within
// span. They are counted apart from passwords: a mistyped link keeps nobody from
// signing in.
const linksMost = 20

// Knock lets somebody come with a link, or says how long their network has to wait
// for the wrong ones it has brought.
func (d *Door) Knock(w Where) error {
	d.limits.mu.Lock()
	defer d.limits.mu.Unlock()
	if wait, full := d.limits.links.get(networkOf(w.Address)).full(d.now(), linksMost); full {
		return fault.New(fault.TooMany, "desk.shared.too_many", "minutes", minutes(wait))
	}
	return nil
}

// Stray counts a link that leads nowhere, and raises the alarm where there were too
// many.
func (d *Door) Stray(w Where) {
	network, now := networkOf(w.Address), d.now()
	d.limits.mu.Lock()
	links := d.limits.links.get(network)
	if _, full := links.full(now, linksMost); !full {
		links.at = append(links.at, now)
	}
	tell := links.tell(now, linksMost)
	d.limits.mu.Unlock()
	if tell && d.Alarm != nil {
		d.Alarm(Alarm{Network: network, Tries: linksMost, Links: true})
	}
}

// Past reports whether an instant is over by the machine's time, which links end by
// even while the clock of the log is made to stand still.
func (d *Door) Past(t time.Time) bool { return !d.now().Before(t) }
