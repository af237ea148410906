package content

import (
	"slices"
	"time"

	"herald/i18n"
	"herald/internal/fault"
)

// Role is a named bundle of actions.
type Role string

// The roles.
const (
	RoleReader         Role = "reader"
	RoleAuthor         Role = "author"
	RolePressOfficer   Role = "press_officer"
	RoleLanguageEditor Role = "language_editor"
	RoleApprover       Role = "approver"
	RoleRegistrar      Role = "registrar"
	RoleAuditor        Role = "auditor"
	RoleAdministrator  Role = "administrator"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RoleReader, RoleAuthor, RolePressOfficer, RoleLanguageEditor, RoleApprover, RoleRegistrar, RoleAuditor, RoleAdministrator}
}

// Grant gives a role within organizations, locales and Types, for a time. An
// empty list is no bound.
type Grant struct {
	Role          Role          `json:"role"`
	Organizations []ID          `json:"organizations,omitempty"`
	Locales       []i18n.Locale `json:"locales,omitempty"`
	Types         []string      `json:"types,omitempty"`
	// Steps are those an approver may fill.
	Steps []string `json:"steps,omitempty"`
	// From and Until bound when the Grant holds, Until excluded; zero is open.
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// Actor is who asks: a Member with their Grants.
type Actor struct {
	ID     MemberID
	Name   string
	Grants []Grant
}

// Subject is what is asked about. What does not apply is left empty: a
// question about the installation has no Document.
type Subject struct {
	Document    *Document
	Translation *Translation
	Edition     *Edition
	Type        *Type
	Locale      i18n.Locale
	// Organization is the one a new Document is made for.
	Organization ID
	// Steps are the steps that the Edition needs; Step is the one asked about.
	Steps []string
	Step  string
	Now   time.Time
}

var writing = []Action{Create, Translate, Save, Submit, TakeBack, Discard, Comment, SharePreview, Move, Upload, ReadDraft, ReadStaff}

// releasing is what the office does that answers for what goes out. It keeps the
// sheets that were signed as well, and so records them.
var releasing = []Action{RecordPaper, Publish, Schedule, Unschedule, PublishUrgently, Withdraw, Restore, Unpublish,
	MakeSource, Join, Split, Rehome, Except, HandOver, ReplaceFile, AskRedaction, Redact}

// allowed is the whole of what each role may do; nothing else is.
var allowed = map[Role][]Action{
	RoleReader:         {ReadStaff},
	RoleAuthor:         writing,
	RolePressOfficer:   append(append(slices.Clone(writing), releasing...), TuneSearch),
	RoleRegistrar:      append(slices.Clone(writing), releasing...),
	RoleLanguageEditor: {Save, Submit, TakeBack, Correct, Approve, Return, Comment, KeepStyle, TuneSearch, ReadDraft, ReadStaff},
	RoleApprover:       {Approve, Return, Comment, ReadDraft, ReadStaff},
	RoleAuditor:        {ReadAudit, ReadStaff},
	RoleAdministrator:  {ManageMembers, ManageSettings, HandOver, ReadAudit, ReadStaff},
}

// Includes reports whether action belongs to role, whatever bounds a Grant sets.
func (r Role) Includes(action Action) bool { return slices.Contains(allowed[r], action) }

// wholeDocument are the actions that no bound of locales can limit, because
// they touch every language.
var wholeDocument = []Action{Rehome, Join, HandOver, AskRedaction, Redact, MakeSource}

// Can decides whether actor may do action to subject. It returns nil, or a
// fault.Forbidden whose key says why not. It is the only policy: default deny,
// a closed list, four eyes.
func Can(actor Actor, action Action, s Subject) error {
	if !slices.Contains(Actions(), action) || systemOnly(action) {
		return fault.New(fault.Forbidden, "denied.unknown_action")
	}
	if actor.ID == "" {
		return fault.New(fault.Forbidden, "denied.nobody")
	}
	if err := granted(actor, action, s); err != nil {
		return err
	}
	switch action {
	case Approve, RecordPaper:
		return fourEyesApprove(actor, s)
	case Publish, Schedule:
		return fourEyesPublish(actor, s)
	case Correct:
		if s.Type != nil && s.Type.Verbatim {
			return fault.New(fault.Forbidden, "denied.verbatim")
		}
	case Save:
		return editorMayPropose(actor, s)
	case TakeBack:
		return tookPart(actor, s)
	case Redact:
		if r := s.Document.OpenRedaction(); r != nil && r.Asked.By == actor.ID {
			return fault.New(fault.Forbidden, "denied.four_eyes.asked")
		}
	}
	return nil
}

// MaySomewhere reports whether a Grant that holds now gives actor the action
// within any bounds: what a screen may be offered for. It decides nothing about
// a subject; Can does.
func MaySomewhere(actor Actor, action Action, now time.Time) bool {
	return slices.ContainsFunc(actor.Grants, func(g Grant) bool {
		return g.Role.Includes(action) && g.bound(action, Subject{Now: now}) == ""
	})
}

func systemOnly(action Action) bool {
	return slices.ContainsFunc(transitions, func(t Transition) bool { return t.Action == action && t.System })
}

// granted reports whether a Grant that holds now gives action within its
// bounds; the fault names the bound that came nearest.
func granted(actor Actor, action Action, s Subject) error {
	denied := "denied.role"
	for _, g := range actor.Grants {
		if !slices.Contains(allowed[g.Role], action) {
			continue
		}
		key := g.bound(action, s)
		if key == "" {
			return nil
		}
		denied = key
	}
	return fault.New(fault.Forbidden, denied)
}

// bound gives the key of the bound of g that s is outside of, or "".
func (g Grant) bound(action Action, s Subject) string {
	switch {
	case !g.holds(s.Now):
		return "denied.expired"
	case (action == KeepStyle || action == TuneSearch) && s.Locale != "":
		return g.boundLanguage(s.Locale)
	case s.Type == nil && s.Document == nil:
		return ""
	case len(g.Types) > 0 && (s.Type == nil || !slices.Contains(g.Types, s.Type.Name)):
		return "denied.type"
	case len(g.Organizations) > 0 && !slices.Contains(g.Organizations, s.organization()):
		return "denied.organization"
	case len(g.Locales) > 0 && slices.Contains(wholeDocument, action) && !g.coversAll(s.Document):
		return "denied.locale"
	case len(g.Locales) > 0 && s.Locale != "" && !slices.Contains(g.Locales, s.Locale) && !readsSource(action, s):
		return "denied.locale"
	case g.Role == RoleRegistrar && (s.Type == nil || !s.Type.Register):
		return "denied.register"
	case action == Approve && !g.fills(s.Step):
		return "denied.step"
	}
	return ""
}

// boundLanguage bounds who says how a language is written, or how it is searched:
// either is about every text in it, so that a Grant for some Types or organizations alone is too narrow.
func (g Grant) boundLanguage(l i18n.Locale) string {
	switch {
	case len(g.Types) > 0:
		return "denied.type"
	case len(g.Organizations) > 0:
		return "denied.organization"
	case len(g.Locales) > 0 && !slices.Contains(g.Locales, l):
		return "denied.locale"
	}
	return ""
}

// readsSource reports whether action only reads what the other languages of a
// Document are made from: whoever may write in one of them has to.
func readsSource(action Action, s Subject) bool {
	return action == ReadDraft && s.Document != nil && s.Locale == s.Document.Source
}

// holds reports whether g is in force at an instant.
func (g Grant) holds(now time.Time) bool {
	return !now.Before(g.From) && (g.Until.IsZero() || now.Before(g.Until))
}

func (g Grant) coversAll(d *Document) bool {
	return d == nil || !slices.ContainsFunc(d.Translations, func(t *Translation) bool {
		return !slices.Contains(g.Locales, t.Locale)
	})
}

func (g Grant) fills(step string) bool {
	if g.Role == RoleLanguageEditor {
		return SealStep(step)
	}
	return slices.Contains(g.Steps, step) && !SealStep(step)
}

func (s Subject) organization() ID {
	if s.Document != nil {
		return s.Document.Organization
	}
	return s.Organization
}

// fourEyesApprove refuses an approver who submitted the Edition, wrote in it
// before it was submitted, took it over, or fills another step of it; and as well
// whoever would record that another has approved it on paper: their word stands for
// the sheet.
func fourEyesApprove(actor Actor, s Subject) error {
	e := s.Edition
	if e == nil || !slices.Contains(s.Steps, s.Step) {
		return fault.New(fault.Forbidden, "denied.step")
	}
	switch {
	case e.Submitted != nil && e.Submitted.By == actor.ID:
		return fault.New(fault.Forbidden, "denied.four_eyes.submitted")
	case e.Wrote(actor.ID):
		return fault.New(fault.Forbidden, "denied.four_eyes.wrote")
	case e.Keeps(actor.ID):
		return fault.New(fault.Forbidden, "denied.four_eyes.keeps")
	case e.Published != nil && e.Published.By == actor.ID:
		return fault.New(fault.Forbidden, "denied.four_eyes.published")
	}
	for _, other := range s.Steps {
		if a := e.Approval(other); other != s.Step && a != nil && slices.Contains(a.Hands(), actor.ID) {
			return fault.New(fault.Forbidden, "denied.four_eyes.other_step")
		}
	}
	return nil
}

// fourEyesPublish refuses somebody who approved their own corrections, or who
// alone had a hand in an Edition of a Type that has steps.
func fourEyesPublish(actor Actor, s Subject) error {
	e := s.Edition
	if e == nil || len(s.Steps) == 0 {
		return nil
	}
	if e.Corrected(actor.ID) {
		return fault.New(fault.Forbidden, "denied.four_eyes.corrected")
	}
	if e.Alone(actor.ID) {
		return fault.New(fault.Forbidden, "denied.four_eyes.alone")
	}
	return nil
}

// tookPart refuses to take a text back from its approvers to somebody who neither
// wrote it nor submitted it nor goes on with it.
func tookPart(actor Actor, s Subject) error {
	if e := s.Edition; e != nil && (e.Wrote(actor.ID) || e.Submitted != nil && e.Submitted.By == actor.ID || e.Keeps(actor.ID)) {
		return nil
	}
	return fault.New(fault.Forbidden, "denied.not_theirs")
}

// MayConfirmMinor refuses somebody who wrote or submitted a change to confirm that
// it is minor although it looks like more.
func MayConfirmMinor(actor Actor, e *Edition) error {
	if e.Wrote(actor.ID) || e.Submitted != nil && e.Submitted.By == actor.ID {
		return fault.New(fault.Forbidden, "denied.four_eyes.minor")
	}
	return nil
}

// editorMayPropose lets somebody who is only a language editor here change a
// published text, by a new Edition that another editor seals, but not write in
// the drafts of others.
func editorMayPropose(actor Actor, s Subject) error {
	for _, g := range actor.Grants {
		if g.Role != RoleLanguageEditor && slices.Contains(allowed[g.Role], Save) && g.bound(Save, s) == "" {
			return nil
		}
	}
	if s.Type != nil && s.Type.Verbatim {
		return fault.New(fault.Forbidden, "denied.verbatim")
	}
	if e := s.Edition; e != nil && (e.State == Published || e.Wrote(actor.ID)) {
		return nil
	}
	return fault.New(fault.Forbidden, "denied.role")
}
