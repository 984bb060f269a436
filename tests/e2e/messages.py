"""What tests look for in texts for people: numbers, names and commands, but not sentences.

Words that several tests need are here once, so that rewording a message changes only this file.
"""

import os
import re

GO_ON = "--resume"  # the option to continue a run that stopped early

# First words of the lines of `mpietl run --dry-run`.
DRY_INPUTS, DRY_OUTPUTS, DRY_SHARES, DRY_SPACE = "inputs", "outputs", "shares", "space"
DRY_RF64, DRY_FAILURES, DRY_LEFT_OUT = "RF64", "will fail", "left out"


def numbers(text):
    """The separate whole numbers in a text: 3, 24 and 5 of '3 of 24 files, 5%', none of 'r3.h5'."""
    return [int(number) for number in re.findall(r"(?<![\w.])-?\d+(?![\w]|\.\d)", text)]


def words(text):
    """The words, names and options of a text, without punctuation."""
    return set(re.findall(r"[\w-]+", text))


def lines_with(text, *parts):
    """The lines that contain all parts."""
    return [line for line in text.splitlines() if all(str(part) in line for part in parts)]


def has_all(text, *parts):
    """Whether the text contains all parts."""
    return all(str(part) in text for part in parts)


def stop_lines(errors):
    """The lines on standard error that say how to continue a run that stopped early."""
    return [line for line in errors if GO_ON in line]


def why(error):
    """The system's text for an error number."""
    return os.strerror(error)
