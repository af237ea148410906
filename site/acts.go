package site

import (
	"herald/content"
)

// Act is the page of a decision, a decree or an order. It looks like law:
// number and date first, what it does to other acts, how it was voted.
type Act struct {
	Document
	// Day is the day of adoption, DayISO for machines.
	Day, DayISO string
	ActKind     string
	// InForce and OutOfForce are days in words.
	InForce, OutOfForce string
	// Votes is how the council voted, nil where nobody counted.
	Votes     *Votes
	Signatory string
	Session   *Link
	// Amends, Repeals and Corrects are what this act does to others; AmendedBy,
	// RepealedBy and CorrectedBy what others do to it.
	Amends, Repeals, Corrects          []Link
	AmendedBy, RepealedBy, CorrectedBy []Item
	// Original is the address of the signed original, Checksum its SHA-256.
	Original *ShownValue
	Checksum string
}

// Votes are the votes for and against an act.
type Votes struct{ For, Against, Abstained string }

func (v *visit) act(r *content.Reading, d Document) (*Act, error) {
	f := fieldsOf(r)
	a := &Act{Document: d, DayISO: f.Text("date"), ActKind: v.choiceLabel(r.Type, "kind", f.Text("kind")), Signatory: f.Text("signatory"), Checksum: f.Text("checksum")}
	a.Day = v.day(a.DayISO)
	a.InForce, a.OutOfForce = v.dayOrNone(f.Text("in_force")), v.dayOrNone(f.Text("out_of_force"))
	if f.Text("votes_for") != "" {
		a.Votes = &Votes{For: v.words.Number(f.Text("votes_for")), Against: v.words.Number(f.Text("votes_against")), Abstained: v.words.Number(f.Text("votes_abstained"))}
	}
	a.Amends, a.Repeals, a.Corrects = v.refs(f["amends"]), v.refs(f["repeals"]), v.refs(f["corrects"])
	a.AmendedBy, a.RepealedBy, a.CorrectedBy = a.take("amended_by"), a.take("repealed_by"), a.take("corrected_by")
	if link, ok := v.ref(f.Text("session")); ok {
		a.Session = &link
	}
	if o := d.Field("original"); o != nil {
		a.Original = &o.Values[0]
		if file := a.Original.File; file != nil {
			a.dropFile(*file)
		}
	}
	a.without("date", "kind", "in_force", "out_of_force", "votes_for", "votes_against", "votes_abstained", "signatory",
		"session", "amends", "repeals", "corrects", "checksum")
	return a, nil
}

// dayOrNone writes a day that may be missing; one that is unknown says so.
func (v *visit) dayOrNone(s string) string {
	if s == "" {
		return ""
	}
	return v.day(s)
}

// refs resolves the values of a ref field; what cannot be read here is left out.
func (v *visit) refs(value content.Value) []Link {
	var links []Link
	for _, item := range value.Items {
		if link, ok := v.ref(item); ok {
			links = append(links, link)
		}
	}
	return links
}

// Agreement is the page of an international agreement.
type Agreement struct {
	Document
	AgreementKind string
	// Signed and SignedIn say when and where; InForce and Ends are days.
	Signed, SignedISO, SignedIn, InForce, Ends string
	Partners                                   []Partner
	Signatories                                []string
}

// Partner is one party to an agreement.
type Partner struct{ Name, Country string }

func (v *visit) agreement(r *content.Reading, d Document) (*Agreement, error) {
	f := fieldsOf(r)
	a := &Agreement{
		Document: d, AgreementKind: v.choiceLabel(r.Type, "kind", f.Text("kind")),
		Signed: v.dayOrNone(f.Text("signed")), SignedISO: f.Text("signed"), SignedIn: f.Text("signed_in"),
		InForce: v.dayOrNone(f.Text("in_force")), Ends: v.dayOrNone(f.Text("ends")), Signatories: f["signatories"].Items,
	}
	for _, row := range f["partners"].Rows {
		a.Partners = append(a.Partners, Partner{Name: row.Text("name"), Country: v.words.Country(row.Text("country"))})
	}
	a.without("kind", "partners", "signed", "signed_in", "signatories", "in_force", "ends")
	return a, nil
}
