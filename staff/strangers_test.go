package staff_test

import (
	"net/netip"
	"testing"
	"time"

	"herald/internal/fault"
	"herald/staff"
)

// Links that lead nowhere make their network wait, and keep nobody there from
// signing in.
func TestStrayLinksMakeANetworkWait(t *testing.T) {
	r := newRig(t, staff.Rules{NoSecondFactor: true})
	var alarms []staff.Alarm
	r.door.Alarm = func(a staff.Alarm) { alarms = append(alarms, a) }
	here, there := staff.Where{Address: netip.MustParseAddr("192.0.2.7")}, staff.Where{Address: netip.MustParseAddr("192.0.2.8")}
	n := 0
	for ; r.door.Knock(here) == nil && n < 1000; n++ {
		r.door.Stray(here)
	}
	if n != 20 || len(alarms) != 1 || !alarms[0].Links || alarms[0].Network != "192.0.2.7" {
		t.Errorf("after %d tries, alarms %+v", n, alarms)
	}
	if err := r.door.Knock(here); !fault.Is(err, fault.TooMany) {
		t.Errorf("refused with %v", err)
	}
	if err := r.door.Knock(there); err != nil {
		t.Errorf("another network has to wait: %v", err)
	}
	_, err := r.door.SignIn(t.Context(), staff.Attempt{Email: "nobody@town.example", Password: phrase, Where: here})
	if fault.Is(err, fault.TooMany) {
		t.Error("links keep people from signing in")
	}
	r.clock.pass(time.Hour)
	if err := r.door.Knock(here); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}
