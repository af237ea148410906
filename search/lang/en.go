package lang

var _ = add(Language{Code: "en", stem: stemEnglish, silent: silentEnglish})

// silentEnglish are articles, pronouns, prepositions, conjunctions and the
// forms of the verbs that only help others. "No", "not", "without", "under" and
// "over" are not among them: they change what a question asks.
var silentEnglish = setOf(`
a about after all also am an and any are as at be because been before being but by can could did do does doing
each for from had has have having he her here hers him his how i if in into is it it's its itself just me
might mine my myself of on or our ours ourselves shall she should so some such than that the their theirs them
themselves then there these they this those through to too us very was we were what when where which while who whom whose
why will with would you your yours yourself yourselves
`)
