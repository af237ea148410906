package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// EventKind names a recorded fact.
type EventKind string

// The kinds of Event. Each names what happened, in the past tense.
const (
	EventCreated      EventKind = "created"
	EventSaved        EventKind = "saved"
	EventSubmitted    EventKind = "submitted"
	EventTakenBack    EventKind = "taken_back"
	EventReturned     EventKind = "returned"
	EventCorrected    EventKind = "corrected"
	EventApproved     EventKind = "approved"
	EventPublished    EventKind = "published"
	EventScheduled    EventKind = "scheduled"
	EventUnscheduled  EventKind = "unscheduled"
	EventReleased     EventKind = "released"
	EventMissed       EventKind = "missed"
	EventWithdrawn    EventKind = "withdrawn"
	EventRestored     EventKind = "restored"
	EventUnpublished  EventKind = "unpublished"
	EventDiscarded    EventKind = "discarded"
	EventTranslated   EventKind = "translated"
	EventSourceMade   EventKind = "source_made"
	EventJoined       EventKind = "joined"
	EventSplit        EventKind = "split"
	EventMoved        EventKind = "moved"
	EventRehomed      EventKind = "rehomed"
	EventHandedOver   EventKind = "handed_over"
	EventReviewSet    EventKind = "review_set"
	EventCommented    EventKind = "commented"
	EventShared       EventKind = "preview_shared"
	EventShareRevoked EventKind = "preview_revoked"
	EventRedactAsked  EventKind = "redaction_asked"
	// EventRedactDeclined is a second person's no, EventRedactDropped the asker's own.
	EventRedactDeclined EventKind = "redaction_declined"
	EventRedactDropped  EventKind = "redaction_taken_back"
	EventRedacted       EventKind = "redacted"
	EventExcepted       EventKind = "excepted"
	EventReasonSealed   EventKind = "reason_sealed"
	EventUploaded       EventKind = "uploaded"
	EventDescribed      EventKind = "described"
	EventReplaced       EventKind = "replaced"
	EventFileRemoved    EventKind = "file_removed"
	// What was said at the desk about how a language is written.
	EventRuleAdded   EventKind = "style_rule_added"
	EventRuleRemoved EventKind = "style_rule_removed"
	EventRuleOff     EventKind = "style_rule_off"
	EventRuleOn      EventKind = "style_rule_on"
	// What was said at the desk of the searches of a Site.
	EventSynonymsAdded   EventKind = "synonyms_added"
	EventSynonymsChanged EventKind = "synonyms_changed"
	EventSynonymsRemoved EventKind = "synonyms_removed"
	EventPinned          EventKind = "result_pinned"
	EventPinChanged      EventKind = "pin_changed"
	EventUnpinned        EventKind = "result_unpinned"
	// What happened to a Member, or what a Member did about their own account.
	EventMemberAdded    EventKind = "member_added"
	EventMemberInvited  EventKind = "member_invited"
	EventMemberChanged  EventKind = "member_changed"
	EventMemberGranted  EventKind = "member_granted"
	EventMemberRevoked  EventKind = "member_revoked"
	EventMemberDisabled EventKind = "member_disabled"
	EventMemberEnabled  EventKind = "member_enabled"
	EventMemberReset    EventKind = "member_reset"
	EventSessionsEnded  EventKind = "sessions_ended"
	EventSignedIn       EventKind = "signed_in"
	EventPasswordSet    EventKind = "password_set"
	EventFactorSet      EventKind = "factor_set"
	EventFactorRemoved  EventKind = "factor_removed"
	EventCodesMade      EventKind = "codes_made"
	EventCodeUsed       EventKind = "code_used"
)

// What is asked about a text by whoever translates it.
const (
	EventAsked          EventKind = "asked"
	EventAnswered       EventKind = "answered"
	EventQuestionClosed EventKind = "question_closed"
)

// aboutTexts, aboutFiles and aboutAccounts are all kinds, by what they are about,
// in the order of a life.
var (
	aboutTexts = []EventKind{EventCreated, EventSaved, EventSubmitted, EventTakenBack, EventReturned, EventCorrected, EventApproved, EventPublished,
		EventScheduled, EventUnscheduled, EventReleased, EventMissed, EventWithdrawn, EventRestored, EventUnpublished, EventDiscarded,
		EventTranslated, EventSourceMade, EventJoined, EventSplit, EventMoved, EventRehomed, EventHandedOver, EventReviewSet, EventCommented,
		EventAsked, EventAnswered, EventQuestionClosed,
		EventShared, EventShareRevoked, EventRedactAsked, EventRedactDeclined, EventRedactDropped, EventRedacted, EventExcepted, EventReasonSealed,
		EventRuleAdded, EventRuleRemoved, EventRuleOff, EventRuleOn,
		EventSynonymsAdded, EventSynonymsChanged, EventSynonymsRemoved, EventPinned, EventPinChanged, EventUnpinned}
	aboutFiles    = []EventKind{EventUploaded, EventDescribed, EventReplaced, EventFileRemoved}
	aboutAccounts = []EventKind{EventMemberAdded, EventMemberInvited, EventMemberChanged, EventMemberGranted, EventMemberRevoked,
		EventMemberDisabled, EventMemberEnabled, EventMemberReset, EventSessionsEnded, EventSignedIn, EventPasswordSet, EventFactorSet,
		EventFactorRemoved, EventCodesMade, EventCodeUsed}
)

// EventKinds gives the kinds about texts, files and accounts: every kind is in
// one of the three.
func EventKinds() (texts, files, accounts []EventKind) {
	return slices.Clone(aboutTexts), slices.Clone(aboutFiles), slices.Clone(aboutAccounts)
}

// Event is a recorded fact: who did what, when, to which Edition. The Events
// of the log are timeline, audit trail and outbox in one.
type Event struct {
	Kind     EventKind `json:"kind"`
	At       time.Time `json:"at"`
	By       MemberID  `json:"by"`
	Document ID        `json:"document,omitempty"`
	Asset    ID        `json:"asset,omitempty"`
	// Member is whose account it is about, Role the role given or taken.
	Member MemberID `json:"member,omitempty"`
	Role   Role     `json:"role,omitempty"`
	// Grant is the role given or taken with its bounds; Events of earlier logs lack it.
	Grant   *Grant      `json:"grant,omitempty"`
	Locale  i18n.Locale `json:"locale,omitempty"`
	Edition int         `json:"edition,omitempty"`
	// Step is the step approved; Words the words it binds to.
	Step  string `json:"step,omitempty"`
	Words Hash   `json:"words,omitempty"`
	// Note is the text of a comment, of a reason given to colleagues, or of what a text
	// was begun out of.
	Note Hash `json:"note,omitempty"`
	// Reason is the key of a ready-made reason or change note that readers see.
	Reason string `json:"reason,omitempty"`
	// When is the time scheduled.
	When time.Time `json:"when,omitzero"`
	// Other is the Document, owner or Site on the other side, the day to look again, the
	// Question that was asked, answered or closed, the rule of the house style, or what
	// was said of the searches of a Site, after its name.
	Other string `json:"other,omitempty"`
	// To is who took over what was handed over.
	To MemberID `json:"to,omitempty"`
	// Tags name what readers see differently after the Change; see Projector.Tags.
	Tags []string `json:"tags,omitempty"`
}

// Tunes reports whether an Event of kind k is about what was said of searches.
func (k EventKind) Tunes() bool {
	switch k {
	case EventSynonymsAdded, EventSynonymsChanged, EventSynonymsRemoved, EventPinned, EventPinChanged, EventUnpinned:
		return true
	}
	return false
}

// Publicly reports whether an Event of kind k can change what readers see.
func (k EventKind) Publicly() bool {
	switch k {
	case EventPublished, EventScheduled, EventUnscheduled, EventReleased, EventMissed, EventWithdrawn, EventRestored,
		EventUnpublished, EventSourceMade, EventJoined, EventSplit, EventRehomed, EventRedacted, EventExcepted, EventApproved, EventReasonSealed,
		EventDescribed, EventReplaced, EventFileRemoved:
		return true
	}
	return false
}
