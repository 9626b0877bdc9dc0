"""Answers questions on standard input, one JSON object a line, for: verdict conform -- python3 conform.py"""

import base64
import json
import sys
import traceback

import verdict


def main(decide=verdict.decide):
    for line in sys.stdin.buffer:
        question = json.loads(line)
        print(json.dumps({"id": question["id"], **answer(question, decide)}), flush=True)


def answer(question, decide):
    try:
        return decide(document_of(question), question.get("context") or {})
    except Exception:  # One document must not end the run: say so, and answer with what can only be wrong.
        traceback.print_exc()
        return {"error": "internal"}


def document_of(question):
    if "documentBase64" in question:
        return base64.b64decode(question["documentBase64"])
    return question["document"].encode("utf-8")


if __name__ == "__main__":
    main()
