package documents

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/goccy/go-json/jsontext"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/hand"
)

// selected reads the members that decide, value by value with goccy's
// jsontext, skips the others, and decides by hand.
func selected(document []byte) (verdict.Status, error) {
	s := selectors.Get().(*selector)
	defer selectors.Put(s)
	s.buffer = *bytes.NewBuffer(document)
	s.decoder.Reset(&s.buffer)
	s.path = s.path[:0]
	var m message
	if err := s.value(&m); err != nil {
		return 0, err
	}
	if _, err := s.decoder.ReadToken(); err != io.EOF {
		return 0, errors.New("more than one value")
	}
	return m.decide()
}

var selectors = sync.Pool{New: func() any { return new(selector) }}

type selector struct {
	buffer  bytes.Buffer
	decoder jsontext.Decoder
	path    []byte // of the value that comes next
	name    string // of an entry of a set
}

// value reads the value that comes next, as far as it is wanted.
func (s *selector) value(m *message) error {
	switch s.decoder.PeekKind() {
	case '{':
		inside, set := s.container(m)
		if !inside {
			return s.skip(m)
		}
		return s.object(m, set)
	case '[':
		if string(s.path) == "/providerSpecific/ocr/features" {
			return s.features(m)
		}
		return s.skip(m)
	}
	raw, err := s.decoder.ReadValue()
	if err != nil || raw.Kind() == 'n' {
		return err
	}
	return s.scalar(m, raw)
}

// skip skips an object or a list. It notes where something has to be in it.
func (s *selector) skip(m *message) error {
	p := &m.ProviderSpecific
	switch string(s.path) {
	default:
		return s.decoder.SkipValue()
	case "/failReason", "/providerSpecific/mrz", "/providerSpecific/manualApproval", "/providerSpecific/errors":
	}
	raw, err := s.decoder.ReadValue()
	if err != nil || len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0 {
		return err
	}
	switch string(s.path) {
	case "/failReason":
		m.FailReason = map[string]any{"": nil}
	case "/providerSpecific/mrz":
		p.MRZ = &struct{}{}
	case "/providerSpecific/manualApproval":
		p.ManualApproval = true
	case "/providerSpecific/errors":
		p.Errors = []any{nil}
	}
	return nil
}

// object reads the members of an object. The names in a set are not part of
// the path.
func (s *selector) object(m *message, set bool) error {
	if _, err := s.decoder.ReadToken(); err != nil {
		return err
	}
	length := len(s.path)
	for s.decoder.PeekKind() != '}' {
		raw, err := s.decoder.ReadValue()
		if err != nil {
			return err
		}
		s.path = append(s.path, '/')
		if set {
			s.name = string(unquoted(raw))
			s.path = append(s.path, '*')
		} else {
			s.path = append(s.path, unquoted(raw)...)
		}
		if err := s.value(m); err != nil {
			return err
		}
		s.path = s.path[:length]
	}
	_, err := s.decoder.ReadToken()
	return err
}

// features reads a list of objects.
func (s *selector) features(m *message) error {
	if _, err := s.decoder.ReadToken(); err != nil {
		return err
	}
	ocr := &m.ProviderSpecific.OCR
	for s.decoder.PeekKind() != ']' {
		ocr.Features = append(ocr.Features, struct {
			Found *bool `json:"found"`
		}{})
		s.path = append(s.path, "/[]"...)
		if err := s.value(m); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-len("/[]")]
	}
	_, err := s.decoder.ReadToken()
	return err
}

// container tells whether the object at the path is looked into, and whether
// it is a set. It notes that an error is there.
func (s *selector) container(m *message) (inside, set bool) {
	p := &m.ProviderSpecific
	switch string(s.path) {
	case "", "/providerSpecific", "/providerSpecific/documentVerification", "/providerSpecific/facialSimilarity",
		"/providerSpecific/ocr", "/providerSpecific/ocr/features/[]", "/providerSpecific/ocr/securityChecks/*",
		"/providerSpecific/consolidatedIdentityData", "/providerSpecific/session",
		"/providerSpecific/liveness", "/providerSpecific/matching", "/providerSpecific/verification":
		return true, false
	case "/providerSpecific/error":
		p.Error = new(struct {
			ErrorDescription string `json:"errorDescription"`
		})
		return true, false
	case "/providerSpecific/ocr/securityChecks", "/providerSpecific/liveness/faceScanSecurityChecks",
		"/providerSpecific/mrzChecksum", "/providerSpecific/mrzVerification",
		"/providerSpecific/featuresVerification", "/providerSpecific/mrzFeatureMatching":
		return true, true
	}
	return false, false
}

// scalar takes the value at the path.
func (s *selector) scalar(m *message, raw jsontext.Value) error {
	p := &m.ProviderSpecific
	switch string(s.path) {
	case "/provider":
		return word(&m.Provider, raw)
	case "/status":
		return word(&m.Status, raw)
	case "/processType":
		return word(&m.ProcessType, raw)
	case "/providerSpecific/documentVerification/result":
		return word(&p.DocumentVerification.Result, raw)
	case "/providerSpecific/documentVerification/subResult":
		return word(&p.DocumentVerification.SubResult, raw)
	case "/providerSpecific/documentVerification/documentType":
		return word(&p.DocumentVerification.DocumentType, raw)
	case "/providerSpecific/documentVerification/ageValidation":
		return word(&p.DocumentVerification.AgeValidation, raw)
	case "/providerSpecific/documentVerification/ageComparison":
		return word(&p.DocumentVerification.AgeComparison, raw)
	case "/providerSpecific/documentVerification/compromisedDocument":
		return word(&p.DocumentVerification.CompromisedDocument, raw)
	case "/providerSpecific/documentVerification/dataComparison":
		return word(&p.DocumentVerification.DataComparison, raw)
	case "/providerSpecific/documentVerification/dataConsistency":
		return word(&p.DocumentVerification.DataConsistency, raw)
	case "/providerSpecific/documentVerification/dataValidation":
		return word(&p.DocumentVerification.DataValidation, raw)
	case "/providerSpecific/documentVerification/imageIntegrity":
		return word(&p.DocumentVerification.ImageIntegrity, raw)
	case "/providerSpecific/documentVerification/policeRecord":
		return word(&p.DocumentVerification.PoliceRecord, raw)
	case "/providerSpecific/documentVerification/visualAuthenticity":
		return word(&p.DocumentVerification.VisualAuthenticity, raw)
	case "/providerSpecific/facialSimilarity/result":
		return word(&p.FacialSimilarity.Result, raw)
	case "/providerSpecific/facialSimilarity/imageIntegrity":
		return word(&p.FacialSimilarity.ImageIntegrity, raw)
	case "/providerSpecific/facialSimilarity/faceComparison":
		return word(&p.FacialSimilarity.FaceComparison, raw)
	case "/providerSpecific/facialSimilarity/visualAuthenticity":
		return word(&p.FacialSimilarity.VisualAuthenticity, raw)
	case "/providerSpecific/ocr/securityChecks/*/valid":
		return s.check(m, raw)
	case "/providerSpecific/ocr/features/[]/found":
		return flag(&p.OCR.Features[len(p.OCR.Features)-1].Found, raw)
	case "/providerSpecific/ocr/similarityScore":
		return word(&p.OCR.SimilarityScore, raw)
	case "/providerSpecific/ocr/livenessDetected":
		return boolean(&p.OCR.LivenessDetected, raw)
	case "/providerSpecific/consolidatedIdentityData/chipVerification":
		return word(&p.ConsolidatedIdentityData.ChipVerification, raw)
	case "/providerSpecific/consolidatedIdentityData/chipCloneDetection":
		return word(&p.ConsolidatedIdentityData.ChipCloneDetection, raw)
	case "/providerSpecific/session/chipVerification":
		return word(&p.Session.ChipVerification, raw)
	case "/providerSpecific/session/chipCloneDetection":
		return word(&p.Session.ChipCloneDetection, raw)
	case "/providerSpecific/liveness/faceScanSecurityChecks/*":
		var passed *bool
		err := flag(&passed, raw)
		put(&p.Liveness.FaceScanSecurityChecks, s.name, passed)
		return err
	case "/providerSpecific/liveness/success":
		return flag(&p.Liveness.Success, raw)
	case "/providerSpecific/liveness/error":
		return flag(&p.Liveness.Error, raw)
	case "/providerSpecific/matching/success":
		return flag(&p.Matching.Success, raw)
	case "/providerSpecific/matching/error":
		return flag(&p.Matching.Error, raw)
	case "/providerSpecific/matching/matchLevel":
		level, err := strconv.Atoi(string(raw))
		p.Matching.MatchLevel = &level
		return err
	case "/providerSpecific/verification/status":
		return boolean(&p.Verification.Status, raw)
	case "/providerSpecific/verification/type":
		return word(&p.Verification.Type, raw)
	case "/providerSpecific/mrzChecksum/*":
		return s.entry(&p.MRZChecksum, raw)
	case "/providerSpecific/mrzVerification/*":
		return s.entry(&p.MRZVerification, raw)
	case "/providerSpecific/featuresVerification/*":
		return s.entry(&p.FeaturesVerification, raw)
	case "/providerSpecific/mrzFeatureMatching/*":
		return s.entry(&p.MRZFeatureMatching, raw)
	case "/providerSpecific/idToken":
		return word(&p.IDToken, raw)
	case "/providerSpecific/error/errorDescription":
		return word(&p.Error.ErrorDescription, raw)
	}
	return nil
}

func (s *selector) entry(set *map[string]string, raw jsontext.Value) error {
	var text string
	err := word(&text, raw)
	put(set, s.name, text)
	return err
}

func (s *selector) check(m *message, raw jsontext.Value) error {
	var entry struct {
		Valid *bool `json:"valid"`
	}
	err := flag(&entry.Valid, raw)
	put(&m.ProviderSpecific.OCR.SecurityChecks, s.name, entry)
	return err
}

func put[V any](set *map[string]V, name string, value V) {
	if *set == nil {
		*set = map[string]V{}
	}
	(*set)[name] = value
}

// unquoted is the text of a JSON string.
func unquoted(raw jsontext.Value) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		panic(err) // the decoder has checked it
	}
	return text
}

// word reads a text; known ones need no memory.
func word(to *string, raw jsontext.Value) error {
	if raw.Kind() != '"' {
		return hand.ErrUnknown
	}
	text := unquoted(raw)
	known, ok := words[string(text)]
	if !ok {
		known = string(text)
	}
	*to = known
	return nil
}

func flag(to **bool, raw jsontext.Value) error {
	switch raw.Kind() {
	case 't':
		*to = &yes
	case 'f':
		*to = &no
	default:
		return hand.ErrUnknown
	}
	return nil
}

// boolean reads a boolean or its word.
func boolean(to *any, raw jsontext.Value) error {
	switch string(raw) {
	case "true", `"true"`:
		*to = true
	case "false", `"false"`:
		*to = false
	default:
		return hand.ErrUnknown
	}
	return nil
}

// words are those that come often.
var words = func() map[string]string {
	known := map[string]string{}
	for _, word := range []string{
		"onfido", "eid", "readid", "facetec", "signicatpaper", "connect:idin", "accepted", "rejected", "inconclusive",
		"document", "documentSelfie", "documentVideo", "substantial", "clear", "consider", "unidentified", "passport",
		"identityCard", "driversLicense", "high", "medium", "low", "SUCCEEDED", "FAILED", "NOT_AVAILABLE",
		"NOT_SUPPORTED", "NOT_PRESENT", "MRZ_ONLY", "MRZ_FEATURE_COMPARISON", "FEATURES_ONLY", "VALID", "FOUND",
		"MISSING", "INVALID", "FULL_MATCH",
	} {
		known[word] = word
	}
	return known
}()
