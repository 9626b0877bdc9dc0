package verdict

// Paper are the signals of a Signicat Paper process. In the four maps every
// field of the document has its word, and "" is a word that has not come.
//
// Source: Get process, "Signicat Paper results".
type Paper struct {
	VerificationStatus *bool  // whether the verification passed
	VerificationType   string // "MRZ_FEATURE_COMPARISON", "MRZ_ONLY" or "FEATURES_ONLY"
	MRZ                bool   // there is an mrz element with members
	Errors             bool   // there is an errors element with entries

	MRZChecksum          map[string]string // "VALID", "FOUND", "MISSING" or "INVALID"
	MRZVerification      map[string]string // the same words
	FeaturesVerification map[string]string // the same words
	MRZFeatureMatching   map[string]string // any word, of which "INVALID" counts
}

func (Paper) signals() {}

var paperFields = []string{
	"verificationStatus", "verificationType", "mrz", "errors",
	"mrzChecksum", "mrzVerification", "featuresVerification", "mrzFeatureMatching",
}

// read hands the fields over in the order of paperFields.
func (p *Paper) read(in *intake) {
	in.boolean(0, p.VerificationStatus)
	in.word(1, p.VerificationType)
	in.present(2, p.MRZ)
	in.present(3, p.Errors)
	in.words(4, p.MRZChecksum)
	in.words(5, p.MRZVerification)
	in.words(6, p.FeaturesVerification)
	in.words(7, p.MRZFeatureMatching)
}
