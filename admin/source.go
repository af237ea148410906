package admin

import (
	"html/template"
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
	// Changed says that anything has, Draft that readers do not know this text yet.
	Changed, Draft bool
}

// SourceBlock is a block of the source.
type SourceBlock struct {
	HTML    template.HTML
	Changed bool
}

// source gives what the text is made from as far as the member may read it, with
// what has changed since; nil for a source.
func (v *visit) source(o *open) (*SourceText, error) {
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
	now, err := content.DecodeWords(bodies[e.Words])
	if err != nil {
		return nil, err
	}
	was, err := content.DecodeWords(bodies[then])
	if err != nil {
		return nil, err
	}
	return v.besides(o, t.Locale, was, now, draft)
}

func (v *visit) besides(o *open, locale i18n.Locale, was, now content.Words, draft bool) (*SourceText, error) {
	stale := content.Compare(was, now)
	s := &SourceText{Lang: locale, Language: v.words.LanguageName(locale), Path: documentURL(o.d.ID, locale), Title: now.Title, Summary: now.Summary,
		NewTitle: stale.Title, NewSummary: stale.Summary, Changed: stale.Stale(), Draft: draft}
	changed := map[int]bool{}
	for _, i := range stale.Changed {
		changed[i] = true
	}
	for i, source := range blocksOf(now.Body) {
		html, err := markdown.Render(source, markdown.Page, markdown.Options{Lang: string(locale), IDPrefix: "source-"})
		if err != nil {
			return nil, err
		}
		s.Blocks = append(s.Blocks, SourceBlock{HTML: html, Changed: changed[i]})
	}
	return s, nil
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
