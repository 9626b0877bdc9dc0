package hand

import "github.com/verdict-id/verdict"

// Paper decides the signals of a Signicat Paper process.
func Paper(s *verdict.Paper) (verdict.Status, error) {
	switch s.VerificationType {
	case "MRZ_FEATURE_COMPARISON", "MRZ_ONLY", "FEATURES_ONLY", "":
	default:
		return 0, ErrUnknown
	}
	fields := fieldWords(s.MRZChecksum) | fieldWords(s.MRZVerification) | fieldWords(s.FeaturesVerification)
	for _, word := range s.MRZFeatureMatching {
		fields |= matchingWord(word)
	}
	switch {
	case fields.any(unknown):
		return 0, ErrUnknown
	case is(s.VerificationStatus, false) || s.Errors || fields.any(bad):
		return verdict.Rejected, nil
	case s.VerificationStatus == nil || fields.any(open):
		return 0, ErrUndecided
	case s.VerificationType == "FEATURES_ONLY" || !s.MRZ:
		return verdict.Inconclusive, nil
	case s.VerificationType == "":
		return 0, ErrUndecided
	default:
		return verdict.Accepted, nil
	}
}

func fieldWords(fields map[string]string) (f Found) {
	for _, word := range fields {
		switch word {
		case "VALID", "FOUND", "MISSING":
			f |= good
		case "INVALID":
			f |= bad
		case "":
			f |= open
		default:
			f |= unknown
		}
	}
	return f
}

// matchingWord reads a field compared with the visible text, where any word
// will do.
func matchingWord(word string) Found {
	switch {
	case word == "":
		return open
	case word == "INVALID":
		return bad
	case !anyWord(word):
		return unknown
	default:
		return good
	}
}
