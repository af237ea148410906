package site

import (
	"time"

	"herald/content"
)

// Unit is the page of a part of the administration.
type Unit struct {
	Document
	Contact Contact
	// Hours are the seven days as far as known; Open says how it stands now.
	Hours  []OpeningDay
	Open   string
	People []Item
	// Units are the parts below it.
	Units, Services []Item
	Within, Head    *Link
}

// Contact is how to reach a person or a place.
type Contact struct {
	Name, Role, Phone, Email, Address, Room string
	Website                                 string
}

// PhoneURL and MailURL are what a press on number or address calls.
func (c Contact) PhoneURL() ShownValue { return ShownValue{Text: c.Phone, URL: telephone(c.Phone)} }

// MailURL is the address that a press on the mail address opens.
func (c Contact) MailURL() ShownValue { return plainValue("email", c.Email) }

// Empty reports whether there is no way to reach anybody.
func (c Contact) Empty() bool {
	return c.Phone == "" && c.Email == "" && c.Address == "" && c.Room == "" && c.Website == ""
}

func contactOf(f content.Fields) Contact {
	return Contact{
		Name: f.Text("name"), Role: f.Text("role"), Phone: f.Text("phone"), Email: f.Text("email"),
		Address: f.Text("address"), Room: f.Text("room"), Website: f.Text("website"),
	}
}

// OpeningDay is one day of the week with its opening times.
type OpeningDay struct {
	Day   string
	Times []string
	Today bool
}

func (v *visit) unit(r *content.Reading, d Document) *Unit {
	f := fieldsOf(r)
	u := &Unit{Document: d, Contact: contactOf(f)}
	u.Contact.Name = ""
	u.Hours, u.Open = v.hours(r.Type, f["hours"].Rows)
	u.People, u.Units, u.Services = u.take("people"), u.take("units"), u.take("services")
	u.Within, u.Head = v.refOrNone(f.Text("within")), v.refOrNone(f.Text("head"))
	u.without("phone", "email", "address", "room", "hours", "within", "head")
	return u
}

func (v *visit) refOrNone(value string) *Link {
	link, ok := v.ref(value)
	if !ok {
		return nil
	}
	return &link
}

// weekdays are the values of the field day, as the week runs here.
var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

func dayIndex(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

// hours lists the days on which somebody is there and says how it stands now.
func (v *visit) hours(t *content.Type, rows []content.Fields) ([]OpeningDay, string) {
	if len(rows) == 0 {
		return nil, ""
	}
	now := v.reader.Now().In(v.zone())
	days := make([]OpeningDay, len(weekdays))
	for i, name := range weekdays {
		days[i] = OpeningDay{Day: v.choiceLabel(t, "hours.day", name), Today: i == dayIndex(now)}
		for _, row := range rows {
			if row.Text("day") == name {
				days[i].Times = append(days[i].Times, v.words.T("hours.span", "opens", v.clock(row.Text("opens")), "closes", v.clock(row.Text("closes"))))
			}
		}
	}
	v.untilDoors(rows, now)
	return days, v.open(rows, now)
}

// untilDoors says that the page changes when a door opens or closes today.
func (v *visit) untilDoors(rows []content.Fields, now time.Time) {
	for _, row := range rows {
		if row.Text("day") != weekdays[dayIndex(now)] {
			continue
		}
		for _, name := range []string{"opens", "closes"} {
			if at, err := time.Parse("15:04", clockTime(row.Text(name))); err == nil {
				y, m, d := now.Date()
				v.until(time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, now.Location()))
			}
		}
	}
}

// open says in one line whether it is open now, or when it opens next.
func (v *visit) open(rows []content.Fields, now time.Time) string {
	clock := now.Format("15:04")
	for ahead := range len(weekdays) + 1 {
		first := ""
		for _, row := range rows {
			if row.Text("day") != weekdays[(dayIndex(now)+ahead)%len(weekdays)] {
				continue
			}
			opens, closes := clockTime(row.Text("opens")), clockTime(row.Text("closes"))
			if ahead == 0 && opens <= clock && clock < closes {
				return v.words.T("hours.open_until", "time", v.clock(row.Text("closes")))
			}
			if (ahead > 0 || opens > clock) && (first == "" || opens < clockTime(first)) {
				first = row.Text("opens")
			}
		}
		if first == "" {
			continue
		}
		first = v.clock(first)
		switch ahead {
		case 0:
			return v.words.T("hours.opens_today", "time", first)
		case 1:
			return v.words.T("hours.opens_tomorrow", "time", first)
		}
		return v.words.T("hours.opens_on", "day", v.words.Weekday(now.AddDate(0, 0, ahead)), "time", first)
	}
	return v.words.T("hours.closed_now")
}

// clockTime writes "8:00" and "08.00" as "08:00", so that times compare.
func clockTime(s string) string {
	for _, form := range []string{"15:04", "15.04", "15"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Format("15:04")
		}
	}
	return s
}

// clock writes a time of day, however it was typed, as the language does.
func (v *visit) clock(s string) string {
	at, err := time.Parse("15:04", clockTime(s))
	if err != nil {
		return s
	}
	return v.words.Time(at)
}

// Person is the page of somebody who works for the municipality.
type Person struct {
	Document
	Role    string
	Contact Contact
	Unit    *Link
}

func (v *visit) person(r *content.Reading, d Document) *Person {
	f := fieldsOf(r)
	p := &Person{Document: d, Role: f.Text("role"), Contact: contactOf(f), Unit: v.refOrNone(f.Text("unit"))}
	p.Contact.Role = ""
	p.without("role", "unit", "phone", "email", "room")
	return p
}

// Organization is the page of a body that acts, with the names it had.
type Organization struct {
	Document
	ShortName string
	Contact   Contact
	Names     []FormerName
	// Parent is what it belongs to, Successor what took its place.
	Parent, Successor *Link
	// Items are the newest that it published.
	Items []Item
}

// FormerName is a name that an organization had, and when.
type FormerName struct{ Name, From, Until string }

func (v *visit) organization(r *content.Reading, d Document) (*Organization, error) {
	f := fieldsOf(r)
	o := &Organization{
		Document: d, ShortName: f.Text("short_name"), Contact: contactOf(f),
		Parent: v.refOrNone(f.Text("parent_organization")), Successor: v.refOrNone(f.Text("successor")),
	}
	for _, row := range f["names"].Rows {
		o.Names = append(o.Names, FormerName{Name: row.Text("name"), From: v.dayOrNone(row.Text("from")), Until: v.dayOrNone(row.Text("until"))})
	}
	o.without("short_name", "names", "parent_organization", "successor", "address", "phone", "email", "website")
	var err error
	o.Items, err = v.newest(content.Filter{Organization: r.ID})
	return o, err
}
