package site

import (
	"time"

	"herald/content"
)

// Event is the page of something that people can come to.
type Event struct {
	Document
	When, WhenISO         string
	Day, Month            string
	Place, Address        string
	Organizer, Fee, Entry string
	// Over says that it lies in the past.
	Over bool
	// Page is the event's own page elsewhere.
	Page *ShownValue
}

func (v *visit) event(r *content.Reading, d Document) *Event {
	f := fieldsOf(r)
	e := &Event{
		Document: d, Place: f.Text("place"), Address: f.Text("address"), Organizer: f.Text("organizer"),
		Fee: d.Field("fee").Text(), Entry: f.Text("access"),
	}
	e.When, e.WhenISO, e.Day, e.Month, e.Over = v.stretch(r)
	if s := d.Field("link"); s != nil {
		e.Page = &s.Values[0]
	}
	e.without("start", "end", "place", "address", "organizer", "fee", "access", "standing", "link")
	return e
}

// stretch says when an event or a session takes place.
func (v *visit) stretch(r *content.Reading) (when, iso, day, month string, over bool) {
	start, ok := v.instant(r, r.Type.Date)
	if !ok {
		return "", "", "", "", false
	}
	end, ends := v.instant(r, r.Type.End)
	if !ends {
		end = time.Time{}
	}
	last := start
	if ends {
		last = end
	}
	over = last.Before(v.reader.Now())
	v.until(last.Add(time.Millisecond))
	return v.span(start, end), start.Format(time.RFC3339), v.words.Int(start.Day()), v.month(content.DayOf(start)), over
}

// Session is the page of a sitting of the council or of a committee.
type Session struct {
	Document
	SessionKind, When, WhenISO string
	Place                      string
	Agenda                     []AgendaItem
	Recording                  *ShownValue
	// Acts are the acts adopted at it.
	Acts []Item
}

// AgendaItem is one point of an agenda, with the act that came of it. Text is
// empty where the act is called the same.
type AgendaItem struct {
	Text string
	Act  *Link
}

func (v *visit) session(r *content.Reading, d Document) *Session {
	f := fieldsOf(r)
	s := &Session{Document: d, Place: f.Text("place"), Acts: d.take("acts")}
	if kind := f.Text("kind"); kind != "" {
		s.SessionKind = v.choiceLabel(r.Type, "kind", kind)
	}
	s.Document.take("acts")
	s.When, s.WhenISO, _, _, _ = v.stretch(r)
	for _, row := range f["agenda"].Rows {
		item := AgendaItem{Text: row.Text("item"), Act: v.refOrNone(row.Text("act"))}
		if item.Act != nil && item.Act.Text == item.Text {
			item.Text = ""
		}
		s.Agenda = append(s.Agenda, item)
	}
	if rec := d.Field("recording"); rec != nil {
		s.Recording = &rec.Values[0]
	}
	s.without("start", "end", "place", "kind", "agenda", "recording")
	return s
}

// NoticePage is the page of something that matters now.
type NoticePage struct {
	Document
	NoticeKind     string
	Urgent         bool
	When, Place    string
	ContactAddress string
}

func (v *visit) notice(r *content.Reading, d Document) *NoticePage {
	f := fieldsOf(r)
	n := &NoticePage{
		Document: d, NoticeKind: v.choiceLabel(r.Type, "kind", f.Text("kind")), Urgent: f.Text("level") == "urgent",
		When: v.period(r), Place: f.Text("place"), ContactAddress: f.Text("contact"),
	}
	n.without("kind", "level", "from", "place", "contact")
	return n
}

// Gallery is the page of the pictures and films of one occasion.
type Gallery struct {
	Document
	Day      string
	Pictures []Picture
	Event    *Link
}

func (v *visit) gallery(r *content.Reading, d Document) *Gallery {
	f := fieldsOf(r)
	g := &Gallery{Document: d, Day: v.dayOrNone(f.Text("date")), Event: v.refOrNone(f.Text("event"))}
	g.Files = nil
	for _, name := range f["pictures"].Items {
		if p, ok := v.pictureIn(r, name, shapeWhole); ok {
			g.Pictures = append(g.Pictures, p)
		}
	}
	g.without("date", "event")
	return g
}
