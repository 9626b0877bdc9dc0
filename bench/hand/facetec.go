package hand

import "github.com/verdict-id/verdict"

// FaceTec decides the signals of a FaceTec process. The single attempts never
// count.
func FaceTec(s *verdict.FaceTec) (verdict.Status, error) {
	level := -1
	if s.MatchLevel != nil {
		level = *s.MatchLevel
		if level < 0 || level > 15 {
			return 0, ErrUnknown
		}
	}
	security := checks(s.SecurityChecks)
	livenessError, matchError := is(s.LivenessError, true), is(s.MatchError, true)
	switch {
	case security.any(bad):
		return verdict.Rejected, nil
	case is(s.LivenessSuccess, false) && !livenessError:
		return verdict.Rejected, nil
	case livenessError || matchError:
		return verdict.Failed, nil
	case level == 0 || is(s.MatchSuccess, false):
		return verdict.Rejected, nil
	case security != good || !is(s.LivenessSuccess, true) || !is(s.MatchSuccess, true) || level < 0:
		return 0, ErrUndecided
	case level < 6:
		return verdict.Inconclusive, nil
	default:
		return verdict.Accepted, nil
	}
}
