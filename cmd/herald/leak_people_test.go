package main

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"herald/admin"
	"herald/content"
	"herald/i18n"
	"herald/staff"
)

// caller is a member who reads with a session of their own.
type caller struct {
	name   string
	actor  content.Actor
	cookie string
}

func (c *caller) String() string { return c.name }

// may reports whether the policy allows the caller an action on the installation.
func (s *sky) may(who *caller, action content.Action) bool {
	return content.Can(who.actor, action, content.Subject{Now: s.now}) == nil
}

const matrixPassword = "the ferry leaves at noon"

// hire adds a member for each role, and those whose Grants have bounds of every
// kind: a language, an organization, a time that ends or begins with the embargo.
func (m *matrix) hire() {
	m.Helper()
	for _, role := range content.Roles() {
		g := content.Grant{Role: role}
		if role == content.RoleApprover {
			g.Steps = []string{"director"}
		}
		m.join(string(role), g)
	}
	m.join("author in sr", content.Grant{Role: content.RoleAuthor, Locales: []i18n.Locale{"sr"}})
	m.join("author of an office", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{m.find("public", "organization", current).id}})
	m.join("author of news", content.Grant{Role: content.RoleAuthor, Types: []string{"news"}})
	m.join("deputy until the embargo", content.Grant{Role: content.RoleLanguageEditor, Until: embargo})
	m.join("deputy from the embargo", content.Grant{Role: content.RolePressOfficer, From: embargo})
	m.join("nobody in particular")
	for _, state := range []string{current, draft} {
		m.typeInto(m.caller("press_officer"), m.find("public", "news", state))
	}
}

func (m *matrix) join(name string, grants ...content.Grant) {
	m.Helper()
	ctx, boss := m.Context(), atTheMachine(content.System("matrix"))
	word := m.mint()
	email := word + "@portal.test"
	added, err := m.server.house.roster.Add(ctx, boss, staff.Adding{Name: "Member " + name, Email: email, Locale: i18n.English, Grants: grants})
	if err == nil {
		err = m.server.door.SetPassword(ctx, boss, added.ID, matrixPassword)
	}
	if err != nil {
		m.Fatalf("%s: %v", name, err)
	}
	c := &caller{name: name, actor: added.Actor(), cookie: m.signIn(email)}
	m.callers, m.letters[word] = append(m.callers, c), c
}

// caller gives a member by name.
func (m *matrix) caller(name string) *caller {
	for _, c := range m.callers {
		if c.name == name {
			return c
		}
	}
	return nil
}

// signIn comes in through the door, on the one host where a password may travel
// without https, and gives what the browser holds from then on.
func (m *matrix) signIn(email string) string {
	m.Helper()
	form := url.Values{"email": {email}, "password": {matrixPassword}}
	answer, err := m.client.Post("http://localhost"+admin.Root+"/sign-in", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if err != nil {
		m.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusSeeOther {
		m.Fatalf("%s cannot sign in: %d %s %v", email, answer.StatusCode, body, err)
	}
	var held []string
	for _, c := range answer.Cookies() {
		held = append(held, c.Name+"="+c.Value)
	}
	return strings.Join(held, "; ")
}

// typeInto lets a member type into a text of p without saving: nobody else is to see
// a word of it.
func (m *matrix) typeInto(who *caller, p *planted) {
	m.Helper()
	l := p.locales[0]
	words := m.words(p, l, "typed and not saved").Encode()
	for _, c := range m.flocks[words.Hash].canaries {
		c.typed = who
	}
	err := m.server.house.store.KeepScratch(m.Context(), content.Scratch{Member: who.actor.ID, Document: p.id, Locale: l,
		Base: m.version(p, l), Words: words.Body, At: m.now()})
	if err != nil {
		m.Fatal(err)
	}
}
