package hand

import "github.com/verdict-id/verdict"

// EID decides the signals of an Electronic IDentification process.
func EID(s *verdict.EID) (verdict.Status, error) {
	var security, features Found
	for _, valid := range s.SecurityChecks {
		security |= Check(valid)
	}
	for _, found := range s.Features {
		features |= Check(found)
	}
	return EIDFound(s, security, features)
}

// EIDFound is EID for those who have looked at the checks and features before;
// those in s do not count.
func EIDFound(s *verdict.EID, security, features Found) (verdict.Status, error) {
	if !anyWord(s.ProcessType) || !anyWord(s.SimilarityScore) {
		return 0, ErrUnknown
	}
	switch s.Verdict {
	case "":
	case "accepted":
		return verdict.Accepted, nil
	case "inconclusive":
		return verdict.Inconclusive, nil
	case "failed":
		return verdict.Failed, nil
	case "rejected":
		return verdict.Rejected, nil
	default:
		return 0, ErrUnknown
	}
	switch s.ProcessType {
	case "attended", "unattended", "high":
		return 0, ErrUndecided // a human approves, and says so in the verdict
	}
	if s.ManualApproval {
		return 0, ErrUndecided
	}

	if security.any(bad) || is(s.LivenessDetected, false) {
		return verdict.Rejected, nil
	}
	if security != good {
		return 0, ErrUndecided
	}
	switch {
	case features.any(bad) || s.SimilarityScore != "high" && s.SimilarityScore != "":
		return verdict.Inconclusive, nil
	case features == good && s.SimilarityScore == "high":
		return verdict.Accepted, nil
	default:
		return 0, ErrUndecided
	}
}
