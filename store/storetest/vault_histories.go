package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

// testVaultHistories does the same random things to the store and to the model,
// and compares every answer.
func testVaultHistories(h *harness) {
	random := rand.New(rand.NewPCG(3, 4))
	model := staff.Vault(NewPeople())
	for step := range h.some(600) {
		do := vaultStep(random, step)
		got, want := do(h.Context(), h), do(h.Context(), model)
		h.same(got, want, fmt.Sprint("step ", step))
	}
}

func kindOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.KindOf(err).String()
}

// vaultStep makes one thing that can be done to a Vault, and says what came of it.
func vaultStep(r *rand.Rand, step int) func(context.Context, staff.Vault) []any {
	who := content.MemberID(ID(1 + r.IntN(3)))
	device := func(step int) content.Hash { return secret(fmt.Sprint("device ", step)) }
	at := Epoch.Add(time.Duration(r.IntN(100)) * time.Second)
	one, two, n, change := device(step-r.IntN(12)), device(step), r.IntN(6), r.IntN(4)
	answer := func(err error, more ...any) []any { return append(more, kindOf(err)) }
	switch r.IntN(9) {
	case 0, 1:
		return func(ctx context.Context, v staff.Vault) []any {
			x, err := v.Secrets(ctx, who)
			if err != nil {
				return answer(err)
			}
			x.Step, x.Epoch = x.Step+1, int64(n)
			if change == 0 {
				x.Version--
			}
			if x.Link = (staff.Link{}); change == 1 {
				x.Link = staff.Link{Hash: secret(fmt.Sprint("link of ", who, n)), Purpose: staff.ForReset, Until: at}
			}
			return answer(v.PutSecrets(ctx, x), x)
		}
	case 2:
		s := session(0, 1)
		s.ID, s.Member, s.Token, s.Before, s.Started, s.Seen = ID(step), who, secret(fmt.Sprint("token ", step)), one, at, at
		return func(ctx context.Context, v staff.Vault) []any { return answer(v.AddSession(ctx, s)) }
	case 3:
		return func(ctx context.Context, v staff.Vault) []any {
			all, err := v.Sessions(ctx, who)
			if err != nil || len(all) == 0 {
				return answer(err, all)
			}
			s := all[n%len(all)]
			was := s.Token
			s.Token, s.Before, s.Seen = secret(string(was)+"next"), was, at
			return answer(v.ReplaceSession(ctx, was, s), all)
		}
	case 4:
		return func(ctx context.Context, v staff.Vault) []any {
			all, err := v.Sessions(ctx, who)
			if err != nil || len(all) == 0 {
				return answer(err, all)
			}
			s, err := v.Session(ctx, all[n%len(all)].Before)
			return answer(err, s.Before, v.EndSession(ctx, who, all[0].ID))
		}
	case 5, 6:
		return func(ctx context.Context, v staff.Vault) []any { return answer(v.PutDevice(ctx, one, two, who, at)) }
	case 7:
		return func(ctx context.Context, v staff.Vault) []any {
			known, err := v.KnowsDevice(ctx, who, one)
			x, _ := v.SecretsByLink(ctx, secret(fmt.Sprint("link of ", who, n)))
			return answer(err, known, x)
		}
	}
	d := []staff.Dropping{{Sessions: who}, {Devices: who}, {Device: one}, {SeenBefore: at.Add(-time.Minute)}, {StartedBefore: at.Add(-time.Minute), DevicesBefore: at}, {Ways: true}}[n]
	return func(ctx context.Context, v staff.Vault) []any { return answer(v.Drop(ctx, d)) }
}
