package corpus

import "slices"

// The codes of findings.
const (
	acceptedNotDerived      = "accepted-not-derived"
	stricter                = "stricter"
	milder                  = "milder"
	undecidedCode           = "undecided"
	unknownValueCode        = "unknown-value"
	unknownProviderCode     = "unknown-provider"
	malformedCode           = "malformed"
	statusChanged           = "status-changed"
	finalResultMissing      = "final-result-missing"
	finalResultUnexpected   = "final-result-unexpected"
	finalResultDifferent    = "final-result-different"
	finalResultBesideEnd    = "final-result-beside-end"
	failReasonWithoutFailed = "fail-reason-without-failed"
	verdictBesideEnd        = "verdict-beside-end"
	notFinalButComplete     = "not-final-but-complete"
	badTimestamp            = "bad-timestamp"
	updatedBeforeCreated    = "updated-before-created"
	noStatusCode            = "no-status"
)

// Where anomalies come from: scenarios by what the signals say.
var (
	accepting    = withStatus("accepted", true)
	rejecting    = withStatus("rejected", true)
	doubting     = withStatus("inconclusive", true)
	ending       = slices.Concat(withStatus("failed", false), withStatus("canceled", false))
	lacking      = withStatus(undecided, false)
	strangeOnes  = withStatus(unknownValue, false)
	deciding     = slices.Concat(accepting, rejecting, doubting)
	giving       = slices.DeleteFunc(slices.Clone(accepting), func(s *scenario) bool { return s.result == nil })
	givingPeople = slices.DeleteFunc(slices.Clone(giving), func(s *scenario) bool { return s.family == faceTecFamily || isConnect(s) })
	givingNotAll = slices.DeleteFunc(slices.Clone(giving), func(s *scenario) bool { return s.family.notGiven == "" })
	failing      = withStatus("failed", true)
	unfinished   = slices.Concat(withStatus("pending", true), withStatus("processing", true))
	canceledOnes = withStatus("canceled", true)
	encrypted    = []*scenario{byName("connect/accepted-encrypted")}
	earlyReject  = []*scenario{byName("onfido/processing-early")}
	everySound   = slices.Concat(deciding, failing, unfinished, canceledOnes)
)

func isConnect(s *scenario) bool { return s.family == connectFamily || s.family == idinFamily }

func codes(list ...string) []string { return list }

func words(list ...string) []string { return list }

var updatedFirst = codes(updatedBeforeCreated)

// anomalies are all kinds, in the order in which they are planted. Those of several
// documents come first, so that a small corpus has room for them.
var anomalies = slices.Concat(processAnomalies, statusAnomalies, valueAnomalies, resultAnomalies, endAnomalies, timeAnomalies, malformedAnomalies)
