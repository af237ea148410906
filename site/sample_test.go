package site

import (
	"maps"
	"strconv"

	"herald/content"
	"herald/i18n"
)

// said gives one text in every shipped locale, told apart by the locale, with
// words in its own script: enough to see fonts, widths and languages.
func said(listing map[i18n.Locale]string, slug string, titles map[i18n.Locale]string, body string) text {
	words := text{}
	for l, title := range titles {
		path := slug
		if listing != nil {
			path = listing[l] + "/" + slug
		}
		words[l] = content.Words{Title: title, Summary: summaries[l], Body: body, Path: path}
	}
	return words
}

var summaries = map[i18n.Locale]string{
	"en": "The council adopted the budget and named the works that begin in spring.",
	"lt": "Taryba patvirtino biudžetą ir įvardijo darbus, kurie prasidės pavasarį.",
	"sl": "Svet je sprejel proračun in določil dela, ki se začnejo spomladi.",
	"sq": "Këshilli miratoi buxhetin dhe caktoi punimet që fillojnë në pranverë.",
	"sr": "Скупштина је усвојила буџет и одредила радове који почињу на пролеће.",
	"ka": "საკრებულომ დაამტკიცა ბიუჯეტი და დაასახელა სამუშაოები, რომლებიც გაზაფხულზე დაიწყება.",
	"bg": "Съветът прие бюджета и определи работите, които започват през пролетта.",
}

func init() {
	summaries["sr-Latn"] = "Skupština je usvojila budžet i odredila radove koji počinju na proleće."
}

var budget = map[i18n.Locale]string{
	"en": "Budget for 2027 adopted", "lt": "Patvirtintas 2027 metų biudžetas", "sl": "Sprejet proračun za leto 2027",
	"sq": "Miratohet buxheti për vitin 2027", "sr": "Усвојен буџет за 2027. годину", "sr-Latn": "Usvojen budžet za 2027. godinu",
	"ka": "დამტკიცდა 2027 წლის ბიუჯეტი", "bg": "Приет е бюджетът за 2027 година",
}

var names = map[i18n.Locale]string{
	"en": "Municipality of Arvena", "lt": "Arvenos savivaldybė", "sl": "Občina Arvena", "sq": "Bashkia Arvena",
	"sr": "Општина Арвена", "sr-Latn": "Opština Arvena", "ka": "არვენის მუნიციპალიტეტი", "bg": "Община Арвена",
}

const body = `The first paragraph says what was decided, for whom it matters and from when. It is long enough to show the measure of the text.

## What changes

- Streets and bridges
- Schools and libraries

| Purpose | Amount |
| --- | ---: |
| Roads | 1,200 |
| Schools | 3,400 |

## From when

From the first day of the year. See [the act](doc:ACT) and https://example.org/.

## Whom to ask

The finance department.
`

// arvena is a town with one Document of every Type that the tests look at.
type arvena struct {
	*town
	act, release, page, child, event, unit, service, person, org, topic, notice, session, agreement, gallery, publication, news *draft
}

// titled numbers one word into every locale: the fewest words that a Document
// of a Type needs.
func titled(title string) map[i18n.Locale]string {
	all := map[i18n.Locale]string{}
	for _, l := range i18n.Shipped() {
		all[l] = title + " (" + string(l) + ")"
	}
	return all
}

func newArvena(tw *town) *arvena {
	s := &arvena{town: tw}
	s.civics()
	s.acts()
	s.places()
	s.life()
	return s
}

func (s *arvena) slugs(typ string) map[i18n.Locale]string { return s.types.Get(typ).Slugs }

// civics adds what every page shows.
func (s *arvena) civics() {
	s.org = s.add("organization", content.Facts{}, s.with(said(s.slugs("organization"), "council", titled("Council"), ""), content.Fields{
		"address": content.One("Main Square 1"), "names": {Rows: []content.Fields{{"name": content.One("Town Council"), "until": content.One("2026-11-15")}}},
	}))
	s.topic = s.add("topic", content.Facts{}, said(s.slugs("topic"), "budget", titled("Budget"), ""))
	s.page = s.add("page", content.Facts{Order: 1}, said(nil, "about", titled("About the town"), body))
	s.child = s.add("page", content.Facts{Parent: s.page.id()}, said(nil, "about/privacy", titled("Privacy"), "Nothing is stored."))
	footer := content.Fields{
		"motto": content.One("Ad flumen"), "address": content.One("Main Square 1, 12345 Arvena"), "hours": {Items: []string{"Mo–Fr 8–17"}},
		"footer": content.One("Texts may be used freely."),
	}
	site := text{}
	for l, name := range names {
		site[l] = content.Words{Title: name, Summary: summaries[l], Fields: footer}
	}
	s.add("site", content.Facts{Fields: content.Fields{
		"phone": content.One("+370 5 123 4567"), "email": content.One("info@town.example"),
		"contact_page": content.One(s.page.ref()), "privacy_page": content.One(s.child.ref()),
	}}, site)
}

func (s *arvena) with(words text, fields content.Fields) text {
	for l, w := range words {
		w.Fields = fields
		words[l] = w
	}
	return words
}

// acts adds the decisions and what is said about them.
func (s *arvena) acts() {
	s.session = s.add("session", content.Facts{Organization: s.org.id(), Fields: content.Fields{
		"start": content.One("2026-11-12T08:00:00Z"), "number": content.One("14"), "kind": content.One("ordinary"),
	}}, s.with(said(s.slugs("session"), "14", titled("Session 14"), ""), content.Fields{
		"place": content.One("Town hall"), "agenda": {Rows: []content.Fields{{"item": content.One("The budget")}}},
	}))
	s.act = s.add("act", content.Facts{Organization: s.org.id(), Topics: []content.ID{s.topic.id()}, Authentic: []i18n.Locale{"en"}, Fields: content.Fields{
		"number": content.One("T1-204"), "kind": content.One("decision"), "date": content.One("2026-11-12"), "in_force": content.One("2026-11-15"),
		"votes_for": content.One("21"), "votes_against": content.One("3"), "votes_abstained": content.One("1"), "session": content.One(s.session.ref()),
	}}, said(s.slugs("act"), "t1-204", budget, body))
	s.add("act", content.Facts{Organization: s.org.id(), Fields: content.Fields{
		"number": content.One("T1-205"), "kind": content.One("decree"), "date": content.One("2025-11-13"), "amends": content.One(s.act.ref()),
	}}, said(s.slugs("act"), "t1-205", titled("Amendment"), body))
	s.agreement = s.add("agreement", content.Facts{Fields: content.Fields{
		"number": content.One("7"), "kind": content.One("friendship"), "signed": content.One("1998-05"), "in_force": content.One("1998"),
		"partners": {Rows: []content.Fields{{"name": content.One("Upper Town"), "country": content.One("GE")}}}, "renewal": content.One("tacit"),
	}}, said(s.slugs("agreement"), "upper-town", titled("Friendship with Upper Town"), body))
	s.release = s.add("press_release", content.Facts{Organization: s.org.id(), Topics: []content.ID{s.topic.id()}, Fields: content.Fields{
		"acts": content.One(s.act.ref()), "effective": content.One("2027-01-01"), "picture": content.One(squareID), "files": content.One(paperID),
	}}, s.with(said(s.slugs("press_release"), "budget-2027", budget, body), content.Fields{
		"contacts": {Rows: []content.Fields{{"name": content.One("Ona Example"), "role": content.One("Press officer"), "phone": content.One("+370 600 00000"), "email": content.One("press@town.example")}}},
	}))
}

// places adds where things are done and by whom.
func (s *arvena) places() {
	hours := content.Value{}
	for _, day := range weekdays[:5] {
		hours.Rows = append(hours.Rows, content.Fields{"day": content.One(day), "opens": content.One("8:00"), "closes": content.One("17:00")})
	}
	s.unit = s.add("unit", content.Facts{Organization: s.org.id(), Order: 1, Fields: content.Fields{
		"phone": content.One("+370 5 765 4321"), "email": content.One("finance@town.example"), "room": content.One("204"), "hours": hours,
	}}, said(s.slugs("unit"), "finance", titled("Finance department"), body))
	s.person = s.add("person", content.Facts{Fields: content.Fields{
		"unit": content.One(s.unit.ref()), "phone": content.One("+370 5 111 1111"), "mobile": content.One("+370 699 99999"),
	}}, s.with(said(s.slugs("person"), "ona-example", titled("Ona Example"), ""), content.Fields{"role": content.One("Head of finance")}))
	s.service = s.add("service", content.Facts{Fields: content.Fields{
		"audience": {Items: []string{"residents", "businesses"}}, "fee": content.One("12.50 EUR"), "online": content.One("https://pay.example/"),
		"unit": content.One(s.unit.ref()), "basis": content.One(s.act.ref()),
	}}, s.with(said(s.slugs("service"), "pay-tax", titled("Pay the land tax"), ""), content.Fields{
		"who": content.One("Everyone who owns land."), "steps": content.One("1. Sign in.\n2. Pay."), "duration": content.One("5 days"),
	}))
}

// life adds what happens.
func (s *arvena) life() {
	s.event = s.add("event", content.Facts{Organization: s.org.id(), Fields: content.Fields{
		"start": content.One("2026-12-05T16:00:00Z"), "end": content.One("2026-12-05T18:00:00Z"), "standing": content.One("postponed"), "fee": content.One("0.00 EUR"),
	}}, s.with(said(s.slugs("event"), "concert", titled("Winter concert"), ""), content.Fields{"place": content.One("House of culture"), "address": content.One("River street 3")}))
	s.gallery = s.add("gallery", content.Facts{Fields: content.Fields{"date": content.One("2026-11-01"), "pictures": {Items: []string{squareID}}, "event": content.One(s.event.ref())}},
		said(s.slugs("gallery"), "autumn", titled("Autumn"), ""))
	s.notice = s.add("notice", content.Facts{Until: now.AddDate(0, 0, 2), Fields: content.Fields{
		"kind": content.One("outage"), "level": content.One("urgent"), "from": content.One("2026-11-20T06:00:00Z"),
	}}, s.with(said(s.slugs("notice"), "water", titled("No water"), ""), content.Fields{"place": content.One("Old town")}))
	s.publication = s.add("publication", content.Facts{Fields: content.Fields{"date": content.One("2026"), "kind": content.One("report"), "files": content.One(paperID)}},
		said(s.slugs("publication"), "report", titled("Report"), ""))
	s.news = s.add("news", content.Facts{}, said(s.slugs("news"), "bridge", titled("The bridge is open"), body))
	for n := range 35 {
		s.add("news", content.Facts{}, said(s.slugs("news"), "item-"+strconv.Itoa(n), titled("Item "+strconv.Itoa(n)), "Text."))
	}
	tasks := content.Fields{"tasks": {Rows: []content.Fields{
		{"label": content.One("Pay"), "target": content.One(s.service.ref())}, {"label": content.One("Call"), "link": content.One("tel:+37052222222")},
	}}}
	home := text{}
	for _, l := range i18n.Shipped() {
		home[l] = content.Words{Title: "Home", Summary: summaries[l], Fields: maps.Clone(tasks)}
	}
	s.add("home", content.Facts{Fields: content.Fields{"lead": content.One(s.release.ref()), "blocks": {Items: []string{"press_releases", "acts", "events", "news"}}}}, home)
}
