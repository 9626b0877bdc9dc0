-- The same for records in which nothing is strange and nothing missing: the
-- least that a query over them can do.

CREATE MACRO lean_records(file) AS TABLE
  SELECT * FROM read_json(file, format = 'newline_delimited', ignore_errors = true, columns = {
    provider: 'VARCHAR', status: 'VARCHAR', processType: 'VARCHAR', failReason: 'VARCHAR',
    providerSpecific: 'STRUCT(
      documentVerification STRUCT(result VARCHAR, subResult VARCHAR, documentType VARCHAR, ageValidation VARCHAR,
        compromisedDocument VARCHAR, dataComparison VARCHAR, dataConsistency VARCHAR, dataValidation VARCHAR,
        imageIntegrity VARCHAR, policeRecord VARCHAR, visualAuthenticity VARCHAR),
      facialSimilarity STRUCT(result VARCHAR, imageIntegrity VARCHAR, faceComparison VARCHAR,
        visualAuthenticity VARCHAR),
      ocr STRUCT(securityChecks MAP(VARCHAR, STRUCT(valid BOOLEAN)), features STRUCT(found BOOLEAN)[],
        similarityScore VARCHAR, livenessDetected BOOLEAN),
      consolidatedIdentityData STRUCT(chipVerification VARCHAR, chipCloneDetection VARCHAR),
      liveness STRUCT(faceScanSecurityChecks MAP(VARCHAR, BOOLEAN), success BOOLEAN, error BOOLEAN),
      matching STRUCT(matchLevel TINYINT, success BOOLEAN, error BOOLEAN),
      verification STRUCT(status BOOLEAN, "type" VARCHAR), mrz STRUCT(documentNumber VARCHAR), errors VARCHAR[],
      mrzChecksum MAP(VARCHAR, VARCHAR), mrzVerification MAP(VARCHAR, VARCHAR),
      featuresVerification MAP(VARCHAR, VARCHAR), mrzFeatureMatching MAP(VARCHAR, VARCHAR),
      error STRUCT(errorDescription VARCHAR), outcome VARCHAR)'
  });

CREATE MACRO lean_onfido(process_type, d, f) AS CASE
  WHEN d.subResult = 'rejected' OR d.ageValidation = 'consider' OR d.documentType = 'unknown' THEN 'rejected'
  WHEN d.subResult <> 'clear' OR d.result <> 'clear' OR d.ageValidation <> 'clear' OR d.compromisedDocument <> 'clear'
    OR d.dataComparison <> 'clear' OR d.dataConsistency <> 'clear' OR d.dataValidation <> 'clear'
    OR d.imageIntegrity <> 'clear' OR d.policeRecord <> 'clear' OR d.visualAuthenticity <> 'clear'
    OR process_type IS DISTINCT FROM 'document' AND (f.result <> 'clear' OR f.imageIntegrity <> 'clear'
      OR f.faceComparison <> 'clear' OR f.visualAuthenticity <> 'clear')
    THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_eid(ocr) AS CASE
  WHEN NOT ocr.livenessDetected OR len(list_filter(map_values(ocr.securityChecks), c -> NOT c.valid)) > 0 THEN 'rejected'
  WHEN ocr.similarityScore <> 'high' OR len(list_filter(ocr.features, f -> NOT f.found)) > 0 THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_readid(data) AS CASE
  WHEN data.chipVerification = 'FAILED' THEN 'rejected'
  WHEN data.chipCloneDetection = 'FAILED' THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_webid(outcome) AS CASE outcome
  WHEN 'rejected' THEN 'rejected'
  WHEN 'mismatch' THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_facetec(liveness, matching) AS CASE
  WHEN list_contains(map_values(liveness.faceScanSecurityChecks), false)
    OR NOT liveness.success AND liveness.error IS NOT TRUE
    OR (matching.matchLevel = 0 OR NOT matching.success) AND liveness.error IS NOT TRUE AND matching.error IS NOT TRUE
    THEN 'rejected'
  WHEN liveness.error OR matching.error THEN 'failed'
  WHEN matching.matchLevel < 6 THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_paper(p) AS CASE
  WHEN NOT p.verification.status OR len(p.errors) > 0 OR list_contains(map_values(p.mrzChecksum), 'INVALID')
    OR list_contains(map_values(p.mrzVerification), 'INVALID')
    OR list_contains(map_values(p.featuresVerification), 'INVALID')
    OR list_contains(map_values(p.mrzFeatureMatching), 'INVALID')
    THEN 'rejected'
  WHEN p.verification."type" = 'FEATURES_ONLY' OR p.mrz IS NULL THEN 'inconclusive'
  ELSE 'accepted'
END;

CREATE MACRO lean_connect(error) AS CASE
  WHEN error IS NULL THEN 'accepted'
  WHEN regexp_extract(error.errorDescription, 'urn:signicat:error[^; \t\r\n]*') = 'urn:signicat:error:usercancel'
    THEN 'canceled'
  ELSE 'rejected'
END;

CREATE MACRO lean(file) AS TABLE
  SELECT provider, status AS recorded, CASE
    WHEN failReason IS NOT NULL THEN 'failed'
    WHEN status IN ('pending', 'processing', 'canceled', 'failed') THEN status
    WHEN provider = 'onfido'
      THEN lean_onfido(processType, providerSpecific.documentVerification, providerSpecific.facialSimilarity)
    WHEN provider IN ('eid', 'signicatvideoid') THEN lean_eid(providerSpecific.ocr)
    WHEN provider = 'readid' THEN lean_readid(providerSpecific.consolidatedIdentityData)
    WHEN provider = 'webid' THEN lean_webid(providerSpecific.outcome)
    WHEN provider = 'facetec' THEN lean_facetec(providerSpecific.liveness, providerSpecific.matching)
    WHEN provider = 'signicatpaper' THEN lean_paper(providerSpecific)
    ELSE lean_connect(providerSpecific.error)
  END AS derived
  FROM lean_records(file);
