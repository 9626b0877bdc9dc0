// Package python checks the implementation of the rules in Python, under
// examples/python, with the conformance suite: the right one passes, every wrong
// one is caught. It has tests only, with answers.py that tries the wrong ones, and
// stands in a module of its own so that nothing else depends on Python. Go does not
// see when the Python changes, so run them with -count=1.
package python
