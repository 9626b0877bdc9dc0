package verdict

// EID are the signals of an Electronic IDentification (VideoID) process.
//
// Source: Get process, "Electronic IDentification result".
type EID struct {
	// Verdict is the provider's own result, which no Get process document
	// carries: "accepted", "inconclusive", "failed" or "rejected". It decides
	// alone, and a process that a human approves needs it.
	Verdict string

	// ProcessType says who approves: a human for "attended", "unattended" and
	// "high", software for any other word and without one.
	ProcessType string

	// ManualApproval tells that there is a manualApproval element: a human
	// approves.
	ManualApproval bool

	// SecurityChecks tells for each check whether it is valid. nil is a check
	// whose value has not come.
	SecurityChecks map[string]*bool

	// Features tells for each feature whether it was found. nil is a feature
	// whose value has not come.
	Features []*bool

	SimilarityScore  string // "high" is enough, any other word is not
	LivenessDetected *bool
}

func (EID) signals() {}

var eidFields = []string{
	"verdict", "processType", "manualApproval", "securityChecks", "features", "similarityScore", "livenessDetected",
}

// read hands the fields over in the order of eidFields.
func (e *EID) read(in *intake) {
	in.word(0, e.Verdict)
	in.word(1, e.ProcessType)
	in.present(2, e.ManualApproval)
	in.booleans(3, e.SecurityChecks)
	in.list(4, e.Features)
	in.word(5, e.SimilarityScore)
	in.boolean(6, e.LivenessDetected)
}
