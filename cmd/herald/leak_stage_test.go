package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// The states into which the matrix brings Documents.
const (
	draft         = "draft"
	submitted     = "submitted"
	returned      = "returned"
	approved      = "approved"
	scheduled     = "scheduled"
	missed        = "missed"
	discarded     = "discarded"
	current       = "published"
	superseded    = "superseded"
	withdrawn     = "withdrawn"
	withdrawnSaid = "withdrawn, its reason sealed"
	gone          = "gone"
	goneSaid      = "gone, its reason sealed"
	redirected    = "redirected"
	over          = "ended"
	nextDraft     = "public, with a draft"
	nextScheduled = "public, with a scheduled text"
	urgent        = "urgent"
	half          = "public in its source only"
	late          = "draft made last"
	lateScheduled = "scheduled last"
	leaving       = "public, about to move to staff"
	removing      = "public, about to move to the second site"
)

// everyCanaryState is what the chief Types are planted in; other Types are
// planted in fewCanaryStates.
var (
	everyCanaryState = []string{draft, submitted, returned, approved, scheduled, missed, discarded, current, superseded, withdrawn,
		withdrawnSaid, gone, goneSaid, redirected, over, nextDraft, nextScheduled, urgent, half, late, lateScheduled, leaving, removing}
	fewCanaryStates = []string{draft, scheduled, current, gone}
	chiefTypes      = []string{"news", "act", "page", "notice"}
	smallTypes      = []string{"news", "act", "person", "topic", "organization", "site"}
	serbianTypes    = []string{"news", "act", "notice"}
)

// public reports whether any Edition of p was public when the matrix begins.
func (p *planted) public() bool {
	return slices.Contains([]string{current, superseded, withdrawn, withdrawnSaid, gone, goneSaid, redirected, over,
		nextDraft, nextScheduled, urgent, half, leaving, removing}, p.state)
}

func matrixMember(id content.MemberID, roles ...content.Role) content.Actor {
	a := content.Actor{ID: id, Name: string(id)}
	for _, r := range roles {
		a.Grants = append(a.Grants, content.Grant{Role: r})
	}
	return a
}

// The people of the matrix.
var (
	scribe  = matrixMember("scribe", content.RoleAuthor)
	reader  = matrixMember("reader", content.RoleLanguageEditor)
	officer = matrixMember("officer", content.RolePressOfficer)
	deputy  = matrixMember("deputy", content.RolePressOfficer)
)

// plan lists the Documents of the matrix, those that others name first.
func (m *matrix) plan() {
	add := func(site, typ string, locales []i18n.Locale, states ...string) {
		for _, state := range states {
			p := &planted{typ: m.server.house.types.Get(typ), site: site, state: state, locales: locales, versions: map[i18n.Locale]content.Version{}}
			p.name = m.mint()
			m.byWord[p.name] = &canary{word: p.name, doc: p, part: "folder name", secret: "the name of a folder"}
			m.docs = append(m.docs, p)
		}
	}
	both := []i18n.Locale{"lt", "en"}
	for _, t := range m.server.house.types.All() {
		locales, states := both, fewCanaryStates
		if slices.Contains(chiefTypes, t.Name) {
			states = everyCanaryState
		}
		if slices.Contains(serbianTypes, t.Name) {
			locales = []i18n.Locale{"lt", "en", "sr"}
			// The Sites to which some of them move do not speak Serbian.
			add("public", t.Name, both, leaving, removing)
			states = slices.DeleteFunc(slices.Clone(states), func(s string) bool { return s == leaving || s == removing })
		}
		switch {
		case m.small && !slices.Contains(smallTypes, t.Name):
		case m.small && !t.Single && t.Name != "news":
			add("public", t.Name, both, fewCanaryStates...)
		case t.CheckAudience() != nil:
		case t.Single:
			add("public", t.Name, both, nextDraft)
			add("second", t.Name, both, draft)
		case t.Hidden:
			add("public", t.Name, both, current, draft, scheduled, superseded)
		default:
			add("public", t.Name, locales, states...)
		}
	}
	add("second", "news", both, current, scheduled)
	for _, typ := range []string{"news", "policy", "person", "agreement", "page", "notice"} {
		add("intranet", typ, both, current, draft, scheduled)
	}
}

// done gives the Result of a verb that has to succeed.
func (m *matrix) done(p *planted, locale i18n.Locale, res editorial.Result, err error) editorial.Result {
	m.Helper()
	if err != nil {
		m.Fatalf("%s %s: %v", p, locale, err)
	}
	p.versions[locale] = res.Version
	return res
}

func (m *matrix) desk() *editorial.Desk { return m.server.house.desk }

// begin makes every Document of the plan, with a first Revision whose words are
// never public, and then writes its texts.
func (m *matrix) begin(docs []*planted) {
	ctx := context.Background()
	for _, p := range docs {
		l := p.locales[0]
		words := m.words(p, l, "an earlier Revision")
		res, err := m.desk().Create(ctx, scribe, editorial.Create{Site: p.site, Type: p.typ.Name, Locale: l, Words: words, Facts: content.Facts{Name: p.name}})
		p.id = m.done(p, l, res, err).Document
	}
	for _, p := range docs {
		for _, l := range p.locales {
			m.write(p, l, "")
		}
	}
}

// write saves new words of p in locale, and with the source new facts.
func (m *matrix) write(p *planted, locale i18n.Locale, secret string) {
	m.Helper()
	ctx := context.Background()
	if locale != p.locales[0] && p.versions[locale] == "" {
		res, err := m.desk().Translate(ctx, scribe, p.id, locale, m.words(p, locale, secret))
		m.done(p, locale, res, err)
		return
	}
	in := editorial.Save{Document: p.id, Locale: locale, Base: m.version(p, locale), CaughtUp: true}
	if locale == p.locales[0] {
		facts := m.facts(p)
		in.Facts = &facts
	}
	in.Words = m.words(p, locale, secret)
	res, err := m.desk().Save(ctx, scribe, in)
	m.done(p, locale, res, err)
}

// load brings p.record up to date.
func (m *matrix) load(docs ...*planted) {
	m.Helper()
	var ids []content.ID
	for _, p := range docs {
		ids = append(ids, p.id)
	}
	found, err := m.server.house.store.Documents(m.Context(), ids...)
	if err != nil {
		m.Fatal(err)
	}
	for _, p := range docs {
		p.record = found[p.id]
	}
}

func (m *matrix) version(p *planted, locale i18n.Locale) content.Version {
	m.load(p)
	return p.record.Translation(locale).Version()
}

// submit hands a text over; at is when it shall be public, zero as soon as it is
// approved.
func (m *matrix) submit(p *planted, locale i18n.Locale, in editorial.Submit) {
	m.Helper()
	in.Document, in.Locale = p.id, locale
	if !in.PublishAt.IsZero() {
		in.Zone = "Europe/Vilnius"
	}
	res, err := m.desk().Submit(m.Context(), officer, in)
	m.done(p, locale, res, err)
}

func (m *matrix) approve(p *planted, locale i18n.Locale) {
	m.Helper()
	m.load(p)
	e := p.record.Translation(locale).Newest()
	for _, step := range p.typ.StepsIn(locale, p.locales[:1]) {
		if e.Approval(step) != nil {
			continue
		}
		res, err := m.desk().Approve(m.Context(), reader, editorial.Approve{Document: p.id, Locale: locale, Step: step, Words: e.Words})
		m.done(p, locale, res, err)
	}
}

func (m *matrix) release(p *planted, locale i18n.Locale, at time.Time) {
	m.Helper()
	m.submit(p, locale, editorial.Submit{PublishAt: at, AsSoonAsApproved: at.IsZero()})
	m.approve(p, locale)
}

// note makes a sentence for colleagues alone.
func (m *matrix) note(p *planted, l i18n.Locale, secret string) string {
	f := m.planting(p, "", secret)
	word := f.put(secret, content.KindText)
	f.byWord[word].about = l
	return "Between us: " + word + "."
}

// goPublic brings p as far as readers see of it on the first day.
func (m *matrix) goPublic(p *planted) {
	m.Helper()
	ctx := m.Context()
	for i, l := range p.locales {
		switch {
		case p.state == missed:
			m.submit(p, l, editorial.Submit{PublishAt: dayOne.Add(30 * time.Minute)})
		case !p.public(), p.state == half && i > 0:
		case p.state == urgent && len(p.typ.Steps) > 0:
			res, err := m.desk().PublishUrgently(ctx, officer, editorial.Urgent{Document: p.id, Locale: l, Reason: m.note(p, l, "the reason of an urgency")})
			m.done(p, l, res, err)
		default:
			m.release(p, l, time.Time{})
		}
	}
	switch p.state {
	case superseded:
		for _, l := range p.locales {
			p.round++
			m.write(p, l, "")
			m.release(p, l, time.Time{})
		}
	case withdrawn, withdrawnSaid:
		res, err := m.desk().Withdraw(ctx, officer, editorial.End{Document: p.id, ReasonKey: "reason.gone.legal", Reason: m.reasons(p)})
		m.done(p, "", res, err)
	case gone, goneSaid, redirected:
		end := editorial.End{Document: p.id, ReasonKey: "reason.gone.legal", Reason: m.reasons(p)}
		if p.state == redirected {
			end.Redirect.Document = m.find(p.site, p.typ.Name, current).id
		}
		res, err := m.desk().Unpublish(ctx, officer, end)
		m.done(p, "", res, err)
	}
	if p.state == withdrawnSaid || p.state == goneSaid {
		for _, l := range p.locales {
			res, err := m.desk().SealReason(ctx, reader, p.id, l)
			m.done(p, "", res, err)
		}
	}
}

// reasons types why p ends, in each of its languages.
func (m *matrix) reasons(p *planted) map[i18n.Locale]string {
	all := map[i18n.Locale]string{}
	for _, l := range p.locales {
		f := m.planting(p, l, "a reason that nobody has sealed")
		if strings.HasSuffix(p.state, "sealed") {
			f.secret = ""
		}
		all[l] = "R " + f.put("reason", content.KindText)
		p.reasons = append(p.reasons, f.flock.canaries...)
		if l == "sr" {
			p.reasons = append(p.reasons, f.derived.canaries...)
		}
	}
	return all
}

// goHidden does with p what readers must not notice.
func (m *matrix) goHidden(p *planted) {
	m.Helper()
	ctx := m.Context()
	for i, l := range p.locales {
		res, err := m.desk().Comment(ctx, scribe, p.id, l, content.Remark{Text: m.note(p, l, "a comment")})
		m.done(p, l, res, err)
		switch p.state {
		case submitted, returned:
			m.submit(p, l, editorial.Submit{})
		case approved:
			m.submit(p, l, editorial.Submit{})
			m.approve(p, l)
		case scheduled, lateScheduled:
			m.release(p, l, embargo)
		case missed:
			m.approve(p, l)
		case discarded:
			res, err = m.desk().Discard(ctx, scribe, p.id, l)
			m.done(p, l, res, err)
		case nextDraft:
			p.round++
			m.write(p, l, "")
		case nextScheduled:
			p.round++
			m.write(p, l, "")
			m.release(p, l, embargo)
		case half:
			if i > 0 {
				m.submit(p, l, editorial.Submit{})
			}
		}
		if p.state == returned {
			res, err = m.desk().Return(ctx, reader, p.id, l, m.note(p, l, "the reason of a return"))
			m.done(p, l, res, err)
		}
	}
}

// wanted gives the state that the newest Edition of every state is in when all
// is done: the matrix proves nothing if a text is not where it seems.
func (p *planted) wanted(source bool) content.State {
	switch p.state {
	case submitted, returned, approved, scheduled, missed, withdrawn, current, discarded:
		return content.State(p.state)
	case withdrawnSaid:
		return content.Withdrawn
	case gone, goneSaid, redirected:
		return content.Unpublished
	case draft, late, nextDraft:
		return content.Draft
	case nextScheduled, lateScheduled:
		return content.Scheduled
	}
	if p.state == half && !source {
		return content.Submitted
	}
	return content.Published
}
