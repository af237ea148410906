package admin

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/search"
)

// Documents is the list of all texts that the member may read, in any state,
// with filters that stand in its address; and of those that have the words they
// look for.
type Documents struct {
	Base
	// List is the name of the list of the home that is shown whole, or "".
	List  string
	Total int
	Lines []Line
	// Hits are shown in place of Lines where words are looked for.
	Hits []HitLine
	// Numbered says that Lines are the several entries of one number, Words where
	// its characters are looked for as words instead.
	Numbered bool
	Words    string
	// Nowhere says that what was looked for is an address, and leads to nothing that
	// the member may read. AnyWord and Behind are those of search.DeskResults.
	Nowhere, AnyWord, Behind bool
	Filters
	Previous, Next string
	// Change leads to changing all of them at once, for those who may write.
	Change string
	// Tree leads to the page tree, for those who may move pages.
	Tree string
}

// HitLine is a text that was found, with the words marked in its number, in its title
// and in a passage.
type HitLine struct {
	Line
	Number, Marked, Passage []search.Segment
	// File is what the attachment is called in which the words stand.
	File string
	// Live says that readers have these words, and the newest text does not.
	Live bool
}

// listLength is how many lines a page of a list has, foundLength a page of what
// was found.
const (
	listLength  = 50
	foundLength = 25
)

func documents(v *visit) error {
	d := &Documents{List: v.c.Query("list")}
	if d.Asked = v.lookedFor(); d.Asked != "" {
		return v.findDocuments(d)
	}
	ask, when, title, err := v.documentsQuery(d)
	if err != nil {
		return err
	}
	d.Base = v.base(title)
	if d.Wrong != "" {
		return v.page(fiber.StatusUnprocessableEntity, "documents", d)
	}
	if v.mayAny(content.Save) {
		d.Change = v.filtered(Root + "/documents/change")
	}
	if v.mayAny(content.Move) {
		d.Tree = Root + "/tree"
	}
	if d.Total, err = v.Store.BoardCount(v.ctx, ask); err != nil {
		return err
	}
	ask.After, ask.Limit = content.ParseBoardCursor(v.c.Query("after")), listLength+1
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return err
	}
	if len(all) > listLength {
		all = all[:listLength]
		d.Next = v.following("after", all[listLength-1].Cursor(ask.Sort).String())
	}
	if d.Lines, err = v.lines(all, when); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "documents", d)
}

// documentsQuery is what the address asks for: one of the lists of the home, or
// everything that its filters leave.
func (v *visit) documentsQuery(d *Documents) (ask content.BoardQuery, when func(*content.Standing) content.Mark, title string, err error) {
	if i := slices.IndexFunc(questions, func(q question) bool { return q.name == d.List }); i >= 0 {
		if ask, ok := questions[i].ask(v); ok {
			return ask, questions[i].when, v.T("desk.list." + d.List), nil
		}
	}
	d.List = ""
	d.Filters, ask, err = v.filters()
	return ask, touched, v.T("desk.nav.documents"), err
}

// following is the address of another page, with the filters of this one; param
// says how the page is named.
func (v *visit) following(param, value string) string {
	return v.filtered(Root+"/documents", param, value)
}

// filtered is path with the filters of the address, and with one more parameter where
// more names it and its value.
func (v *visit) filtered(path string, more ...string) string {
	q := url.Values{}
	for _, name := range append([]string{"list"}, filterNames...) {
		if value := v.c.Query(name); value != "" {
			q.Set(name, value)
		}
	}
	if len(more) == 2 && more[1] != "" {
		q.Set(more[0], more[1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// pageNumber is which page of what was found is asked for, the first being 0.
func (v *visit) pageNumber() int {
	n, err := strconv.Atoi(v.c.Query("page"))
	if err != nil || n < 1 {
		return 0
	}
	return min(n-1, search.LargestDeskOffset/foundLength)
}
