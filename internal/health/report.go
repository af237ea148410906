// Package health owns what an installation tells about itself to whoever runs it,
// and which of it is a warning. It is pure: it must read no file, no clock and no
// configuration, and hold no word that is shown: what it says are keys.
package health

import "time"

// Report is how an installation does. It holds no secret.
type Report struct {
	Version string
	// Since is when the server started, Now what its clock shows.
	Since, Now  time.Time
	Backup      Backup
	Disk        Disk
	Store       Store
	Check       Check
	Search      Search
	Mail        Mail
	Certificate Certificate
	Clock       Clock
}

// Backup is what is known of backups. A zero At says that none is known, a zero
// Next that none is made at night.
type Backup struct {
	At    time.Time
	Size  int64
	Where string
	Next  time.Time
	// Failed is when an attempt after the last backup failed.
	Failed time.Time
}

// Disk is the room where the data folder lies; a zero Total says that nobody knows.
type Disk struct{ Free, Total int64 }

// Store is the state of the store. Down says that it does not answer.
type Store struct {
	Size int64
	Head uint64
	Down bool
	// Superseded says that other nodes run with other settings or a newer version, and
	// that nothing can be saved at this one.
	Superseded bool
}

// Check is what the last verify found; a zero At says that none is known.
type Check struct {
	At time.Time
	// Damaged counts what was found and not mended.
	Damaged int
}

// Search is the state of the search index.
type Search struct {
	// Behind counts the Changes that it has still to take in, the first of which
	// happened at Since.
	Behind uint64
	Since  time.Time
	// Building says that an index is being built.
	Building bool
	// Aside are when damaged indexes were set aside.
	Aside []time.Time
}

// Mail is how the sending of e-mails goes.
type Mail struct {
	SetUp   bool
	Host    string
	Waiting int
	// Down is since when the server cannot be used, Why what it says, in its own words.
	Down time.Time
	Why  string
	Sent time.Time
}

// Certificate is the one that is shown to browsers. Without a name none is, because
// whatever stands before Herald does that.
type Certificate struct {
	Names []string
	Until time.Time
	// Renewed is until when another one holds that lies in its place by now and is
	// shown only after a restart.
	Renewed time.Time
}

// Clock says whether the clock stands still, and why.
type Clock struct{ Leapt, Restored bool }
