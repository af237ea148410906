package post_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/smtptest"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
)

// only lets nobody but one member get e-mails.
func (r *rig) only(names ...string) {
	r.Helper()
	for name := range r.members {
		wanted := false
		for _, n := range names {
			wanted = wanted || n == name
		}
		if !wanted {
			r.must(second(r.roster.SetMail(r.Context(), r.actor(name), staff.MailNever)))
		}
	}
	r.look()
}

func TestAnEmailIsSentOnceAndSaysNothingThatIsNotPublic(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	r.must(second(r.roster.SetLocale(r.Context(), r.actor("lina"), "lt")))
	r.only("lina")
	id := r.submitted("Slapta žinia")
	r.look()
	for range 3 {
		r.send()
	}
	got := letters(t, s)
	if len(got) != 1 {
		t.Fatalf("%d e-mails", len(got))
	}
	want := "Tekstas laukia jūsų patikros\nNaujiena · lietuvių kalba\nhttps://town.example/admin/documents/" + string(id) + "/lt\n\n" +
		"--\nKada siųsti el. laiškus, pasirenkate čia:\nhttps://town.example/admin/account\n"
	if got[0].to != "lina@town.example" || got[0].subject != "Tekstas laukia jūsų patikros" || got[0].text != want {
		t.Errorf("%+v", got[0])
	}
	if raw := string(s.All()[0].Raw); strings.Contains(raw, "Slapta") || strings.Contains(got[0].text, "Slapta") {
		t.Error("a word of a draft is in an e-mail")
	}
}

// TestEndingWhileAnEmailIsOut ends the process between sending and writing that down:
// nothing stays unsure that is not.
func TestEndingWhileAnEmailIsOut(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	r.only("lina")
	r.submitted("Viena")
	r.look()
	ctx, end := context.WithCancel(t.Context())
	r.office.Outcome = func(mail.Outcome) { end() }
	_, err := r.office.Send(ctx)
	r.must(err)
	if n := len(letters(t, s)); n != 1 || ctx.Err() == nil {
		t.Fatalf("%d e-mails, %v", n, ctx.Err())
	}
	all, err := r.store.Notices(t.Context(), notice.Query{Member: r.members["lina"].ID})
	r.must(err)
	for _, n := range all {
		if n.Mail != notice.MailSent {
			t.Errorf("%s is %s", n.ID, n.Mail)
		}
	}
}

// A title is told where everybody can read it under this address, and as they read
// it: not that of the next Edition.
func TestTheTitleOfWhatIsPublic(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	r.only("lina", "rasa")
	id := r.draft("Vanduo\r\nBcc: x@y.example")
	_, err := r.desk.PublishUrgently(r.Context(), r.actor("petras"), editorial.Urgent{Document: id, Locale: "lt", Reason: "Avarija."})
	r.must(err)
	r.look()
	r.send()
	staffOnly, err := r.desk.Create(r.Context(), r.actor("ona"), editorial.Create{Site: "staff", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Vidinė", Summary: "Santrauka.", Body: "Tekstas."}})
	r.must(err)
	_, err = r.desk.PublishUrgently(r.Context(), r.actor("petras"), editorial.Urgent{Document: staffOnly.Document, Locale: "lt", Reason: "Skubu."})
	r.must(err)
	r.look()
	r.send()
	got := letters(t, s)
	if len(got) != 4 {
		t.Fatalf("%d e-mails", len(got))
	}
	for _, l := range got[:2] {
		if !strings.Contains(l.text, " · Vanduo Bcc: x@y.example\n") || !strings.Contains(l.text, "\nCheck due: 23 November 2026\n") {
			t.Errorf("the public title or the day is missing: %s", l.text)
		}
	}
	for _, l := range got[2:] {
		if strings.Contains(l.text, "Vidinė") {
			t.Errorf("a title of the intranet is told: %s", l.text)
		}
	}
}

func TestWhatIsSeenOrSettledIsNotSent(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	seen, returned := r.submitted("Matyta"), r.submitted("Grąžinta")
	r.look()
	r.must(r.office.ReadAbout(r.Context(), r.members["lina"].ID, seen, "lt"))
	_, err := r.desk.Return(r.Context(), r.actor("rasa"), returned, "lt", "Trūksta.")
	r.must(err)
	// The follower has not seen that yet: it is asked again when it is sent.
	r.must(second(r.roster.Revoke(r.Context(), r.root, r.members["rasa"].ID, r.members["rasa"].Grants[0])))
	r.send()
	if got := letters(t, s); len(got) != 0 {
		t.Errorf("sent: %+v", got)
	}
	r.look()
	r.send()
	if got := letters(t, s); len(got) != 1 || got[0].to != "ona@town.example" {
		t.Errorf("sent: %+v", got)
	}
}

func TestOnceInTheMorning(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	r.only("lina")
	r.must(second(r.roster.SetMail(r.Context(), r.actor("lina"), staff.MailMorning)))
	count := func(doing string, want int) {
		t.Helper()
		r.send()
		if got := letters(t, s); len(got) != want {
			t.Errorf("%s: %d e-mails, want %d", doing, len(got), want)
		}
	}
	r.submitted("Viena") // at 11:00 by the municipality's clocks
	r.submitted("Antra")
	r.look()
	count("on the day", 0)
	r.clock.pass(19*time.Hour + 59*time.Minute)
	count("a minute before seven", 0)
	r.clock.pass(time.Minute)
	count("at seven", 1)
	got := letters(t, s)[0]
	if got.subject != "New for you: 2" || strings.Count(got.text, "https://town.example/admin/documents/") != 2 {
		t.Errorf("%+v", got)
	}
	r.submitted("Trečia")
	r.look()
	r.clock.pass(time.Hour)
	count("again on the same day", 1)
	// A machine whose time was an hour ahead does not send the morning twice.
	r.clock.pass(-90 * time.Minute)
	count("after the clock went back", 1)
	r.clock.pass(25 * time.Hour)
	count("the next day", 2)
	r.clock.pass(24 * time.Hour)
	count("with nothing new", 2)
}

func TestNothingGoesOutWhileTheClockStands(t *testing.T) {
	r := newRig(t)
	s := r.mails(&smtptest.Server{})
	r.submitted("Gatvė")
	r.look()
	r.held = true
	r.send()
	if n := len(s.All()); n != 0 {
		t.Errorf("%d e-mails", n)
	}
	r.held = false
	r.send()
	if n := len(s.All()); n != 2 {
		t.Errorf("%d e-mails after it went on", n)
	}
}

func TestPutOffAndThenSent(t *testing.T) {
	r := newRig(t)
	busy := true
	s := r.mails(&smtptest.Server{Reply: func(command, _ string, _ int) string {
		if command == "RCPT" && busy {
			return "450 4.2.0 later"
		}
		return ""
	}})
	r.only("lina")
	r.submitted("Gatvė")
	r.look()
	r.send()
	r.send()
	if len(r.outcomes) != 1 || r.outcomes[0] != mail.Later {
		t.Fatalf("it was tried again at once: %v", r.outcomes)
	}
	r.clock.pass(time.Minute)
	r.send()
	busy = false
	r.clock.pass(time.Minute)
	r.send()
	if n := len(s.All()); n != 0 {
		t.Error("the pauses do not grow")
	}
	r.clock.pass(4 * time.Minute)
	r.send()
	r.send()
	if n := len(s.All()); n != 1 {
		t.Errorf("%d e-mails", n)
	}
}

func TestGivenUpInTheEnd(t *testing.T) {
	r := newRig(t)
	r.mails(&smtptest.Server{Reply: func(command, _ string, _ int) string {
		if command == "." {
			return "452 4.3.1 full"
		}
		return ""
	}})
	r.only("lina")
	r.submitted("Gatvė")
	r.look()
	for range 40 {
		r.send()
		r.clock.pass(4 * time.Hour)
	}
	l, refused, err := r.office.Refused(r.Context(), r.members["lina"].ID)
	if err != nil || !refused || !strings.Contains(l.Why, "full") || len(r.outcomes) > 25 {
		t.Errorf("%+v, %v, after %d attempts: %v", l, refused, len(r.outcomes), err)
	}
}

func TestARefusedAddressIsTold(t *testing.T) {
	r := newRig(t)
	nobody := "lina"
	s := r.mails(&smtptest.Server{Reply: func(command, line string, _ int) string {
		if command == "RCPT" && strings.Contains(line, "<"+nobody+"@") {
			return "550 5.1.1 nobody here"
		}
		return ""
	}})
	r.submitted("Gatvė")
	r.look()
	for range 3 {
		r.send()
		r.clock.pass(time.Hour)
	}
	l, refused, err := r.office.Refused(r.Context(), r.members["lina"].ID)
	if err != nil || !refused || !strings.Contains(l.Why, "5.1.1 nobody here") || strings.Contains(l.Why, "affected") || len(s.All()) != 1 {
		t.Errorf("%+v, %v, %v; %d were sent", l, refused, err, len(s.All()))
	}
	r.wants("at the desk it stands all the same", "lina waiting", "rasa waiting")
	nobody = ""
	r.submitted("Kita")
	r.look()
	r.send()
	if _, refused, err = r.office.Refused(r.Context(), r.members["lina"].ID); err != nil || refused {
		t.Errorf("an address that works again: %v, %v", refused, err)
	}
}

// The connection is cut when the answer is due: it may have been taken. It is not
// sent again; the next e-mail says so, and the desk has it all the time.
func TestAnUnsureOneIsNamedInTheNext(t *testing.T) {
	for name, cut := range map[string]string{"before the end of the text": "DATA", "instead of the answer": "."} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			cutting := true
			s := r.mails(&smtptest.Server{Reply: func(command, _ string, _ int) string {
				if command == cut && cutting {
					return "!"
				}
				return ""
			}})
			r.only("lina")
			first := r.submitted("Viena")
			r.look()
			for range 5 {
				r.send()
				r.clock.pass(time.Hour)
			}
			if len(r.outcomes) != 1 || r.outcomes[0] != mail.Unsure {
				t.Fatalf("outcomes %v", r.outcomes)
			}
			items, err := r.office.List(t.Context(), r.member("lina"), 10)
			if err != nil || len(items) != 1 || items[0].Mail != notice.MailUnsure || !items[0].Open() {
				t.Fatalf("at the desk: %+v, %v", items, err)
			}
			cutting = false
			before := len(s.All())
			for _, title := range []string{"Antra", "Trečia"} {
				r.submitted(title)
				r.look()
				r.send()
			}
			got := letters(t, s)[before:]
			said := "It is not known whether an earlier e-mail about the following was sent:"
			if len(got) != 2 || !strings.Contains(got[0].text, said) || !strings.Contains(got[0].text, string(first)) {
				t.Fatalf("%+v", got)
			}
			if strings.Contains(got[1].text, said) {
				t.Error("what was named again is named a second time")
			}
			once(t, s)
		})
	}
}

func TestAServerThatCannotBeUsed(t *testing.T) {
	r := newRig(t)
	s := &smtptest.Server{User: "herald", Password: "right"}
	r.mails(s)
	r.only("lina")
	r.submitted("Gatvė")
	r.look()
	for range 2 {
		if reached, err := r.office.Send(t.Context()); err != nil || reached {
			t.Fatalf("reached %v, %v", reached, err)
		}
	}
	if state := r.office.State(); state.Down.IsZero() || state.Waiting == 0 || !state.SetUp || state.Why == "" {
		t.Errorf("%+v", state)
	}
	s.Reply = func(command, _ string, _ int) string {
		if command == "MAIL" {
			return "250 after all"
		}
		return ""
	}
	if reached, err := r.office.Send(t.Context()); err != nil || !reached || len(s.All()) != 1 {
		t.Errorf("reached %v, %v, %d sent", reached, err, len(s.All()))
	}
	if state := r.office.State(); !state.Down.IsZero() || state.Sent.IsZero() {
		t.Errorf("%+v", state)
	}
}

func TestWithoutAServerEverythingStaysAtTheDesk(t *testing.T) {
	r := newRig(t)
	r.submitted("Gatvė")
	r.look()
	r.send()
	r.wants("without a mail server", "lina waiting", "rasa waiting")
	s := r.mails(&smtptest.Server{})
	r.send()
	if n := len(s.All()); n != 0 {
		t.Errorf("what was told before there was a server is sent: %d", n)
	}
}

func TestEveryKindHasItsWords(t *testing.T) {
	for _, locale := range i18n.Shipped() {
		for _, kind := range []notice.Kind{notice.Waiting, notice.Returned, notice.Approved, notice.Ready, notice.Missed, notice.Owed, notice.Due} {
			if key := "desk.notices.kind." + string(kind); !i18n.Default().Printer(locale).Has(key) {
				t.Errorf("%s: no %s", locale, key)
			}
		}
	}
}

// once fails where a Message-ID was handed over twice.
func once(t *testing.T, s *smtptest.Server) {
	t.Helper()
	seen := map[string]bool{}
	for _, l := range letters(t, s) {
		if seen[l.id] {
			t.Errorf("%s was sent twice", l.id)
		}
		seen[l.id] = true
	}
}
