"""Values as they stand in documents. Each reader gives None, or something empty, for what is absent, and refuses what
is not declared."""

import re
from collections import namedtuple
from decimal import Decimal, InvalidOperation

Number = namedtuple("Number", "literal")  # A JSON number as it was written, so that no digit is lost.

class Refusal(Exception):
    """There is no status: 'malformed', 'unknown-provider', 'unknown-value' or 'undecided'."""

def absent(value):
    return value is None or value == {} or value == []

def of(kind, value):
    """A dict, list or str, empty where it is absent."""
    if absent(value):
        return kind()
    if not isinstance(value, kind):
        raise Refusal("unknown-value")
    return value

def element(parent, name):
    return of(dict, parent.get(name))

def word(value, allowed=None):
    """One of the allowed words, or any word; the empty text is none."""
    if absent(value):
        return None
    if not isinstance(value, str) or value == "" or (allowed and value not in allowed):
        raise Refusal("unknown-value")
    return value

def boolean(value):
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, None: None}[word(value, ("true", "false"))]

def level(value):
    """A whole number from 0 to 15, by its exact value: 6, 6.0 and 60e-1 are 6."""
    if absent(value):
        return None
    try:
        zero = not re.match("[-0.]*[1-9]", value.literal)
        return 0 if zero else range(16).index(Decimal(value.literal))
    except (AttributeError, ValueError, InvalidOperation):  # no number, another one, or one with a huge exponent
        raise Refusal("unknown-value")

def either(parent, *names):
    """What stands under one of several names for the same thing; it cannot stand under two of them."""
    present = [parent[name] for name in names if not absent(parent.get(name))]
    if len(present) > 1:
        raise Refusal("unknown-value")
    return present[0] if present else None

def all_true(entries):
    """There is an entry, and every entry is true: one without its value is not."""
    return any(entries) and all(entries)
