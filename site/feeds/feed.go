// Package feeds owns how a list is written for machines that follow it: RSS
// 2.0, Atom (RFC 4287), JSON Feed 1.1 and iCalendar (RFC 5545). It turns a Feed,
// which its caller has filled with public words only, into bytes, the same for
// the same Feed. It must not read a store, a clock or a request, and decides
// neither what stands in a list nor in which language.
package feeds

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"herald/i18n"
)

// The media types that the four forms are served with.
const (
	TypeRSS      = "application/rss+xml; charset=utf-8"
	TypeAtom     = "application/atom+xml; charset=utf-8"
	TypeJSON     = "application/feed+json; charset=utf-8"
	TypeCalendar = "text/calendar; charset=utf-8"
)

// StateScheme is the vocabulary in which RSS and Atom name the State of an Item
// among its categories.
const StateScheme = "https://schema.org/creativeWorkStatus"

// Feed is a list as one of its documents shows it: the whole, or one page.
// Addresses are absolute.
type Feed struct {
	// ID is a tag: URI that stays when the address changes; see TagID.
	ID              string
	Title, Subtitle string
	Lang            i18n.Locale
	// Self is the address of this very document, Page that of the list for people.
	Self, Page string
	// Alternates are the same list in the same form in other languages.
	Alternates []Alternate
	// Updated is the newest instant at which the list changed; where it is zero,
	// the newest of the Items counts.
	Updated time.Time
	Items   []Item
	// Complete says that an entry that is not here is not in the list any more.
	// It has no meaning beside Prev or Next, and is left out there.
	Complete bool
	// First, Prev, Next and Current are other pages of the list (RFC 5005); Next
	// goes towards older Items, Current is the page that readers subscribe to.
	First, Prev, Next, Current string
	Icon, Rights               string
	// Author is who publishes the list; empty is the Title.
	Author string
}

// Alternate is the address of a Feed in another language.
type Alternate struct {
	Lang i18n.Locale
	URL  string
}

// The States an Item can be in besides the ordinary one.
const (
	Withdrawn   = "withdrawn"
	Unpublished = "unpublished"
	Corrected   = "corrected"
)

// Item is one entry of a Feed.
type Item struct {
	// ID is a tag: URI that never changes, so that no reader sees an entry twice.
	ID, URL, Title, Summary string
	// ContentHTML is the sanitised body with absolute addresses only.
	ContentHTML string
	// Lang is set where it is not that of the Feed.
	Lang i18n.Locale
	// Published never moves; Updated moves on a major change only.
	Published, Updated time.Time
	Categories         []Category
	// Author is the body that speaks; empty is that of the Feed.
	Author string
	// State is "" or one of the States; Note says so to people, first of all.
	State, Note string
	Enclosures  []Enclosure

	// What follows serves the calendar. Start is zero where there is no day to
	// enter. AllDay takes the days of Start and End as they are written, End
	// included. Sequence counts the Editions.
	Place                string
	Start, End           time.Time
	AllDay               bool
	Cancelled, Postponed bool
	Sequence             int
}

// Category is a topic of an Item: Term in the vocabulary Scheme, Label for people.
type Category struct{ Term, Scheme, Label string }

// Enclosure is a file that belongs to an Item. Size is in bytes, 0 if not known.
type Enclosure struct {
	URL, Type string
	Size      int64
}

// check finds what no reader program could mend: a missing or repeated id, an
// address without a host.
func (f *Feed) check() error {
	var problems []error
	if f.ID == "" || f.Title == "" {
		problems = append(problems, errors.New("feed without id or title"))
	}
	addresses := []string{f.Self, f.Page}
	for _, a := range f.Alternates {
		addresses = append(addresses, a.URL)
	}
	seen := map[string]bool{}
	for _, it := range f.Items {
		if it.ID == "" || seen[it.ID] {
			problems = append(problems, fmt.Errorf("item %q: id missing or twice", it.ID))
		}
		seen[it.ID] = true
		addresses = append(addresses, it.URL)
		for _, e := range it.Enclosures {
			addresses = append(addresses, e.URL)
		}
	}
	for _, a := range addresses {
		if !absolute(a) {
			problems = append(problems, fmt.Errorf("address %q is not absolute", a))
		}
	}
	return errors.Join(problems...)
}

func absolute(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme != "" && u.Host != ""
}

// updated gives the instant a Feed must name, however little is known.
func (f *Feed) updated() time.Time {
	if !f.Updated.IsZero() {
		return f.Updated
	}
	newest := time.Unix(0, 0)
	for i := range f.Items {
		if at := f.Items[i].updated(); at.After(newest) {
			newest = at
		}
	}
	return newest
}

func (f *Feed) author() string {
	if f.Author != "" {
		return f.Author
	}
	return f.Title
}

func (f *Feed) complete() bool { return f.Complete && f.Prev == "" && f.Next == "" }

func (it *Item) updated() time.Time {
	switch {
	case !it.Updated.IsZero():
		return it.Updated
	case !it.Published.IsZero():
		return it.Published
	}
	return time.Unix(0, 0)
}

// lang gives the language of it in f.
func (f *Feed) lang(it *Item) i18n.Locale {
	if it.Lang != "" {
		return it.Lang
	}
	return f.Lang
}
