"""What tests look for in a text for people: numbers, names and commands, whatever the words around them.

What several tests have to recognise stands here once, so that a message can be reworded in one place.
"""

import os
import re

GO_ON = "--resume"  # the option that a run which stopped early tells to go on with

# First words of the lines of `mpietl run --dry-run`.
DRY_INPUTS, DRY_OUTPUTS, DRY_SHARES, DRY_SPACE = "inputs", "outputs", "shares", "space"
DRY_RF64, DRY_FAILURES, DRY_LEFT_OUT = "RF64", "will fail", "left out"


def numbers(text):
    """The whole numbers of a text that stand alone: of '3 of 24 files, 5%' 3, 24 and 5, of 'r3.h5' none."""
    return [int(number) for number in re.findall(r"(?<![\w.])-?\d+(?![\w]|\.\d)", text)]


def words(text):
    """The words, names and options of a text, without punctuation."""
    return set(re.findall(r"[\w-]+", text))


def lines_with(text, *parts):
    """The lines that have all of these."""
    return [line for line in text.splitlines() if all(str(part) in line for part in parts)]


def has_all(text, *parts):
    """Whether the text has all of these."""
    return all(str(part) in text for part in parts)


def stop_lines(errors):
    """Those of the lines on standard error that say how to go on with a run which stopped early."""
    return [line for line in errors if GO_ON in line]


def why(error):
    """How the system names an error number."""
    return os.strerror(error)
