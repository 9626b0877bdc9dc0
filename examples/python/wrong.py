"""Wrong implementations: the right one with one small mistake each, to see that the suite catches it.

    python3 wrong.py --list     every mistake and what it does
    python3 wrong.py MISTAKE    the adapter of conform.py with that mistake
"""

import pathlib
import sys
import types

import conform

SOURCES = ("values", "own", "verdict")  # each needs those before it
MISTAKES = {}


def mistake(name, about, *changes):
    """A mistake is made by changes of the sources, (what stands there once, what stands there instead)."""
    MISTAKES[name] = (about, changes)


# How rows combine

mistake("first-row-wins", "The first row that holds decides, in place of the strictest.",
        ("return min(held, key=STRICTEST_FIRST.index)", "return held[0]"))
mistake("last-row-wins", "Each row that holds overwrites the status, so the last one stays.",
        ("return min(held, key=STRICTEST_FIRST.index)", "return held[-1]"))
mistake("failed-beats-rejected", "An error hides a finding against the person.",
        ('("rejected", "failed", "canceled"', '("failed", "rejected", "canceled"'))
mistake("undecided-is-inconclusive", "Where no row holds, the answer is inconclusive and not an error.",
        ('raise Refusal("undecided")', 'return "inconclusive"'))

# JSON

mistake("duplicates-last-wins", "Of a name that stands twice in an object the last one counts, as in most JSON readers.",
        ("object_pairs_hook=unique, ", ""))
mistake("half-surrogates-kept", "Half a surrogate pair passes as text.",
        ('value.encode("utf-8")', "pass"))
mistake("nan-is-json", "NaN and Infinity pass as JSON, as Python's reader has it.",
        (" parse_constant=no_constant,", ""))
mistake("byte-order-mark-skipped", "A byte order mark before the document is skipped.",
        ('document.decode("utf-8")', 'document.decode("utf-8-sig")'))
mistake("bad-utf8-replaced", "Bytes that are not UTF-8 become replacement characters.",
        ('document.decode("utf-8")', 'document.decode("utf-8", "replace")'))
mistake("encoding-guessed", "The reader gets bytes and guesses their encoding, so UTF-16 passes.",
        ('document.decode("utf-8")', "bytes(document)"))
mistake("any-depth", "Documents may be nested as deep as the reader can follow.",
        ("depth > MAX_DEPTH", "depth > 10 * MAX_DEPTH"))
mistake("any-length", "Documents may be of any length.",
        ("len(document) > MAX_BYTES", "len(document) > 100 * MAX_BYTES"))
mistake("depth-off-by-one", "A document that is nested as deep as allowed is refused.",
        ("depth > MAX_DEPTH", "depth >= MAX_DEPTH"))
mistake("names-any-case", "Names of members compare without regard to case, as some JSON readers do.",
        ("def unique(members):", '''class AnyCase(dict):
    def get(self, name):
        return next((value for key, value in self.items() if key.lower() == name.lower()), None)

def unique(members):'''),
        ("return dict(members)", "return AnyCase(members)"))

# Numbers

mistake("level-above-six", "> for >=: level 6 is not enough.",
        ("match_level >= 6", "match_level > 6"))
mistake("level-rounded-down", "Levels are cut to whole numbers, so 5.9 is 5.",
        ("index(Decimal(value.literal))", "index(int(max(-1, min(Decimal(value.literal), 99))))"))
mistake("level-as-double", "Levels are read as floating point, where 5.99999999999999999999 is 6.",
        ("index(Decimal(value.literal))", "index(float(value.literal))"))
mistake("level-without-cap", "Levels beyond the scale are accepted.",
        ("range(16).index(", "range(1000).index("))
mistake("level-zero-is-missing", "Level 0 is falsy, and taken for none.",
        ("return 0 if zero else", "return None if zero else"))
mistake("level-digits-only", "A level has to be written in digits: 6.0 and 6e0 are refused.",
        ("zero = not", 'int(value.literal)\n        zero = not'))
mistake("level-in-quotes", "A level may be a text, such as \"6\".",
        ("zero = not", "value = Number(value) if isinstance(value, str) else value\n        zero = not"))
mistake("true-is-one", "A level of true is 1, as True is in Python.",
        ("zero = not", "value = Number(str(int(value))) if isinstance(value, bool) else value\n        zero = not"))

# Words and booleans

mistake("words-any-case", "Words compare without regard to case.",
        ('    """One of the allowed words, or any word; the empty text is none."""\n', '''
    if isinstance(value, str):
        value = next((known for known in allowed or () if known.lower() == value.lower()), value)
'''))
mistake("words-trimmed", "White space around a word is cut off.",
        ('    """One of the allowed words, or any word; the empty text is none."""\n', '''
    if isinstance(value, str):
        value = value.strip()
'''))
mistake("empty-word-is-absent", "The empty text counts as absent.",
        ('    """One of the allowed words, or any word; the empty text is none."""\n', '''
    value = value or None
'''))
mistake("unknown-is-absent", "A word that nobody declared is passed over.",
        ('value == "" or (allowed and value not in allowed):\n        raise Refusal("unknown-value")',
         '''value == "":
        raise Refusal("unknown-value")
    if allowed and value not in allowed:
        return None'''))
mistake("unknown-is-inconclusive", "What is unknown makes the process inconclusive.",
        ("    except Refusal as refusal:\n", '''    except Refusal as refusal:
        if str(refusal) == "unknown-value":
            return {"status": "inconclusive"}
'''))
mistake("false-in-quotes-is-true", "Whatever is not empty is true, \"false\" as well.",
        ('{"true": True, "false": False, None: None}[word(value, ("true", "false"))]',
         "None if absent(value) else bool(value)"))
mistake("booleans-unquoted-only", "\"true\" and \"false\" in quotes are refused.",
        ('[word(value, ("true", "false"))]', "[word(value, (None,))]"))
mistake("booleans-any-case", "\"TRUE\" and \"False\" are booleans.",
        ('[word(value, ("true", "false"))]',
         '[word(value.lower() if isinstance(value, str) else value, ("true", "false"))]'))
mistake("booleans-zero-and-one", "0 and 1 are booleans.",
        ("    if isinstance(value, bool):\n", '''    if value in (Number("0"), Number("1")):
        return value.literal == "1"
    if isinstance(value, bool):
'''))

# Absence and sets

mistake("only-null-is-absent", "{} and [] are values of the wrong type.",
        ("return value is None or value == {} or value == []", "return value is None"))
mistake("missing-is-clear", "A face result that is not there yet counts as clear.",
        ('face_checks["result"] == "clear")', 'face_checks["result"] in ("clear", None))'))
mistake("all-of-nothing", "All checks of an empty set have passed.",
        ("return any(entries) and all(entries)", "return all(entries)"))
mistake("null-entries-skipped", "An entry without its value is passed over.",
        ("return any(entries) and all(entries)", "return any(entries) and False not in entries"))
mistake("null-entry-is-false", "A liveness check without its value has not passed.",
        ("[boolean(check) for check", "[boolean(check) or False for check"))
mistake("known-checks-only", "Only the liveness checks that the examples show are looked at.",
        ('boolean(check) for check in element(liveness, "faceScanSecurityChecks").values()',
         '''boolean(check) for name, check in element(liveness, "faceScanSecurityChecks").items() if name in (
        "auditTrailVerificationCheckSucceeded", "replayCheckSucceeded", "faceScanLivenessCheckSucceeded",
        "sessionTokenCheckSucceeded")'''))
mistake("two-names-first-wins", "Where two names of the same thing are filled, the first counts.",
        ("if len(present) > 1:", "if False:"))

# The life of a process, and the order of refusals

mistake("recorded-status-believed", "A document that says accepted is accepted.",
        ('(status, status in ("pending", "processing"))', "(status, status in STRICTEST_FIRST)"))
mistake("any-status-word", "A status that nobody declared is passed over.",
        ('word(process.get("status"), STRICTEST_FIRST + ("cancelled",))', 'process.get("status")'))
mistake("two-ls-refused", "cancelled with two l is an unknown status.",
        ('STRICTEST_FIRST + ("cancelled",)', "STRICTEST_FIRST"))
mistake("fail-reason-by-presence", "A failReason of {}, null or any type means failed.",
        ('element(process, "failReason") or', '"failReason" in process or'))
mistake("fail-reason-before-status", "Beside a failReason nobody looks at the word of the status.",
        ('    status = word(process.get("status")', '''    if element(process, "failReason"):
        return [("failed", True)]
    status = word(process.get("status")'''))
mistake("signals-before-lifecycle", "The signals of a process that is pending, canceled or failed are checked as well.",
        ("rows, source = lifecycle(process), {}\n", '''rows, source = lifecycle(process), {}
        judge(process, element(process, "providerSpecific"), context)
'''))
mistake("lifecycle-before-provider", "A pending, canceled or failed process may have any provider.",
        ("        judge = provider(process)\n", ""),
        ("rows, source = judge(process,", "rows, source = provider(process)(process,"))
mistake("canceled-where-documented", "Only providers with a section on canceled can be canceled.",
        ('status in ("canceled", "cancelled")),',
         'status in ("canceled", "cancelled") and provider(process) in (onfido, paper, connect)),'))
mistake("providers-any-case", "Names of providers compare without regard to case.",
        ('name = process.get("provider")', 'name = str(process.get("provider")).lower()'))
mistake("any-connect", "Every provider that begins with connect is Connect.",
        ('re.fullmatch(r"connect:[A-Za-z0-9._-]+", name)', 'name.startswith("connect")'))
mistake("connect-dollar", "The name of a Connect provider may end in a line feed, since $ matches before it.",
        ('re.fullmatch(r"connect:[A-Za-z0-9._-]+", name)', 're.match(r"connect:[A-Za-z0-9._-]+$", name)'))

# Onfido

mistake("face-always-counts", "The face counts even if the process type is document.",
        ('face_counts = process_type != "document"', "face_counts = True"))
mistake("face-unread-for-document", "If the process type is document, unknown words of the face pass.",
        ("for name in FACE_CHECKS}", 'for name in FACE_CHECKS if process_type != "document"}'))
mistake("similarity-decides", "A similarity of high outweighs a face check that did not succeed.",
        ('set(face_checks.values()) - {"clear", None}',
         '(set(face_checks.values()) - {"clear", None} if face.get("similarityScore") != "high" else set())'),
        ('face_checks["result"] == "clear")',
         '(face_checks["result"] == "clear" or face.get("similarityScore") == "high"))'))
mistake("police-record-forgotten", "One of the eight document breakdowns is not looked at.",
        ('"imageIntegrity", "policeRecord",', '"imageIntegrity",'))
mistake("unidentified-passes", "Only consider speaks against a document; unidentified does not.",
        ('{age, *checks.values()} - {"clear", None}', '{age, *checks.values()} & {"consider"}'))
mistake("consider-rejects", "A document result of consider rejects.",
        ('("rejected", sub_result == "rejected")',
         '("rejected", sub_result == "rejected" or checks["result"] == "consider")'))
mistake("age-comparison-unread", "The other name of ageValidation is not known.",
        ('either(document, "ageValidation", "ageComparison")', 'document.get("ageValidation")'))
mistake("inconclusive-too-early", "A doubtful face decides before the document's sub-result is there.",
        ('("inconclusive", sub_result and face_doubt)', '("inconclusive", face_doubt)'))

# Electronic IDentification

mistake("human-process-judged", "Where a human approves, the signals decide if there is no verdict.",
        ("if verdict or human:", "if verdict:"))
mistake("false-approval-is-none", "A manualApproval of false counts as absent.",
        ('not absent(evidence.get("manualApproval"))', 'bool(evidence.get("manualApproval"))'))
mistake("verdict-from-document", "A member named verdict in the document is taken for the provider's verdict.",
        ('word(context.get("verdict"),', 'word(context.get("verdict") or process.get("verdict"),'))
mistake("very-low-rejects", "A very low similarity rejects.",
        ('("rejected", alive is False),', '("rejected", alive is False or similarity == "verylow"),'))
mistake("expiry-by-date", "A document that has expired by its date is rejected.",
        ('("rejected", alive is False),',
         '("rejected", alive is False or str(ocr.get("dateOfExpiry") or "9999") < "2022-01-01"),  # today'))
mistake("feature-before-checks", "A feature not found decides before the security checks are there.",
        ("all_true(checks) and False in features", "False in features"))

mistake("hybrid-is-human", "A hybrid process is approved by a human.",
        ('("attended", "unattended", "high")', '("attended", "unattended", "high", "hybrid")'))
mistake("high-is-automatic", "A process of the type high is automatic.",
        ('("attended", "unattended", "high")', '("attended", "unattended")'))

# ReadID

mistake("clone-rejects", "A failed clone detection rejects.",
        ('("inconclusive", data == "SUCCEEDED" and clone == "FAILED")', '("rejected", clone == "FAILED")'))
mistake("clone-any-word", "Any word but FAILED means that clone detection is not available.",
        ('word(chip.get("chipCloneDetection"), ("SUCCEEDED", "FAILED", *NOT_AVAILABLE))',
         'word(chip.get("chipCloneDetection"))'),
        ('clone in ("SUCCEEDED", None, *NOT_AVAILABLE)', 'clone != "FAILED"'))
mistake("session-unread", "session is not known as another name of consolidatedIdentityData.",
        ('either(evidence, "consolidatedIdentityData", "session")', 'evidence.get("consolidatedIdentityData")'))

# FaceTec

mistake("best-attempt-counts", "The highest level of all attempts counts.",
        ('match_level = level(matching.get("matchLevel"))', '''match_level = level(matching.get("matchLevel"))
    attempts = matching.get("attempts") if isinstance(matching.get("attempts"), list) else []
    levels = [level(attempt.get("matchLevel")) for attempt in attempts if isinstance(attempt, dict)]
    match_level = max((one for one in [match_level, *levels] if one is not None), default=None)'''))
mistake("level-alone", "Whether the matching succeeded is not looked at, its level is.",
        ("alive and matched and", "alive and"), ("(match_level == 0 or matched is False)", "match_level == 0"))
mistake("error-flags-unread", "Whether an error prevented the verification is not looked at.",
        ("error = liveness_error or matching_error", "error = False"))
mistake("error-hides-check", "Beside an error a check that did not pass is no finding.",
        ('("rejected", False in checks),\n            ("failed", error)',
         '("rejected", False in checks and not error),\n            ("failed", error)'))

# Signicat Paper

mistake("mrz-element-unread", "Only the type tells whether there is an MRZ.",
        ("verified and complete and not mrz", "False"), ("passed and mrz and kind in", "passed and kind in"))
mistake("missing-rejects", "MISSING counts like INVALID.",
        ('("rejected", "INVALID" in found)', '("rejected", {"INVALID", "MISSING"}.intersection(found))'))
mistake("status-alone", "The overall status decides, an INVALID beside it does not count.",
        ('            ("rejected", "INVALID" in found),\n', ""), (' and "INVALID" not in found', ""))
mistake("matching-unread", "mrzFeatureMatching is not looked at.",
        ('    found += [word(value) for value in element(evidence, "mrzFeatureMatching").values()]\n', ""))
mistake("empty-errors-skipped", "Errors without a text, such as null, do not count.",
        ('errors = of(list, evidence.get("errors"))', 'errors = list(filter(None, of(list, evidence.get("errors"))))'))
mistake("features-only-too-early", "A document without MRZ is inconclusive before all words are there.",
        ('verified and complete and kind == "FEATURES_ONLY"', 'verified and kind == "FEATURES_ONLY"'))

# Connect

mistake("usercancel-anywhere", "The word usercancel anywhere in the description means canceled.",
        ('code.group() == "urn:signicat:error:usercancel"', '"usercancel" in code.string'))
mistake("usercancel-prefix", "A longer code that begins with the end-user's means canceled.",
        ('code.group() == "urn:signicat:error:usercancel"', 'code.group().startswith("urn:signicat:error:usercancel")'))
mistake("code-any-case", "The code compares without regard to case.",
        ('code.group() == "urn:signicat:error:usercancel"',
         're.search("(?i)urn:signicat:error:usercancel(?![^; \\t\\r\\n])", code.string) is not None'))
mistake("any-code-counts", "One of several codes is enough, not the first.",
        ('code.group() == "urn:signicat:error:usercancel"',
         '"urn:signicat:error:usercancel" in re.findall(r"urn:signicat:error[^; \\t\\r\\n]*", code.string)'))
mistake("code-ends-at-space", "A code ends at a semicolon or a space, not at a tab or a line break.",
        ("error[^; \\t\\r\\n]*", "error[^; ]*"))
mistake("time-out-failed", "A log-in that expired is failed.",
        ('("rejected", error is not None and not by_user)',
         '("failed" if code.group().endswith(":Expired") else "rejected", error is not None and not by_user)'))
mistake("token-hides-error", "Where there is a token, nobody looks for an error.",
        ("code = re.search(", "error = None if tokens else error\n    code = re.search("))
mistake("empty-error-is-none", "An error without details, {}, is none.",
        ('error = evidence.get("error")', 'error = evidence.get("error") or None'))
mistake("idtoken-unread", "idtoken is not known as another spelling of idToken.",
        ('("idToken", "idtoken")', '("idToken",)'))

# What the caller supplies

mistake("context-unread", "What the caller supplies is not looked at.",
        ('element(process, "providerSpecific"), context)', 'element(process, "providerSpecific"), {})'))
mistake("context-overrides", "What the caller supplies outweighs what the document says.",
        ("if own and supplied and own != supplied:", "if False:"), ("return own or supplied", "return supplied or own"))
mistake("context-checked-everywhere", "What the caller supplies is checked for every provider, and before the lifecycle.",
        ("        judge = provider(process)\n", '''        judge = provider(process)
        word(context.get("processType"))
        word(context.get("verdict"), ("accepted", "inconclusive", "failed", "rejected"))
'''))

# WebID

mistake("mismatch-rejects", "A mismatch rejects.",
        ('("inconclusive", outcome == "mismatch")', '("rejected", outcome == "mismatch")'))
mistake("outcome-any-word", "Any outcome but successful and mismatch rejects.",
        ('word(evidence.get("outcome"), ("successful", "mismatch", "rejected"))', 'word(evidence.get("outcome"))'),
        ('outcome == "rejected"', 'outcome not in ("successful", "mismatch", None)'))

# Documents that a provider itself sends: what they are

mistake("null-provider-named", "A provider of null names one, so that nothing else is looked for.",
        ('process.get("provider") is None', '"provider" not in process'))
mistake("lists-refused", "A list is never a document.",
        ("not isinstance(value, (dict, list)):", "not isinstance(value, dict):"))
mistake("first-kind-wins", "A document that looks like several kinds is of the first of them.",
        ("if len(kinds(document)) != 1:", "if not kinds(document):"), ("if len(fitting) != 1:", "if not fitting:"))
mistake("empty-is-there", "What is null, {} or [] counts where a kind is recognised.",
        ("{member for member, held in value.items() if not absent(held)}", "set(value)"))
mistake("name-alone-tells", "A report is recognised by its name, whatever else it has.",
        ('report = "reports" not in there and there & {"status", "result", "breakdown"}', "report = True"))
mistake("report-names-any-case", "Names of reports compare without regard to case.",
        ('name, payload = value.get("name"), value.get("payload")',
         'name, payload = str(value.get("name")).lower(), value.get("payload")'))
mistake("driving-licence-reports-forgotten", "One of the names of document reports is not known.",
        ('"document_video_with_address_information", "document_with_driving_licence_information",',
         '"document_video_with_address_information",'))
mistake("webhooks-unread", "Webhook events are of no kind.",
        ('payload.get("resource_type") in ("check", "report")', "False"))
mistake("webhook-of-any-resource", "A webhook event is read whatever the type of its resource.",
        ('payload.get("resource_type") in ("check", "report")', "True"))

# Their parts

mistake("first-report-only", "Of a list only the first report counts.",
        ("[part for entry in document for part in parts_of(entry, lists[0])]", "parts_of(document[0], lists[0])"),
        ("for entry in document)]", "for entry in document[:1])]"))
mistake("strangers-skipped", "A report of an unknown name is passed over.",
        ("return [(None, value)]", "return []"))
mistake("null-parts-skipped", "A report that is null is passed over.",
        ("return [(None, value)]", "return [] if value is None else [(None, value)]"))
mistake("second-report-wins", "Of two reports of a kind the last one counts.",
        ("return len(set(signals)) < len(signals)", "return False"))
mistake("other-reports-refused", "A report that no row asks about, such as one of a watchlist, is refused.",
        ('"other": name in OTHER and report', '"other": False'))
mistake("other-reports-live", "A report that no row asks about has to be complete.",
        ('the(parts, "document", "face"):\n            words', 'the(parts, "document", "face", "other"):\n            words'))

# Their lives

mistake("pending-is-undecided", "A report whose result is pending has none, and is judged all the same.",
        ('in (None, "pending")', "in (None,)"), ('"result": word(report.get("result"), CHECKED), "subResult"',
         '"result": word(report.get("result"), (*CHECKED, "pending")), "subResult"'))
mistake("no-result-is-undecided", "A report without a result is judged all the same.",
        ('in (None, "pending")', 'in ("pending",)'))
mistake("withdrawn-ignored", "A report that was withdrawn is judged all the same.",
        ('dict.fromkeys(("withdrawn", "cancelled", "canceled"), "canceled")',
         'dict.fromkeys(("withdrawn", "cancelled", "canceled"), "accepted")'))
mistake("one-l-only", "canceled is known with one l alone.",
        ('("withdrawn", "cancelled", "canceled")', '("withdrawn", "canceled")'))
mistake("check-status-unread", "The status of a check is not looked at, those of its reports are.",
        ('for check in the(parts, "check")]', "for check in ()]"))
mistake("processing-beats-canceled", "A check that is in progress hides that a report was withdrawn.",
        ('("accepted", "processing", "canceled"))', '("accepted", "canceled", "processing"))'))
mistake("life-any-word", "A status of a report that nobody declared is passed over.",
        ('word(report.get("status"), REPORT_LIFE)', 'word(report.get("status"))'))

# Their signals

mistake("sub-breakdowns-ignored", "What stands below a breakdown is not looked at.",
        ('(breakdown, *(of(dict, entry) for entry in element(breakdown, "breakdown").values()))', "(breakdown,)"))
mistake("breakdown-overrules", "Where a breakdown has a result, what stands below it does not count.",
        ("    return [word(part.get(\"result\"), CHECKED)\n",
         "    return [word(breakdown[\"result\"], CHECKED)] if breakdown.get(\"result\") else [word(part.get(\"result\"), CHECKED)\n"))
mistake("clear-beats-unidentified", "A breakdown that is clear hides one below it that is unidentified.",
        ('CHECKED = ("clear", "unidentified", "consider")\nDOCUMENT_CHECKS = {',
         'CHECKED = ("unidentified", "clear", "consider")\nDOCUMENT_CHECKS = {'))
mistake("unidentified-is-clear", "A breakdown below another one that is unidentified counts as clear.",
        ("return {ours: worst(checked(element(breakdown, name)), CHECKED)",
         'return {ours: worst([{"unidentified": "clear"}.get(one, one) for one in checked(element(breakdown, name))], CHECKED)'))
mistake("police-report-forgotten", "One of the eight breakdowns of a report is not looked at.",
        ('"police_record": "policeRecord", ', ""))
mistake("lists-are-elements", "A list where an object should be has nothing in it.",
        ('breakdown = element(report, "breakdown")',
         'breakdown = report.get("breakdown")\n    breakdown = breakdown if isinstance(breakdown, dict) else {}'))
mistake("document-alone-asks-for-face", "A document report without a face report is one of documentSelfie.",
        ('supposed = ["document"] if', 'supposed = ["documentSelfie"] if'))
mistake("supplied-type-wins", "A process type that the caller supplies goes before that of a face report.",
        ("return worst(said or supposed,", 'return context.get("processType") or worst(said or supposed,'))
mistake("supposed-type-stays", "A document report alone is of document, whatever the caller supplies.",
        ('if the(parts, "document") and not context.get("processType") else', 'if the(parts, "document") else'))
mistake("was-processed-unread", "That a response was not processed does not count.",
        ('good = [boolean(part.get("wasProcessed")) for part in parts]', "good = []"))
mistake("came-to-nothing-unread", "That a response without checks and match has no success does not count.",
        ("for part in any_request]", "for part in ()]"))
mistake("was-processed-needed", "A response that does not say whether it was processed was not.",
        ("None if one is None else not one", "not one"))
mistake("any-success-is-liveness", "Success of a response without checks and match says that a living person was seen.",
        ('for part in the(parts, "liveness")]  # other', 'for part in the(parts, "liveness", "response")]  # other'))
mistake("liveness-is-enough", "A liveness response alone is enough.",
        ('    return {\n        "liveness": {', '    if not matched:\n        matched, levels = [{"success": True}], [15]\n    return {\n        "liveness": {'))
mistake("match-failed-is-no-liveness", "Where a response holds both checks and a match, success of false says that nobody alive was seen.",
        ('boolean(part.get("success")) or None for part', 'boolean(part.get("success")) for part'))
mistake("highest-level-counts", "Of two match levels the highest counts.",
        ("min(levels)", "max(levels)"))

# Their final result

mistake("fillers-kept", "The fillers of a machine-readable zone stay wherever they are.",
        ('if isinstance(value, str) and "<" in value:', "if False:"))
mistake("fillers-cut-at-end", "Fillers are left out at the end alone.",
        ('" ".join(part for part in re.split("[< ]", value) if part)', 'value.rstrip("<")'))
mistake("fillers-kept-in-countries", "Codes of countries are looked up with their fillers.",
        ('"nationality": unfilled(data.get("nationality")), "issuingCountry": unfilled(data.get("issuingCountry"))',
         '"nationality": data.get("nationality"), "issuingCountry": data.get("issuingCountry")'))
mistake("fillers-kept-in-words", "Words for gender and kind of document are looked up with their fillers.",
        ("words.get(unfilled(value))", "words.get(value)"))
mistake("fillers-out-of-signals", "Fillers are left out of words that decide, as they are of the final result.",
        ('kind = word(properties.get("document_type"))', 'kind = unfilled(word(properties.get("document_type")))'))
mistake("century-always-19", "A year of two digits is one of the twentieth century.",
        ("limit[0] // 100 * 100 + int(value[:2])", "1900 + int(value[:2])"), ("full = (full[0] + step, *full[1:])", "pass"))
mistake("century-always-20", "A year of two digits is one of this century.",
        ("full = (full[0] + step, *full[1:])", "pass"))
mistake("years-alone-compared", "The century is found by the years, without month and day.",
        ("if beyond(full, limit):", "if beyond(full[:1], limit[:1]):"))
mistake("expiry-like-birth", "A date of expiry is sought in the past, as one of birth is.",
        ("lambda day, oldest: day < oldest, 100, 20)", "lambda day, today: day > today, -100, 0)"))
mistake("expiry-never-past", "A date of expiry is never before the date that the caller gives.",
        ("100, 20)", "100, 0)"))
mistake("date-made-up", "Where the caller gives no date, years of two digits refer to the year 2000.",
        ('not re.fullmatch("[0-9]{6}", value) or not context.get("date"):', 'not re.fullmatch("[0-9]{6}", value):'),
        ('context["date"].split', '(context.get("date") or "2000-01-01").split'))
mistake("any-digits", "Digits of any script make a date.",
        ('or not re.fullmatch("[0-9]{6}", value)', 'or not re.fullmatch(r"\\d{6}", value)'))
mistake("provider-words-copied", "Words of the provider for gender and kind of document are copied as they are.",
        ("return words.get(unfilled(value)) if", "return words.get(unfilled(value), value) if"))
mistake("document-code-unread", "Without a documentType nobody looks at the documentCode.",
        (' or listed(types, data.get("documentCode"))', ""))
mistake("first-number-or-none", "Only the first of several document numbers is looked at.",
        ("for entry in entries if isinstance(entry, dict)]", "for entry in entries[:1] if isinstance(entry, dict)]"))

# The final result

mistake("result-always", "Every status comes with a final result.",
        (' if status == "accepted" else {"status": status}', ""))
mistake("recorded-result-copied", "The final result that the document records is passed on.",
        ('"finalResult": fields(source)', '"finalResult": process.get("finalResult") or fields(source)'))
mistake("names-recased", "MARIA PAULA becomes Maria Paula.",
        ("FORMS = {", 'FORMS = {"firstName": lambda value: a_text(value) and value.title(), '))
mistake("dates-unchecked", "Dates are copied as they are.",
        ("value if datetime.date.fromisoformat(value).isoformat() == value else None", "a_text(value)"))
mistake("dates-cut", "Of a time the date is kept.",
        ("value if datetime.date.fromisoformat(value).isoformat() == value else None",
         "datetime.datetime.strptime(a_text(value)[:10], '%Y-%m-%d').date().isoformat()"))
mistake("countries-unchecked", "Codes of countries are copied as they are.",
        ("ALPHA_3.get(a_text(value))", "a_text(value)"))
mistake("countries-any-case", "Codes of countries may be written small.",
        ("ALPHA_3.get(a_text(value))", "ALPHA_3.get(a_text(value) and value.upper())"))
mistake("liveness-not-text", "livenessDetected is a boolean, and no text.",
        ('"true" if value is True else "false" if value is False else',
         "value if isinstance(value, bool) else"))
mistake("numbers-become-text", "A number where a text should be is written as one.",
        ("value if isinstance(value, str) else None\n\ndef a_date",
         "value if isinstance(value, str) else getattr(value, 'literal', None)\n\ndef a_date"))
mistake("uncounted-similarity-given", "The similarity of a face that does not count is given.",
        ('face_counts and face.get("similarityScore")', 'face.get("similarityScore")'))
mistake("personal-number-promoted", "personalNumber of an MRZ becomes the personal identification number.",
        ("name: mrz.get(name) for name in IDENTITY}",
         '**{name: mrz.get(name) for name in IDENTITY}, "personalIdentificationNumber": mrz.get("personalNumber")}'))
mistake("number-from-other-fields", "A social security or tax number becomes the personal identification number.",
        ("    ocr = element(evidence, \"ocr\")\n", """    ocr = element(evidence, "ocr")
    ocr = {"personalIdentificationNumber": ocr.get("socialSecurityNumber") or ocr.get("taxNumber"), **ocr}
"""))
mistake("features-fill-in", "What an MRZ lacks comes from the visible text.",
        ("name: mrz.get(name) for name in IDENTITY}",
         'name: mrz.get(name) or (evidence.get("features") or {}).get(name) for name in IDENTITY}'))
mistake("token-not-padded", "base64url is decoded without the padding that it leaves out.",
        ('part + "=" * (-len(part) % 4)', "part"))
mistake("encryption-by-id-token", "Whether idToken is encrypted decides whether there is a final result.",
        ('user_info(evidence.get("userInfo"))',
         'user_info(evidence.get("userInfo")) if str(evidence.get("idToken")).count(".") != 4 else {}'))
mistake("consumer-bin-always", "consumer.bin is the personal number of every method.",
        ('process["provider"] == "connect:idin" and claims.get("consumer.bin")', 'claims.get("consumer.bin")'))
mistake("connect-normalised", "Connect's gender is normalised as that of other providers would be.",
        ('"gender": claims.get("gender")', '"gender": {"1": "M", "2": "F"}.get(a_text(claims.get("gender")))'))


def changed(changes):
    """The sources with these changes made, by name."""
    texts = {name: pathlib.Path(__file__).with_name(name + ".py").read_text(encoding="utf-8") for name in SOURCES}
    for old, new in changes:
        count = sum(text.count(old) for text in texts.values())
        if count != 1:
            sys.exit(f"wrong.py: this stands {count} times in {', '.join(SOURCES)}, and should once:\n{old}")
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return texts


def load(name, text):
    """The module that a source makes, found by those that import it."""
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name + ".py", "exec"), module.__dict__)
    return module


def implementation(name):
    """decide with a mistake."""
    modules = [load(module, text) for module, text in changed(MISTAKES[name][1]).items()]
    return modules[-1].decide


def main(arguments):
    if arguments == ["--list"]:
        for name, (about, _) in MISTAKES.items():
            print(f"{name}\t{about}")
    elif len(arguments) == 1 and arguments[0] in MISTAKES:
        conform.main(implementation(arguments[0]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
