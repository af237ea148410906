package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Showing is an Edition to be shown to somebody without an account.
type Showing struct {
	Document *content.Document
	Locale   i18n.Locale
	Edition  int
	// Media is the address below which its files are given.
	Media string
	// Embargo says before when nothing of it may be told, Said what else its reader
	// has to know.
	Embargo string
	Said    []string
}

// previews is the place below which texts are shown that readers do not see.
const previews = Root + "/preview/"

// sharedPath is where a link leads.
func sharedPath(token string) string { return previews + token + "/" }

// sharedPage shows the Edition that a link is to, as it is now, to whoever has the
// link. Once readers may read the text it leads to where they do.
func sharedPage(v *visit) error {
	s, o, err := v.openShare()
	if err != nil || o == nil {
		return err
	}
	token := v.c.Params("token")
	words := v.Catalog.Printer(o.t.Locale)
	showing := Showing{Document: o.d, Locale: o.t.Locale, Edition: s.Edition, Media: sharedPath(token) + "media",
		Said: []string{
			words.T("desk.shared.page.state", "state", words.T("state."+string(o.e.State))),
			words.T("desk.shared.page.until", "when", words.DateTime(s.Until.In(v.zone()))),
			words.T("desk.shared.page.now"),
		}}
	if at := o.e.PublishAt; at.After(v.now) {
		in := *v
		in.words = words
		showing.Embargo = words.T("desk.shared.page.embargo", "when", in.exactly(at, o.e.Zone))
	}
	page, err := v.Shared(v.ctx, showing)
	if err != nil {
		return err
	}
	if err := v.Shares.OpenShare(v.ctx, s.ID, v.now); err != nil {
		v.log.Error("that a link was opened could not be counted", "document", string(s.Document), "error", err)
	}
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.c.Send(page)
}

// sharedFile gives a file that the Edition of a link shows, and no other.
func sharedFile(v *visit) error {
	s, o, err := v.openShare()
	if err != nil || o == nil {
		return err
	}
	return v.File(v.c, o.d, o.t.Locale, s.Edition)
}

// openShare finds the link that an address names and what it shows. Where it leads to
// readers' page it answers by itself, and gives nothing.
func (v *visit) openShare() (content.Share, *open, error) {
	s, err := v.comeWith(v.c.Params("token"))
	if err != nil {
		return s, nil, err
	}
	found, err := v.Store.Documents(v.ctx, s.Document)
	if err != nil {
		return s, nil, err
	}
	maker, err := v.Roster.Member(v.ctx, s.By)
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			err = shareOver()
		}
		return s, nil, err
	}
	o := &open{d: found[s.Document]}
	now := v.now
	if v.Door.Past(s.Until) {
		now = s.Until
	}
	if o.d != nil {
		o.typ, o.t = v.Types.Get(o.d.Type), o.d.Translation(s.Locale)
		o.e = o.t.Edition(s.Edition)
	}
	switch s.Fate(o.d, o.typ, v.siteOf(o.d), maker.Actor(), now) {
	case content.FateOpen:
		return s, o, nil
	case content.FatePublic:
		return s, nil, v.toReaders(o)
	}
	return s, nil, shareOver()
}

// comeWith gives the link that a token opens. Whoever tries many has to wait.
func (v *visit) comeWith(token string) (content.Share, error) {
	from := where(v.c)
	if err := v.Door.Knock(from); err != nil {
		return content.Share{}, err
	}
	s, err := v.Shares.Share(v.ctx, content.Sum([]byte(token)))
	if fault.Is(err, fault.NotFound) {
		v.Door.Stray(from)
		err = fault.New(fault.NotFound, "desk.shared.none")
	}
	return s, err
}

func shareOver() error { return fault.New(fault.Gone, "desk.shared.over") }

func (v *visit) siteOf(d *content.Document) *content.Site {
	if d == nil {
		return nil
	}
	return v.Sites[d.Site]
}

// toReaders leads to the page of a text that readers have; one without a page of its
// own is over.
func (v *visit) toReaders(o *open) error {
	e := o.t.At(v.now)
	bodies, err := v.Store.Texts(v.ctx, e.Words)
	if err != nil {
		return err
	}
	words, err := content.DecodeWords(bodies[e.Words])
	if err != nil {
		return err
	}
	if o.typ.Hidden || words.Path == "" && !o.typ.Single {
		return shareOver()
	}
	site := v.Sites[o.d.Site]
	return v.to(site.URL(site.Path(o.t.Locale, words.Path)))
}

// lives writes how many days a link lives.
func (v *visit) lives(days int) string { return v.T("desk.shared.days", "count", days) }

// shareOver reports whether a link has ended by its day or was taken back.
func (v *visit) shareOver(s *content.Share) bool { return !s.Open(v.now) || v.Door.Past(s.Until) }

// lastOpened says how often and when a link was opened.
func (v *visit) lastOpened(s *content.Share) string {
	if s.Opened == 0 {
		return v.T("desk.shared.unopened")
	}
	return v.T("desk.shared.opened", "count", s.Opened, "when", v.ago(s.Seen))
}
