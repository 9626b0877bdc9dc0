package verdict

// Onfido are the signals of an Onfido process, each in Onfido's own word:
// "clear", "consider" or "unidentified" for results and breakdowns. The empty
// string is absence, and a breakdown that was not performed is absent.
//
// Source: Get process, "Onfido results".
type Onfido struct {
	// ProcessType is "document", "documentSelfie" or "documentVideo".
	// Without it the face counts.
	ProcessType string

	DocumentResult string
	SubResult      string // "clear", "caution", "suspected" or "rejected"
	DocumentType   string // any word; "unknown" was not recognised

	// The breakdowns of the document.
	AgeValidation       string
	CompromisedDocument string
	DataComparison      string
	DataConsistency     string
	DataValidation      string
	ImageIntegrity      string
	PoliceRecord        string
	VisualAuthenticity  string

	FaceResult string

	// The breakdowns of the face.
	FaceImageIntegrity     string
	FaceComparison         string
	FaceVisualAuthenticity string
}

func (Onfido) signals() {}

var onfidoFields = []string{
	"processType", "documentResult", "subResult", "documentType",
	"ageValidation", "compromisedDocument", "dataComparison", "dataConsistency",
	"dataValidation", "imageIntegrity", "policeRecord", "visualAuthenticity",
	"faceResult", "faceImageIntegrity", "faceComparison", "faceVisualAuthenticity",
}

// read hands the fields over in the order of onfidoFields.
func (o *Onfido) read(in *intake) {
	in.word(0, o.ProcessType)
	in.word(1, o.DocumentResult)
	in.word(2, o.SubResult)
	in.word(3, o.DocumentType)
	in.word(4, o.AgeValidation)
	in.word(5, o.CompromisedDocument)
	in.word(6, o.DataComparison)
	in.word(7, o.DataConsistency)
	in.word(8, o.DataValidation)
	in.word(9, o.ImageIntegrity)
	in.word(10, o.PoliceRecord)
	in.word(11, o.VisualAuthenticity)
	in.word(12, o.FaceResult)
	in.word(13, o.FaceImageIntegrity)
	in.word(14, o.FaceComparison)
	in.word(15, o.FaceVisualAuthenticity)
}
