package site

import (
	"html/template"
	"strconv"

	"herald/content"
)

// Statement is the accessibility statement of a Site, in the order and with the
// contents of the model in Commission Implementing Decision (EU) 2018/1523.
type Statement struct {
	Document
	// Scope and Status are whole sentences.
	Scope, Status string
	// Gaps are what is not accessible, by the reason for it.
	Gaps []Section
	// Preparation says when and how the statement was made, a sentence each.
	Preparation []string
	Feedback    Contact
	// Answer says within how many days reports are answered, if that is known.
	Answer      string
	Enforcement template.HTML
	Supervisor  *ShownValue
}

// gaps are the fields that name what is not accessible, with the catalogue keys
// of the reasons.
var gaps = []struct{ field, key string }{
	{"non_compliance", "statement.non_compliance"},
	{"disproportionate_burden", "statement.burden"},
	{"out_of_scope", "statement.out_of_scope"},
}

func (v *visit) statement(r *content.Reading, d Document) *Statement {
	f := fieldsOf(r)
	s := &Statement{
		Document: d, Scope: v.words.T("statement.scope", "scope", f.Text("scope")),
		Status:   v.words.T("statement.status."+f.Text("conformance"), "standard", f.Text("standard")),
		Feedback: Contact{Email: f.Text("feedback_email"), Phone: f.Text("feedback_phone")},
	}
	for _, gap := range gaps {
		if field := d.Field(gap.field); field != nil {
			s.Gaps = append(s.Gaps, Section{Name: gap.field, Label: v.words.T(gap.key), HTML: field.Values[0].HTML})
		}
	}
	if day := f.Text("prepared"); day != "" {
		s.Preparation = append(s.Preparation, v.words.T("statement.prepared", "date", v.day(day)))
	}
	if day := f.Text("reviewed"); day != "" {
		s.Preparation = append(s.Preparation, v.words.T("statement.reviewed", "date", v.day(day)))
	}
	s.Preparation = append(s.Preparation, v.words.T("statement.method."+f.Text("method")))
	if days, err := strconv.Atoi(f.Text("answer_days")); err == nil {
		s.Answer = v.words.T("statement.answer", "count", days)
	}
	if field := d.Field("enforcement"); field != nil {
		s.Enforcement = field.Values[0].HTML
	}
	if field := d.Field("enforcement_link"); field != nil {
		s.Supervisor = &field.Values[0]
	}
	return s
}
