package i18n_test

import (
	"slices"
	"strings"
	"testing"

	"herald/i18n"
)

// family is a set of keys that code puts together at run time. This list is the
// only place where such keys are told; a prefix that is not here fails the tests.
type family struct {
	prefix string
	// members gives what follows the prefix; nil says that the family is open:
	// what is stored with a text names one of its keys.
	members func(t *testing.T) []string
}

var families = []family{
	// One for each value of an enumeration of the code.
	{"state.", constants("content", "State")},
	{"action.", constants("content", "Action")},
	{"event.", constants("content", "EventKind")},
	{"role.", constants("content", "Role")},
	{"issue.field.", constants("content", "Kind")},
	{"status.act.", constants("content/register", "ActState")},
	{"status.agreement.", constants("content/register", "AgreementState")},
	{"fault.", underscored(captured("internal/fault/fault.go", `"([a-z]+(?: [a-z]+)?)"[,}]`))},
	{"error.", crossed(captured("site/errors.go", `(\d{3}): true`), "title", "text", "help")},
	{"seal.", these("language", "authentic")},
	{"md.note.", these("info", "warning", "important")},
	{"page.filter.", these("topic", "organization", "year", "type")},
	{"statement.status.", these("full", "partial", "none")},
	{"statement.method.", these("self_assessment", "third_party")},
	{"media.refused.", captured("media/intake/refuse.go", `"\w+": +"(\w+)"|key = "(\w+)"`)},

	// What the desk makes of its own lists: see doneKeys, questions and doable.
	{"desk.script.", captured("admin/views/assets/words.js", `"([a-z_0-9]+)",`)},
	{"desk.site.", these("public", "staff")},
	{"desk.done.", captured("admin/base.go", `"([a-z_]+)": +true`)},
	{"desk.handover.kind.", these("drafts", "waiting", "scheduled", "owned")},
	{"desk.audit.group.", these("texts", "files", "accounts")},
	{"desk.audit.all.", these("texts", "files", "accounts")},
	{"desk.members.state.", these("active", "here", "invited", "shut", "disabled")},
	{"desk.list.", captured("admin/home.go", `(?m)^	\{"([a-z]+)", `)},
	{"desk.table.", these("missing", "stale", "waiting")},
	{"desk.waiting.", these("missed", "redactions", "review", "returned", "questions", "answers", "reasons", "owed", "approved", "drafts", "stale", "unsealed")},
	{"desk.effect.", these("approve", "return", "comment", "take_back")},
	{"desk.do.effect.", captured("content/foresight.go", `EffectKind = "([a-z]+)"`)},
	{"desk.do.warning.", these("publish", "publish_urgently", "unpublish", "discard", "end_now")},

	{"desk.notices.kind.", constants("staff/notice", "Kind")},
	{"desk.notices.mail.", these("now", "morning", "never")},
	{"desk.bring.left.", captured("content/office/left.go", `Left\w+ += "([a-z_]+)"`)},
	{"desk.house.done.", these("added", "removed", "off", "on")},
	{"desk.searches.done.", these("kept", "removed")},
	{"desk.searches.span.", these("month", "last", "year")},
	{"desk.redact.in.", constants("content/editorial", "SpotKind")},

	// How an installation does.
	{"desk.health.part.", captured("internal/health/parts.go", `Name: "([a-z]+)"`)},
	{"desk.health.is.", captured("internal/health/parts.go", `\.is\("([a-z_]+)"`)},
	{"desk.health.do.", captured("internal/health/parts.go", `\.do\("([a-z_]+)"`)},

	{"desk.media.class.", these("picture", "document", "table", "captions", "film", "sound")},

	// What is said about another language, one sentence each.
	{"follows.", shipped},
	{"fallback.reading.", shipped},
	{"lang.name.", shipped},
	{"lang.text.", shipped},
	{"lang.read.", shipped},

	// What the files of content/types declare.
	{"type.", crossed(declared("type"), "one", "many")},
	{"field.", declared("field")},
	{"choice.", declared("choice")},
	{"inverse.", declared("inverse")},

	// The parts of a Document, under which its Issues stand.
	{"part.", these("title", "summary", "body", "path", "organization", "topics", "parent", "order", "owner",
		"review", "until", "alt", "caption", "credit", "change_note", "reason")},

	// Ready-made sentences that a member picks; steps that a Type may ask for.
	{"reason.", nil},
	{"change.correction.", nil},
	{"change.update.", nil},
	{"step.", nil},
}

// these is a list that stands here because no code can be asked for it.
func these(names ...string) func(*testing.T) []string {
	return func(*testing.T) []string { return names }
}

func shipped(*testing.T) []string {
	var names []string
	for _, l := range i18n.Shipped() {
		names = append(names, l.String())
	}
	return names
}

// crossed gives every name with every ending.
func crossed(names func(*testing.T) []string, endings ...string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		var all []string
		for _, name := range names(t) {
			for _, ending := range endings {
				all = append(all, name+"."+ending)
			}
		}
		return all
	}
}

// underscored writes names of several words as keys do.
func underscored(names func(*testing.T) []string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		all := names(t)
		for i, name := range all {
			all[i] = strings.ReplaceAll(name, " ", "_")
		}
		return all
	}
}

// familyKeys are the keys that all closed families want.
func familyKeys(t *testing.T) []string {
	var all []string
	for _, f := range families {
		if f.members == nil {
			continue
		}
		names := f.members(t)
		if len(names) == 0 {
			t.Errorf("the family %s is empty: its source is read wrongly", f.prefix)
		}
		for _, name := range names {
			all = append(all, f.prefix+name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
