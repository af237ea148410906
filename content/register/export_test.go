package register_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
)

// table writes entries as CSV and gives each as a map from column to cell.
func table(t *testing.T, x register.Export, entries ...register.Entry) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := x.CSV(&b, register.Of(entries...)); err != nil {
		t.Fatal(err)
	}
	body := b.String()
	if x.BOM != strings.HasPrefix(body, "\uFEFF") {
		t.Errorf("byte order mark: %q", body[:10])
	}
	if strings.Count(body, "\n") != strings.Count(body, "\r\n") || !strings.HasSuffix(body, "\r\n") {
		t.Error("lines end with CRLF")
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		all = append(all, m)
	}
	return all
}

func document(t *testing.T, x register.Export, total int, entries ...register.Entry) (int, []map[string]any) {
	t.Helper()
	var b bytes.Buffer
	if err := x.JSON(&b, total, register.Of(entries...)); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Total int              `json:"total"`
		Items []map[string]any `json:"items"`
	}
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out.Total, out.Items
}

func agreement() content.Reading {
	r := reading("agreement", act0, "number=TS-12 kind=friendship signed=1993-05 in_force=unknown ends=2030-02-28 renewal=tacit archive_place=Rūsys checksum==1+1")
	r.Words.Title, r.Words.Summary = "Susitarimas su „Kutaisi“, ქუთაისი", "Apie\ndraugystę, \"kultūrą\""
	r.Words.Fields = content.Fields{"signatories": {Items: []string{"A. Ąžuolas", "+B"}}}
	r.Facts.Organization, r.Facts.Topics = "0123456789or", []content.ID{"0123456789t1", "0123456789t2"}
	r.Facts.Fields["partners"] = content.Value{Rows: []content.Fields{
		{"name": content.One("Kutaisi"), "country": content.One("GE")},
		{"name": content.One("Русе"), "country": content.One("BG")},
	}}
	return r
}

func TestCSV(t *testing.T) {
	x := register.Export{Type: types.Get("agreement"), Audience: content.Public, Texter: texter("lt"), BOM: true}
	row := table(t, x, register.Entry{Reading: agreement(), Status: "in_force"})[0]
	for column, want := range map[string]string{
		"id": act0, "url": "https://example.org/lt/teises-aktai/" + act0, "type": "agreement", "locale": "lt",
		"title": "Susitarimas su „Kutaisi“, ქუთაისი", "summary": "Apie\ndraugystę, \"kultūrą\"", "date": "1993-05",
		"state": "published", "status": "in_force", "reason": "", "first_public": "2026-11-20T09:00:00Z",
		"public": "2026-11-20T09:00:00Z", "updated": "2026-11-21T07:00:00Z", "organization": "0123456789or",
		"organization_title": "Savivaldybė", "topics": "0123456789t1; 0123456789t2", "topic_titles": "Vanduo; ",
		"number": "TS-12", "signed": "1993-05", "in_force": "unknown", "signatories": "A. Ąžuolas; +B",
		"partners": "name=Kutaisi, country=GE; name=Русе, country=BG", "checksum": "'=1+1",
	} {
		if row[column] != want {
			t.Errorf("%s = %q, want %q", column, row[column], want)
		}
	}
	if _, ok := row["archive_place"]; ok {
		t.Error("a staff field has a public column")
	}
	x.Audience = content.Staff
	if table(t, x, register.Entry{Reading: agreement()})[0]["archive_place"] != "Rūsys" {
		t.Error("staff do not see their field")
	}
}

func TestCSVIsTheSameInEveryLanguage(t *testing.T) {
	var first string
	for _, l := range i18n.Shipped() {
		var b bytes.Buffer
		x := register.Export{Type: types.Get("agreement"), Audience: content.Public, Texter: texter(l)}
		if err := x.CSV(&b, register.Of(register.Entry{Reading: agreement()})); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = b.String()
		}
		if b.String() != first {
			t.Errorf("%s:\n%s", l, b.String())
		}
	}
}

func TestFormulasAreGuarded(t *testing.T) {
	typ, err := content.ParseType(`name = "x"
listed = true
[[fields]]
name = "n"
kind = "number"
many = true
[[fields]]
name = "m"
kind = "money"
[[fields]]
name = "title"
kind = "text"`)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"=1+1", "+370 5", "-2", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"https://e.org\")"} {
		r := reading("news", act0, "")
		r.Type, r.Words.Title, r.Words.Summary = typ, bad, bad
		r.Facts.Fields = content.Fields{"n": {Items: []string{"-12.5", "-3"}}, "m": content.One("-1.00 EUR"), "title": content.One(bad)}
		row := table(t, register.Export{Type: typ, Texter: texter("lt")}, register.Entry{Reading: r})[0]
		for _, column := range []string{"title", "summary", "field_title"} {
			if !strings.HasPrefix(row[column], "'"+bad[:1]) && bad != "\rx" || row[column][0] != '\'' {
				t.Errorf("%q became %q", bad, row[column])
			}
		}
		if row["n"] != "-12.5; -3" || row["m"] != "-1.00 EUR" {
			t.Errorf("numbers became %q and %q", row["n"], row["m"])
		}
		r.Facts.Fields["n"] = content.One("-1+cmd|' /C calc'!A0")
		if row := table(t, register.Export{Type: typ, Texter: texter("lt")}, register.Entry{Reading: r})[0]; row["n"][0] != '\'' {
			t.Errorf("what is no number became %q", row["n"])
		}
	}
}

func TestMarkedEntries(t *testing.T) {
	x := register.Export{Type: types.Get("act"), Audience: content.Public, Texter: texter("en")}
	withdrawn, gone := reading("act", act1, "number=T1-2 date=2026-01-05 kind=order"), reading("act", act2, "number=T1-3 date=2026-01-06 kind=order")
	withdrawn.State, withdrawn.Ending = content.Withdrawn, &content.Ending{Reason: content.Reason{Key: "withdrawn.wrong"}}
	gone.State, gone.Ending, gone.ReasonText = content.Unpublished, &content.Ending{Reason: content.Reason{Text: "h"}}, "Personal data."
	gone.Words.Summary, gone.Words.Fields = "Jonas Jonaitis", content.Fields{"signatory": content.One("Jonas Jonaitis")}
	entries := []register.Entry{{Reading: withdrawn}, {Reading: gone}}
	rows := table(t, x, entries...)
	if r := rows[0]; r["state"] != "withdrawn" || r["reason"] != "This text contained an error." || r["title"] == "" {
		t.Errorf("withdrawn: %v", r)
	}
	if r := rows[1]; r["state"] != "unpublished" || r["reason"] != "Personal data." || r["number"] != "T1-3" || r["date"] != "2026-01-06" ||
		r["title"]+r["summary"]+r["signatory"]+r["kind"] != "" || r["url"] != "https://example.org/p/"+act2 {
		t.Errorf("tombstone: %v", r)
	}
	total, items := document(t, x, 7, entries...)
	if total != 7 || items[0]["reason"] != "This text contained an error." || items[1]["title"] != "" || items[1]["state"] != "unpublished" {
		t.Errorf("JSON: %d %v", total, items)
	}
	if f := items[1]["fields"].(map[string]any); len(f) != 2 || f["number"] != "T1-3" {
		t.Errorf("tombstone fields: %v", f)
	}
}

func TestJSON(t *testing.T) {
	x := register.Export{Type: types.Get("agreement"), Audience: content.Public, Texter: texter("lt")}
	_, items := document(t, x, 1, register.Entry{Reading: agreement(), Status: "in_force"})
	it := items[0]
	for _, name := range []string{"id", "title", "url", "type", "locale", "date", "summary", "fields"} {
		if _, ok := it[name]; !ok {
			t.Errorf("no %q", name)
		}
	}
	f := it["fields"].(map[string]any)
	partners := f["partners"].([]any)
	if len(partners) != 2 || partners[1].(map[string]any)["country"] != "BG" || f["number"] != "TS-12" || len(f["signatories"].([]any)) != 2 {
		t.Errorf("fields %v", f)
	}
	if _, ok := f["archive_place"]; ok {
		t.Error("a staff field is public")
	}
	if total, items := document(t, x, 0); total != 0 || items == nil || len(items) != 0 {
		t.Errorf("empty list: %d %v", total, items)
	}
}

func TestTheSameEntriesInBothForms(t *testing.T) {
	x := register.Export{Type: types.Get("act"), Audience: content.Public, Texter: texter("lt")}
	var entries []register.Entry
	for _, id := range []string{act2, act0, act1} {
		entries = append(entries, register.Entry{Reading: reading("act", id, "number="+id)})
	}
	_, items := document(t, x, 3, entries...)
	for i, row := range table(t, x, entries...) {
		if row["id"] != items[i]["id"] || row["url"] != items[i]["url"] || row["title"] != items[i]["title"] {
			t.Errorf("entry %d: %v and %v", i, row, items[i])
		}
	}
}

func TestExportStopsAtAnError(t *testing.T) {
	failing := iter.Seq2[register.Entry, error](func(yield func(register.Entry, error) bool) {
		_ = yield(register.Entry{Reading: reading("act", act0, "number=1")}, nil) && yield(register.Entry{}, errors.New("store gone"))
	})
	x := register.Export{Type: types.Get("act"), Audience: content.Public, Texter: texter("lt")}
	var b bytes.Buffer
	if x.CSV(&b, failing) == nil || x.JSON(&b, 1, failing) == nil {
		t.Error("a cut list was taken for a whole one")
	}
}

func TestText(t *testing.T) {
	x := texter("lt")
	typ, r := types.Get("agreement"), agreement()
	got := map[string]string{}
	for _, c := range register.AllColumns(typ, content.Public) {
		got[c.Name] = x.Text(c, c.Value(&r))
	}
	for name, want := range map[string]string{
		"number": "TS-12", "in_force": i18n.Default().Printer("lt").T("date.unknown"), "ends": "2030 m. vasario 28 d.",
		"kind": i18n.Default().Printer("lt").T("choice.agreement.kind.friendship"), "signatories": "A. Ąžuolas; +B",
		"partners": "Kutaisi, Sakartvelas; Русе, Bulgarija", "signed": i18n.Default().Printer("lt").DateParts(1993, 5, 0),
	} {
		if got[name] != want {
			t.Errorf("%s = %q, want %q", name, got[name], want)
		}
	}
	if names := columnNames(register.Columns(typ, content.Public)); !slices.Equal(names, typ.Columns) {
		t.Errorf("columns %v", names)
	}
	if l := register.Columns(typ, content.Public)[0].Label(x.Printer); l == "" || l == "number" {
		t.Errorf("label %q", l)
	}
	for _, c := range []struct{ name, value, want string }{
		{"topic", "0123456789t1", "Vanduo"}, {"topic", "0123456789t9", "0123456789t9"}, {"year", "2026", "2026 m."},
		{"country", "GE", "Sakartvelas"}, {"renewal", "tacit", i18n.Default().Printer("lt").T("choice.agreement.renewal.tacit")}, {"other", "x", "x"},
	} {
		if got := x.Facet(typ, content.Public, c.name, c.value); got != c.want {
			t.Errorf("facet %s %s = %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

func TestValuesOfAChangedTypeAreShownAsTheyStand(t *testing.T) {
	x := texter("lt")
	for kind, item := range map[content.Kind]string{content.KindNumber: "many", content.KindMoney: "12", content.KindDay: "soon",
		content.KindInstant: "noon", content.KindChoice: "gone", content.KindCountry: "??", content.KindRef: "doc:x", content.KindAsset: "a.pdf"} {
		if got := x.Item(register.Column{Name: "f", Type: "x", Field: content.Field{Kind: kind}}, item); got != item {
			t.Errorf("%s: %q, want %q", kind, got, item)
		}
	}
}

func columnNames(all []register.Column) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	return names
}
