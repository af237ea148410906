package staff

import "time"

// Cheaply makes the hashes of a Door such that no test waits for them.
func (d *Door) Cheaply() *Door {
	d.hasher = newHasher(cost{memory: 64, time: 1, threads: 1})
	return d
}

// Dearer changes what new hashes cost.
func (d *Door) Dearer() { d.hasher.cost.time++ }

// Hashes gives how many hashes were computed.
func (d *Door) Hashes() int64 { return d.hasher.computed.Load() }

// CodeOf gives the code that an app with the secret shows.
func CodeOf(secret string, at time.Time) string {
	raw, err := secret32.DecodeString(secret)
	if err != nil {
		panic(err)
	}
	code, err := codeAt(raw, stepAt(at))
	if err != nil {
		panic(err)
	}
	return code
}
