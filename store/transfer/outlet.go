package transfer

import (
	"herald/content"
	"herald/content/counting"
	"herald/staff"
	"herald/staff/notice"
)

// A Batch has at most so many things, and ends with the one that makes it exceed so
// many bytes: a message to a server stays small, whatever stands in a store.
const (
	mostThings = 200
	mostBytes  = 4 << 20
)

// Outlet gathers what a Source gives out into batches. Whatever is given to it must not
// be changed afterwards.
type Outlet struct {
	take          func(Batch) error
	batch         Batch
	things, bytes int
}

// NewOutlet gives an Outlet that hands its batches to take.
func NewOutlet(take func(Batch) error) *Outlet { return &Outlet{take: take} }

// Entry gives out an entry of the log.
func (o *Outlet) Entry(e Entry) error { return add(o, &o.batch.Entries, e, len(e.Body)) }

// Text gives out a text.
func (o *Outlet) Text(x content.Text) error { return add(o, &o.batch.Texts, x, len(x.Body)) }

// Noticed gives out how far the log had been looked through.
func (o *Outlet) Noticed(at content.Position) { o.batch.Noticed = &at }

// Notice gives out what a Member is told.
func (o *Outlet) Notice(n notice.Notice) error { return add(o, &o.batch.Notices, n, 0) }

// Letter gives out an e-mail.
func (o *Outlet) Letter(l notice.Letter) error { return add(o, &o.batch.Letters, l, 0) }

// Secrets gives out those of a Member.
func (o *Outlet) Secrets(x staff.Secrets) error { return add(o, &o.batch.Secrets, x, 0) }

// Device gives out a device of a Member.
func (o *Outlet) Device(d Device) error { return add(o, &o.batch.Devices, d, 0) }

// Scratch gives out what somebody has typed.
func (o *Outlet) Scratch(x content.Scratch) error {
	return add(o, &o.batch.Scratches, x, len(x.Words)+len(x.Facts))
}

// Share gives out a link.
func (o *Outlet) Share(x content.Share) error { return add(o, &o.batch.Shares, x, 0) }

// Question gives out how often something was asked.
func (o *Outlet) Question(c counting.Count) error { return add(o, &o.batch.Questions, c, 0) }

// Flush hands over what is left. A Source calls it last.
func (o *Outlet) Flush() error {
	if o.things == 0 && o.batch.Noticed == nil {
		return nil
	}
	full := o.batch
	o.batch, o.things, o.bytes = Batch{}, 0, 0
	return o.take(full)
}

func add[T any](o *Outlet, to *[]T, x T, bytes int) error {
	*to = append(*to, x)
	o.things++
	o.bytes += bytes
	if o.things < mostThings && o.bytes < mostBytes {
		return nil
	}
	return o.Flush()
}
