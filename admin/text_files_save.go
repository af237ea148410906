package admin

import (
	"errors"
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/media"
)

// saveTextFiles keeps what was typed about the files of a text, and does what the
// button says with one of them. Nothing typed is lost when that is refused.
func saveTextFiles(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	p, err := v.placing(o)
	if err != nil {
		return err
	}
	lost := v.saidOf(o, p)
	if wanted := v.field("correct"); wanted != "" {
		return v.restyleFiles(o, p, wanted, lost)
	}
	do, slot, id := v.deed()
	if err := v.rearrange(o, p, do, slot, id); err != nil {
		return err
	}
	base := content.Version(v.field("base"))
	if base == "" {
		base = o.t.Version() // a file that is added takes nobody's words away
	}
	if _, err := v.keepFiles(o, p, base, v.agreed()); err != nil {
		return v.refuseTextFiles(err, o, lost)
	}
	return v.to(filesURL(o) + "?done=files")
}

// deed reads what a button does: "up FIELD ASSET", or nothing more than saving.
func (v *visit) deed() (do, slot string, id content.ID) {
	parts := strings.Fields(v.field("do"))
	if len(parts) != 3 || !content.ID(parts[2]).Valid() {
		return "", "", ""
	}
	return parts[0], parts[1], content.ID(parts[2])
}

// saidOf takes what was typed about each file over into the text. What was typed
// about files that the text no longer shows is given back.
func (v *visit) saidOf(o *open, p *content.Placing) []LostWords {
	shown := content.AssetsOf(o.typ, p.Words, p.Facts, content.Staff)
	var lost []LostWords
	for _, value := range v.all("said") {
		id := content.ID(value)
		said := content.AssetWords{Asset: id, Alt: v.field("alt-" + value), Decorative: v.field("decorative-"+value) != "",
			Caption: v.field("caption-" + value), Credit: v.field("credit-" + value), Captions: content.ID(v.field("captions-" + value))}
		if slices.Contains(shown, id) {
			p.Say(said)
			continue
		}
		if words := strings.TrimSpace(strings.Join([]string{said.Alt, said.Caption, said.Credit}, "\n")); words != "" {
			lost = append(lost, LostWords{Name: v.nameOf(id), Words: words})
		}
	}
	return lost
}

func (v *visit) nameOf(id content.ID) string {
	a, err := v.seen(id)
	if err != nil {
		return string(id)
	}
	return a.Name
}

// rearrange does to p what a button says.
func (v *visit) rearrange(o *open, p *content.Placing, do, slot string, id content.ID) error {
	if do == "" {
		return nil
	}
	if do == "add" {
		return v.insert(o, p, slot, id)
	}
	i := slices.IndexFunc(o.slots(), func(f content.Field) bool { return f.Name == slot })
	if i < 0 {
		return fault.Absent("place %q", slot)
	}
	switch field := o.slots()[i]; do {
	case "up":
		p.Move(field, id, -1)
	case "down":
		p.Move(field, id, 1)
	case "remove":
		p.Take(field, id)
	default:
		return fault.Absent("deed %q", do)
	}
	return nil
}

// insert puts a file that the member may see into the text, with the words that
// are offered about it in the language of the text.
func (v *visit) insert(o *open, p *content.Placing, slot string, id content.ID) error {
	a, err := v.seen(id)
	if err != nil {
		return err
	}
	slots := o.slots()
	i := slices.IndexFunc(slots, func(f content.Field) bool { return f.Name == slot })
	switch {
	case slot == bodySlot && o.typ.Body != content.Absent:
		p.Append(id, a.Name, a.Kind.Class() == media.Picture)
	case i >= 0:
		p.Put(slots[i], id)
	default:
		return fault.Absent("place %q", slot)
	}
	if p.Words.WordsOf(id) != nil {
		return nil
	}
	notes, err := v.Desk.Notes(v.ctx, a.Asset)
	if err != nil {
		return err
	}
	p.Say(content.AssetWords{Asset: id, Alt: notes.Alt[o.t.Locale], Caption: notes.Caption[o.t.Locale], Credit: notes.Credit})
	return nil
}

// put puts a file into a text as it is now.
func (v *visit) put(o *open, slot string, id content.ID, agreed []content.ID) (editorial.Result, error) {
	p, err := v.placing(o)
	if err != nil {
		return editorial.Result{}, err
	}
	if err := v.insert(o, p, slot, id); err != nil {
		return editorial.Result{}, err
	}
	return v.keepFiles(o, p, o.t.Version(), agreed)
}

// keepFiles saves a text with its files: under review as a correction, else as any
// save.
func (v *visit) keepFiles(o *open, p *content.Placing, base content.Version, agreed []content.ID) (editorial.Result, error) {
	in := editorial.Save{Document: o.d.ID, Locale: o.t.Locale, Base: base, Words: p.Words, Agreed: agreed}
	if o.t.Locale == o.d.Source {
		in.Facts = &p.Facts
	}
	if o.changing() == content.Correct {
		return v.Desk.Correct(v.ctx, v.actor, in)
	}
	return v.Desk.Save(v.ctx, v.actor, in)
}

// refuseTextFiles shows the files again with what was typed, beside what the text
// says now where somebody else saved it meanwhile. What a button would have done
// is not done.
func (v *visit) refuseTextFiles(err error, o *open, lost []LostWords) error {
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	p, failed := v.placing(o)
	if failed != nil {
		return failed
	}
	v.saidOf(o, p)
	page, failed := v.textFiles(o, p)
	if failed != nil {
		return failed
	}
	page.Lost = lost
	var conflict *editorial.ConflictError
	if errors.As(err, &conflict) {
		for i := range page.Files {
			page.Files[i].Now = v.differing(o, page.Files[i].Said)
		}
	}
	if err := v.besideFiles(page, o, m, asksOf(err)); err != nil {
		return err
	}
	return v.page(web.Status(err), "textfiles", page)
}

// besideFiles puts each mistake and each question beside its file, and what is
// about none above all.
func (v *visit) besideFiles(page *TextFiles, o *open, m mistakes, asked []content.Issue) error {
	_, slot, added := v.deed()
	for _, issue := range asked {
		if id := issue.AskedOf(); id == added {
			delete(m.ByField, issue.Field)
			if err := v.pend(page, o, slot, added, v.T(issue.Key)); err != nil {
				return err
			}
		}
	}
	for i := range page.Files {
		f, field := &page.Files[i], "asset:"+page.Files[i].ID
		f.Mistake = m.ByField[field]
		delete(m.ByField, field)
		if slices.ContainsFunc(asked, func(i content.Issue) bool { return i.Field == field }) {
			f.Asked, f.Mistake = f.Mistake, ""
		}
	}
	for _, text := range m.ByField {
		m.Whole = append(m.Whole, text)
	}
	page.Wrong = m
	return nil
}

// pend shows a file that waits to be put into the text.
func (v *visit) pend(page *TextFiles, o *open, slot string, id content.ID, asked string) error {
	a, err := v.seen(id)
	if err != nil {
		return err
	}
	where := v.T("desk.files.in_text")
	if i := slices.IndexFunc(page.Places, func(c Choice) bool { return c.Value == slot }); i >= 0 {
		where = page.Places[i].Text
	}
	page.Pending = &PendingFile{FileLine: v.bareLine(a), Do: "add " + slot + " " + string(id), Where: where, Asked: asked}
	return nil
}

// differing gives what the text says now where it is not what was typed.
func (v *visit) differing(o *open, typed content.AssetWords) []string {
	now := content.AssetWords{Asset: typed.Asset}
	if said := o.words.WordsOf(typed.Asset); said != nil {
		now = *said
	}
	var all []string
	for _, pair := range [][2]string{{now.Alt, typed.Alt}, {now.Caption, typed.Caption}, {now.Credit, typed.Credit}} {
		if pair[0] != pair[1] && pair[0] != "" {
			all = append(all, pair[0])
		}
	}
	return all
}
