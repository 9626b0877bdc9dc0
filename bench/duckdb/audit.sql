-- The rule book in SQL: what the tables in rules/ make of each record of a file
-- of JSON Lines. As there, null, {} and [] are absent. A VARCHAR column holds a
-- text without its quotes, and what is no text as JSON; a JSON column keeps the
-- quotes, and serves where any word will do. Words are strange where no table
-- declares them.

CREATE MACRO gone(x) AS x IS NULL OR x IN ('{}', '[]');
CREATE MACRO doubted(x) AS x IN ('unidentified', 'consider');
CREATE MACRO strange_result(x) AS x NOT IN ('clear', 'unidentified', 'consider', '{}', '[]');
CREATE MACRO strange_flag(x) AS x NOT IN ('true', 'false', '{}', '[]');
CREATE MACRO strange_text(x) AS x NOT LIKE '"%' AND x NOT IN ('{}', '[]');
CREATE MACRO strange_word(x) AS strange_text(x) OR x = '""';

-- Of lists, those of all entries of a set.
CREATE MACRO strange_flags(list) AS len(list_filter(list, x -> strange_flag(x))) > 0;
CREATE MACRO strange_fields(list) AS
  len(list_filter(list, x -> x NOT IN ('VALID', 'FOUND', 'MISSING', 'INVALID', '{}', '[]'))) > 0;
CREATE MACRO all_true(list) AS len(list) > 0 AND len(list_filter(list, x -> x = 'true')) = len(list);
CREATE MACRO outstanding(list) AS len(list_filter(list, x -> gone(x))) > 0;

CREATE MACRO onfido(process_type, d, f) AS CASE
  WHEN process_type NOT IN ('"document"', '"documentSelfie"', '"documentVideo"', '{}', '[]')
    OR d.subResult NOT IN ('clear', 'caution', 'suspected', 'rejected', '{}', '[]')
    OR strange_word(d.documentType)
    OR NOT gone(d.ageValidation) AND NOT gone(d.ageComparison)
    OR strange_result(d.ageValidation) OR strange_result(d.ageComparison) OR strange_result(d.result)
    OR strange_result(d.compromisedDocument) OR strange_result(d.dataComparison) OR strange_result(d.dataConsistency)
    OR strange_result(d.dataValidation) OR strange_result(d.imageIntegrity) OR strange_result(d.policeRecord)
    OR strange_result(d.visualAuthenticity) OR strange_result(f.result) OR strange_result(f.imageIntegrity)
    OR strange_result(f.faceComparison) OR strange_result(f.visualAuthenticity)
    THEN 'unknown value'
  WHEN d.subResult = 'rejected' OR d.ageValidation = 'consider' OR d.ageComparison = 'consider'
    OR d.documentType = '"unknown"'
    THEN 'rejected'
  WHEN d.subResult IN ('suspected', 'caution') OR d.subResult = 'clear' AND (
      d.ageValidation = 'unidentified' OR d.ageComparison = 'unidentified' OR doubted(d.result)
      OR doubted(d.compromisedDocument) OR doubted(d.dataComparison) OR doubted(d.dataConsistency)
      OR doubted(d.dataValidation) OR doubted(d.imageIntegrity) OR doubted(d.policeRecord)
      OR doubted(d.visualAuthenticity) OR process_type IS DISTINCT FROM '"document"' AND (doubted(f.result)
        OR doubted(f.imageIntegrity) OR doubted(f.faceComparison) OR doubted(f.visualAuthenticity)))
    THEN 'inconclusive'
  WHEN d.result = 'clear' AND d.subResult = 'clear' AND (process_type = '"document"' OR f.result = 'clear')
    THEN 'accepted'
  ELSE 'undecided'
END;

-- No document carries a verdict: where a human approves, nothing is known of it.
CREATE MACRO eid(process_type, manual_approval, checks, features, similarity, alive) AS CASE
  WHEN strange_word(process_type) OR strange_word(similarity) OR strange_flag(alive)
    OR strange_flags(checks) OR strange_flags(features)
    THEN 'unknown value'
  WHEN process_type IN ('"attended"', '"unattended"', '"high"') OR NOT gone(manual_approval) THEN 'undecided'
  WHEN alive = 'false' OR list_contains(checks, 'false') THEN 'rejected'
  WHEN all_true(checks) IS NOT TRUE THEN 'undecided'
  WHEN similarity LIKE '"%' AND similarity <> '"high"' OR list_contains(features, 'false') THEN 'inconclusive'
  WHEN all_true(features) AND similarity = '"high"' THEN 'accepted'
  ELSE 'undecided'
END;

CREATE MACRO chip(verification, clone) AS CASE
  WHEN verification NOT IN ('SUCCEEDED', 'FAILED', '{}', '[]')
    OR clone NOT IN ('SUCCEEDED', 'FAILED', 'NOT_AVAILABLE', 'NOT_SUPPORTED', 'NOT_PRESENT', '{}', '[]')
    THEN 'unknown value'
  WHEN verification = 'FAILED' THEN 'rejected'
  WHEN verification = 'SUCCEEDED' THEN CASE WHEN clone = 'FAILED' THEN 'inconclusive' ELSE 'accepted' END
  ELSE 'undecided'
END;

-- The same data under their two names; they cannot stand under both.
CREATE MACRO readid(data, session) AS CASE
  WHEN gone(session) THEN chip(data.chipVerification, data.chipCloneDetection)
  WHEN session NOT LIKE '{%' OR data.chipVerification IS NOT NULL OR data.chipCloneDetection IS NOT NULL
    THEN 'unknown value'
  ELSE chip(session ->> '$.chipVerification', session ->> '$.chipCloneDetection')
END;

CREATE MACRO webid(outcome) AS CASE
  WHEN outcome NOT IN ('successful', 'mismatch', 'rejected', '{}', '[]') THEN 'unknown value'
  WHEN outcome = 'rejected' THEN 'rejected'
  WHEN outcome = 'mismatch' THEN 'inconclusive'
  WHEN outcome = 'successful' THEN 'accepted'
  ELSE 'undecided'
END;

-- level is a number, or NULL where level_text is not one.
CREATE MACRO facetec(checks, liveness, matching, level_text, level) AS CASE
  WHEN strange_flags(checks) OR strange_flag(liveness.success) OR strange_flag(liveness.error)
    OR strange_flag(matching.success) OR strange_flag(matching.error)
    OR NOT gone(level_text) AND (level IS NULL OR level NOT IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
    THEN 'unknown value'
  WHEN list_contains(checks, 'false') OR liveness.success = 'false' AND liveness.error IS DISTINCT FROM 'true'
    OR (level = 0 OR matching.success = 'false')
      AND liveness.error IS DISTINCT FROM 'true' AND matching.error IS DISTINCT FROM 'true'
    THEN 'rejected'
  WHEN liveness.error = 'true' OR matching.error = 'true' THEN 'failed'
  WHEN all_true(checks) AND liveness.success = 'true' AND matching.success = 'true' AND level >= 1
    THEN CASE WHEN level >= 6 THEN 'accepted' ELSE 'inconclusive' END
  ELSE 'undecided'
END;

-- matching is a list of any words, as JSON.
CREATE MACRO paper(verification, mrz, errors, checksum, fields, features, matching) AS CASE
  WHEN strange_flag(verification.status)
    OR verification."type" NOT IN ('MRZ_FEATURE_COMPARISON', 'MRZ_ONLY', 'FEATURES_ONLY', '{}', '[]')
    OR errors NOT LIKE '[%' AND errors <> '{}' OR mrz NOT LIKE '{%' AND mrz <> '[]'
    OR strange_fields(checksum) OR strange_fields(fields) OR strange_fields(features)
    OR len(list_filter(matching, m -> strange_word(m))) > 0
    THEN 'unknown value'
  WHEN verification.status = 'false' OR NOT gone(errors)
    OR list_contains(checksum, 'INVALID') OR list_contains(fields, 'INVALID') OR list_contains(features, 'INVALID')
    OR list_contains(matching, '"INVALID"')
    THEN 'rejected'
  WHEN verification.status IS DISTINCT FROM 'true'
    OR outstanding(checksum) OR outstanding(fields) OR outstanding(features) OR outstanding(matching)
    THEN 'undecided'
  WHEN verification."type" = 'FEATURES_ONLY' OR gone(mrz) THEN 'inconclusive'
  WHEN verification."type" IN ('MRZ_FEATURE_COMPARISON', 'MRZ_ONLY') THEN 'accepted'
  ELSE 'undecided'
END;

CREATE MACRO connect(id_token, error, description) AS CASE
  WHEN strange_text(id_token) OR error NOT LIKE '{%' OR strange_text(description) THEN 'unknown value'
  WHEN regexp_extract(description ->> '$', 'urn:signicat:error[^; \t\r\n]*') = 'urn:signicat:error:usercancel'
    THEN 'canceled'
  WHEN error IS NOT NULL THEN 'rejected'
  WHEN id_token LIKE '"_%"' THEN 'accepted'
  ELSE 'undecided'
END;

-- The records of a file. One that is not JSON has nothing but NULL.
CREATE MACRO records(file) AS TABLE
  SELECT * FROM read_json(file, format = 'newline_delimited', ignore_errors = true, columns = {
    provider: 'VARCHAR', status: 'VARCHAR', processType: 'JSON', failReason: 'JSON',
    providerSpecific: 'STRUCT(
      documentVerification STRUCT(result VARCHAR, subResult VARCHAR, documentType JSON, ageValidation VARCHAR,
        ageComparison VARCHAR, compromisedDocument VARCHAR, dataComparison VARCHAR, dataConsistency VARCHAR,
        dataValidation VARCHAR, imageIntegrity VARCHAR, policeRecord VARCHAR, visualAuthenticity VARCHAR),
      facialSimilarity STRUCT(result VARCHAR, imageIntegrity VARCHAR, faceComparison VARCHAR,
        visualAuthenticity VARCHAR),
      ocr STRUCT(securityChecks MAP(VARCHAR, STRUCT(valid VARCHAR)), features STRUCT(found VARCHAR)[],
        similarityScore JSON, livenessDetected VARCHAR),
      manualApproval JSON,
      consolidatedIdentityData STRUCT(chipVerification VARCHAR, chipCloneDetection VARCHAR),
      session JSON,
      liveness STRUCT(faceScanSecurityChecks MAP(VARCHAR, VARCHAR), success VARCHAR, error VARCHAR),
      matching STRUCT(matchLevel JSON, success VARCHAR, error VARCHAR),
      verification STRUCT(status VARCHAR, "type" VARCHAR), mrz JSON, errors JSON,
      mrzChecksum MAP(VARCHAR, VARCHAR), mrzVerification MAP(VARCHAR, VARCHAR),
      featuresVerification MAP(VARCHAR, VARCHAR), mrzFeatureMatching MAP(VARCHAR, JSON),
      idToken JSON, error JSON, outcome VARCHAR)'
  });

-- The records with the table that judges them, or NULL, and the status recorded.
CREATE MACRO known(file) AS TABLE
  SELECT *, providerSpecific AS p,
    CASE
      WHEN provider IN ('onfido', 'readid', 'facetec', 'webid') THEN provider
      WHEN provider IN ('eid', 'signicatvideoid') THEN 'eid'
      WHEN provider = 'signicatpaper' THEN 'paper'
      WHEN provider LIKE 'connect:%' AND regexp_full_match(provider, 'connect:[A-Za-z0-9._-]+') THEN 'connect'
    END AS judge,
    CASE
      WHEN gone(status) THEN 'none'
      WHEN status = 'cancelled' THEN 'canceled'
      WHEN status IN ('accepted', 'rejected', 'inconclusive', 'canceled', 'failed', 'pending', 'processing') THEN status
      ELSE 'unknown'
    END AS recorded,
    provider IS NULL AND status IS NULL AND processType IS NULL AND failReason IS NULL AND providerSpecific IS NULL
      AS malformed
  FROM records(file);

-- One row a record: the provider if there are rules for it, what was recorded,
-- and what the rules give.
CREATE MACRO judged(file) AS TABLE
  SELECT CASE WHEN judge IS NULL THEN '' ELSE provider END AS provider,
    CASE WHEN malformed THEN '' ELSE recorded END AS recorded,
    CASE
      WHEN malformed THEN 'malformed'
      WHEN judge IS NULL THEN 'unknown provider'
      WHEN recorded = 'unknown' OR failReason NOT LIKE '{%' AND failReason <> '[]' THEN 'unknown value'
      WHEN NOT gone(failReason) THEN 'failed'
      WHEN recorded IN ('pending', 'processing', 'canceled', 'failed') THEN recorded
      WHEN judge = 'onfido' THEN onfido(processType, p.documentVerification, p.facialSimilarity)
      WHEN judge = 'eid' THEN eid(processType, p.manualApproval,
        list_transform(map_values(p.ocr.securityChecks), c -> c.valid), list_transform(p.ocr.features, f -> f.found),
        p.ocr.similarityScore, p.ocr.livenessDetected)
      WHEN judge = 'readid' THEN readid(p.consolidatedIdentityData, p.session)
      WHEN judge = 'webid' THEN webid(p.outcome)
      WHEN judge = 'facetec' THEN facetec(map_values(p.liveness.faceScanSecurityChecks), p.liveness, p.matching,
        p.matching.matchLevel, TRY_CAST(CAST(p.matching.matchLevel AS VARCHAR) AS DOUBLE))
      WHEN judge = 'paper' THEN paper(p.verification, p.mrz, p.errors, map_values(p.mrzChecksum),
        map_values(p.mrzVerification), map_values(p.featuresVerification), map_values(p.mrzFeatureMatching))
      WHEN judge = 'connect' THEN connect(p.idToken, p.error,
        nullif(json_extract(p.error, '$.errorDescription'), 'null'))
    END AS derived
  FROM known(file);
