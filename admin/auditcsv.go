package admin

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"herald/content"
	"herald/content/register"
)

// csvBatch is how many facts a download reads at a time.
const csvBatch = 500

// auditCSV sends what the filters leave, all of it, as it is read: the trail may
// be long. Columns and names of kinds are the same in every language, so that a
// program written once keeps working.
func auditCSV(v *visit) error {
	ask, err := v.auditQuery()
	if err != nil {
		return err
	}
	v.c.Set("Content-Type", "text/csv; charset=utf-8")
	v.c.Set("Content-Disposition", `attachment; filename="audit-`+v.now.In(v.zone()).Format(time.DateOnly)+`.csv"`)
	// It is still being read when the request has been answered; whoever goes away
	// meanwhile is noticed in writing.
	v.ctx = context.WithoutCancel(v.ctx)
	read, write := io.Pipe()
	go func() {
		// A reader who is not told of the error sees a transfer that broke off, and not
		// a file that looks whole.
		write.CloseWithError(v.writeTrail(write, ask))
	}()
	v.c.Context().SetBodyStream(read, -1)
	return nil
}

var csvHead = []string{"position", "n", "at", "kind", "by", "by_name", "document", "locale", "edition", "asset", "account", "account_name", "role", "step", "when", "other", "to", "to_name", "grant", "signed_by", "signed_on", "sheet"}

func (v *visit) writeTrail(w io.Writer, ask content.TrailQuery) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(csvHead); err != nil {
		return err
	}
	for ask.Limit = csvBatch; ; {
		entries, err := v.Store.Trail(v.ctx, ask)
		if err != nil {
			return err
		}
		names, err := v.auditNames(entries)
		if err != nil {
			return err
		}
		signatures, err := v.signatures(entries)
		if err != nil {
			return err
		}
		for i := range entries {
			var signed content.Signature
			if body := signatures[entries[i].Note]; body != nil {
				if signed, err = content.DecodeSignature(body); err != nil {
					return err
				}
			}
			if err := out.Write(csvLine(&entries[i], names, signed)); err != nil {
				return err
			}
		}
		out.Flush()
		if err := out.Error(); err != nil || len(entries) < csvBatch {
			return err
		}
		ask.After = entries[len(entries)-1].TrailPlace
	}
}

func csvLine(e *content.TrailEntry, names map[content.MemberID]string, signed content.Signature) []string {
	edition := ""
	if e.Edition > 0 {
		edition = strconv.Itoa(e.Edition)
	}
	return []string{strconv.FormatUint(uint64(e.Position), 10), strconv.Itoa(e.N), e.At.UTC().Format(time.RFC3339), string(e.Kind),
		string(e.By), register.Guard(names[e.By]), string(e.Document), string(e.Locale), edition, string(e.Asset),
		string(e.Member), register.Guard(names[e.Member]), string(e.Role), e.Step, instant(e.When), register.Guard(e.Other),
		string(e.To), register.Guard(names[e.To]), bounds(e.Grant),
		register.Guard(signed.Name), signed.Day, register.Guard(signed.Sheet)}
}

// bounds writes a role with its bounds for programs.
func bounds(g *content.Grant) string {
	if g == nil {
		return ""
	}
	body, err := json.Marshal(g)
	if err != nil {
		panic("admin: a Grant of plain fields cannot fail to encode: " + err.Error())
	}
	return string(body)
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
