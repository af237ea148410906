package admin

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/content/register"
	"herald/i18n"
)

// Sheet is a text as it is printed to be read and signed: everything that a signature
// binds to, in the language of the text, with numbers to speak of its paragraphs by.
type Sheet struct {
	Base
	// Path is the address of the text, Style that of the style of the printed margins,
	// Address how the text is found at the desk.
	Path, Style, Address string
	Lang                 i18n.Locale
	// Town and Body are whose paper it is.
	Town, Body     string
	Kind, Language string
	State          string
	Edition        int
	Summary        string
	Blocks         []SheetBlock
	// Fields and Files are the details, and what is said about the files.
	Fields []TextField
	Files  []SheetFile
	Note   string
	Signs  []SheetSign
	// Code is what the margins of every page bear.
	Code string

	printer *i18n.Printer
}

// SheetBlock is a block of the body. N counts paragraphs, lists and tables from 1; a
// heading has none.
type SheetBlock struct {
	N    int
	HTML template.HTML
}

// SheetFile is what the text says about a file that it shows.
type SheetFile struct{ Alt, Caption, Credit string }

// SheetSign is the place for one signature, with the code of what it binds to.
type SheetSign struct{ Step, Code string }

// W gives words in the language of the text, WDate and WInt a day and a number.
func (s *Sheet) W(key string, args ...any) string { return s.printer.T(key, args...) }

// WDate writes a day in the language of the text.
func (s *Sheet) WDate(t time.Time) string { return s.printer.Date(t.In(s.zone)) }

// Now is when the sheet was printed.
func (s *Sheet) Now() time.Time { return s.now }

// edition gives o with another Edition of the text in the place of the newest.
func (v *visit) edition(o *open, e *content.Edition) (*open, error) {
	if e == nil || e == o.e {
		return o, nil
	}
	other := *o
	other.e, other.subject.Edition = e, e
	was, err := v.version(o, e.Words, e.Facts)
	if err != nil {
		return nil, err
	}
	other.words, other.facts = was.words, was.facts
	other.steps = o.typ.StepsIn(o.t.Locale, other.facts.AuthenticIn(o.d.Source))
	other.subject.Steps = other.steps
	return &other, nil
}

// openSheet loads the text of an address, in the Edition that it names.
func (v *visit) openSheet() (*open, error) {
	o, err := v.openText()
	if err != nil {
		return nil, err
	}
	n, _ := strconv.Atoi(v.c.Query("edition"))
	return v.edition(o, o.t.Edition(n))
}

// owedSteps gives the steps that somebody may still sign for.
func (o *open) owedSteps() []string {
	if o.e.State != content.Published {
		return o.e.Missing(o.steps)
	}
	return o.stepsOf(content.Approve, o.e)
}

func sheetPage(v *visit) error {
	o, err := v.openSheet()
	if err != nil {
		return err
	}
	w := v.Catalog.Printer(o.t.Locale)
	p := &Sheet{Base: v.base(v.titled(o.words)), Path: documentURL(o.d.ID, o.t.Locale), Address: v.c.BaseURL() + documentURL(o.d.ID, o.t.Locale), Lang: o.t.Locale,
		Kind: kindIn(w, o.typ.Name), Language: w.LanguageName(o.t.Locale), State: w.T("state." + string(o.e.State)), Edition: o.e.Number,
		Summary: o.words.Summary, Note: noteIn(w, o.words.ChangeNote), Code: content.GroupCode(o.code()), printer: w}
	p.Style = p.Path + "/print.css?edition=" + strconv.Itoa(o.e.Number)
	for _, step := range o.owedSteps() {
		p.Signs = append(p.Signs, SheetSign{stepIn(w, step), content.GroupCode(content.SheetCode(step, o.e.Words, o.e.Facts))})
	}
	if err := v.sheetHead(p, o); err != nil {
		return err
	}
	pieces, err := markdown.Pieces(o.words.Body, markdown.Page, markdown.Options{Lang: string(o.t.Locale), Slug: o.t.Locale.Slug, IDPrefix: "text-"})
	if err != nil {
		return err
	}
	n := 0
	for _, piece := range pieces {
		b := SheetBlock{HTML: piece.HTML}
		if piece.Hash != "" && piece.HTML != "" && !strings.HasPrefix(string(piece.HTML), "<h") {
			n++
			b.N = n
		}
		p.Blocks = append(p.Blocks, b)
	}
	return v.page(fiber.StatusOK, "sheet", p)
}

// code is what the margins bear: that of the first signature owed, else of the words.
func (o *open) code() string {
	step := content.StepLanguage
	if owed := o.owedSteps(); len(owed) > 0 {
		step = owed[0]
	}
	return content.SheetCode(step, o.e.Words, o.e.Facts)
}

// sheetHead fills in whose paper it is, the details and the files.
func (v *visit) sheetHead(p *Sheet, o *open) (err error) {
	titles, err := v.titles(o)
	if err != nil {
		return err
	}
	if p.Town, err = v.townIn(o); err != nil {
		return err
	}
	if p.Body = titles[o.facts.Organization]; p.Body == p.Town {
		p.Body = ""
	}
	in := sheetTexter{register.Texter{Printer: p.printer, Zone: v.zone(), Titles: func(id content.ID) string { return titles[id] }}, p.printer}
	p.Fields = append(in.fields(o.typ, o.words.Fields), in.fields(o.typ, o.facts.Fields)...)
	var topics []string
	for _, id := range o.facts.Topics {
		if titles[id] != "" {
			topics = append(topics, titles[id])
		}
	}
	if len(topics) > 0 {
		p.Fields = append(p.Fields, TextField{Label: p.W("part.topics"), Values: topics})
	}
	if until := o.facts.Until; !until.IsZero() {
		p.Fields = append(p.Fields, TextField{Label: p.W("part.until"), Values: []string{p.printer.DateTime(until.In(v.zone()))}})
	}
	if o.words.Path != "" {
		p.Fields = append(p.Fields, TextField{Label: p.W("part.path"), Values: []string{o.words.Path}})
	}
	for _, a := range o.words.Assets {
		if f := (SheetFile{a.Alt, a.Caption, a.Credit}); f != (SheetFile{}) {
			p.Files = append(p.Files, f)
		}
	}
	return nil
}

// townIn is what readers call the Site of a text in its language, "" while they have
// no name for it.
func (v *visit) townIn(o *open) (string, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Types: []string{"site"}, Sites: []string{o.d.Site},
		Locales: []i18n.Locale{o.t.Locale}, LiveStates: []content.State{content.Published}, Limit: 1})
	if err != nil || len(all) == 0 {
		return "", err
	}
	bodies, err := v.Store.Texts(v.ctx, all[0].LiveWords)
	if err != nil {
		return "", err
	}
	words, err := content.DecodeWords(bodies[all[0].LiveWords])
	return words.Title, err
}

// sheetTexter writes fields in the language of the text.
type sheetTexter struct {
	register.Texter
	words *i18n.Printer
}

func (x sheetTexter) fields(typ *content.Type, values content.Fields) []TextField {
	var all []TextField
	for _, f := range typ.Fields {
		value := values[f.Name]
		if value.Empty() {
			continue
		}
		label := f.Name
		if key := "field." + typ.Name + "." + f.Name; x.words.Has(key) {
			label = x.words.T(key)
		}
		texts := x.Texts(register.Column{Name: f.Name, Field: f, Type: typ.Name}, value)
		if f.Kind == content.KindAsset {
			texts = []string{x.words.T("desk.edit.files", "count", len(value.Items))}
		}
		all = append(all, TextField{Label: label, Values: texts})
	}
	return all
}

func kindIn(w *i18n.Printer, typ string) string {
	if key := "type." + typ + ".one"; w.Has(key) {
		return w.T(key)
	}
	return typ
}

func stepIn(w *i18n.Printer, step string) string {
	if key := "step." + step; w.Has(key) {
		return w.T(key)
	}
	return step
}

func noteIn(w *i18n.Printer, n content.Note) string {
	if n.Ready() {
		return w.T(n.Catalogued())
	}
	return n.Text
}

// sheetStyle is the style of the margins of one printed text: what it is, its code,
// and which page of how many.
func sheetStyle(v *visit) error {
	o, err := v.openSheet()
	if err != nil {
		return err
	}
	w := v.Catalog.Printer(o.t.Locale)
	left := w.T("desk.paper.code") + ": " + content.GroupCode(o.code())
	title := []rune(v.titled(o.words))
	if len(title) > 70 {
		title = append(slices.Clone(title[:69]), '…')
	}
	var css strings.Builder
	css.WriteString("@page { size: A4; margin: 20mm 20mm 22mm 20mm;\n")
	css.WriteString("@top-left { content: " + cssText(string(title)) + "; font: 8pt serif; }\n")
	css.WriteString("@bottom-left { content: " + cssText(left) + "; font: 8pt monospace; }\n")
	css.WriteString("@bottom-right { content: counter(page) \" / \" counter(pages); font: 8pt serif; } }\n")
	css.WriteString("@page :first { @top-left { content: none; } }\n")
	v.c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return v.c.SendString(css.String())
}

// cssText writes a text as a string of a style sheet, which nothing in it can end.
func cssText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < 0x20 || r == '"' || r == '\\' || r == '<' || r == 0x7f {
			b.WriteString("\\" + strconv.FormatInt(int64(r), 16) + " ")
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
