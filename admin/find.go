package admin

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/web"
	"herald/search"
)

// lookedFor is what the address looks for.
func (v *visit) lookedFor() string { return web.CleanText(v.c.Query("q"), 2000) }

// findDocuments answers what a member looks for: the document itself where they
// typed its address, its number or its id, else the texts that have their words.
func (v *visit) findDocuments(d *Documents) error {
	to, address, err := v.pasted(d.Asked)
	if err != nil {
		return err
	}
	if to != "" {
		return v.to(to)
	}
	asked := d.Asked
	var ask content.BoardQuery
	if d.Filters, ask, err = v.filters(); err != nil {
		return err
	}
	d.List, d.Base = "", v.base(v.T("desk.find.title", "text", asked))
	d.Asked = asked
	switch {
	case d.Wrong != "":
		return v.page(fiber.StatusUnprocessableEntity, "documents", d)
	case address:
		d.Nowhere = true
		return v.page(fiber.StatusOK, "documents", d)
	case v.Finder == nil:
		return v.page(fiber.StatusOK, "documents", d)
	}
	if done, err := v.numbered(d); done || err != nil {
		return err
	}
	return v.findWords(d, ask)
}

// numbered opens the entry of a register whose number was typed, or lists those
// that share it. Whoever narrows the list, or says so, looks for words.
func (v *visit) numbered(d *Documents) (done bool, err error) {
	if d.Narrowed || v.c.Query("words") != "" {
		return false, nil
	}
	all, err := v.Finder.Numbered(v.ctx, v.actor, d.Asked)
	if err != nil || len(all) == 0 {
		return false, err
	}
	// One text of each: the finder gives those of a Document in its own order.
	some := v.onePerDocument(byDocument(all))
	if len(some) == 1 {
		return true, v.to(documentURL(some[0].Document, some[0].Locale))
	}
	d.Numbered, d.Total, d.Words = true, len(some), v.following("words", "1")
	if d.Lines, err = v.lines(some, touched); err != nil {
		return false, err
	}
	return true, v.page(fiber.StatusOK, "documents", d)
}

// findWords fills d with the texts that have the words that were looked for.
func (v *visit) findWords(d *Documents, ask content.BoardQuery) error {
	n := v.pageNumber()
	found, err := v.Finder.Search(v.ctx, search.DeskQuery{Actor: v.actor, Text: d.Asked, Sites: ask.Sites, Types: ask.Types, Locales: ask.Locales,
		Organizations: ask.Organizations, States: ask.States, By: ask.By, Year: ask.Year, Offset: n * foundLength, Limit: foundLength})
	if err != nil {
		return err
	}
	d.Total, d.AnyWord, d.Behind = found.Total, found.AnyWord, found.CatchingUp
	standings := make([]content.Standing, len(found.Hits))
	for i := range found.Hits {
		standings[i] = found.Hits[i].Standing
	}
	lines, err := v.lines(standings, touched)
	if err != nil {
		return err
	}
	for i, h := range found.Hits {
		if len(h.Title) == 0 {
			h.Title = []search.Segment{{Text: lines[i].Title}}
		}
		d.Hits = append(d.Hits, HitLine{Line: lines[i], Number: h.Number, Marked: h.Title, Passage: h.Passage, File: h.File, Live: h.Live})
	}
	if n > 0 {
		d.Previous = v.following("page", pageName(n-1))
	}
	if (n+1)*foundLength < min(d.Total, search.LargestDeskOffset+foundLength) {
		d.Next = v.following("page", pageName(n+1))
	}
	return v.page(fiber.StatusOK, "documents", d)
}

// pageName is how the address names the nth page; the first has no name.
func pageName(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n + 1)
}
