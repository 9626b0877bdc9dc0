package corpus

import (
	"bytes"
	"slices"
	"strings"
)

// What the data of persons can be known by in any text.
const (
	numberPrefix   = "QZ7"           // of every document number
	personalPrefix = "999-Q4-"       // of every personal number
	birthYear      = "1931-"         // of every date of birth
	expiryYear     = "2091-"         // of every date of expiry
	placeName      = "Velsenmeer"    // in everything that names a place
	remarkWord     = "wobblestone"   // in every text written for people
	strangeWord    = "zzyx"          // in every made-up word for a signal
	tokenBegin     = "eyJraWQi"      // of every token
	hookHost       = "hooks.example" // in every address
)

var firstNames = []string{
	"Zephyrine", "Oldwina", "Quintavia", "Balthazine", "Fennorah", "Ysoldina", "Thaddeon", "Corvinius",
	"Marvellina", "Osgodric", "Pelagrin", "Wilhelmund", "Ærnestine", "Grimbaldo", "Hyacinthor", "Jorvikka",
	"Kasimirra", "Leopoldette", "Nebukad", "Ødgerine", "Philippona", "Rosamundo", "Sigisberta", "Tancredina",
	"Ulfhildis", "Valpurgo", "Wendelmoed", "Xanthippus", "Żelmiria", "Athanasine", "Brunhilder", "Clothildus",
}

var lastNames = []string{
	"Quorvath", "Brindlemoor", "Askelthrane", "Vanderquist", "Ostravelli", "Hollowbeck", "Pfefferlund", "Grauwenhof",
	"Zandhoevel", "Okkelbrand", "Halvorsbyen", "Müthelberg", "Farragutte", "Lindqvaard", "Rothensteyn", "Queneaux",
	"Tverdokhleb", "Ibárrezaga", "Nørrelykke", "Castelmonde", "Dubrowskaya", "Eikenbosch", "Fjordviksen", "Gyllenkrook",
	"Jablonecki", "Krumelgass", "Loxodromos", "Montecalvi", "Přibramský", "Sturluvik", "Underdahlen", "Wolkenstijn",
}

// The names as machine-readable zones write them.
var (
	firstInMRZ = zoneNames(firstNames)
	lastInMRZ  = zoneNames(lastNames)
)

func zoneNames(names []string) []string {
	zone := make([]string, len(names))
	for i, name := range names {
		zone[i] = strings.Map(func(letter rune) rune {
			if letter > 'z' {
				return 'X'
			}
			return letter
		}, strings.ToUpper(name))
	}
	return zone
}

// Personal gives the words by which the data of persons, tokens, and texts written
// for people can be known wherever they are repeated: each such value in a corpus
// has one of them. Some have names in capitals, so compare without regard to case.
// No id of a process, no time of a process, and no word of a provider has one,
// except for made-up words that no provider knows.
func Personal() []string {
	return slices.Concat(firstNames, lastNames, firstInMRZ, lastInMRZ, []string{
		numberPrefix, personalPrefix, birthYear, expiryYear, placeName, remarkWord, strangeWord, tokenBegin, hookHost,
	})
}

// country is a country's two codes.
type country struct{ alpha3, short string }

var countries = []country{
	{"NLD", "NL"}, {"NOR", "NO"}, {"SWE", "SE"}, {"DNK", "DK"}, {"FIN", "FI"}, {"DEU", "D"}, {"BEL", "BE"},
	{"FRA", "FR"}, {"ESP", "ES"}, {"PRT", "PT"}, {"ITA", "IT"}, {"AUT", "AT"}, {"POL", "PL"}, {"LUX", "LU"},
}

// person is whom a process is about. It follows from the seed of the process.
type person struct {
	processID    [36]byte
	firstName    string
	lastName     string
	zoneName     string
	gender       string
	birth        string
	expiry       string
	number       string
	personal     string
	documentType string
	country      country
	short        bool // countries are written with their short code
	created      moment
}

var (
	genders       = []string{"F", "M"}
	documentTypes = []string{"passport", "passport", "identityCard", "identityCard", "driversLicense", "residencePermit"}
)

func newPerson(r *random) person {
	first, last := r.below(len(firstNames)), r.below(len(lastNames))
	p := person{
		processID:    newProcessID(r),
		firstName:    firstNames[first],
		lastName:     lastNames[last],
		gender:       pick(r, genders),
		birth:        newDay(r, birthYear),
		expiry:       newDay(r, expiryYear),
		number:       newNumber(r, numberPrefix, 6),
		personal:     newNumber(r, personalPrefix, 8),
		documentType: pick(r, documentTypes),
		country:      pick(r, countries),
		short:        r.oneIn(12),
		created:      newMoment(r),
	}
	if r.oneIn(4) {
		p.firstName += " " + pick(r, firstNames)
	}
	p.zoneName = lastInMRZ[last] + "<<" + firstInMRZ[first]
	return p
}

// newProcessID draws a UUID of version 4. None reads like a date of a person.
func newProcessID(r *random) [36]byte {
	for {
		id := newUUID(r)
		if !bytes.Contains(id[:], []byte(birthYear)) && !bytes.Contains(id[:], []byte(expiryYear)) {
			return id
		}
	}
}

func newUUID(r *random) (id [36]byte) {
	const digits = "0123456789abcdef"
	bits := [2]uint64{r.next()&^0xf000 | 0x4000, r.next()&^(3<<62) | 2<<62}
	at := 0
	for i := range 32 {
		if i == 8 || i == 12 || i == 16 || i == 20 {
			id[at] = '-'
			at++
		}
		id[at] = digits[bits[i/16]>>(60-4*(i%16))&15]
		at++
	}
	return id
}

// newDay draws a day of a year.
func newDay(r *random, year string) string {
	day := append(make([]byte, 0, 10), year...)
	day = appendTwo(day, 1+r.below(12))
	day = append(day, '-')
	return string(appendTwo(day, 1+r.below(28)))
}

// newNumber draws digits after a prefix.
func newNumber(r *random, prefix string, digits int) string {
	number := append(make([]byte, 0, 16), prefix...)
	for bits := r.next(); digits > 0; digits-- {
		number = append(number, byte('0'+bits%10))
		bits /= 10
	}
	return string(number)
}

// countryCode is the person's country as the document writes it.
func (p *person) countryCode() string {
	if p.short {
		return p.country.short
	}
	return p.country.alpha3
}
