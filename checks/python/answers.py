"""What each mistake of examples/python/wrong.py changes:

    python3 answers.py SHARE SHARES

Prints a line for each mistake of a share, {"name": …, "answers": {id: answer}}, with the answers that are not those of
the right implementation. One process tries many mistakes, which takes half the time of a process for each.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "python"))
import conform  # noqa: E402
import verdict  # noqa: E402
import wrong  # noqa: E402


def vectors():
    for file in (ROOT / "conformance" / "vectors").glob("*.jsonl"):
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main(share, shares):
    questions = list(vectors())
    right = {each["id"]: conform.answer(each, verdict.decide) for each in questions}
    for name in list(wrong.MISTAKES)[share::shares]:
        decide = wrong.implementation(name)
        given = {each["id"]: conform.answer(each, decide) for each in questions}
        answers = {id: answer for id, answer in given.items() if answer != right[id]}
        print(json.dumps({"name": name, "answers": answers}), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
