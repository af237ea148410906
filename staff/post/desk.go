package post

import (
	"context"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
	"herald/staff/notice"
)

// Item is a Notice that a Member may see now, with the text that it is about.
type Item struct {
	notice.Notice
	Text *notice.Text
}

// Unread counts what a Member has not seen of what is still true.
func (o *Office) Unread(ctx context.Context, m content.MemberID) (int, error) {
	return o.Rows.OpenNotices(ctx, m)
}

// unreadMost bounds how much unread is listed: more than anybody reads.
const unreadMost = 500

// List gives what a Member was told last: what is unread, what is to be done before
// all, and then as much of the rest as earlier says, each the newest first. What they may not read any more is left out. What turns out not to be
// true any more, because a Grant has run out meanwhile, is settled.
func (o *Office) List(ctx context.Context, m *staff.Member, earlier int) ([]Item, error) {
	open, err := o.Rows.Notices(ctx, notice.Query{Member: m.ID, Unread: true, Unsettled: true, Newest: true, Limit: unreadMost})
	if err != nil {
		return nil, err
	}
	told, err := o.Rows.Notices(ctx, notice.Query{Member: m.ID, Newest: true, Limit: len(open) + earlier})
	if err != nil {
		return nil, err
	}
	told = slices.DeleteFunc(told, notice.Notice.Open)
	all := append(open, told[:min(len(told), earlier)]...)
	texts, err := o.texts(ctx, o.now(), placesOf(all)...)
	if err != nil {
		return nil, err
	}
	var items []Item
	var over []string
	for _, n := range all {
		t := texts[placeOf(n)]
		if n.Settled.IsZero() && !notice.Holds(t, n, m) {
			over = append(over, n.ID)
			n.Settled = o.now()
		}
		if t != nil && t.Reads(m) {
			items = append(items, Item{n, t})
		}
	}
	if len(over) > 0 {
		if err := o.Rows.SettleNotices(ctx, o.now(), over...); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int { return rank(a) - rank(b) })
	return items, nil
}

// rank puts what is to be done before what is good to know, and both before what
// was seen.
func rank(i Item) int {
	switch {
	case !i.Open():
		return 2
	case i.Kind == notice.Approved:
		return 1
	}
	return 0
}

func placesOf(all []notice.Notice) []place {
	places := make([]place, len(all))
	for i, n := range all {
		places[i] = placeOf(n)
	}
	return places
}

// ReadAll takes down that a Member has seen everything told up to an instant: what
// came after the list was shown stays unread.
func (o *Office) ReadAll(ctx context.Context, m content.MemberID, until time.Time) error {
	return o.read(ctx, notice.Query{Member: m, Unread: true}, m, func(n notice.Notice) bool { return !n.At.After(until) })
}

// ReadAbout takes down that a Member has seen a text.
func (o *Office) ReadAbout(ctx context.Context, m content.MemberID, d content.ID, l i18n.Locale) error {
	return o.read(ctx, notice.Query{Member: m, Documents: []content.ID{d}, Unread: true}, m, func(n notice.Notice) bool { return n.Locale == l })
}

func (o *Office) read(ctx context.Context, q notice.Query, m content.MemberID, which func(notice.Notice) bool) error {
	all, err := o.Rows.Notices(ctx, q)
	if err != nil {
		return err
	}
	var ids []string
	for _, n := range all {
		if which(n) {
			ids = append(ids, n.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return o.Rows.ReadNotices(ctx, m, o.now(), ids...)
}

// Refused gives the last e-mail to a Member that their mail server did not want,
// and false where there is none, or where one was taken since.
func (o *Office) Refused(ctx context.Context, m content.MemberID) (notice.Letter, bool, error) {
	refused, err := o.Rows.LettersIn(ctx, notice.LetterRefused, m, 1)
	if err != nil || len(refused) == 0 {
		return notice.Letter{}, false, err
	}
	sent, err := o.Rows.LettersIn(ctx, notice.LetterSent, m, 1)
	if err != nil || len(sent) > 0 && sent[0].At.After(refused[0].At) {
		return notice.Letter{}, false, err
	}
	return refused[0], true, nil
}
