"""The rule book once more, in Python, to compare with: one final status for a document.

decide(document, context) is all there is. It follows rules/README.md, rules/TABLES.md and rules/INTERPRETATIONS.md,
and shares no code with the library. It needs Python 3.9 or later, and nothing else.
"""

import base64
import datetime
import json
import re

import own
from countries import ALPHA_3
from values import Number, Refusal, absent, all_true, boolean, either, element, level, of, word

STRICTEST_FIRST = ("rejected", "failed", "canceled", "inconclusive", "accepted", "processing", "pending")
MAX_BYTES, MAX_DEPTH = 1 << 20, 64
FIELDS = ("firstName", "lastName", "dateOfExpiry", "gender", "nationality", "documentType", "documentNumber",
          "issuingCountry", "dateOfBirth", "similarityScore", "livenessDetected", "personalIdentificationNumber")
IDENTITY = FIELDS[:9]  # what every provider that reads a document gives

def decide(document: bytes, context: dict) -> dict:
    """{"status": …} or {"error": …}; beside accepted a "finalResult" too, {} where nothing is known of the person."""
    try:
        process = read(document)
        if isinstance(process, list) or process.get("provider") is None:
            process = own.counterpart(process, context)
        judge = provider(process)
        rows, source = lifecycle(process), {}
        if not any(holds for _, holds in rows):
            rows, source = judge(process, element(process, "providerSpecific"), context)
        status = strictest(rows)
    except Refusal as refusal:
        return {"error": str(refusal)}
    return {"status": status, "finalResult": fields(source)} if status == "accepted" else {"status": status}

def strictest(rows):
    """Of the rows that hold, the strictest status."""
    held = [status for status, holds in rows if holds]
    if not held:
        raise Refusal("undecided")
    return min(held, key=STRICTEST_FIRST.index)

# Strict JSON. Python's reader allows too much: NaN, a name twice, half a surrogate pair, any depth.

def read(document):
    """The object or the list that the document is."""
    try:
        if len(document) > MAX_BYTES:
            raise ValueError("too long")
        value = json.loads(document.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant,
                           parse_int=Number, parse_float=Number)
        if not isinstance(value, (dict, list)):
            raise ValueError("neither an object nor a list")
        check(value, 1)
        return value
    except (ValueError, RecursionError):
        raise Refusal("malformed")

def unique(members):
    if len(dict(members)) < len(members):
        raise ValueError("a name twice")
    return dict(members)

def no_constant(name):
    raise ValueError("not JSON")

def check(value, depth):
    if isinstance(value, str):
        value.encode("utf-8")  # A ValueError where a surrogate stands alone.
    elif isinstance(value, (dict, list)):
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
        for part in value if isinstance(value, list) else [*value, *value.values()]:
            check(part, depth + 1)

def from_start(process, context, name, allowed=None):
    """A word known from the start: the document's own, or one that the caller supplies, but not two that differ."""
    own, supplied = word(process.get(name), allowed), word(context.get(name), allowed)
    if own and supplied and own != supplied:
        raise Refusal("unknown-value")
    return own or supplied

def lifecycle(process):
    status = word(process.get("status"), STRICTEST_FIRST + ("cancelled",))
    return [("failed", element(process, "failReason") or status == "failed"),
            ("canceled", status in ("canceled", "cancelled")),
            (status, status in ("pending", "processing"))]

def provider(process):
    """The function that judges the documents of this provider."""
    name = process.get("provider")
    if isinstance(name, str) and re.fullmatch(r"connect:[A-Za-z0-9._-]+", name):
        return connect
    if isinstance(name, str) and name in PROVIDERS:
        return PROVIDERS[name]
    raise Refusal("unknown-provider")

# A provider's function reads all of its signals. It gives the rows, each a status and whether the row holds, and the
# element from which a final result is taken.

CHECKED = ("clear", "unidentified", "consider")
DOCUMENT_CHECKS = ("result", "compromisedDocument", "dataComparison", "dataConsistency", "dataValidation",
                   "imageIntegrity", "policeRecord", "visualAuthenticity")
FACE_CHECKS = ("result", "imageIntegrity", "faceComparison", "visualAuthenticity")
NOT_AVAILABLE = ("NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT")

def onfido(process, evidence, context):
    document, face = element(evidence, "documentVerification"), element(evidence, "facialSimilarity")
    process_type = from_start(process, context, "processType", ("document", "documentSelfie", "documentVideo"))
    sub_result = word(document.get("subResult"), ("clear", "caution", "suspected", "rejected"))
    document_type = word(document.get("documentType"))
    age = word(either(document, "ageValidation", "ageComparison"), CHECKED)
    checks = {name: word(document.get(name), CHECKED) for name in DOCUMENT_CHECKS}
    face_checks = {name: word(face.get(name), CHECKED) for name in FACE_CHECKS}

    face_counts = process_type != "document"
    doubt = {age, *checks.values()} - {"clear", None}
    face_doubt = face_counts and set(face_checks.values()) - {"clear", None}
    clear = checks["result"] == sub_result == "clear" and (not face_counts or face_checks["result"] == "clear")
    return [("rejected", sub_result == "rejected"),
            ("rejected", age == "consider"),
            ("rejected", document_type == "unknown"),
            ("inconclusive", sub_result in ("suspected", "caution")),
            ("inconclusive", sub_result and doubt),
            ("inconclusive", sub_result and face_doubt),
            ("accepted", clear and not doubt and not face_doubt and document_type != "unknown")], {
        **{name: document.get(name) for name in IDENTITY},
        "similarityScore": face_counts and face.get("similarityScore")}

def eid(process, evidence, context):
    ocr = element(evidence, "ocr")
    verdict = word(context.get("verdict"), ("accepted", "inconclusive", "failed", "rejected"))
    process_type = from_start(process, context, "processType")
    checks = [boolean(of(dict, check).get("valid")) for check in element(ocr, "securityChecks").values()]
    features = [boolean(of(dict, feature).get("found")) for feature in of(list, ocr.get("features"))]
    similarity, alive = word(ocr.get("similarityScore")), boolean(ocr.get("livenessDetected"))

    human = process_type in ("attended", "unattended", "high") or not absent(evidence.get("manualApproval"))
    if verdict or human:  # Where a human approves, only the verdict tells how.
        return [(verdict, verdict)], ocr
    return [("rejected", False in checks),
            ("rejected", alive is False),
            ("inconclusive", all_true(checks) and similarity not in ("high", None)),
            ("inconclusive", all_true(checks) and False in features),
            ("accepted", all_true(checks) and all_true(features) and similarity == "high" and alive is not False)], ocr

def readid(process, evidence, context):
    chip = of(dict, either(evidence, "consolidatedIdentityData", "session"))
    data = word(chip.get("chipVerification"), ("SUCCEEDED", "FAILED"))
    clone = word(chip.get("chipCloneDetection"), ("SUCCEEDED", "FAILED", *NOT_AVAILABLE))
    return [("rejected", data == "FAILED"),
            ("inconclusive", data == "SUCCEEDED" and clone == "FAILED"),
            ("accepted", data == "SUCCEEDED" and clone in ("SUCCEEDED", None, *NOT_AVAILABLE))], chip

def facetec(process, evidence, context):
    liveness, matching = element(evidence, "liveness"), element(evidence, "matching")
    checks = [boolean(check) for check in element(liveness, "faceScanSecurityChecks").values()]
    alive, liveness_error = boolean(liveness.get("success")), boolean(liveness.get("error"))
    matched, matching_error = boolean(matching.get("success")), boolean(matching.get("error"))
    match_level = level(matching.get("matchLevel"))

    error = liveness_error or matching_error
    passed = all_true(checks) and alive and matched and match_level is not None
    return [("rejected", False in checks),
            ("failed", error),
            ("rejected", alive is False and not liveness_error),
            ("rejected", (match_level == 0 or matched is False) and not error),
            ("inconclusive", passed and 1 <= match_level <= 5),
            ("accepted", passed and match_level >= 6 and not error)], {
        "similarityScore": "high", "livenessDetected": "true"}

def paper(process, evidence, context):
    verification, mrz = element(evidence, "verification"), element(evidence, "mrz")
    verified = boolean(verification.get("status"))
    kind = word(verification.get("type"), ("MRZ_FEATURE_COMPARISON", "MRZ_ONLY", "FEATURES_ONLY"))
    errors = of(list, evidence.get("errors"))
    found = [word(value, ("VALID", "FOUND", "MISSING", "INVALID"))
             for name in ("mrzChecksum", "mrzVerification", "featuresVerification")
             for value in element(evidence, name).values()]
    found += [word(value) for value in element(evidence, "mrzFeatureMatching").values()]

    complete = None not in found  # A word still to come could be INVALID: nothing milder is decided before.
    passed = verified and complete and not errors and "INVALID" not in found
    return [("rejected", verified is False),
            ("rejected", errors),
            ("rejected", "INVALID" in found),
            ("inconclusive", verified and complete and kind == "FEATURES_ONLY"),
            ("inconclusive", verified and complete and not mrz),
            ("accepted", passed and mrz and kind in ("MRZ_FEATURE_COMPARISON", "MRZ_ONLY"))], {
        name: mrz.get(name) for name in IDENTITY}

def webid(process, evidence, context):
    outcome = word(evidence.get("outcome"), ("successful", "mismatch", "rejected"))
    return [("rejected", outcome == "rejected"),
            ("inconclusive", outcome == "mismatch"),
            ("accepted", outcome == "successful")], {}

def connect(process, evidence, context):
    tokens = [name for name in ("idToken", "idtoken") if of(str, evidence.get(name))]
    error = evidence.get("error")
    if len(tokens) > 1 or not isinstance(error, (dict, type(None))):
        raise Refusal("unknown-value")
    code = re.search(r"urn:signicat:error[^; \t\r\n]*|$", of(str, (error or {}).get("errorDescription")))
    by_user = code.group() == "urn:signicat:error:usercancel"

    claims = user_info(evidence.get("userInfo"))
    numbers = [claims.get("signicat.national_id"), process["provider"] == "connect:idin" and claims.get("consumer.bin")]
    return [("canceled", error is not None and by_user),
            ("rejected", error is not None and not by_user),
            ("accepted", tokens and error is None)], {
        "firstName": claims.get("given_name"), "lastName": claims.get("family_name"), "gender": claims.get("gender"),
        "personalIdentificationNumber": next(filter(a_text, numbers), None)}

PROVIDERS = {"onfido": onfido, "eid": eid, "signicatvideoid": eid, "readid": readid, "facetec": facetec,
             "signicatpaper": paper, "webid": webid}

# The final result of an accepted process. What cannot be read is left out, never guessed.

def fields(source):
    """The fields of a final result that have a value there, each in its form."""
    result = {name: FORMS.get(name, a_text)(source.get(name)) for name in FIELDS}
    return {name: value for name, value in result.items() if value}

def a_text(value):
    return value if isinstance(value, str) else None

def a_date(value):
    try:
        return value if datetime.date.fromisoformat(value).isoformat() == value else None
    except (TypeError, ValueError):
        return None

def a_boolean(value):
    return "true" if value is True else "false" if value is False else value if value in ("true", "false") else None

def a_country(value):
    return ALPHA_3.get(a_text(value))

FORMS = {"dateOfExpiry": a_date, "dateOfBirth": a_date, "nationality": a_country, "issuingCountry": a_country,
         "livenessDetected": a_boolean}

def user_info(value):
    """An object, or what a token says, unverified: nobody checks its signature. An encrypted token says nothing."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]*", value, re.ASCII):
        return {}
    try:
        header, claims, _ = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in value.split("."))
        header, claims = read(header), read(claims)
        return claims if isinstance(header, dict) and isinstance(claims, dict) else {}
    except (ValueError, Refusal):
        return {}
