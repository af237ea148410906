package content_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"herald/content"
)

// The whole matrix, written out once by hand: for every state, the actions it
// allows and where they may lead. What is not here must be refused.
var matrix = map[content.State]string{
	content.None:        "create>draft translate>draft",
	content.Draft:       "save>draft submit>submitted,approved,scheduled,missed,published publish_urgently>published discard>discarded import>published",
	content.Submitted:   "take_back>draft return>returned correct>submitted approve>submitted,approved,scheduled,missed,published publish_urgently>published discard>discarded import>published",
	content.Returned:    "save>returned submit>submitted,approved,scheduled,missed,published publish_urgently>published discard>discarded import>published",
	content.Approved:    "save>draft return>returned publish>published schedule>scheduled publish_urgently>published discard>discarded import>published",
	content.Scheduled:   "unschedule>approved release>published miss>missed",
	content.Missed:      "save>draft return>returned publish>published schedule>scheduled publish_urgently>published discard>discarded import>published",
	content.Published:   "save>draft approve>published withdraw>withdrawn unpublish>unpublished supersede>superseded",
	content.Superseded:  "",
	content.Withdrawn:   "save>draft restore>published unpublish>unpublished supersede>superseded",
	content.Unpublished: "save>draft supersede>superseded",
	content.Discarded:   "save>draft",
}

func TestEveryStateAllowsExactlyItsActions(t *testing.T) {
	states := append([]content.State{content.None}, content.States()...)
	if len(states) != len(matrix) {
		t.Fatalf("the matrix has %d states, the model %d", len(matrix), len(states))
	}
	for _, from := range states {
		want := map[string]string{}
		for _, cell := range strings.Fields(matrix[from]) {
			action, to, _ := strings.Cut(cell, ">")
			want[action] = to
		}
		for _, action := range content.Actions() {
			for _, to := range states {
				allowed := slices.Contains(strings.Split(want[string(action)], ","), string(to)) && want[string(action)] != ""
				if got := content.Allows(action, from, to); got != allowed {
					t.Errorf("%s from %q to %q: allowed = %v, want %v", action, from, to, got, allowed)
				}
			}
		}
	}
}

func TestOnlyTheLiveStatesAreReadable(t *testing.T) {
	for _, s := range content.States() {
		if got, want := s.Readable(), s == content.Published || s == content.Withdrawn; got != want {
			t.Errorf("%s readable = %v, want %v", s, got, want)
		}
	}
}

// The table in docs/workflow.md is written by this test (UPDATE=1): it can never
// say anything else than the code does.
func TestTheDocumentedTableIsTheTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The workflow\n\nWritten by `UPDATE=1 go test ./content -run Documented` from `content/workflow.go`.\n\n| action | from | to | note |\n| --- | --- | --- | --- |\n")
	for _, tr := range content.Transitions() {
		note := ""
		if tr.Opens {
			note = "opens a new Edition beside the public one"
		}
		if tr.System {
			note = "by the system only"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", tr.Action, names(tr.From), names(tr.To), note)
	}
	const file = "../docs/workflow.md"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != b.String() {
		t.Errorf("%s is not the table of the code (%v); run UPDATE=1 go test ./content -run Documented", file, err)
	}
}

func names(states []content.State) string {
	var all []string
	for _, s := range states {
		if s == content.None {
			s = "nothing"
		}
		all = append(all, string(s))
	}
	return strings.Join(all, ", ")
}
