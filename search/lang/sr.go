package lang

import "herald/i18n"

// One index serves both scripts of Serbian: every word is kept in Latin letters.
var _ = add(Language{Code: "sr", script: i18n.SerbianLatin})
