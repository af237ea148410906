package admin

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// writingNow is how long after somebody's last word they are said to be writing.
const writingNow = 5 * time.Minute

// Typed is what the member has typed into a text and not saved.
type Typed struct {
	// When says since when; Take leads to the form with it.
	When, Take string
	// Taken says that it stands in the form.
	Taken bool
}

// keepScratch keeps what is being typed. It saves nothing: what is kept goes
// through a save, from the Version that the writing started from.
func keepScratch(v *visit) error {
	w, err := v.openTyped()
	if err != nil {
		return err
	}
	if err := v.putScratch(w); err != nil {
		return err
	}
	others, err := v.alsoWriting(w.open)
	if err != nil {
		return err
	}
	return v.c.JSON(fiber.Map{"kept": v.T("desk.edit.kept", "time", v.words.Time(v.now.In(v.zone()))), "others": others})
}

func (v *visit) putScratch(w *writing) error {
	s := content.Scratch{Member: v.actor.ID, Document: w.d.ID, Locale: w.t.Locale, Base: w.version, Words: w.words.Encode().Body, At: v.now}
	if w.form.facts {
		s.Facts = w.facts.Encode().Body
	}
	return v.Store.KeepScratch(v.ctx, s)
}

// dropScratch gives up what was typed.
func dropScratch(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	if err := v.Store.DropScratch(v.ctx, v.actor.ID, o.d.ID, o.t.Locale); err != nil {
		return err
	}
	return v.to(documentURL(o.d.ID, o.t.Locale) + "/edit")
}

// alsoWriting says who else is typing into a text now, or "".
func (v *visit) alsoWriting(o *open) (string, error) {
	marks, err := v.Store.Writing(v.ctx, o.d.ID, o.t.Locale, v.now.Add(-writingNow))
	if err != nil {
		return "", err
	}
	var others []content.MemberID
	for _, m := range marks {
		if m.By != v.actor.ID {
			others = append(others, m.By)
		}
	}
	if len(others) == 0 {
		return "", nil
	}
	names, err := v.names(others...)
	if err != nil {
		return "", err
	}
	var called []string
	for _, id := range others {
		called = append(called, names[id])
	}
	return v.T("desk.edit.others_write", "names", v.words.List(called)), nil
}

// unsaved gives what the member typed into the text of w before and did not save;
// nil where there is none, or where it says what the text says. Where the address
// asks for it, it is laid into the form.
func (v *visit) unsaved(w *writing) (*Typed, error) {
	s, err := v.Store.Scratch(v.ctx, v.actor.ID, w.d.ID, w.t.Locale)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	words, facts, err := decoded(s, w)
	if err != nil {
		return nil, err
	}
	if words.Encode().Hash == w.words.Encode().Hash && facts.Encode().Hash == w.facts.Encode().Hash {
		return nil, nil
	}
	t := &Typed{When: v.ago(s.At), Take: documentURL(w.d.ID, w.t.Locale) + "/edit?typed=1", Taken: v.c.Query("typed") != ""}
	if t.Taken {
		w.words, w.facts, w.version = words, facts, s.Base
	}
	return t, nil
}

func decoded(s content.Scratch, w *writing) (words content.Words, facts content.Facts, err error) {
	if words, err = content.DecodeWords(s.Words); err != nil {
		return words, facts, err
	}
	facts = w.facts
	if len(s.Facts) > 0 && w.form.facts {
		facts, err = content.DecodeFacts(s.Facts)
	}
	return words, facts, err
}

// A session may end while somebody writes. What their last form held is carried
// through the door, packed, and is a Scratch of theirs once they are in.

// maxCarried bounds what is unpacked, in bytes: more than any form may send.
const maxCarried = 2 << 20

// carried packs the form of this request, or gives "" where there is nothing in it
// that is worth it.
func (v *visit) carried() string {
	if v.c.Method() != fiber.MethodPost || !strings.HasSuffix(v.c.Path(), "/edit") || v.c.FormValue("version") == "" {
		return ""
	}
	packed, err := pack(v.c.Request().Body())
	if err != nil {
		return ""
	}
	return packed
}

func pack(form []byte) (string, error) {
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return "", err
	}
	if _, err := z.Write(form); err != nil {
		return "", err
	}
	err = z.Close()
	return base64.RawURLEncoding.EncodeToString(packed.Bytes()), err
}

// unpack reads what pack wrote.
func unpack(carried string) (url.Values, error) {
	packed, err := base64.RawURLEncoding.DecodeString(carried)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxCarried))
	if err != nil {
		return nil, err
	}
	return url.ParseQuery(string(body))
}

// carryIn keeps what was typed before the session ended and gives the address that
// shows it. What cannot be kept, because the text is not theirs to write or is not
// there, leaves them where they wanted to go.
func (v *visit) carryIn(carried, next string) string {
	form, err := unpack(carried)
	parts := strings.Split(strings.TrimPrefix(next, Root+"/documents/"), "/")
	if err != nil || len(parts) < 2 {
		return next
	}
	locale, err := i18n.Parse(parts[1])
	if err != nil {
		return next
	}
	w, why, err := v.writingOf(content.ID(parts[0]), locale)
	if err != nil || why != nil {
		return next
	}
	w.form.sent = form
	err = v.take(w)
	if err == nil {
		err = v.putScratch(w)
	}
	if err != nil {
		v.log.Error("what was typed before a session ended could not be kept", "error", err)
		return next
	}
	return documentURL(w.d.ID, locale) + "/edit?typed=1"
}
