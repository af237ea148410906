package lang

// irregularEnglish are the words whose forms no rule brings together, and those
// that only look as if they ended in one.
var irregularEnglish = sameAs(`
man men
woman women
child children
person people persons
foot feet
tooth teeth
goose geese
mouse mice
ox oxen
penny pence pennies
bus buses busses
gas gases gasses
quiz quizzes
lens lenses
status statuses
campus campuses
virus viruses
plus
news
series
species
means
life lives
wife wives
knife knives
leaf leaves
half halves
shelf shelves
thief thieves
loaf loaves
wolf wolves
calf calves
self selves
scarf scarves
roof roofs rooves
criterion criteria
phenomenon phenomena
datum data
medium media
index indexes indices
appendix appendixes appendices
matrix matrixes matrices
vertex vertices
analysis analyses
basis bases
crisis crises
thesis theses
hypothesis hypotheses
emphasis emphases
axis axes
curriculum curricula
memorandum memoranda
referendum referenda
bacterium bacteria
stadium stadia
fungus fungi
radius radii
syllabus syllabi
formula formulae
bureau bureaux
plateau plateaux
be is am are was were been being
have has had having
do does did done doing
go goes went gone going
say said
make made
get got gotten
take took taken
come came
see saw seen
know knew known
think thought
give gave given
find found
tell told
become became
leave left
feel felt
put
bring brought
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
let
mean meant
set
meet met
run ran
pay paid
sit sat
speak spoke spoken
lie lay lain lying
lead led
read
grow grew grown
lose lost losing
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
rise rose risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
seek sought
throw threw thrown
catch caught
deal dealt
win won
forget forgot forgotten
sell sold
fight fought
teach taught
eat ate eaten
sing sang sung
strike struck stricken
ride rode ridden
fly flew flown
blow blew blown
freeze froze frozen
steal stole stolen
swim swam swum
drink drank drunk
shake shook shaken
show shown
swear swore sworn
bear bore borne
bind bound
bend bent
lend lent
bite bit bitten
dig dug
feed fed
flee fled
forbid forbade forbidden
forgive forgave forgiven
hang hung
hide hid hidden
lay laid
light lit
prove proven
ring rang rung
shine shone
shoot shot
sink sank sunk
sleep slept
slide slid
stick stuck
sweep swept
tear tore torn
wake woke woken
withdraw withdrew withdrawn
undertake undertook undertaken
oversee oversaw overseen
overcome overcame
undergo undergoes underwent undergone
undo undid undone
redo redid redone
rewrite rewrote rewritten
arise arose arisen
mistake mistook mistaken
uphold upheld
withhold withheld
rebuild rebuilt
resell resold
repay repaid
foresee foresaw foreseen
sow sown
sew sewn
mow mown
die dies died dying
tie ties tied tying
age ages aged aging ageing
good better best
bad worse worst
far farther farthest further furthest
early earlier earliest
need
bed beds
shed
red
evening
during
outing
herring
pudding
sterling
proceed
exceed
succeed
priest
licence license licences licenses licensed licensing
defence defense
offence offense offences offenses
pretence pretense
practice practise practices practises practiced practised practicing practising
program programme programs programmes
catalog catalogue catalogs catalogues
dialog dialogue dialogs dialogues
cheque cheques
jewellery jewelry
judgment judgement judgments judgements
enrolment enrollment enrolments enrollments
instalment installment instalments installments
fulfil fulfill fulfils fulfills
enrol enroll enrols enrolls
neighborhood neighbourhood neighborhoods neighbourhoods
favorite favourite favorites favourites
honorable honourable
gray grey
tire tyre tires tyres
curb kerb curbs kerbs
plow plough plows ploughs
aluminum aluminium
traveler traveller travelers travellers
councilor councillor councilors councillors
counselor counsellor counselors counsellors
jeweler jeweller jewelers jewellers
analog analogue
mold mould molds moulds
skillful skilful
artifact artefact artifacts artefacts
maneuver manoeuvre maneuvers manoeuvres
pediatric paediatric
airplane aeroplane airplanes aeroplanes
skeptical sceptical
favorable favourable
`)

// noComparative are words on -ier that compare nothing.
var noComparative = setOf(`
carrier barrier frontier supplier soldier courier premier cashier tier pier glacier dossier hotelier cavalier
financier brigadier terrier chandelier atelier multiplier amplifier modifier identifier qualifier classifier
copier pannier occupier
`)

// graded are the adjectives whose degrees end in -er and -est. For other words on
// -er no rule says whether they compare or name a doer.
var graded = degrees(`
able ample bare big black bland bleak blind blue blunt bold brave brief bright broad calm cheap clean clear clever
close cold cool crisp crude cruel cute damp dank dark dear deep dense dim dry dull faint fair fast fat few fierce fine firm
fit flat fond frail frank fresh full gentle grand great green grim gross hard harsh high hot humble idle keen kind lame
large late lean light long loose loud low loyal lush mature mean meek mild narrow near neat new nice noble odd old
pale plain polite poor proud pure quick quiet rare raw remote rich ripe rough round rude sad safe sane scarce secure
severe shallow sharp short sick simple sincere slack sleek slight slim slow small smart smooth soft solemn solid sore sour sparse
stark steep stern stiff stout strange strict strong subtle sweet swift tall tame tense thick thin tight tough true
vague vast warm weak wet white whole wide wild wise yellow young
`)

// degrees makes a table of the comparative and superlative of each adjective.
func degrees(list string) map[string]string {
	table := map[string]string{}
	for word := range setOf(list) {
		stem := word
		switch last := word[len(word)-1]; {
		case last == 'e':
			stem = word[:len(word)-1]
		case shortSyllable(word):
			stem += string(last)
		}
		table[stem+"er"], table[stem+"est"] = word, word
	}
	return table
}
