package verdict

// ReadID are the signals of a ReadID process.
//
// Source: Get process, "ReadID results".
type ReadID struct {
	ChipVerification string // "SUCCEEDED" or "FAILED"

	// ChipCloneDetection is "SUCCEEDED", "FAILED", or for a document that
	// offers none "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT" or empty.
	ChipCloneDetection string
}

func (ReadID) signals() {}

var readIDFields = []string{"chipVerification", "chipCloneDetection"}

// read hands the fields over in the order of readIDFields.
func (r *ReadID) read(in *intake) {
	in.word(0, r.ChipVerification)
	in.word(1, r.ChipCloneDetection)
}
