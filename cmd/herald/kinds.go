package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"herald/content"
)

// kindsFile is the note of which kind every field had when the server started last.
const kindsFile = "kinds.json"

// settleKinds refuses to start when a field has another kind than before while
// values of it are kept, and remembers the kinds otherwise: "2026" as a day and
// as a number are not the same, and nobody would notice.
func (h *house) settleKinds(ctx context.Context) error {
	is := h.types.FieldKinds()
	was := map[string]content.Kind{}
	if _, err := note(ctx, h.notes, kindsFile, &was); err != nil {
		return err
	}
	if changed := content.Changed(was, is); len(changed) > 0 {
		if err := h.refuseKept(ctx, changed, is); err != nil {
			return err
		}
	}
	if maps.Equal(was, is) {
		return nil
	}
	for name, kind := range was {
		if _, there := is[name]; !there {
			is[name] = kind // its values are kept, so its kind is not forgotten
		}
	}
	body, err := json.MarshalIndent(is, "", " ")
	if err != nil {
		return err
	}
	return h.notes.PutNote(ctx, kindsFile, append(body, '\n'))
}

// refuseKept names the changed fields that have values.
func (h *house) refuseKept(ctx context.Context, changed, is map[string]content.Kind) error {
	ids, err := (&exporter{house: h}).ids(ctx)
	if err != nil {
		return err
	}
	held := map[string]int{}
	for part := range slices.Chunk(ids, batch) {
		docs, err := h.store.Documents(ctx, part...)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if err := h.countHeld(ctx, d, changed, held); err != nil {
				return err
			}
		}
	}
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(held)) {
		problems = append(problems, fmt.Errorf("field %s: its kind was %s and is %s, but %s: give the field a new name instead",
			name, changed[name], is[name], counted(held[name], "document has a value of it", "documents have values of it")))
	}
	return errors.Join(problems...)
}

func (h *house) countHeld(ctx context.Context, d *content.Document, changed map[string]content.Kind, held map[string]int) error {
	found := map[string]bool{}
	for _, t := range d.Translations {
		for _, e := range []*content.Edition{t.LiveEdition(), t.NextEdition()} {
			if e == nil {
				continue
			}
			bodies, err := h.store.Texts(ctx, e.Words, e.Facts)
			if err != nil {
				return err
			}
			words, err := content.DecodeWords(bodies[e.Words])
			if err != nil {
				return err
			}
			facts, err := content.DecodeFacts(bodies[e.Facts])
			if err != nil {
				return err
			}
			for name := range changed {
				found[name] = found[name] || content.HasValue(d.Type, name, words.Fields, facts.Fields)
			}
		}
	}
	for name, has := range found {
		if has {
			held[name]++
		}
	}
	return nil
}
