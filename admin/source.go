package admin

import (
	"html/template"
	"slices"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
)

// SourceText is what a translation is made from, block by block.
type SourceText struct {
	Lang           i18n.Locale
	Language, Path string
	Title, Summary string
	// NewTitle and NewSummary say that those have changed since.
	NewTitle, NewSummary bool
	Blocks               []SourceBlock
	// Rest are the questions that stand at no block, Ask says that the member may ask,
	// Whom names those who will be asked.
	Rest []Inquiry
	Ask  bool
	Whom string
	// Asking is the block that is being asked about, as it is sent, "0" for the whole
	// text; Passage is what it says.
	Asking, Passage, Typed, Mistake string
	// Changed says that anything has, Draft that readers do not know this text yet.
	Changed, Draft bool
}

// SourceBlock is a block of the source.
type SourceBlock struct {
	HTML    template.HTML
	Changed bool
	// N counts from 1, Passage is what the block says, Asked what is asked about it.
	N       int
	Passage string
	Asked   []Inquiry

	whole string
}

// source gives what the text is made from as far as the member may read it, with
// what has changed since; nil for a source.
func (v *visit) source(o *open, now asking) (*SourceText, error) {
	t := o.d.SourceTranslation()
	if t == nil || t.Locale == o.t.Locale || t.Newest() == nil {
		return nil, nil
	}
	e := t.LiveEdition()
	draft := e == nil
	if draft {
		s := content.Subject{Document: o.d, Translation: t, Edition: t.Newest(), Type: o.typ, Locale: t.Locale, Now: v.now}
		if content.Can(v.actor, content.ReadDraft, s) != nil {
			return nil, nil
		}
		e = t.Newest()
	}
	then := o.t.MadeFrom.Words
	if then == "" {
		then = e.Words
	}
	bodies, err := v.Store.Texts(v.ctx, e.Words, then)
	if err != nil {
		return nil, err
	}
	is, err := content.DecodeWords(bodies[e.Words])
	if err != nil {
		return nil, err
	}
	was, err := content.DecodeWords(bodies[then])
	if err != nil {
		return nil, err
	}
	s, err := v.besides(o, t.Locale, was, is, draft)
	if err != nil {
		return nil, err
	}
	return s, v.askedOf(o, s, now)
}

func (v *visit) besides(o *open, locale i18n.Locale, was, now content.Words, draft bool) (*SourceText, error) {
	stale := content.Compare(was, now)
	s := &SourceText{Lang: locale, Language: v.words.LanguageName(locale), Path: documentURL(o.d.ID, locale), Title: now.Title, Summary: now.Summary,
		NewTitle: stale.Title, NewSummary: stale.Summary, Changed: stale.Stale(), Draft: draft}
	changed := map[int]bool{}
	for _, i := range stale.Changed {
		changed[i] = true
	}
	texts := markdown.Blocks(now.Body)
	for i, source := range blocksOf(now.Body) {
		html, err := markdown.Render(source, markdown.Page, markdown.Options{Lang: string(locale), IDPrefix: "source-"})
		if err != nil {
			return nil, err
		}
		b := SourceBlock{HTML: html, Changed: changed[i], N: i + 1, whole: texts[i].Text}
		b.Passage = content.Remark{Passage: texts[i].Text}.Normal().Passage
		s.Blocks = append(s.Blocks, b)
	}
	return s, nil
}

// askedOf puts the questions at the blocks of the source that they are about, and
// the form where one is being typed.
func (v *visit) askedOf(o *open, s *SourceText, now asking) error {
	all, err := v.inquiries(o, s.Lang, now)
	if err != nil {
		return err
	}
	if s.Ask = v.asksFrom(o); s.Ask {
		if s.Whom, err = v.whom(o); err != nil {
			return err
		}
		s.Asking, s.Typed, s.Passage, s.Mistake = now.about, now.typed, now.passage, now.wrong.first("question")
	}
	for _, one := range all {
		in := content.Remark{Passage: one.Passage}
		i := one.block - 1
		if i < 0 || i >= len(s.Blocks) || !in.In(s.Blocks[i].whole) {
			i = slices.IndexFunc(s.Blocks, func(b SourceBlock) bool { return in.In(b.whole) })
		}
		if i < 0 {
			s.Rest = append(s.Rest, one)
			continue
		}
		s.Blocks[i].Asked = append(s.Blocks[i].Asked, one)
	}
	return nil
}

// blocksOf cuts a body into the sources of its blocks.
func blocksOf(body string) []string {
	lines := strings.SplitAfter(body, "\n")
	blocks := markdown.Blocks(body)
	all := make([]string, len(blocks))
	for i, b := range blocks {
		end := len(lines)
		if i+1 < len(blocks) {
			end = blocks[i+1].Line - 1
		}
		all[i] = strings.Join(lines[min(max(b.Line-1, 0), len(lines)):min(end, len(lines))], "")
	}
	return all
}
