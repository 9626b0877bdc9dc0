// Package documents has the ways from a JSON document to a status that are
// compared: JSON decoders, each into the structs that their users would write,
// followed by the switch by hand; and this project's.
package documents

import (
	"cmp"
	"errors"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/hand"
)

// message is what a decoder takes from a document: what the switch needs, and
// nothing of the person.
type message struct {
	Provider         string         `json:"provider"`
	Status           string         `json:"status"`
	ProcessType      string         `json:"processType"`
	FailReason       map[string]any `json:"failReason"`
	ProviderSpecific struct {
		// Onfido
		DocumentVerification struct {
			Result              string `json:"result"`
			SubResult           string `json:"subResult"`
			DocumentType        string `json:"documentType"`
			AgeValidation       string `json:"ageValidation"`
			AgeComparison       string `json:"ageComparison"` // its other name
			CompromisedDocument string `json:"compromisedDocument"`
			DataComparison      string `json:"dataComparison"`
			DataConsistency     string `json:"dataConsistency"`
			DataValidation      string `json:"dataValidation"`
			ImageIntegrity      string `json:"imageIntegrity"`
			PoliceRecord        string `json:"policeRecord"`
			VisualAuthenticity  string `json:"visualAuthenticity"`
		} `json:"documentVerification"`
		FacialSimilarity struct {
			Result             string `json:"result"`
			ImageIntegrity     string `json:"imageIntegrity"`
			FaceComparison     string `json:"faceComparison"`
			VisualAuthenticity string `json:"visualAuthenticity"`
		} `json:"facialSimilarity"`

		// Electronic IDentification
		OCR struct {
			SecurityChecks map[string]struct {
				Valid *bool `json:"valid"`
			} `json:"securityChecks"`
			Features []struct {
				Found *bool `json:"found"`
			} `json:"features"`
			SimilarityScore  string `json:"similarityScore"`
			LivenessDetected any    `json:"livenessDetected"` // a boolean or its word
		} `json:"ocr"`
		ManualApproval any `json:"manualApproval"`

		// ReadID
		ConsolidatedIdentityData chip `json:"consolidatedIdentityData"`
		Session                  chip `json:"session"`

		// FaceTec
		Liveness struct {
			FaceScanSecurityChecks map[string]*bool `json:"faceScanSecurityChecks"`
			Success                *bool            `json:"success"`
			Error                  *bool            `json:"error"`
		} `json:"liveness"`
		Matching struct {
			MatchLevel *int  `json:"matchLevel"`
			Success    *bool `json:"success"`
			Error      *bool `json:"error"`
		} `json:"matching"`

		// Paper
		Verification struct {
			Status any    `json:"status"` // a boolean or its word
			Type   string `json:"type"`
		} `json:"verification"`
		MRZ                  *struct{}         `json:"mrz"`
		Errors               []any             `json:"errors"`
		MRZChecksum          map[string]string `json:"mrzChecksum"`
		MRZVerification      map[string]string `json:"mrzVerification"`
		FeaturesVerification map[string]string `json:"featuresVerification"`
		MRZFeatureMatching   map[string]string `json:"mrzFeatureMatching"`

		// Connect
		IDToken string `json:"idToken"`
		Error   *struct {
			ErrorDescription string `json:"errorDescription"`
		} `json:"error"`
	} `json:"providerSpecific"`
}

type chip struct {
	ChipVerification   string `json:"chipVerification"`
	ChipCloneDetection string `json:"chipCloneDetection"`
}

var errProvider = errors.New("unknown provider")

// decide is the switch by hand over a message.
func (m *message) decide() (verdict.Status, error) {
	status, err := hand.Lifecycle(len(m.FailReason) > 0, m.Status)
	if err != hand.ErrUndecided {
		return status, err
	}
	p := &m.ProviderSpecific
	switch m.Provider {
	case "onfido":
		d, f := &p.DocumentVerification, &p.FacialSimilarity
		return hand.Onfido(&verdict.Onfido{
			ProcessType: m.ProcessType, DocumentResult: d.Result, SubResult: d.SubResult, DocumentType: d.DocumentType,
			AgeValidation: cmp.Or(d.AgeValidation, d.AgeComparison), CompromisedDocument: d.CompromisedDocument, DataComparison: d.DataComparison,
			DataConsistency: d.DataConsistency, DataValidation: d.DataValidation, ImageIntegrity: d.ImageIntegrity,
			PoliceRecord: d.PoliceRecord, VisualAuthenticity: d.VisualAuthenticity, FaceResult: f.Result,
			FaceImageIntegrity: f.ImageIntegrity, FaceComparison: f.FaceComparison, FaceVisualAuthenticity: f.VisualAuthenticity,
		})
	case "eid", "signicatvideoid":
		return m.eid()
	case "readid":
		data := p.ConsolidatedIdentityData
		if data == (chip{}) {
			data = p.Session
		}
		return hand.ReadID(&verdict.ReadID{ChipVerification: data.ChipVerification, ChipCloneDetection: data.ChipCloneDetection})
	case "facetec":
		return hand.FaceTec(&verdict.FaceTec{
			SecurityChecks: p.Liveness.FaceScanSecurityChecks, LivenessSuccess: p.Liveness.Success, LivenessError: p.Liveness.Error,
			MatchSuccess: p.Matching.Success, MatchError: p.Matching.Error, MatchLevel: p.Matching.MatchLevel,
		})
	case "signicatpaper":
		passed, err := truth(p.Verification.Status)
		if err != nil {
			return 0, err
		}
		return hand.Paper(&verdict.Paper{
			VerificationStatus: passed, VerificationType: p.Verification.Type, MRZ: p.MRZ != nil, Errors: len(p.Errors) > 0,
			MRZChecksum: p.MRZChecksum, MRZVerification: p.MRZVerification,
			FeaturesVerification: p.FeaturesVerification, MRZFeatureMatching: p.MRZFeatureMatching,
		})
	}
	if !strings.HasPrefix(m.Provider, "connect:") {
		return 0, errProvider
	}
	signals := verdict.Connect{IDToken: p.IDToken != ""}
	if p.Error != nil {
		signals.ErrorDescription = &p.Error.ErrorDescription
	}
	return hand.Connect(&signals)
}

func (m *message) eid() (verdict.Status, error) {
	ocr := &m.ProviderSpecific.OCR
	var security, features hand.Found
	for _, check := range ocr.SecurityChecks {
		security |= hand.Check(check.Valid)
	}
	for _, feature := range ocr.Features {
		features |= hand.Check(feature.Found)
	}
	liveness, err := truth(ocr.LivenessDetected)
	if err != nil {
		return 0, err
	}
	return hand.EIDFound(&verdict.EID{
		ProcessType: m.ProcessType, ManualApproval: m.ProviderSpecific.ManualApproval != nil,
		SimilarityScore: ocr.SimilarityScore, LivenessDetected: liveness,
	}, security, features)
}

var yes, no = true, false

// truth reads a boolean or its word.
func truth(value any) (*bool, error) {
	switch value {
	case nil:
		return nil, nil
	case true, "true":
		return &yes, nil
	case false, "false":
		return &no, nil
	default:
		return nil, hand.ErrUnknown
	}
}
