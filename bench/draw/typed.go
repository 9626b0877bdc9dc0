package draw

import "github.com/verdict-id/verdict"

// Onfido draws the signals of an Onfido process.
func (s *Source) Onfido() verdict.Onfido {
	result := func() string {
		if !s.hostile && !s.chance(8) {
			return "clear"
		}
		return s.word("clear", "consider", "unidentified")
	}
	breakdown := func() string {
		if s.leftOut() {
			return ""
		}
		return result()
	}
	return verdict.Onfido{
		ProcessType:            s.word("documentSelfie", "document", "documentVideo"),
		DocumentResult:         result(),
		SubResult:              s.word("clear", "clear", "caution", "suspected", "rejected"),
		DocumentType:           s.word("passport", "identityCard", "driversLicense", "residencePermit", "unknown"),
		AgeValidation:          breakdown(),
		CompromisedDocument:    breakdown(),
		DataComparison:         breakdown(),
		DataConsistency:        breakdown(),
		DataValidation:         breakdown(),
		ImageIntegrity:         breakdown(),
		PoliceRecord:           breakdown(),
		VisualAuthenticity:     breakdown(),
		FaceResult:             result(),
		FaceImageIntegrity:     breakdown(),
		FaceComparison:         breakdown(),
		FaceVisualAuthenticity: breakdown(),
	}
}

var eidChecks = []string{"nonExpired", "notUnderage", "dataIntegrity", "livenessDetected", "notFaceSpoofing", "notBWCopy"}

// EID draws the signals of an Electronic IDentification process.
func (s *Source) EID() verdict.EID {
	e := verdict.EID{
		ProcessType:      s.word("substantial", "basic"),
		SecurityChecks:   s.flags(eidChecks, 20),
		SimilarityScore:  s.word("high", "medium", "low"),
		LivenessDetected: s.flag(true, 12),
	}
	for range 3 + s.IntN(3) {
		e.Features = append(e.Features, s.flag(true, 20))
	}
	if s.chance(16) {
		e.Verdict = s.word("accepted", "inconclusive", "failed", "rejected")
		e.ProcessType = s.word("attended", "unattended", "high")
		e.ManualApproval = s.chance(2)
	}
	return e
}

// ReadID draws the signals of a ReadID process.
func (s *Source) ReadID() verdict.ReadID {
	return verdict.ReadID{
		ChipVerification:   s.word("SUCCEEDED", "SUCCEEDED", "FAILED"),
		ChipCloneDetection: s.word("SUCCEEDED", "FAILED", "NOT_SUPPORTED", "NOT_AVAILABLE", "NOT_PRESENT", ""),
	}
}

var faceTecChecks = []string{"replayCheckSucceeded", "sessionTokenCheckSucceeded", "auditTrailVerificationCheckSucceeded", "faceScanLivenessCheckSucceeded"}

// FaceTec draws the signals of a FaceTec process.
func (s *Source) FaceTec() verdict.FaceTec {
	f := verdict.FaceTec{
		SecurityChecks:  s.flags(faceTecChecks, 30),
		LivenessSuccess: s.flag(true, 12),
		LivenessError:   s.flag(false, 30),
		MatchSuccess:    s.flag(true, 12),
		MatchError:      s.flag(false, 30),
		MatchLevel:      new(15 - min(s.IntN(16), s.IntN(16))),
	}
	if s.hostile && s.chance(6) {
		f.MatchLevel = new(s.IntN(40) - 12)
	}
	if s.hostile && s.chance(6) {
		f.MatchLevel = nil
	}
	for range s.IntN(3) {
		f.AttemptLevels = append(f.AttemptLevels, s.IntN(16))
	}
	return f
}

// Paper draws the signals of a Signicat Paper process.
func (s *Source) Paper() verdict.Paper {
	field := func() string {
		if !s.hostile && !s.chance(24) {
			return "VALID"
		}
		return s.word("VALID", "FOUND", "MISSING", "INVALID")
	}
	fields := func(names []string, word func() string) map[string]string {
		entries := map[string]string{}
		for _, name := range names {
			if !s.leftOut() {
				entries[name] = word()
			}
		}
		return entries
	}
	p := verdict.Paper{
		VerificationStatus:   s.flag(true, 12),
		VerificationType:     s.word("MRZ_FEATURE_COMPARISON", "MRZ_ONLY", "FEATURES_ONLY"),
		MRZ:                  !s.chance(12),
		Errors:               s.chance(30),
		MRZChecksum:          fields(checksums, field),
		MRZVerification:      fields(mrzFields, field),
		FeaturesVerification: fields(features, field),
	}
	if !s.chance(3) {
		p.MRZFeatureMatching = fields(features, func() string {
			if !s.hostile && !s.chance(24) {
				return "FULL_MATCH"
			}
			return s.word("FULL_MATCH", "LEVENSHTEIN1", "MISSING", "INVALID")
		})
	}
	return p
}

var (
	checksums = []string{"dateOfBirth", "dateOfExpiry", "documentNumber", "overall"}
	mrzFields = []string{"dateOfBirth", "dateOfExpiry", "documentType", "issuingCountry"}
	features  = []string{"firstName", "lastName", "dateOfBirth"}
)

// Connect draws the signals of a sign-in through Connect.
func (s *Source) Connect() verdict.Connect {
	if s.hostile {
		return s.hostileConnect()
	}
	if s.chance(2) {
		return verdict.Connect{IDToken: true}
	}
	code := s.word("usercancel", "usercancel", "timeout", "internal:Expired")
	return verdict.Connect{ErrorDescription: new("The login did not complete. urn:signicat:error:" + code + "; try again")}
}

func (s *Source) hostileConnect() verdict.Connect {
	c := verdict.Connect{IDToken: s.chance(2)}
	if s.chance(3) {
		return c
	}
	var text string
	for range s.IntN(5) {
		text += []string{"urn:signicat:error", "urn:signicat:err", ":usercancel", ":", ";", " ", "\t", "\n", "x", "urn:signicat:error:usercancel", "\xff"}[s.IntN(11)]
	}
	c.ErrorDescription = &text
	return c
}
