package verdict

// FaceTec are the signals of a FaceTec process. nil is absence.
//
// Source: Get process, "FaceTec results".
type FaceTec struct {
	// SecurityChecks are the faceScanSecurityChecks: for each check whether it
	// passed. nil is a check whose value has not come.
	SecurityChecks map[string]*bool

	LivenessSuccess *bool
	LivenessError   *bool // the request could not be served
	MatchSuccess    *bool
	MatchError      *bool // the request could not be served

	// MatchLevel is 0 (no match) to 15, of the attempt that counts: the one at
	// the top of the matching element.
	MatchLevel *int

	// AttemptLevels are the match levels of the single attempts. They never
	// count; a remark says where one is above MatchLevel.
	AttemptLevels []int
}

func (FaceTec) signals() {}

var faceTecFields = []string{
	"faceScanSecurityChecks", "livenessSuccess", "livenessError", "matchSuccess", "matchError", "matchLevel",
	"betterAttempt",
}

// read hands the fields over in the order of faceTecFields.
func (f *FaceTec) read(in *intake) {
	in.booleans(0, f.SecurityChecks)
	in.boolean(1, f.LivenessSuccess)
	in.boolean(2, f.LivenessError)
	in.boolean(3, f.MatchSuccess)
	in.boolean(4, f.MatchError)
	in.number(5, f.MatchLevel)
	in.better(6, f.AttemptLevels)
}
