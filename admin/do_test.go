package admin

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// approved is a text that waits for a publisher.
func (r *rig) approved(title string) content.ID {
	r.Helper()
	id := r.submitted(title)
	r.seal(id)
	return id
}

func (r *rig) seal(id content.ID) {
	r.Helper()
	_, err := r.desk.Approve(r.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: "lt", Step: "language", Words: r.document(id).Translation("lt").Newest().Words})
	r.must(err)
}

func (r *rig) public(title string) content.ID {
	r.Helper()
	id := r.approved(title)
	_, err := r.desk.Publish(r.Context(), r.actor("press_officer"), id, "lt")
	r.must(err)
	return id
}

func (r *rig) document(id content.ID) *content.Document {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	return found[id]
}

// changed saves another body beside the public one.
func (r *rig) changed(id content.ID, body string) {
	r.Helper()
	tr := r.document(id).Translation("lt")
	bodies, err := r.store.Texts(r.Context(), tr.Newest().Words)
	r.must(err)
	w, err := content.DecodeWords(bodies[tr.Newest().Words])
	r.must(err)
	w.Body = body
	_, err = r.desk.Save(r.Context(), r.actor("author"), editorial.Save{Document: id, Locale: "lt", Base: tr.Version(), Words: w})
	r.must(err)
}

// shownForm is the form of a page as a browser would send it: its hidden fields.
func shownForm(p page, more url.Values) url.Values {
	form := url.Values{"edition": {between(p.body, `name="edition" value="`, `"`)}, "words": {between(p.body, `name="words" value="`, `"`)}}
	maps.Copy(form, more)
	return form
}

// Each page says what it does before it does it, and whoever may not is told who
// can.
func TestEachActionSaysWhatItDoes(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		name   string
		make   func(string) content.ID
		as     string
		says   []string
		denied string
	}{
		{"submit", r.draft, "author", []string{"Nothing becomes public", "Under review"}, "reader"},
		{"publish", r.approved, "press_officer", []string{"Before you go on", "Readers see this text", "http://localhost/lt/", "top of lists and feeds", "Publish now: Lithuanian"}, "author"},
		{"schedule", r.approved, "press_officer", []string{"before the time that you choose", "Time zone"}, "language_editor"},
		{"publish_urgently", r.draft, "press_officer", []string{"Owed by", "Language check", `name="reason"`}, "author"},
		{"withdraw", r.public, "press_officer", []string{"under a notice", "This text is out of date.", "Withdraw: Lithuanian"}, "author"},
		{"unpublish", r.public, "press_officer", []string{"Before you go on", "no longer published, and why", `name="target"`}, "language_editor"},
		{"end_now", r.public, "press_officer", []string{"End now: Lithuanian", "details beside them change", "keeps its place"}, "author"},
		{"rehome", r.public, "press_officer", []string{"http://localhost/intranet/lt/", "Old addresses"}, "author"},
		{"discard", r.draft, "author", []string{"cannot be brought back", "Discard: Lithuanian"}, "approver"},
	} {
		id := c.make("Tekstas " + c.name)
		path := documentURL(id, "lt") + "/do/" + c.name
		got := r.as(c.as).get(path)
		for _, said := range append(c.says, "What happens") {
			if !strings.Contains(got.body, said) {
				t.Errorf("%s does not say %q:\n%s", c.name, said, between(got.body, "<main", "</main>"))
			}
		}
		if c.name == "end_now" {
			continue // news is not a thing that goes on; see TestANoticeIsEndedByOnePress
		}
		if link := r.as(c.as).get(documentURL(id, "lt")); !strings.Contains(link.body, `href="`+path+`"`) {
			t.Errorf("the text does not lead to %s", c.name)
		}
		not := r.as(c.denied).get(path)
		if c.denied == "reader" {
			if not.status != http.StatusForbidden {
				t.Errorf("%s as a reader: %d", c.name, not.status)
			}
			continue
		}
		if !strings.Contains(not.body, "Your role does not include this.") || strings.Contains(not.body, `action="`+documentURL(id, "lt")+"/"+c.name) ||
			!strings.Contains(not.body, "Member press_officer") && c.name != "discard" {
			t.Errorf("%s as %s:\n%s", c.name, c.denied, between(not.body, "<main", "</main>"))
		}
	}
}

// What cannot be done now says so, and what the text lacks leads to the editor.
func TestWhatIsMissingLeadsThere(t *testing.T) {
	r := newRig(t)
	got, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: content.Words{Title: "Be teksto"}})
	r.must(err)
	path := documentURL(got.Document, "lt")
	if page := r.as("author").get(path + "/do/submit"); !strings.Contains(page.body, `href="`+path+`/edit#_summary"`) || strings.Contains(page.body, `action="`+path+`/submit"`) {
		t.Errorf("handing over:\n%s", between(page.body, "<main", "</main>"))
	}
	waiting := documentURL(r.submitted("Laukia"), "lt")
	if page := r.as("press_officer").get(waiting + "/do/publish"); !strings.Contains(page.body, "An approval is missing: Language check") || !strings.Contains(page.body, "Member language_editor") {
		t.Errorf("it is not said who can approve:\n%s", between(page.body, "<main", "</main>"))
	}
	draft := documentURL(r.draft("Juodraštis"), "lt")
	if page := r.as("press_officer").get(draft + "/do/publish"); !strings.Contains(page.body, `href="`+draft+`/do/submit"`) {
		t.Errorf("a draft does not lead to handing over:\n%s", between(page.body, "<main", "</main>"))
	}
	if page := r.as("press_officer").get(waiting + "/do/publish"); page.status != http.StatusOK || strings.Contains(page.body, `action="`+waiting+`/publish"`) {
		t.Errorf("publishing what is not approved: %d", page.status)
	}
	if page := r.as("press_officer").get(waiting + "/do/nothing"); page.status != http.StatusNotFound {
		t.Errorf("no such action: %d", page.status)
	}
}

func TestATimeIsChosenExactly(t *testing.T) {
	r := newRig(t)
	id := r.approved("Embargas")
	b, path := r.as("press_officer"), documentURL(id, "lt")
	at := func(day, hour, zone string, more ...string) url.Values {
		form := url.Values{"day": {day}, "hour": {hour}, "zone": {zone}}
		if len(more) > 0 {
			form.Set("which", more[0])
		}
		return shownForm(b.get(path+"/do/schedule"), form)
	}
	for name, c := range map[string]struct {
		form url.Values
		says string
	}{
		"nothing":        {at("", "", "Europe/Vilnius"), "Choose a day and a time."},
		"past":           {at("2026-11-19", "10:00", "Europe/Vilnius"), "This time has passed."},
		"no such zone":   {at("2026-12-01", "10:00", "Mars/Base"), "Choose a time zone"},
		"the hour left":  {at("2027-03-28", "03:30", "Europe/Vilnius"), "Choose 02:30 or 04:30."},
		"the hour twice": {at("2027-10-31", "03:30", "Europe/Vilnius"), "(Europe/Vilnius) = 01:30 UTC"},
	} {
		got := b.post(path+"/schedule", c.form)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, c.says) || !strings.Contains(got.body, `value="`+c.form.Get("day")+`"`) {
			t.Errorf("%s: %d\n%s", name, got.status, between(got.body, "<main", "</main>"))
		}
	}
	look := at("2026-12-01", "10:00", "Europe/Vilnius")
	look.Set("look", "1")
	if got := b.post(path+"/schedule", look); got.status != http.StatusOK || !strings.Contains(got.body, "= 08:00 UTC") || r.state(id) != content.Approved {
		t.Errorf("looking: %d, %s", got.status, r.state(id))
	}
	form := at("2027-10-31", "03:30", "Europe/Vilnius", "2")
	for range 2 {
		if got := b.post(path+"/schedule", form); got.status != http.StatusSeeOther {
			t.Fatalf("scheduling: %d\n%s", got.status, got.body)
		}
	}
	if e := r.document(id).Translation("lt").NextEdition(); !e.PublishAt.Equal(time.Date(2027, 10, 31, 1, 30, 0, 0, time.UTC)) || e.Zone != "Europe/Vilnius" {
		t.Errorf("scheduled for %v in %q", e.PublishAt, e.Zone)
	}
	if got := b.post(path+"/unschedule", nil); got.status != http.StatusSeeOther || r.state(id) != content.Approved {
		t.Errorf("taking the time off: %d", got.status)
	}
}

// A missed text is given a new time or goes out.
func TestAMissedTextGetsANewTime(t *testing.T) {
	r := newRig(t)
	id := r.draft("Vėluoja")
	_, err := r.desk.Submit(t.Context(), r.actor("press_officer"), editorial.Submit{Document: id, Locale: "lt", PublishAt: epoch.Add(time.Hour), Zone: "UTC"})
	r.must(err)
	r.clock.pass(90 * time.Minute)
	r.seal(id)
	if r.state(id) != content.Missed {
		t.Fatalf("the text is %s", r.state(id))
	}
	b, path := r.as("press_officer"), documentURL(id, "lt")
	form := shownForm(b.get(path+"/do/schedule"), url.Values{"day": {"2026-11-20"}, "hour": {"18:00"}, "zone": {"UTC"}})
	if got := b.post(path+"/schedule", form); got.status != http.StatusSeeOther || r.state(id) != content.Scheduled {
		t.Errorf("a new time: %d, %s", got.status, r.state(id))
	}
}

// Pressed twice, everything is done once and the second press says so; what was
// not shown is not published.
func TestASecondPressSaysItIsDone(t *testing.T) {
	r := newRig(t)
	id := r.approved("Du kartus")
	b, path := r.as("press_officer"), documentURL(id, "lt")
	page := b.get(path + "/do/publish")
	stale := shownForm(page, url.Values{"words": {strings.Repeat("0", 64)}})
	if got := b.post(path+"/publish", stale); got.status != http.StatusConflict {
		t.Errorf("published what was not shown: %d", got.status)
	}
	for _, c := range []struct{ name, first string }{{"publish", "done=publish"}, {"withdraw", "done=withdraw"}, {"restore", "done=restore"}, {"end_now", "done=end_now"}, {"unpublish", "done=unpublish"}} {
		form := shownForm(b.get(path+"/do/"+c.name), url.Values{"reason": {"reason.withdrawn.wrong"}})
		first := b.post(path+"/"+c.name, form)
		head, err := r.store.Head(t.Context())
		r.must(err)
		second := b.post(path+"/"+c.name, form)
		after, err := r.store.Head(t.Context())
		r.must(err)
		if !strings.HasSuffix(first.header.Get("Location"), c.first) || !strings.HasSuffix(second.header.Get("Location"), "done=already") || after != head {
			t.Errorf("%s: %d to %q, then %d to %q:\n%s", c.name, first.status, first.header.Get("Location"), second.status, second.header.Get("Location"), between(second.body, "<main", "</main>"))
		}
	}
	if got := b.get(path + "?done=already"); !strings.Contains(got.body, "had been done already") {
		t.Error("it is not said")
	}
}

func TestReasonsAreAskedFor(t *testing.T) {
	r := newRig(t)
	b := r.as("press_officer")
	for name, c := range map[string]struct {
		id   content.ID
		form url.Values
		says string
	}{
		"withdraw":         {r.public("Viena"), url.Values{"typed-lt": {"Klaida."}}, "Choose or write a reason."},
		"unpublish":        {r.public("Antra"), nil, "Choose or write a reason."},
		"publish_urgently": {r.draft("Trečia"), nil, "Choose or write a reason."},
		"end_now":          {r.public("Ketvirta"), nil, "Choose or write a reason."},
	} {
		path := documentURL(c.id, "lt")
		got := b.post(path+"/"+name, shownForm(b.get(path+"/do/"+name), c.form))
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, c.says) || !strings.Contains(got.body, `id="_wrong-reason"`) {
			t.Errorf("%s: %d\n%s", name, got.status, between(got.body, "<main", "</main>"))
		}
		if c.form.Get("typed-lt") != "" && !strings.Contains(got.body, c.form.Get("typed-lt")) {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
	id := r.public("Penkta")
	path := documentURL(id, "lt")
	away := url.Values{"reason": {"reason.gone.duplicate"}, "answer": {"away"}, "target": {"//evil.example"}}
	if got := b.post(path+"/unpublish", away); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `id="_wrong-target"`) {
		t.Errorf("sent elsewhere: %d", got.status)
	}
	other := r.public("Šešta")
	away.Set("target", "http://localhost"+documentURL(other, "lt"))
	if got := b.post(path+"/unpublish", away); got.status != http.StatusSeeOther {
		t.Fatalf("redirected: %d\n%s", got.status, between(got.body, "<main", "</main>"))
	}
	if e := r.document(id).Translation("lt").LiveEdition(); e.Ending.Redirect.Document != other {
		t.Errorf("readers are sent to %+v", e.Ending.Redirect)
	}
}

// A change of a public text: its size is explained, doubted, asked for, confirmed.
func TestTheSizeOfAChangeIsExplained(t *testing.T) {
	r := newRig(t)
	id := r.public("Kaina")
	r.changed(id, "Tekstas.\n\nAntra pastraipa apie 5 eurus.")
	path := documentURL(id, "lt")
	author, press := r.as("author"), r.as("press_officer")
	page := author.get(path + "/do/submit")
	if !strings.Contains(page.body, "Numbers or dates are not the same.") || !strings.Contains(page.body, "A wrong date was corrected.") {
		t.Errorf("not explained:\n%s", between(page.body, "<main", "</main>"))
	}
	for name, form := range map[string]url.Values{
		"major without a note": {"size": {"major"}},
		"minor that is more":   {"size": {"minor"}},
		"a note of nobody's":   {"size": {"major"}, "note": {"change.update.nothing"}},
	} {
		if got := author.post(path+"/submit", shownForm(page, form)); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `role="alert"`) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if got := author.post(path+"/submit", shownForm(page, url.Values{"size": {"minor"}, "ask": {"1"}})); got.status != http.StatusSeeOther {
		t.Fatalf("asking: %d\n%s", got.status, got.body)
	}
	r.seal(id)
	out := press.get(path + "/do/publish")
	if !strings.Contains(out.body, `name="confirm"`) {
		t.Fatalf("nothing to confirm:\n%s", between(out.body, "<main", "</main>"))
	}
	if got := press.post(path+"/publish", shownForm(out, nil)); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `name="confirm"`) {
		t.Errorf("unconfirmed: %d", got.status)
	}
	if got := press.post(path+"/publish", shownForm(out, url.Values{"confirm": {"1"}, "note": {"change.update.fee"}})); got.status != http.StatusSeeOther {
		t.Fatalf("confirmed: %d\n%s", got.status, got.body)
	}
	if e := r.document(id).Translation("lt").LiveEdition(); e.Major || e.MinorBy == "" || e.Seal() == nil || e.Seal().Read == "" {
		t.Errorf("published as %+v", e)
	}
}

// Every act is in the history, with the reason that was given.
func TestTheHistoryTellsEveryAct(t *testing.T) {
	r := newRig(t)
	id := r.public("Istorija")
	b, path := r.as("press_officer"), documentURL(id, "lt")
	for _, c := range []struct {
		name string
		form url.Values
	}{
		{"withdraw", url.Values{"reason": {"reason.withdrawn.wrong"}}}, {"restore", nil},
		{"end_now", url.Values{"reason": {"Tiltas atidarytas."}}}, {"unpublish", url.Values{"reason": {"reason.gone.legal"}}},
	} {
		if got := b.post(path+"/"+c.name, c.form); got.status != http.StatusSeeOther {
			t.Fatalf("%s: %d", c.name, got.status)
		}
	}
	urgent := r.draft("Skubu")
	if got := b.post(documentURL(urgent, "lt")+"/publish_urgently", url.Values{"reason": {"Potvynis."}, "due": {"2026-11-21"}}); got.status != http.StatusSeeOther {
		t.Fatalf("urgent: %d", got.status)
	}
	history := b.get(path).body + b.get(documentURL(urgent, "lt")).body
	for _, said := range []string{"Withdrawn", "Restored", "Taken down", "Tiltas atidarytas.", "Potvynis.", "This text contained an error.", "This page was removed on legal grounds."} {
		if !strings.Contains(history, said) {
			t.Errorf("the history does not tell %q", said)
		}
	}
	if owed := r.document(urgent).Translation("lt").LiveEdition().Owed; len(owed) != 1 || !owed[0].Due.Equal(time.Date(2026, 11, 21, 23, 59, 59, 0, time.UTC)) {
		t.Errorf("owed %+v", owed)
	}
}

// What is said of one language is said of those that follow from it.
func TestOtherLanguagesAreNamed(t *testing.T) {
	r := newRig(t)
	id := r.public("Kalbos")
	for _, l := range []i18n.Locale{"sr", "en"} {
		_, err := r.desk.Translate(t.Context(), r.actor("author"), id, l, content.Words{Title: "Title " + string(l), Summary: "S.", Body: "B."})
		r.must(err)
		_, err = r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: l})
		r.must(err)
		_, err = r.desk.Approve(t.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: l, Step: "language", Words: r.document(id).Translation(l).Newest().Words})
		r.must(err)
	}
	b := r.as("press_officer")
	page := b.get(documentURL(id, "sr") + "/do/publish")
	if !strings.Contains(page.body, "/sr-Latn/") || !strings.Contains(page.body, "Made by rule") {
		t.Errorf("the Latin text is not foreseen:\n%s", between(page.body, "<main", "</main>"))
	}
	for _, l := range []string{"sr", "en"} {
		if got := b.post(documentURL(id, i18n.Locale(l))+"/publish", nil); got.status != http.StatusSeeOther {
			t.Fatalf("publishing %s: %d", l, got.status)
		}
	}
	if page := b.get(documentURL(id, "lt") + "/do/withdraw"); strings.Count(page.body, "<dt>") != 4 || !strings.Contains(page.body, `value="one"`) {
		t.Errorf("the whole document:\n%s", between(page.body, "<main", "</main>"))
	}
	if got := b.post(documentURL(id, "en")+"/withdraw", url.Values{"reason": {"reason.withdrawn.wrong"}, "scope": {"one"}}); got.status != http.StatusSeeOther {
		t.Fatalf("withdrawing one: %d", got.status)
	}
	if d := r.document(id); d.Translation("en").LiveEdition().State != content.Withdrawn || d.Translation("lt").LiveEdition().State != content.Published {
		t.Error("one language was named and others went")
	}
	if got := b.post(documentURL(id, "sr")+"/make_source", url.Values{"edition": {strconv.Itoa(1)}}); got.status != http.StatusSeeOther || r.document(id).Source != "sr" {
		t.Errorf("the original: %d, %s", got.status, r.document(id).Source)
	}
}

// A notice is ended by one person, from any of its languages.
func TestANoticeIsEndedByOnePress(t *testing.T) {
	r := newRig(t)
	got, err := r.desk.Create(t.Context(), r.actor("press_officer"), editorial.Create{Site: "public", Type: "notice", Locale: "lt",
		Words: content.Words{Title: "Tiltas uždarytas", Summary: "Apvažiuokite."},
		Facts: content.Facts{Fields: content.Fields{"kind": content.One("closure"), "level": content.One("urgent")}}})
	r.must(err)
	b, path := r.as("press_officer"), documentURL(got.Document, "lt")
	if page := b.post(path+"/publish_urgently", url.Values{"reason": {"Avarija."}}); page.status != http.StatusSeeOther {
		t.Fatalf("urgent: %d\n%s", page.status, between(page.body, "<main", "</main>"))
	}
	if page := b.get(path); !strings.Contains(page.body, `href="`+path+`/do/end_now"`) {
		t.Fatal("ending it is not offered")
	}
	form := shownForm(b.get(path+"/do/end_now"), url.Values{"reason": {"Tiltas atidarytas."}})
	if page := b.post(path+"/end_now", form); page.status != http.StatusSeeOther {
		t.Fatalf("ending: %d\n%s", page.status, between(page.body, "<main", "</main>"))
	}
	if page := b.get(path); strings.Contains(page.body, "/do/end_now") || !strings.Contains(page.body, "Tiltas atidarytas.") {
		t.Error("it goes on")
	}
	if owed := r.document(got.Document).Translation("lt").LiveEdition().Owed; len(owed) != 1 {
		t.Errorf("owed: %+v", owed)
	}
}

// A typed reason is read by a language editor before readers see it.
func TestATypedReasonIsApproved(t *testing.T) {
	r := newRig(t)
	id := r.public("Su priežastimi")
	press, editor, path := r.as("press_officer"), r.as("language_editor"), documentURL(id, "lt")
	if got := press.post(path+"/withdraw", url.Values{"reason": {"reason.withdrawn.wrong"}, "typed-lt": {"Nurodyta klaidinga kaina."}}); got.status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d", got.status)
	}
	if got := press.get(path); strings.Contains(got.body, "/do/seal_reason") {
		t.Error("who typed it may approve it")
	}
	if got := editor.get(path); !strings.Contains(got.body, `href="`+path+`/do/seal_reason"`) {
		t.Fatalf("it is not offered:\n%s", between(got.body, "<main", "</main>"))
	}
	const waits = "1 reason waits for your approval."
	if !strings.Contains(editor.get("/admin/").body, waits) || strings.Contains(press.get("/admin/").body, waits) {
		t.Error("it waits at home for whoever may approve it, and for nobody else")
	}
	page := editor.get(path + "/do/seal_reason")
	if !strings.Contains(page.body, "Nurodyta klaidinga kaina.</blockquote>") || !strings.Contains(page.body, "in place of the ready-made one") {
		t.Fatalf("it is not shown:\n%s", between(page.body, "<main", "</main>"))
	}
	for range 2 {
		if got := editor.post(path+"/seal_reason", shownForm(page, nil)); got.status != http.StatusSeeOther {
			t.Fatalf("approving: %d\n%s", got.status, between(got.body, "<main", "</main>"))
		}
	}
	if e := r.document(id).Translation("lt").LiveEdition(); e.Ending.Reason.Typed("lt") == "" {
		t.Error("readers do not see it")
	}
	if strings.Contains(editor.get("/admin/").body, waits) {
		t.Error("it still waits")
	}
}

// What is mended in a hurry in a text that readers have tells them so.
func TestAnUrgentCorrectionIsTold(t *testing.T) {
	r := newRig(t)
	id := r.public("Tiltas uždarytas")
	r.changed(id, "Uždarytas Upės tiltas.")
	b, path := r.as("press_officer"), documentURL(id, "lt")
	page := b.get(path + "/do/publish_urgently")
	if !strings.Contains(page.body, `name="note"`) || !strings.Contains(page.body, "change.correction.name") || strings.Contains(page.body, `name="size"`) {
		t.Fatalf("nothing is asked about the change:\n%s", between(page.body, "<main", "</main>"))
	}
	form := shownForm(page, url.Values{"reason": {"Ne tas tiltas."}})
	if got := b.post(path+"/publish_urgently", form); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `id="_wrong-note"`) {
		t.Errorf("without a note: %d\n%s", got.status, between(got.body, "<main", "</main>"))
	}
	form.Set("note", "change.correction.name")
	if got := b.post(path+"/publish_urgently", form); got.status != http.StatusSeeOther {
		t.Errorf("with one: %d\n%s", got.status, between(got.body, "<main", "</main>"))
	}
	if e := r.document(id).Translation("lt").LiveEdition(); !e.Correction || !e.Major || len(e.Owed) != 1 {
		t.Errorf("published as %+v", e)
	}
	fresh := b.get(documentURL(r.draft("Nauja"), "lt") + "/do/publish_urgently")
	if strings.Contains(fresh.body, `name="note"`) {
		t.Error("a new text has nothing to tell that was changed")
	}
	if !strings.Contains(fresh.body, "Owed by 23 November 2026") {
		t.Errorf("the day on which it is owed where none is named:\n%s", between(fresh.body, "<dl", "</dl>"))
	}
}

// A text for staff moves to a public Site with a file only after the question about
// it, which the page asks before and beside its button.
func TestMovingToAPublicSiteAsksAboutFiles(t *testing.T) {
	r := newRig(t)
	file := r.bring("author", "staff.csv", table("a"))
	res, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "intranet", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Vidaus", Path: "vidaus", Body: "[Lentelė](asset:" + string(file) + ")"}})
	r.must(err)
	path := documentURL(res.Document, "lt")
	b := r.as("press_officer")
	p := b.get(path + "/do/rehome")
	if !strings.Contains(p.body, `name="agree" value="`+string(file)+`"`) || !strings.Contains(p.body, "What happens") {
		t.Fatalf("the page does not ask:\n%s", between(p.body, "<main", "</main>"))
	}
	form := shownForm(p, url.Values{"site": {"public"}})
	if got := b.post(path+"/rehome", form); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "Agree first") {
		t.Errorf("unanswered: %d\n%s", got.status, between(got.body, "<main", "</main>"))
	}
	form.Set("agree", string(file))
	if got := b.post(path+"/rehome", form); got.status != http.StatusSeeOther || r.document(res.Document).Site != "public" {
		t.Errorf("answered: %d, on %s", got.status, r.document(res.Document).Site)
	}
}
