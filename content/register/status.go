package register

import (
	"slices"

	"herald/content"
)

// ActState is what an act is on a day.
type ActState string

// The states of an act, and none: its dates do not tell.
const (
	ActNotYetInForce ActState = "not_yet_in_force"
	ActInForce       ActState = "in_force"
	ActAmended       ActState = "amended"
	ActRepealed      ActState = "repealed"
	ActAnnulled      ActState = "annulled"
	ActExpired       ActState = "expired"
)

// The fields that states are derived from. A Type of the municipality's own has
// the states of an act, or of an agreement, when it has their fields.
const (
	fieldInForce      = "in_force"
	fieldOutOfForce   = "out_of_force"
	fieldAnnulled     = "annulled"
	fieldAmends       = "amends"
	fieldRepeals      = "repeals"
	fieldEnds         = "ends"
	fieldRenewal      = "renewal"
	fieldRenewsMonths = "renewal_months"
	fieldNoticeMonths = "notice_months"
)

// HasStatus says whether entries of t have a derived state, and Refers whether
// it takes the Documents that refer to them to find it.
func HasStatus(t *content.Type) bool { return isAct(t) || isAgreement(t) }

// Refers says whether the state of an entry of t depends on other entries.
func Refers(t *content.Type) bool { return isAct(t) }

func isAct(t *content.Type) bool       { return has(t, fieldOutOfForce) && has(t, fieldRepeals) }
func isAgreement(t *content.Type) bool { return has(t, fieldEnds) && has(t, fieldRenewal) }

func has(t *content.Type, name string) bool {
	_, ok := t.Field(name)
	return ok
}

// Status gives the derived state of r on a day, or "" where its Type has none.
// refs are the Documents that refer to r.
func Status(r content.Reading, refs []content.Reading, today content.Day) string {
	switch {
	case r.Type == nil || r.State == content.Unpublished:
		return ""
	case isAct(r.Type):
		return string(StateOf(r, refs, today))
	case isAgreement(r.Type):
		return string(TermOf(r, today).State)
	}
	return ""
}

// StatusKey gives the catalogue key of a derived state of t.
func StatusKey(t *content.Type, status string) string {
	if isAgreement(t) {
		return "status.agreement." + status
	}
	return "status.act." + status
}

// StateOf gives the state of an act on a day. refs are the acts that refer to
// it; what they amend or repeal takes effect when they do, and not while they
// are annulled themselves.
//
// An act without a day of entry into force is in force from its own date. A
// partial day of beginning counts once its period has begun; a partial last day
// once it is over: in doubt an act is in force. An unknown day lies in the past.
func StateOf(act content.Reading, refs []content.Reading, today content.Day) ActState {
	f := act.Facts.Fields
	switch {
	case begun(f.Text(fieldAnnulled), today):
		return ActAnnulled
	case touched(act.ID, fieldRepeals, refs, today):
		return ActRepealed
	case ceased(f.Text(fieldOutOfForce), today):
		return ActExpired
	case !effective(&act, today):
		return ActNotYetInForce
	case touched(act.ID, fieldAmends, refs, today):
		return ActAmended
	}
	return ActInForce
}

// ceased says whether the first day out of force has come. A partial one has
// come once its period is over.
func ceased(text string, today content.Day) bool {
	if d, err := content.ParseDay(text); err == nil && d.Day > 0 {
		return begun(text, today)
	}
	return over(text, today)
}

// effective says whether an act has entered into force.
func effective(act *content.Reading, today content.Day) bool {
	from := act.Facts.Fields.Text(fieldInForce)
	if from == "" {
		from = act.Date
	}
	return from == "" || begun(from, today)
}

// touched says whether an act in effect names id in a field.
func touched(id content.ID, field string, refs []content.Reading, today content.Day) bool {
	return slices.ContainsFunc(refs, func(r content.Reading) bool {
		return r.State != content.Unpublished && names(&r, field, id) &&
			!begun(r.Facts.Fields.Text(fieldAnnulled), today) && effective(&r, today)
	})
}

func names(r *content.Reading, field string, id content.ID) bool {
	return slices.ContainsFunc(r.Facts.Fields[field].Items, func(item string) bool {
		ref, err := content.ParseRef(item)
		return err == nil && ref.Document == id
	})
}
