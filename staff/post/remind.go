package post

import (
	"context"
	"time"

	"herald/content"
	"herald/staff/notice"
)

// morningHour is when the e-mails of a morning and the reminders of a day come, by
// the municipality's clocks.
const morningHour = 7

// morning gives the morning of the day of now.
func (o *Office) morning(now time.Time) (at time.Time, day string) {
	local := now.In(o.zone())
	return time.Date(local.Year(), local.Month(), local.Day(), morningHour, 0, 0, 0, o.zone()), local.Format(time.DateOnly)
}

func (o *Office) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// Remind tells, in the morning of the day on which a step is owed, whoever can give
// it. Asked again on that day it does nothing new. What was owed before and still
// is was told on its own day.
func (o *Office) Remind(ctx context.Context) error {
	now := o.now()
	begin, day := o.morning(now)
	if now.Before(begin) || o.held() {
		return nil
	}
	midnight := func(days int) time.Time {
		return time.Date(begin.Year(), begin.Month(), begin.Day()+days, 0, 0, 0, 0, o.zone())
	}
	from, until := midnight(0), midnight(1)
	owed, err := o.Store.Board(ctx, content.BoardQuery{Within: []content.Bounds{{}}, Owed: true, OwedBefore: content.Instant(until), Sort: content.ByDue})
	if err != nil {
		return err
	}
	var places []place
	for i := range owed {
		places = append(places, place{owed[i].Document, owed[i].Locale})
	}
	if len(places) == 0 {
		return nil
	}
	members, err := o.Members.AllMembers(ctx)
	if err != nil {
		return err
	}
	texts, err := o.texts(ctx, now, places...)
	if err != nil {
		return err
	}
	var told []notice.Notice
	for _, p := range places {
		if t := texts[p]; t != nil {
			told = append(told, notice.Remind(t, day, from, until, members)...)
		}
	}
	return o.addBeside(ctx, told)
}

// addBeside keeps what does not come of the log.
func (o *Office) addBeside(ctx context.Context, told []notice.Notice) error {
	// Before the follower has begun there is no saying where.
	if _, begun, err := o.Rows.Noticed(ctx); err != nil || !begun || len(told) == 0 {
		return err
	}
	if o.Server != nil {
		for i := range told {
			told[i].Mail = notice.MailWaiting
		}
	}
	if err := o.Rows.AddNotices(ctx, 0, told...); err != nil {
		return err
	}
	o.ring()
	return nil
}

// Sweep drops what was told long ago.
func (o *Office) Sweep(ctx context.Context) error {
	return o.Rows.SweepNotices(ctx, o.now().Add(-notice.Life))
}
