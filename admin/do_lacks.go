package admin

import (
	"errors"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Lack is something that keeps an action from being done: what it is, who can give
// it, and where.
type Lack struct {
	Text string
	// URL leads to where it is mended or given, or is "".
	URL string
	// Who names those who can give it; Nobody says that nobody can.
	Who    string
	Nobody bool
}

// lacks puts what refuses an action into words. What a field of the form will say
// is left to the form where there is one.
func (v *visit) lacks(o *open, d *doing, err error, form bool) []Lack {
	issues := issuesOf(err)
	if len(issues) == 0 {
		if all := v.owing(o, d, err); len(all) > 0 {
			return all
		}
		return []Lack{v.denied(o, d, err)}
	}
	var all []Lack
	for _, i := range issues {
		if form && (inForm(i.Field) || i.Asks()) {
			continue
		}
		all = append(all, v.lack(o, i))
	}
	return all
}

func (v *visit) lack(o *open, i content.Issue) Lack {
	l := Lack{Text: v.T(i.Key, i.Args...)}
	about := o.t
	if i.Locale != "" && i.Locale != o.t.Locale {
		if about = o.d.Translation(i.Locale); about == nil {
			return l
		}
		l.Text += " (" + v.words.LanguageName(i.Locale) + ")"
		l.URL = documentURL(o.d.ID, i.Locale)
	}
	switch i.Key {
	case "issue.step.owed":
		l.URL = documentURL(o.d.ID, about.Locale)
		l.who(v, o, about, content.Approve, stepOf(i))
	case "issue.source.not_live":
		l.URL = documentURL(o.d.ID, o.d.Source)
		l.who(v, o, o.d.SourceTranslation(), content.Publish, "")
	case "issue.together.not_ready":
		l.Text = v.T(i.Key, i.Args...)
	default:
		if i.Field != "" {
			l.URL = documentURL(o.d.ID, about.Locale) + "/edit#" + controlID(i.Field)
		}
	}
	return l
}

// stepOf is the step that an Issue is about.
func stepOf(i content.Issue) string {
	for _, arg := range i.Args {
		if key, ok := arg.(i18n.Key); ok {
			return strings.TrimPrefix(string(key), "step.")
		}
	}
	return ""
}

// owing gives the approvals that a text lacks which is not as far as to go public.
func (v *visit) owing(o *open, d *doing, err error) (all []Lack) {
	if keyOf(err) != "issue.state" || d.action != content.Publish && d.action != content.Schedule || o.t.NextEdition() == nil {
		return nil
	}
	url := documentURL(o.d.ID, o.t.Locale)
	if _, ok := content.Find(content.Submit, o.e.State); ok {
		url += "/do/submit"
	}
	for _, step := range o.e.Missing(o.steps) {
		l := Lack{Text: v.T("issue.step.owed", "step", i18n.Key("step."+step)), URL: url}
		l.who(v, o, o.t, content.Approve, step)
		all = append(all, l)
	}
	return all
}

// denied is what the policy or the state of the text refuses.
func (v *visit) denied(o *open, d *doing, err error) Lack {
	l := Lack{Text: v.say(err)}
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind == fault.Forbidden {
		t := *o.t
		l.who(v, o, &t, d.action, "")
	}
	return l
}

// whoAtMost bounds how many people are named.
const whoAtMost = 5

// who names those whom the policy lets do an action to a text.
func (l *Lack) who(v *visit, o *open, t *content.Translation, action content.Action, step string) {
	all, err := v.Roster.All(v.ctx)
	if err != nil || t == nil {
		return
	}
	s := o.subject
	s.Translation, s.Locale, s.Step, s.Edition = t, t.Locale, step, t.Newest()
	var names []string
	for _, m := range all {
		if m.Disabled == nil && m.ID != v.actor.ID && content.Can(m.Actor(), action, s) == nil && len(names) < whoAtMost {
			names = append(names, m.Name)
		}
	}
	l.Who, l.Nobody = v.words.List(names), len(names) == 0
}
