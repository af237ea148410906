package admin

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/health"
)

// HealthPage says how the installation does, part by part, and what is to be done.
type HealthPage struct {
	Base
	// Sum says in one sentence whether anything has to be done.
	Sum   string
	Parts []HealthPart
}

// HealthPart is one thing that was looked at.
type HealthPart struct {
	Name, Title string
	// Mark says in a word whether it is in order.
	Mark  string
	Wrong bool
	Lines []string
	// Said is what another machine said, in its own words; Command what is typed to do
	// what is to be done.
	Said, Todo, Command string
}

func healthPage(v *visit) error {
	report := v.Health(v.ctx)
	p := &HealthPage{Base: v.base(v.T("desk.health.title")), Sum: v.T("desk.health.well")}
	for _, part := range report.Parts() {
		shown := HealthPart{Name: part.Name, Title: v.T("desk.health.part." + part.Name), Mark: v.T("desk.health.good"), Wrong: part.Wrong, Said: part.Said, Command: part.Command}
		if part.Wrong {
			shown.Mark = v.T("desk.health.bad")
		}
		for _, line := range part.Lines {
			shown.Lines = append(shown.Lines, v.T("desk.health.is."+line.Key, v.measured(line.Args)...))
		}
		if part.Todo != "" {
			shown.Todo = v.T("desk.health.do." + part.Todo)
		}
		p.Parts = append(p.Parts, shown)
	}
	if wrong := report.Wrong(); len(wrong) > 0 {
		p.Sum = v.unwellWith(wrong)
	}
	return v.page(fiber.StatusOK, "health", p)
}

// measured writes instants and sizes as the member reads them.
func (v *visit) measured(args []any) []any {
	all := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case time.Time:
			all[i] = v.words.DateTime(arg.In(v.zone()))
		case health.Bytes:
			all[i] = v.words.Size(int64(arg))
		default:
			all[i] = arg
		}
	}
	return all
}

// unwell names what somebody has to look after, for whoever may; empty is nothing.
func (v *visit) unwell() string {
	if !v.mayAny(content.ManageSettings) {
		return ""
	}
	report := v.Health(v.ctx)
	wrong := report.Wrong()
	if len(wrong) == 0 {
		return ""
	}
	return v.unwellWith(wrong)
}

func (v *visit) unwellWith(wrong []string) string {
	names := make([]string, len(wrong))
	for i, name := range wrong {
		names[i] = v.T("desk.health.part." + name)
	}
	return v.T("desk.health.unwell", "names", v.words.List(names))
}
