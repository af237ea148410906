package content

import "slices"

// State is where an Edition stands. Every State but those of the live slot is
// invisible to readers.
type State string

// The states of an Edition.
const (
	// None is the state before the first save.
	None        State = ""
	Draft       State = "draft"
	Submitted   State = "submitted"
	Returned    State = "returned"
	Approved    State = "approved"
	Scheduled   State = "scheduled"
	Missed      State = "missed"
	Published   State = "published"
	Superseded  State = "superseded"
	Withdrawn   State = "withdrawn"
	Unpublished State = "unpublished"
	Discarded   State = "discarded"
)

// States lists every state that an Edition can be in.
func States() []State {
	return []State{Draft, Submitted, Returned, Approved, Scheduled, Missed, Published, Superseded, Withdrawn, Unpublished, Discarded}
}

// Readable reports whether readers may read an Edition in the live slot that is
// in state s.
func (s State) Readable() bool { return s == Published || s == Withdrawn }

// Action is something that an actor asks to do. The list is closed: an action
// that is not in it is refused to everybody.
type Action string

// The actions on an Edition; each is a row of the transition table.
const (
	Create          Action = "create"
	Translate       Action = "translate"
	Save            Action = "save"
	Submit          Action = "submit"
	TakeBack        Action = "take_back"
	Return          Action = "return"
	Correct         Action = "correct"
	Approve         Action = "approve"
	RecordPaper     Action = "record_paper"
	Publish         Action = "publish"
	Schedule        Action = "schedule"
	Unschedule      Action = "unschedule"
	PublishUrgently Action = "publish_urgently"
	Withdraw        Action = "withdraw"
	Restore         Action = "restore"
	Unpublish       Action = "unpublish"
	Discard         Action = "discard"
	// Release, Miss, Supersede and Import are the system's own.
	Release   Action = "release"
	Miss      Action = "miss"
	Supersede Action = "supersede"
	Import    Action = "import"
)

// The actions on a whole Document or on the installation; no state changes.
const (
	Comment        Action = "comment"
	SharePreview   Action = "share_preview"
	MakeSource     Action = "make_source"
	Join           Action = "join"
	Split          Action = "split"
	Move           Action = "move"
	Rehome         Action = "rehome"
	Except         Action = "except"
	HandOver       Action = "hand_over"
	Upload         Action = "upload"
	ReplaceFile    Action = "replace_file"
	AskRedaction   Action = "ask_redaction"
	Redact         Action = "redact"
	ReadDraft      Action = "read_draft"
	ReadAudit      Action = "read_audit"
	ReadStaff      Action = "read_staff"
	ManageMembers  Action = "manage_members"
	ManageSettings Action = "manage_settings"
	// KeepStyle says how all texts of a language are written.
	KeepStyle Action = "keep_style"
	// TuneSearch says what the searches of a language take as the same and put first.
	TuneSearch Action = "tune_search"
)

// Transition is one row of the table: Action takes an Edition from one of the
// states in From to one of the states in To.
type Transition struct {
	Action Action
	From   []State
	// To lists where the action may lead: one state, or for Submit and Approve
	// the state that what is still missing decides.
	To []State
	// Opens says that the action starts a new Edition beside a public one.
	Opens bool
	// System actions are never an actor's: the clock, the next publication or
	// an import command take them.
	System bool
}

// settled are the states that a text may reach when a step is taken: it waits
// for more, or it is done and its wish decides.
var settled = []State{Submitted, Approved, Scheduled, Missed, Published}

// Transitions is the one table of the workflow. Buttons, documentation and
// tests derive from it.
func Transitions() []Transition {
	return []Transition{
		{Action: Create, From: []State{None}, To: []State{Draft}},
		{Action: Translate, From: []State{None}, To: []State{Draft}},
		{Action: Save, From: []State{Draft}, To: []State{Draft}},
		{Action: Save, From: []State{Returned}, To: []State{Returned}},
		{Action: Save, From: []State{Approved, Missed}, To: []State{Draft}},
		{Action: Save, From: []State{Published, Withdrawn, Unpublished, Discarded}, To: []State{Draft}, Opens: true},
		{Action: Submit, From: []State{Draft, Returned}, To: settled},
		{Action: TakeBack, From: []State{Submitted}, To: []State{Draft}},
		{Action: Return, From: []State{Submitted, Approved, Missed}, To: []State{Returned}},
		{Action: Correct, From: []State{Submitted}, To: []State{Submitted}},
		{Action: Approve, From: []State{Submitted}, To: settled},
		{Action: Approve, From: []State{Published}, To: []State{Published}},
		{Action: RecordPaper, From: []State{Submitted}, To: settled},
		{Action: RecordPaper, From: []State{Published}, To: []State{Published}},
		{Action: Publish, From: []State{Approved, Missed}, To: []State{Published}},
		{Action: Schedule, From: []State{Approved, Missed}, To: []State{Scheduled}},
		{Action: Unschedule, From: []State{Scheduled}, To: []State{Approved}},
		{Action: PublishUrgently, From: []State{Draft, Submitted, Returned, Approved, Missed}, To: []State{Published}},
		{Action: Withdraw, From: []State{Published}, To: []State{Withdrawn}},
		{Action: Restore, From: []State{Withdrawn}, To: []State{Published}},
		{Action: Unpublish, From: []State{Published, Withdrawn}, To: []State{Unpublished}},
		{Action: Discard, From: []State{Draft, Submitted, Returned, Approved, Missed}, To: []State{Discarded}},
		{Action: Release, From: []State{Scheduled}, To: []State{Published}, System: true},
		{Action: Miss, From: []State{Scheduled}, To: []State{Missed}, System: true},
		{Action: Supersede, From: []State{Published, Withdrawn, Unpublished}, To: []State{Superseded}, System: true},
		{Action: Import, From: []State{Draft, Submitted, Returned, Approved, Missed}, To: []State{Published}, System: true},
	}
}

var transitions = Transitions()

// Find gives the transition that action makes from state, if there is one.
func Find(action Action, from State) (Transition, bool) {
	i := slices.IndexFunc(transitions, func(t Transition) bool {
		return t.Action == action && slices.Contains(t.From, from)
	})
	if i < 0 {
		return Transition{}, false
	}
	return transitions[i], true
}

// Allows reports whether action can lead from one state to another.
func Allows(action Action, from, to State) bool {
	t, ok := Find(action, from)
	return ok && slices.Contains(t.To, to)
}

// Actions lists every action of the closed list, those of the table first.
func Actions() []Action {
	var all []Action
	for _, t := range transitions {
		if !slices.Contains(all, t.Action) {
			all = append(all, t.Action)
		}
	}
	return append(all, Comment, SharePreview, MakeSource, Join, Split, Move, Rehome, Except, HandOver,
		Upload, ReplaceFile, AskRedaction, Redact, ReadDraft, ReadAudit, ReadStaff, ManageMembers, ManageSettings, KeepStyle, TuneSearch)
}
