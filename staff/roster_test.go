package staff_test

import (
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
	"herald/store/storetest"
)

// verbs are all that can be done to another Member.
var verbs = map[string]func(*rig, content.Actor, content.MemberID) error{
	"add": func(r *rig, a content.Actor, _ content.MemberID) error {
		_, err := r.roster.Add(r.Context(), a, staff.Adding{Name: "Nauja", Email: "nauja@arvena.example", Locale: "lt"})
		return err
	},
	"rename": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Rename(r.Context(), a, id, "Kita Pavardė")
		return err
	},
	"readdress": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Readdress(r.Context(), a, id, "kita@arvena.example")
		return err
	},
	"amend": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Amend(r.Context(), a, id, staff.Amending{Name: "Kita", Email: "kita@arvena.example", Locale: "ka"})
		return err
	},
	"regrant": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Regrant(r.Context(), a, id, content.Grant{Role: content.RoleAuthor}, content.Grant{Role: content.RoleReader})
		return err
	},
	"grant": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Grant(r.Context(), a, id, content.Grant{Role: content.RoleReader})
		return err
	},
	"revoke": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Revoke(r.Context(), a, id, content.Grant{Role: content.RoleAuthor})
		return err
	},
	"disable": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Disable(r.Context(), a, id)
		return err
	},
	"enable": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Enable(r.Context(), a, id)
		return err
	},
	"invite": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Invite(r.Context(), a, id)
		return err
	},
	"reset": func(r *rig, a content.Actor, id content.MemberID) error {
		_, err := r.roster.Reset(r.Context(), a, id, true)
		return err
	},
	"end sessions": func(r *rig, a content.Actor, id content.MemberID) error {
		return r.roster.EndSessions(r.Context(), a, id)
	},
}

func TestOnlyAdministratorsManageMembers(t *testing.T) {
	for name, verb := range verbs {
		for _, role := range content.Roles() {
			r := newRig(t, staff.Rules{})
			r.add("admin", content.RoleAdministrator)
			actor, target := r.add("veikėja", role), r.add("ona", content.RoleAuthor)
			want := "denied.role"
			if role == content.RoleAdministrator {
				want = ""
			}
			r.wants(verb(r, r.as(actor), target.ID), want, string(role)+" may "+name)
			if want != "" {
				r.wants(verb(r, content.Actor{}, target.ID), "denied.nobody", "nobody may "+name)
				stolen := content.Actor{ID: actor.ID, Grants: []content.Grant{{Role: content.RoleAdministrator}}}
				r.wants(verb(r, stolen, target.ID), "denied.role", "who only says so may "+name)
			}
		}
	}
}

func TestWhatAnAdministratorDoesIsRecorded(t *testing.T) {
	for name, kind := range map[string]content.EventKind{"rename": content.EventMemberChanged, "amend": content.EventMemberChanged, "readdress": content.EventMemberChanged,
		"grant": content.EventMemberGranted, "revoke": content.EventMemberRevoked, "disable": content.EventMemberDisabled,
		"invite": content.EventMemberInvited, "reset": content.EventMemberReset, "end sessions": content.EventSessionsEnded} {
		r := newRig(t, staff.Rules{})
		admin, ona := r.add("admin", content.RoleAdministrator), r.add("ona", content.RoleAuthor)
		before := len(r.people.Events())
		r.clock.pass(time.Minute)
		r.must(verbs[name](r, r.as(admin), ona.ID), name)
		events := r.people.Events()[before:]
		if len(events) != 1 || events[0].Kind != kind || events[0].By != admin.ID || events[0].Member != ona.ID || !events[0].At.Equal(r.clock.Now()) {
			t.Errorf("%s is recorded as %+v", name, events)
		}
		if role := events[0].Role; (kind == content.EventMemberGranted) != (role == content.RoleReader) || (kind == content.EventMemberRevoked) != (role == content.RoleAuthor) {
			t.Errorf("%s is recorded with the role %q", name, role)
		}
	}
}

// A Grant is replaced in one Change, or not at all: the last administrator cannot
// be talked out of the role this way either.
func TestAGrantIsReplacedAsOne(t *testing.T) {
	r := newRig(t, staff.Rules{})
	boss, ona := r.add("boss", content.RoleAdministrator), r.add("ona", content.RoleAuthor)
	author := content.Grant{Role: content.RoleAuthor}
	narrow := content.Grant{Role: content.RoleAuthor, Locales: []i18n.Locale{"lt"}}
	before := len(r.people.Events())
	got, err := r.roster.Regrant(t.Context(), r.as(boss), ona.ID, author, narrow)
	r.must(err, "regrant")
	if held, err := got.Held(staff.GrantKey(narrow)); err != nil || len(got.Grants) != 1 || len(held.Locales) != 1 {
		t.Errorf("grants %+v, %v", got.Grants, err)
	}
	if n := len(r.people.Events()) - before; n != 2 {
		t.Errorf("%d events", n)
	}
	_, err = r.roster.Regrant(t.Context(), r.as(boss), ona.ID, author, narrow)
	r.wants(err, "issue.grant.not_held", "a grant that is not there was replaced")
	_, err = r.roster.Regrant(t.Context(), r.as(boss), ona.ID, narrow, content.Grant{Role: content.RoleApprover})
	r.wants(err, "issue.grant.steps", "a grant that gives nothing")
	if m := r.as(ona); len(m.Grants) != 1 {
		t.Errorf("a refused change took the grant away: %+v", m.Grants)
	}
	admin := content.Grant{Role: content.RoleAdministrator}
	_, err = r.roster.Regrant(t.Context(), r.as(boss), boss.ID, admin, author)
	r.wants(err, "denied.own_account", "one's own grants")
	_, err = r.roster.Regrant(t.Context(), r.root, boss.ID, admin, author)
	r.wants(err, "issue.member.last_administrator", "the last administrator")
}

func TestWhatChangesNothingIsNotRecorded(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona", content.RoleReader)
	before := len(r.people.Events())
	_, err := r.roster.Rename(t.Context(), r.root, ona.ID, " ona ")
	r.must(err, "the same name")
	_, err = r.roster.Readdress(t.Context(), r.root, ona.ID, "ONA@arvena.example")
	r.must(err, "the same address")
	r.must(verbs["grant"](r, r.root, ona.ID), "the same grant")
	r.must(verbs["enable"](r, r.root, ona.ID), "enable")
	if n := len(r.people.Events()) - before; n != 0 {
		t.Errorf("%d events", n)
	}
}

func TestNobodyChangesTheirOwnRights(t *testing.T) {
	for _, name := range []string{"grant", "revoke", "disable", "enable", "invite", "reset"} {
		r := newRig(t, staff.Rules{})
		r.add("kitas", content.RoleAdministrator)
		admin := r.add("admin", content.RoleAdministrator, content.RoleAuthor)
		r.wants(verbs[name](r, r.as(admin), admin.ID), "denied.own_account", name)
		if m, _ := r.roster.Member(t.Context(), admin.ID); len(m.Grants) != 2 || m.Disabled != nil {
			t.Errorf("%s left %+v", name, m)
		}
	}
}

func TestAnAdministratorHasNoEditorialRight(t *testing.T) {
	r := newRig(t, staff.Rules{})
	actor := r.as(r.add("admin", content.RoleAdministrator))
	for _, a := range []content.Action{content.Create, content.Save, content.Submit, content.Approve, content.Publish, content.PublishUrgently, content.Withdraw} {
		if content.Can(actor, a, content.Subject{Now: r.clock.Now()}) == nil {
			t.Errorf("they may %s", a)
		}
	}
}

func TestAddresses(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona")
	add := func(name, email string, locale i18n.Locale) error {
		_, err := r.roster.Add(t.Context(), r.root, staff.Adding{Name: name, Email: email, Locale: locale})
		return err
	}
	r.wants(add("Kita", " Ona@ARVENA.example", "lt"), "issue.email.taken", "the same address in capitals")
	r.wants(add("Kita", "kita", "lt"), "issue.email.form", "no address")
	r.wants(add("", "kita@arvena.example", "lt"), "issue.name.missing", "no name")
	r.wants(add("Kita", "kita@arvena.example", "de"), "issue.locale.offered", "no language of Herald")
	issues, ok := add("", "", "").(*staff.IssuesError)
	if !ok || len(issues.Issues) != 3 || issues.Issues[1].Field != "email" || !fault.Is(issues, fault.Invalid) {
		t.Errorf("nothing at all gives %v", issues)
	}
	r.must(add("Kita", "kita@arvena.example", "sr-Latn"), "another")
	_, err := r.roster.Readdress(t.Context(), r.root, ona.ID, "KITA@arvena.example")
	r.wants(err, "issue.email.taken", "the address of another")
	_, err = r.roster.Disable(t.Context(), r.root, ona.ID)
	r.must(err, "disable")
	r.wants(add("Kita", "ona@arvena.example", "lt"), "issue.email.taken", "the address of somebody who has left")
	m, err := r.roster.ByEmail(t.Context(), "  ONA@arvena.example ")
	if err != nil || m.ID != ona.ID {
		t.Errorf("found %v, %v", m, err)
	}
	if _, err := r.roster.ByEmail(t.Context(), "nobody@arvena.example"); !fault.Is(err, fault.NotFound) {
		t.Errorf("nobody is found: %v", err)
	}
}

func TestWhoHasLeftKeepsTheName(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona", content.RoleAuthor)
	m, err := r.roster.Disable(t.Context(), r.root, ona.ID)
	r.must(err, "disable")
	if len(m.Actor().Grants) != 0 || m.Holds(content.RoleAuthor, r.clock.Now()) {
		t.Error("who has left may still do something")
	}
	names, err := r.roster.Names(t.Context(), ona.ID, "system:test", "gone")
	if err != nil || len(names) != 1 || names[ona.ID] != "ona" {
		t.Errorf("%v, %v", names, err)
	}
	_, err = r.roster.Enable(t.Context(), r.root, ona.ID)
	r.must(err, "enable")
	if !r.may(ona, content.Create) {
		t.Error("who is back has not the grants they had")
	}
}

func (r *rig) may(m *staff.Member, a content.Action) bool {
	r.Helper()
	return content.Can(r.as(m), a, content.Subject{Now: r.clock.Now()}) == nil
}

func TestOnesOwnLanguage(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona")
	m, err := r.roster.SetLocale(t.Context(), r.as(ona), "ka")
	if err != nil || m.Locale != "ka" {
		t.Errorf("%v, %v", m, err)
	}
	_, err = r.roster.SetLocale(t.Context(), r.as(ona), "xx")
	r.wants(err, "issue.locale.offered", "a language that there is not")
	_, err = r.roster.SetLocale(t.Context(), content.Actor{ID: "gone"}, "lt")
	r.wants(err, "denied.nobody", "nobody")
}

func TestGrantsThatMakeNoSense(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona")
	now := r.clock.Now()
	for key, g := range map[string]content.Grant{
		"issue.grant.role":         {Role: "owner"},
		"issue.grant.unbounded":    {Role: content.RoleAdministrator, Locales: []i18n.Locale{"lt"}},
		"issue.grant.steps":        {Role: content.RoleApprover},
		"issue.grant.no_steps":     {Role: content.RoleAuthor, Steps: []string{"director"}},
		"issue.grant.step":         {Role: content.RoleApprover, Steps: []string{"language"}},
		"issue.grant.order":        {Role: content.RoleAuthor, From: now.Add(time.Hour), Until: now.Add(time.Minute)},
		"issue.grant.over":         {Role: content.RoleAuthor, Until: now},
		"issue.grant.organization": {Role: content.RoleAuthor, Organizations: []content.ID{"news00000000"}},
		"issue.grant.locale":       {Role: content.RoleAuthor, Locales: []i18n.Locale{"LT"}},
		"issue.grant.type":         {Role: content.RoleAuthor, Types: []string{"blog"}},
	} {
		_, err := r.roster.Grant(t.Context(), r.root, ona.ID, g)
		r.wants(err, key, key)
	}
	_, err := r.roster.Revoke(t.Context(), r.root, ona.ID, content.Grant{Role: content.RoleAuthor})
	r.wants(err, "issue.grant.not_held", "what was not given")
	if m, _ := r.roster.Member(t.Context(), ona.ID); len(m.Grants) != 0 {
		t.Errorf("they hold %+v", m.Grants)
	}
}

func TestAGrantIsGivenOnceAndTakenWhole(t *testing.T) {
	r := newRig(t, staff.Rules{})
	ona := r.add("ona")
	g := content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{"council00000"}, Locales: []i18n.Locale{"sr", "lt", "lt"}, Types: []string{"news"},
		From: r.clock.Now().Add(1500 * time.Nanosecond), Until: r.clock.Now().Add(time.Hour)}
	for range 2 {
		m, err := r.roster.Grant(t.Context(), r.root, ona.ID, g)
		if err != nil || len(m.Grants) != 1 || len(m.Grants[0].Locales) != 2 {
			t.Fatalf("%+v, %v", m, err)
		}
	}
	if _, err := r.roster.Grant(t.Context(), r.root, ona.ID, content.Grant{Role: content.RoleAuthor}); err != nil {
		t.Fatal(err)
	}
	m, err := r.roster.Revoke(t.Context(), r.root, ona.ID, g)
	if err != nil || len(m.Grants) != 1 || m.Grants[0].Types != nil {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestThereIsAlwaysAnAdministrator(t *testing.T) {
	r := newRig(t, staff.Rules{})
	last := r.add("admin", content.RoleAdministrator)
	r.add("ona", content.RoleAuthor)
	visiting := r.add("vaduoja")
	_, err := r.roster.Grant(t.Context(), r.root, visiting.ID, content.Grant{Role: content.RoleAdministrator, Until: r.clock.Now().Add(time.Hour)})
	r.must(err, "a role for an hour")
	for _, actor := range []content.Actor{r.root, r.as(visiting)} {
		_, err := r.roster.Disable(t.Context(), actor, last.ID)
		r.wants(err, "issue.member.last_administrator", "disable the last")
		_, err = r.roster.Revoke(t.Context(), actor, last.ID, content.Grant{Role: content.RoleAdministrator})
		r.wants(err, "issue.member.last_administrator", "revoke the last")
	}
	r.add("antra", content.RoleAdministrator)
	_, err = r.roster.Disable(t.Context(), r.root, last.ID)
	r.must(err, "disable one of two")
	_, err = r.roster.Enable(t.Context(), r.root, last.ID)
	r.must(err, "enable")
}

// Two administrators take each other's role away at the same moment, in two
// processes: one is left.
func TestTheLastAdministratorSurvivesARace(t *testing.T) {
	for round := range 60 {
		r := newRig(t, staff.Rules{})
		pair := []*staff.Member{r.add("viena", content.RoleAdministrator), r.add("kita", content.RoleAdministrator)}
		actors := []content.Actor{r.as(pair[0]), r.as(pair[1])}
		start := make(chan struct{})
		var wait sync.WaitGroup
		for i := range pair {
			second := &staff.Roster{Log: r.people, Shelf: r.people, Vault: r.people, Types: r.roster.Types, Clock: r.clock}
			wait.Go(func() {
				<-start
				if round%2 == 0 {
					_, _ = second.Disable(t.Context(), actors[i], pair[1-i].ID)
				} else {
					_, _ = second.Revoke(t.Context(), actors[i], pair[1-i].ID, content.Grant{Role: content.RoleAdministrator})
				}
			})
		}
		close(start)
		wait.Wait()
		left := 0
		for _, m := range pair {
			if r.may(m, content.ManageMembers) {
				left++
			}
		}
		if left != 1 {
			t.Fatalf("round %d: %d administrators are left", round, left)
		}
	}
}

func TestManyAreAddedAtOnce(t *testing.T) {
	r := newRig(t, staff.Rules{})
	var wait sync.WaitGroup
	for i := range 30 {
		wait.Go(func() {
			second := &staff.Roster{Log: r.people, Shelf: r.people, Vault: r.people, Types: r.roster.Types, Clock: r.clock}
			_, err := second.Add(t.Context(), r.root, staff.Adding{Name: "Ona", Email: []string{"a@x", "b@x", "c@x"}[i%3], Locale: "lt"})
			if err != nil && keyOf(err) != "issue.email.taken" {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if all, err := r.roster.All(t.Context()); err != nil || len(all) != 3 {
		t.Errorf("%d members, %v", len(all), err)
	}
}

func TestMembersComeBackFromTheLog(t *testing.T) {
	m := &staff.Member{ID: "x", Name: "Ona", Email: "ona@x", Locale: "lt", Created: content.Mark{By: "system:test", At: storetest.Epoch},
		Grants: []content.Grant{{Role: content.RoleAuthor, From: storetest.Epoch}}}
	back, err := staff.DecodeMember(m.Record().Body)
	if err != nil || string(back.Record().Body) != string(m.Record().Body) {
		t.Errorf("%+v came back as %+v: %v", m, back, err)
	}
	if _, err := staff.DecodeMember([]byte("{")); err == nil {
		t.Error("half a record is read")
	}
}
