"""Counts the records of a file of JSON Lines by provider, recorded and derived status, as verdict audit does, with the
implementation in examples/python:

    python3 audit.py FILE [PROCESSES]

Prints a line for each that occurs, these three and the count with tabs between them.
"""

import collections
import multiprocessing
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "python"))
import own  # noqa: E402
import verdict  # noqa: E402

RECORDED = {status: status for status in verdict.STRICTEST_FIRST} | {"cancelled": "canceled"}


def outcome(line):
    """The provider if there are rules for it, what is recorded, and what the rules give."""
    name, recorded = "", "none"  # What a provider itself sends records nothing.
    try:
        process = verdict.read(line)
        if isinstance(process, dict):
            recorded = status(process)
        if isinstance(process, list) or process.get("provider") is None:
            process, recorded = own.counterpart(process, {}), "none"
        judge = verdict.provider(process)
        name = process["provider"]
        rows = verdict.lifecycle(process)
        if not any(holds for _, holds in rows):
            rows, _ = judge(process, verdict.element(process, "providerSpecific"), {})
        return name, recorded, verdict.strictest(rows)
    except verdict.Refusal as refusal:
        if str(refusal) == "malformed":
            recorded = ""
        return name, recorded, str(refusal).replace("-", " ")


def status(process):
    value = process.get("status")
    if verdict.absent(value):
        return "none"
    return RECORDED.get(value, "unknown") if isinstance(value, str) else "unknown"


def count(part):
    """Counts the records that begin in a part of a file; its bytes from begin to before end."""
    path, begin, end = part
    counts = collections.Counter()
    with open(path, "rb") as file:
        if begin:
            file.seek(begin - 1)
            file.readline()
        while file.tell() < end:
            line = file.readline().strip(b" \t\r\n")
            if line:
                counts[outcome(line)] += 1
    return counts


def main(path, processes=1):
    size = os.path.getsize(path)
    parts = [(path, size * i // processes, size * (i + 1) // processes) for i in range(processes)]
    if processes == 1:
        counts = count(parts[0])
    else:
        with multiprocessing.Pool(processes) as pool:
            counts = sum(pool.map(count, parts), collections.Counter())
    for key, n in sorted(counts.items()):
        print(*key, n, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
