package hand

import "github.com/verdict-id/verdict"

// ReadID decides the signals of a ReadID process.
func ReadID(s *verdict.ReadID) (verdict.Status, error) {
	cloned := false
	switch s.ChipCloneDetection {
	case "SUCCEEDED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT", "":
	case "FAILED":
		cloned = true
	default:
		return 0, ErrUnknown
	}
	switch s.ChipVerification {
	case "SUCCEEDED":
		if cloned {
			return verdict.Inconclusive, nil
		}
		return verdict.Accepted, nil
	case "FAILED":
		return verdict.Rejected, nil
	case "":
		return 0, ErrUndecided
	default:
		return 0, ErrUnknown
	}
}
