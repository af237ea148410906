package lang

// latinGeorgian is how Georgian is typed in Latin letters: by the national
// romanisation of 2002, of which most leave the apostrophes out, and by the keys
// of the Georgian keyboard, of which search sees no capitals.
var latinGeorgian = keys(`
a ა
b ბ
c ც 3 ჩ წ
ch ჩ 1 ჭ
ch' ჭ
d დ
dj 1 ჯ
dz ძ
e ე
f ფ
g გ 2 ღ
gh ღ
h ჰ 3 ხ
i ი
j ჯ 2 ჟ
k კ 1 ქ 2 ყ
k' კ
kh ხ 2 ქ
l ლ
m მ
n ნ
o ო
p პ 1 ფ
p' პ
ph 1 ფ
q ქ ყ
q' ყ
r რ 3 ღ
s ს 2 შ
sh შ
t ტ თ
t' ტ
tch 1 ჭ
th 1 თ
ts ც 1 წ 3 თს ტს
ts' წ
tz 1 წ ც
u უ
v ვ
w წ 2 ჭ 3 ვ
x ხ
y ყ 3 ი
z ზ 2 ძ
zh ჟ
`)

func readingsGeorgian(word string) []string {
	if !latin(word) {
		return nil
	}
	return latinGeorgian.read(apostrophes.Replace(word))
}

// georgianKeys are the letters that stand on the keys of the Georgian keyboard
// without shift.
var georgianKeys = sameKeys("abcdefghijklmnopqrstuvwxyz", "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ")

func relaidGeorgian(word string) string {
	if latin(word) {
		return relaid(word, georgianKeys.to)
	}
	return relaid(word, georgianKeys.from)
}
