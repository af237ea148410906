package register_test

import (
	"testing"

	"herald/content"
	"herald/content/register"
)

const act0, act1, act2 = "0123456789a0", "0123456789a1", "0123456789a2"

func TestStateOfAct(t *testing.T) {
	const today = "2026-11-23"
	for _, c := range []struct {
		name, act string
		refs      []string
		want      register.ActState
	}{
		{"nothing but its date", "date=2026-01-05", nil, register.ActInForce},
		{"adopted tomorrow", "date=2026-11-24", nil, register.ActNotYetInForce},
		{"in force tomorrow", "date=2026-01-05 in_force=2026-11-24", nil, register.ActNotYetInForce},
		{"in force today", "date=2026-01-05 in_force=2026-11-23", nil, register.ActInForce},
		{"in force this month", "date=2026-01-05 in_force=2026-11", nil, register.ActInForce},
		{"in force next year", "date=2026-01-05 in_force=2027", nil, register.ActNotYetInForce},
		{"in force nobody knows when", "date=1950 in_force=unknown", nil, register.ActInForce},
		{"out of force tomorrow", "date=2026-01-05 out_of_force=2026-11-24", nil, register.ActInForce},
		{"out of force today", "date=2026-01-05 out_of_force=2026-11-23", nil, register.ActExpired},
		{"out of force this year", "date=2020-01-05 out_of_force=2026", nil, register.ActInForce},
		{"out of force last year", "date=2020-01-05 out_of_force=2025", nil, register.ActExpired},
		{"out of force, day unknown", "date=1950 out_of_force=unknown", nil, register.ActExpired},
		{"annulled today", "date=2026-01-05 annulled=2026-11-23", nil, register.ActAnnulled},
		{"annulled tomorrow", "date=2026-01-05 annulled=2026-11-24", nil, register.ActInForce},
		{"annulled before it began", "date=2026-01-05 in_force=2027-01-01 annulled=2026-02-01", nil, register.ActAnnulled},
		{"annulled and expired", "date=2020-01-05 out_of_force=2021-01-01 annulled=2026", nil, register.ActAnnulled},
		{"not a day", "date=2026-01-05 out_of_force=soon annulled=2026-13-01", nil, register.ActInForce},
		{"amended", "date=2020-01-05", []string{"date=2026-01-01 amends=doc:" + act0}, register.ActAmended},
		{"amended in one edition", "date=2020-01-05", []string{"date=2026-01-01 amends=doc:" + act2 + "|doc:" + act0 + "@2"}, register.ActAmended},
		{"to be amended", "date=2020-01-05", []string{"date=2026-01-01 in_force=2027-01-01 amends=doc:" + act0}, register.ActInForce},
		{"another is amended", "date=2020-01-05", []string{"date=2026-01-01 amends=doc:" + act2}, register.ActInForce},
		{"amended, not yet in force", "date=2020-01-05 in_force=2027-01-01", []string{"date=2026-01-01 amends=doc:" + act0}, register.ActNotYetInForce},
		{"amending act annulled", "date=2020-01-05", []string{"date=2026-01-01 annulled=2026-06-01 amends=doc:" + act0}, register.ActInForce},
		{"repealed", "date=2020-01-05", []string{"date=2026-01-01 repeals=doc:" + act0}, register.ActRepealed},
		{"repealed tomorrow", "date=2020-01-05", []string{"date=2026-01-01 in_force=2026-11-24 repeals=doc:" + act0}, register.ActInForce},
		{"repealed before it began", "date=2026-01-05 in_force=2027-01-01", []string{"date=2026-02-01 repeals=doc:" + act0}, register.ActRepealed},
		{"repealed and expired", "date=2020-01-05 out_of_force=2025-01-01", []string{"date=2026-01-01 repeals=doc:" + act0}, register.ActRepealed},
		{"repealing act annulled", "date=2020-01-05", []string{"date=2026-01-01 annulled=2026 repeals=doc:" + act0}, register.ActInForce},
		{"amended, then repealed", "date=2020-01-05", []string{"date=2022-01-01 amends=doc:" + act0, "date=2026-01-01 repeals=doc:" + act0}, register.ActRepealed},
	} {
		var refs []content.Reading
		for _, r := range c.refs {
			refs = append(refs, reading("act", act1, r))
		}
		if got := register.StateOf(reading("act", act0, c.act), refs, day(t, today)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestUnpublishedActRepealsNothing(t *testing.T) {
	r := reading("act", act1, "date=2026-01-01 repeals=doc:"+act0)
	r.State = content.Unpublished
	if got := register.StateOf(reading("act", act0, "date=2020-01-05"), []content.Reading{r}, day(t, "2026-11-23")); got != register.ActInForce {
		t.Errorf("it is %s", got)
	}
}

func TestTermOfAgreement(t *testing.T) {
	for _, c := range []struct {
		name, facts, today string
		state              register.AgreementState
		ends               string
	}{
		{"signed only", "signed=2026-01-05", "2026-11-23", register.AgreementSigned, "unknown"},
		{"in force next year", "signed=2026-01-05 in_force=2027-01-01", "2026-11-23", register.AgreementSigned, "unknown"},
		{"in force", "signed=2026-01-05 in_force=2026-02-01 ends=2026-11-23", "2026-11-23", register.AgreementInForce, "2026-11-23"},
		{"without end", "signed=1993 in_force=unknown ends=unknown renewal=tacit", "2026-11-23", register.AgreementInForce, "unknown"},
		{"ended", "signed=2020 in_force=2020-02-01 ends=2026-11-22 renewal=none", "2026-11-23", register.AgreementEnded, "2026-11-22"},
		{"ends this year", "signed=2020 in_force=2020-02-01 ends=2026 renewal=none", "2026-12-31", register.AgreementInForce, "2026"},
		{"ended last year", "signed=2020 in_force=2020-02-01 ends=2026 renewal=none", "2027-01-01", register.AgreementEnded, "2026"},
		{"explicit renewal is none of itself", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=explicit", "2026-11-23", register.AgreementEnded, "2025-12-31"},
		{"renewed, nobody says for how long", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=tacit", "2026-11-23", register.AgreementRenewed, "unknown"},
		{"renewed, partial end", "signed=2020 in_force=2020 ends=2025 renewal=tacit renewal_months=12", "2026-11-23", register.AgreementRenewed, "unknown"},
		{"first term still runs", "signed=2020 in_force=2020-02-01 ends=2026-12-31 renewal=tacit renewal_months=12", "2026-11-23", register.AgreementInForce, "2026-12-31"},
		{"renewed once", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=tacit renewal_months=12", "2026-11-23", register.AgreementRenewed, "2026-12-31"},
		{"last day of a renewed term", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=tacit renewal_months=12", "2026-12-31", register.AgreementRenewed, "2026-12-31"},
		{"day after it", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=tacit renewal_months=12", "2027-01-01", register.AgreementRenewed, "2027-12-31"},
		{"February, into a leap year", "signed=2020 in_force=2020-03-01 ends=2025-02-28 renewal=tacit renewal_months=36", "2026-11-23", register.AgreementRenewed, "2028-02-29"},
		{"February, out of a leap year", "signed=2020 in_force=2020-03-01 ends=2024-02-29 renewal=tacit renewal_months=12", "2024-11-23", register.AgreementRenewed, "2025-02-28"},
		{"back to the leap day", "signed=2020 in_force=2020-03-01 ends=2024-02-29 renewal=tacit renewal_months=12", "2027-11-23", register.AgreementRenewed, "2028-02-29"},
		{"term begins on a leap day", "signed=2020 in_force=2023-03-01 ends=2024-02-28 renewal=tacit renewal_months=12", "2024-11-23", register.AgreementRenewed, "2025-02-28"},
		{"end of a long month", "signed=2020 in_force=2025-01-01 ends=2026-01-31 renewal=tacit renewal_months=1", "2026-02-10", register.AgreementRenewed, "2026-02-28"},
		{"short months do not stay", "signed=2020 in_force=2025-01-01 ends=2026-01-31 renewal=tacit renewal_months=1", "2026-03-30", register.AgreementRenewed, "2026-03-31"},
		{"zero months", "signed=2020 in_force=2020-02-01 ends=2025-12-31 renewal=tacit renewal_months=0", "2026-11-23", register.AgreementRenewed, "unknown"},
	} {
		got := register.TermOf(reading("agreement", act0, c.facts), day(t, c.today))
		if got.State != c.state || got.Ends.String() != c.ends {
			t.Errorf("%s: %s until %s, want %s until %s", c.name, got.State, got.Ends, c.state, c.ends)
		}
	}
}

func TestNoticeBy(t *testing.T) {
	for _, c := range []struct{ name, facts, today, want string }{
		{"half a year before", "ends=2026-12-31 renewal=tacit notice_months=6", "2026-06-30", "2026-06-30"},
		{"too late, the next term unknown", "ends=2026-12-31 renewal=tacit notice_months=6", "2026-07-01", ""},
		{"too late, for the term after", "ends=2026-12-31 renewal=tacit notice_months=6 renewal_months=24", "2026-07-01", "2028-06-30"},
		{"terms later", "ends=2020-12-31 renewal=tacit notice_months=3 renewal_months=12", "2026-11-23", "2027-09-30"},
		{"short month", "ends=2026-03-31 renewal=tacit notice_months=1", "2026-01-01", "2026-02-28"},
		{"short month of a leap year", "ends=2028-03-31 renewal=tacit notice_months=1", "2026-01-01", "2028-02-29"},
		{"no notice needed", "ends=2026-12-31 renewal=tacit notice_months=0", "2026-01-01", "2026-12-31"},
		{"nothing renews it", "ends=2026-12-31 renewal=none notice_months=6", "2026-01-01", ""},
		{"partial end", "ends=2026 renewal=tacit notice_months=6", "2026-01-01", ""},
		{"unknown end", "ends=unknown renewal=tacit notice_months=6", "2026-01-01", ""},
		{"no months said", "ends=2026-12-31 renewal=tacit", "2026-01-01", ""},
		{"months that are none", "ends=2026-12-31 renewal=tacit notice_months=1.5", "2026-01-01", ""},
	} {
		got, ok := register.NoticeBy(reading("agreement", act0, c.facts), day(t, c.today))
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%s: %s (%v), want %q", c.name, got, ok, c.want)
		}
	}
}

func TestStatusFollowsTheFieldsOfTheType(t *testing.T) {
	today := day(t, "2026-11-23")
	for typ, want := range map[string]string{"act": "in_force", "agreement": "signed", "news": ""} {
		if got := register.Status(reading(typ, act0, ""), nil, today); got != want {
			t.Errorf("%s is %q, want %q", typ, got, want)
		}
	}
	gone := reading("act", act0, "date=2020-01-01")
	gone.State = content.Unpublished
	if got := register.Status(gone, nil, today); got != "" {
		t.Errorf("a tombstone is %q", got)
	}
	if !register.Refers(types.Get("act")) || register.Refers(types.Get("agreement")) || register.HasStatus(types.Get("news")) {
		t.Error("which Types have states, and which look at others")
	}
}
