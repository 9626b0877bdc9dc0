package hand

import "github.com/verdict-id/verdict"

// Lifecycle decides what comes before the signals of any provider: whether the
// process recorded a reason of failure, and its recorded status. ErrUndecided
// says that the signals decide.
func Lifecycle(failReason bool, status string) (verdict.Status, error) {
	var early verdict.Status
	switch status {
	case "accepted", "rejected", "inconclusive", "":
	case "pending":
		early = verdict.Pending
	case "processing":
		early = verdict.Processing
	case "canceled", "cancelled":
		early = verdict.Canceled
	case "failed":
		early = verdict.Failed
	default:
		return 0, ErrUnknown
	}
	switch {
	case failReason:
		return verdict.Failed, nil
	case early == 0:
		return 0, ErrUndecided
	default:
		return early, nil
	}
}
