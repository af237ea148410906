package admin

import (
	"slices"
	"strconv"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
)

// Inquiry is a question of a translator about a passage of the text that they
// translate, with what was answered.
type Inquiry struct {
	ID                 content.ID
	Text, Passage, Who string
	When               time.Time
	// From names the language it was asked from, Lang is that of the passage.
	From    string
	Lang    i18n.Locale
	Answers []Reply
	// Waits says that nobody has answered yet, Passed that the text does not hold the
	// passage any more, Closed that who asked has what they need.
	Waits, Passed, Closed bool
	// Answer and Close say what the member may do.
	Answer, Close bool
	// Open says that the field for an answer is shown, with what was Typed and what is
	// wrong with it.
	Open           bool
	Typed, Mistake string

	block int
}

// Reply is what was said to a question.
type Reply struct {
	Text, Who string
	When      time.Time
}

// Inquiries are the questions that stand at no block, and the form for a new one.
type Inquiries struct {
	All []Inquiry
	// Of names the language of the text that they are about, Lang is that.
	Of   string
	Lang i18n.Locale
	// Ask says that the member may ask here; Whom names those who will be asked.
	Ask  bool
	Whom string
	// Block is the block that is asked about, 0 for none, and Passage what it says.
	Block          int
	Passage        string
	Typed, Mistake string
	Misplaced      string
}

// asking is what was typed into a form for a question or an answer, and what was
// wrong with it.
type asking struct {
	// about is the number of a block, the id of a question, or "".
	about, typed string
	passage      string
	wrong        mistakes
}

// inquiries gives the questions about the text of o's Document in a language, the
// oldest first.
func (v *visit) inquiries(o *open, of i18n.Locale, now asking) ([]Inquiry, error) {
	var hashes []content.Hash
	var members []content.MemberID
	for i := range o.d.Questions {
		q := &o.d.Questions[i]
		hashes, members = append(hashes, q.Text), append(members, q.Asked.By)
		for _, a := range q.Answers {
			hashes, members = append(hashes, a.Text), append(members, a.By)
		}
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	names, err := v.names(members...)
	if err != nil {
		return nil, err
	}
	may := content.MayAnswer(v.actor, o.subject) == nil
	var all []Inquiry
	for i := range o.d.Questions {
		q := &o.d.Questions[i]
		if q.Of != of {
			continue
		}
		one, err := v.inquiry(q, bodies, names)
		if err != nil {
			return nil, err
		}
		one.Answer, one.Close = may && !one.Closed, !one.Closed && content.MayClose(v.actor, q) == nil
		if now.about == string(q.ID) {
			one.Open, one.Typed, one.Mistake = true, now.typed, now.wrong.first("answer")
		}
		all = append(all, one)
	}
	return all, nil
}

func (v *visit) inquiry(q *content.Question, bodies map[content.Hash][]byte, names map[content.MemberID]string) (Inquiry, error) {
	r, err := content.DecodeRemark(bodies[q.Text])
	if err != nil {
		return Inquiry{}, err
	}
	one := Inquiry{ID: q.ID, Text: r.Text, Passage: r.Passage, Who: names[q.Asked.By], When: q.Asked.At, From: v.words.LanguageName(q.From),
		Lang: q.Of, Waits: q.Waits(), Passed: !q.Passed.At.IsZero(), Closed: !q.Closed.At.IsZero(), block: r.Block}
	for _, a := range q.Answers {
		said, err := content.DecodeRemark(bodies[a.Text])
		if err != nil {
			return Inquiry{}, err
		}
		one.Answers = append(one.Answers, Reply{Text: said.Text, Who: names[a.By], When: a.At})
	}
	return one, nil
}

// asksFrom reports whether the member may ask about the source of o from it.
func (v *visit) asksFrom(o *open) bool {
	s := o.subject
	s.Edition = o.t.Newest()
	return o.t.Locale != o.d.Source && !o.t.Derived && content.Can(v.actor, content.Comment, s) == nil
}

// whom names those who will be asked, the member left out; "" is nobody by name.
func (v *visit) whom(o *open) (string, error) {
	var all []content.MemberID
	for _, t := range o.d.Translations {
		all = append(all, o.d.Concerned(t.Locale)...)
	}
	names, err := v.names(slices.DeleteFunc(all, func(m content.MemberID) bool { return m == v.actor.ID })...)
	if err != nil {
		return "", err
	}
	var list []string
	for _, name := range names {
		list = append(list, name)
	}
	slices.Sort(list)
	return v.words.List(list), nil
}

// inquire fills the section of a text with the questions about its source, or about
// itself where it is that: those that stand at no block of it.
func (v *visit) inquire(p *Text, o *open, now asking) error {
	of := o.t.Locale
	if o.t.Locale != o.d.Source && !slices.ContainsFunc(o.d.Questions, func(q content.Question) bool { return q.Of == of }) {
		of = o.d.Source
	}
	all, err := v.inquiries(o, of, now)
	if err != nil {
		return err
	}
	p.Inquiries = &Inquiries{Of: v.words.LanguageName(of), Lang: of, Ask: v.asksFrom(o), Typed: now.typed, Passage: now.passage,
		Mistake: now.wrong.ByField["question"], Misplaced: now.wrong.ByField["passage"]}
	if now.about != "" {
		p.Inquiries.Typed = ""
	}
	if p.Inquiries.Ask {
		if p.Inquiries.Whom, err = v.whom(o); err != nil {
			return err
		}
	}
	for _, one := range all {
		i := slices.IndexFunc(p.Blocks, func(b TextBlock) bool { return of == o.t.Locale && b.N > 0 && b.N == p.at(one) })
		if i < 0 || one.Passed || one.Closed {
			p.Inquiries.All = append(p.Inquiries.All, one)
			continue
		}
		p.Blocks[i].Asked = append(p.Blocks[i].Asked, one)
	}
	return nil
}

// at gives the number of the block that a question is about, 0 for none.
func (p *Text) at(one Inquiry) int {
	return 1 + at(p.pieces, Said{Passage: one.Passage, block: one.block})
}

// askQuestion puts a question from the page of a translation.
func askQuestion(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	in := content.Remark{Text: v.text("question"), Passage: v.field("passage")}
	if _, err := v.Desk.Ask(v.ctx, v.actor, o.d.ID, o.t.Locale, in); err != nil {
		return v.refuseQuestion(err, asking{typed: in.Text, passage: in.Passage})
	}
	return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=asked#_questions")
}

// answerQuestion says something to one, closeQuestion is for whoever asked it.
func answerQuestion(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	q, err := v.id("question")
	if err != nil {
		return err
	}
	if _, err := v.Desk.Answer(v.ctx, v.actor, o.d.ID, q, v.text("answer")); err != nil {
		return v.refuseQuestion(err, asking{about: string(q), typed: v.text("answer")})
	}
	return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=answered#_question-" + string(q))
}

func closeQuestion(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	q, err := v.id("question")
	if err != nil {
		return err
	}
	if _, err := v.Desk.CloseQuestion(v.ctx, v.actor, o.d.ID, q); err != nil {
		return v.refuseQuestion(err, asking{about: string(q)})
	}
	return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=question_closed#_questions")
}

// refuseQuestion shows the text again with what is wrong beside what was typed.
func (v *visit) refuseQuestion(err error, now asking) error {
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	whole := m
	if now.wrong = m; len(m.ByField) > 0 {
		whole = mistakes{}
	}
	v.asking = now
	return v.textForm(whole, web.Status(err))
}

// talk does what a button of the editor says about a question, and reports whether
// one did. Nothing of the text is saved by it, and nothing of it is lost.
func (v *visit) talk(w *writing) (done bool, err error) {
	w.asking = asking{about: v.field("ask"), passage: v.field("about_passage")}
	switch {
	case w.asking.about != "":
		return true, nil
	case v.field("ask_now") != "":
		w.asking.about, w.asking.typed = v.field("about_block"), v.text("question")
		block, _ := strconv.Atoi(w.asking.about)
		_, err = v.Desk.Ask(v.ctx, v.actor, w.d.ID, w.t.Locale, content.Remark{Text: w.asking.typed, Passage: w.asking.passage, Block: block})
	case v.field("answer_now") != "":
		w.asking.about, w.asking.typed = v.field("answer_now"), v.text("answer")
		_, err = v.Desk.Answer(v.ctx, v.actor, w.d.ID, content.ID(w.asking.about), w.asking.typed)
	case v.field("close_now") != "":
		_, err = v.Desk.CloseQuestion(v.ctx, v.actor, w.d.ID, content.ID(v.field("close_now")))
	default:
		return false, nil
	}
	if err != nil {
		m, ok := v.mistakes(err)
		if !ok {
			return true, err
		}
		w.asking.wrong = m
		return true, nil
	}
	w.asking, w.told = asking{}, v.T("desk.question.sent")
	fresh, err := v.Store.Documents(v.ctx, w.d.ID)
	if err == nil && fresh[w.d.ID] != nil {
		w.d = fresh[w.d.ID]
	}
	return true, err
}

// unsent reports whether a question or an answer was typed that no button has sent.
func (v *visit) unsent() (asking, bool) {
	for _, typed := range []struct{ about, text string }{{v.field("about_block"), v.text("question")}, {v.field("about_question"), v.text("answer")}} {
		if typed.text != "" {
			return asking{about: typed.about, typed: typed.text, passage: v.field("about_passage")}, true
		}
	}
	return asking{}, false
}
