"""Documents that a provider itself sends, as Get process documents that say the same.

counterpart(document, context) is all there is. A list or an object is recognised by what it looks like. Where several
places or several parts say the same signal, the worst counts.
"""

import datetime
import re

from values import Number, Refusal, absent, boolean, element, level, of, word

UNKNOWN = "not declared"  # Stands where a document has something undeclared, so that it is refused in its turn.

def counterpart(document, context):
    """The Get process document that says what this one says; a refusal where it is of no kind, or of several."""
    parts = taken_apart(document)
    provider = PROVIDER[next(kind for kind, _ in parts if kind)]
    process = {"provider": provider, "status": status(parts)}
    if provider == "onfido":
        process["processType"] = process_type(parts, context)
    try:
        if any(kind is None for kind, _ in parts) or twice(parts):
            raise Refusal("unknown-value")
        process["providerSpecific"] = EVIDENCE[provider](parts, context)
    except Refusal:
        process["providerSpecific"] = UNKNOWN  # Only now would the signals be looked at: the lifecycle goes before.
    return process

# Kinds of documents, and the parts of one.

DOCUMENT = ("document", "document_video", "document_with_address_information",
            "document_video_with_address_information", "document_with_driving_licence_information",
            "document_with_driver_verification")
PROCESS_TYPE = {"facial_similarity_photo": "documentSelfie", "facial_similarity_photo_fully_auto": "documentSelfie",
                "facial_similarity_video": "documentVideo", "facial_similarity_motion": "documentVideo"}
OTHER = ("device_intelligence", "identity_enhanced", "india_pan", "known_faces", "proof_of_address",
         "us_driving_licence", "watchlist_aml", "watchlist_enhanced", "watchlist_peps_only",
         "watchlist_sanctions_only", "watchlist_standard")

def kinds(value):
    """What an object looks like; null, {} and [] are not there."""
    if not isinstance(value, dict) or value.get("provider") is not None:
        return []
    name, payload = value.get("name"), value.get("payload")
    there = {member for member, held in value.items() if not absent(held)}
    report = "reports" not in there and there & {"status", "result", "breakdown"}
    event = isinstance(payload, dict) and payload.get("resource_type") in ("check", "report")
    checks, match = "faceScanSecurityChecks" in there, "matchLevel" in there
    looks = {
        "document": name in DOCUMENT and (report or "reports" not in there and "sub_result" in there),
        "face": name in tuple(PROCESS_TYPE) and report,
        "other": name in OTHER and report,
        "check": "reports" in there and "name" not in there,
        "webhook": event and not absent(payload.get("resource")),
        "session": "consolidatedIdentityData" in there,
        "liveness": checks and not match,
        "liveness-match": checks and match,
        "match": match and not checks and there & {"success", "error", "wasProcessed"},
        "response": {"success", "error"} <= there and not checks and not match and there & {
            "wasProcessed", "errorMessage", "serverInfo", "callData", "additionalSessionData"}}
    return [kind for kind, fits in looks.items() if fits]

REPORTS = ("document", "face", "other")
LISTS = ((*REPORTS, "check", "webhook"), ("liveness", "liveness-match", "match", "response"))
HOLDS = {"check": REPORTS, "webhook": (*REPORTS, "check")}
PROVIDER = {**dict.fromkeys(LISTS[0], "onfido"), "session": "readid", **dict.fromkeys(LISTS[1], "facetec")}

def taken_apart(document):
    """Its parts, each with its kind; that of a stranger is None."""
    if not isinstance(document, list):
        if len(kinds(document)) != 1:
            raise Refusal("unknown-provider")
        return parts_of(document, PROVIDER)
    lists = [allowed for allowed in LISTS if any(set(kinds(entry)) & set(allowed) for entry in document)]
    if len(lists) != 1:
        raise Refusal("unknown-provider" if lists else "malformed")
    return [part for entry in document for part in parts_of(entry, lists[0])]

def parts_of(value, allowed):
    fitting = [kind for kind in kinds(value) if kind in allowed]
    if len(fitting) != 1:
        return [(None, value)]
    held = {"check": value.get("reports"), "webhook": [element(value, "payload").get("resource")]}.get(fitting[0], [])
    if not isinstance(held, list):
        held = [None]
    return [(fitting[0], value), *(part for each in held for part in parts_of(each, HOLDS[fitting[0]]))]

def twice(parts):
    """Nothing says which of two reports of a kind counts."""
    signals = [kind for kind, _ in parts if kind not in ("check", "webhook", "other")]
    return len(set(signals)) < len(signals)

def the(parts, *wanted):
    """The parts of some kinds."""
    return [part for kind, part in parts if kind in wanted]

def worst(values, order):
    """Of the values that are there the last one of the order, None where there is none."""
    return max((value for value in values if value is not None), key=order.index, default=None)

# The life of a check and its reports: the strictest counts.

LIFE = {"complete": "accepted", "in_progress": "processing",
        **dict.fromkeys(("withdrawn", "cancelled", "canceled"), "canceled")}
REPORT_LIFE = {**LIFE, "awaiting_data": "processing", "awaiting_approval": "processing"}
CHECK_LIFE = {**LIFE, "awaiting_applicant": "processing", "paused": "processing", "reopened": "processing"}

def status(parts):
    """A status of Get process, of which "accepted" says no more than that there is a result."""
    try:
        words = [CHECK_LIFE.get(word(check.get("status"), CHECK_LIFE)) for check in the(parts, "check")]
        for report in the(parts, "document", "face"):
            words.append(REPORT_LIFE.get(word(report.get("status"), REPORT_LIFE)))
            unfinished = word(report.get("result")) in (None, "pending")
            words.append("processing" if unfinished else "accepted")
        return worst(words, ("accepted", "processing", "canceled"))
    except Refusal:
        return UNKNOWN

# What each provider's parts say.

CHECKED = ("clear", "unidentified", "consider")
DOCUMENT_CHECKS = {
    "age_validation": "ageValidation", "compromised_document": "compromisedDocument",
    "data_comparison": "dataComparison", "data_consistency": "dataConsistency", "data_validation": "dataValidation",
    "image_integrity": "imageIntegrity", "police_record": "policeRecord", "visual_authenticity": "visualAuthenticity"}
FACE_CHECKS = {"image_integrity": "imageIntegrity", "face_comparison": "faceComparison",
               "visual_authenticity": "visualAuthenticity"}
DOCUMENT_TYPES = {
    "passport": "passport", "national_identity_card": "identityCard", "driving_licence": "driversLicense",
    "residence_permit": "residencePermit", "work_permit": "workPermit", "voter_id": "voterId",
    "passport_card": "passportCard", "visa": "visa"}
GENDERS = {"male": "M", "female": "F", "Male": "M", "Female": "F"}

def process_type(parts, context):
    """What a face report says, whatever the caller supplies; a document report alone gives way to the caller."""
    said = [PROCESS_TYPE.get(face.get("name")) for face in the(parts, "face")]
    supposed = ["document"] if the(parts, "document") and not context.get("processType") else []
    return worst(said or supposed, ("document", "documentSelfie", "documentVideo"))

def onfido(parts, context):
    evidence = {}
    for report in the(parts, "document"):
        properties = element(report, "properties")
        kind = word(properties.get("document_type"))
        evidence["documentVerification"] = {
            "result": word(report.get("result"), CHECKED), "subResult": report.get("sub_result"),
            **breakdowns(report, DOCUMENT_CHECKS),
            "firstName": properties.get("first_name"), "lastName": properties.get("last_name"),
            "dateOfBirth": properties.get("date_of_birth"), "dateOfExpiry": properties.get("date_of_expiry"),
            "gender": listed(GENDERS, properties.get("gender")),
            "documentType": kind if kind == "unknown" else listed(DOCUMENT_TYPES, kind),
            "nationality": unfilled(properties.get("nationality")),
            "issuingCountry": unfilled(properties.get("issuing_country")),
            "documentNumber": first_value(properties.get("document_numbers"))}
    for report in the(parts, "face"):
        evidence["facialSimilarity"] = {
            "result": word(report.get("result"), CHECKED), **breakdowns(report, FACE_CHECKS)}
    return evidence

def breakdowns(report, names):
    """Each breakdown with the worst word of its own and of its sub-breakdowns."""
    breakdown = element(report, "breakdown")
    return {ours: worst(checked(element(breakdown, name)), CHECKED) for name, ours in names.items()}

def checked(breakdown):
    return [word(part.get("result"), CHECKED)
            for part in (breakdown, *(of(dict, entry) for entry in element(breakdown, "breakdown").values()))]

def readid(parts, context):
    session, = the(parts, "session")
    data = of(dict, session.get("consolidatedIdentityData"))
    types = {"P": "passport", "I": "identityCard", "ID": "identityCard"}
    return {"consolidatedIdentityData": {
        "chipVerification": data.get("chipVerification"), "chipCloneDetection": data.get("chipCloneDetection"),
        "firstName": unfilled(data.get("secondaryIdentifier")), "lastName": unfilled(data.get("primaryIdentifier")),
        "dateOfBirth": born(data.get("dateOfBirth"), context),
        "dateOfExpiry": expires(data.get("dateOfExpiry"), context),
        "gender": listed({"MALE": "M", "FEMALE": "F"}, data.get("gender")),
        "documentType": listed(types, data.get("documentType")) or listed(types, data.get("documentCode")),
        "nationality": unfilled(data.get("nationality")), "issuingCountry": unfilled(data.get("issuingCountry")),
        "documentNumber": unfilled(data.get("documentNumber")),
        "personalIdentificationNumber": unfilled(data.get("personalNumber"))}}

def facetec(parts, context):
    alive, matched = the(parts, "liveness", "liveness-match"), the(parts, "match", "liveness-match")
    checks = [(i, *check) for i, part in enumerate(alive) for check in element(part, "faceScanSecurityChecks").items()]
    success = [boolean(part.get("success")) for part in the(parts, "liveness")]  # other answers may be to any request
    success += [boolean(part.get("success")) or None for part in the(parts, "liveness-match")]  # false is the match's
    levels = [reached for reached in (level(part.get("matchLevel")) for part in matched) if reached is not None]
    return {
        "liveness": {
            "faceScanSecurityChecks": {(i, name): passed for i, name, passed in checks},
            "success": worst(success, (True, False)),
            "error": error(the(parts, "liveness", "response"), the(parts, "response"))},
        "matching": {
            "success": worst((boolean(part.get("success")) for part in matched), (True, False)),
            "error": error(matched), "matchLevel": Number(str(min(levels))) if levels else None}}

def error(parts, any_request=()):
    """Whether a request could not be served: it had an error, was not processed, or came to nothing."""
    said = [boolean(part.get("error")) for part in parts]
    good = [boolean(part.get("wasProcessed")) for part in parts]
    good += [boolean(part.get("success")) for part in any_request]
    return worst([*said, *(None if one is None else not one for one in good)], (False, True))

# The final result. What cannot be written as it should be is left out.

def listed(words, value):
    """What a word of the provider is written as, None where it is not listed."""
    return words.get(unfilled(value)) if isinstance(value, str) else None

def first_value(entries):
    """The first value of a list of entries; one that is no text hides those behind it."""
    values = [entry.get("value") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return next((value for value in values if not absent(value) and value != ""), None)

def unfilled(value):
    """A text without the fillers of a machine-readable zone."""
    if isinstance(value, str) and "<" in value:
        return " ".join(part for part in re.split("[< ]", value) if part)
    return value

def born(value, context):
    """A date of birth: the last such day that is not after the date that the caller gives."""
    return short(value, context, lambda day, today: day > today, -100, 0)

def expires(value, context):
    """A date of expiry: the first such day that is not more than 20 years before that date."""
    return short(value, context, lambda day, oldest: day < oldest, 100, 20)

def short(value, context, beyond, step, back):
    """A date, or a date with a year of two digits whose century is sought: YYMMDD."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{6}", value) or not context.get("date"):
        return None if re.fullmatch("[0-9]{6}", str(value)) else value
    year, month, day = map(int, context["date"].split("-"))
    limit = (year - back, month, day)
    full = (limit[0] // 100 * 100 + int(value[:2]), int(value[2:4]), int(value[4:]))
    if beyond(full, limit):
        full = (full[0] + step, *full[1:])
    try:
        return datetime.date(*full).isoformat()
    except ValueError:
        return None

EVIDENCE = {"onfido": onfido, "readid": readid, "facetec": facetec}
