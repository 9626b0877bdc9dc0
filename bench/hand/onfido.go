package hand

import "github.com/verdict-id/verdict"

// Onfido decides the signals of an Onfido process.
func Onfido(s *verdict.Onfido) (verdict.Status, error) {
	document := result(s.DocumentResult)
	age := result(s.AgeValidation)
	breakdowns := age | result(s.CompromisedDocument) | result(s.DataComparison) | result(s.DataConsistency) |
		result(s.DataValidation) | result(s.ImageIntegrity) | result(s.PoliceRecord) | result(s.VisualAuthenticity)
	faceResult := result(s.FaceResult)
	face := faceResult | result(s.FaceImageIntegrity) | result(s.FaceComparison) | result(s.FaceVisualAuthenticity)
	if (document | breakdowns | face).any(unknown) || !anyWord(s.DocumentType) {
		return 0, ErrUnknown
	}
	faceCounts := true
	switch s.ProcessType {
	case "document":
		faceCounts = false
	case "documentSelfie", "documentVideo", "":
	default:
		return 0, ErrUnknown
	}
	switch s.SubResult {
	case "clear", "caution", "suspected", "rejected", "":
	default:
		return 0, ErrUnknown
	}

	switch {
	case s.SubResult == "rejected" || age == bad || s.DocumentType == "unknown":
		return verdict.Rejected, nil
	case s.SubResult == "":
		return 0, ErrUndecided
	case s.SubResult != "clear" || (document | breakdowns).any(doubt|bad):
		return verdict.Inconclusive, nil
	case faceCounts && face.any(doubt|bad):
		return verdict.Inconclusive, nil
	case document != good || faceCounts && faceResult != good:
		return 0, ErrUndecided
	default:
		return verdict.Accepted, nil
	}
}

// result reads a result or a breakdown; nothing is found in one that is absent.
func result(word string) Found {
	switch word {
	case "":
		return 0
	case "clear":
		return good
	case "unidentified":
		return doubt
	case "consider":
		return bad
	default:
		return unknown
	}
}
