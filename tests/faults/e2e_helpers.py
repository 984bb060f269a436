"""Helpers of the end-to-end tests that these programs also need."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "e2e"))

# pylint: disable=wrong-import-position,unused-import
from faulty_calls import faults, rule  # noqa: E402,F401
from messages import GO_ON, numbers, stop_lines  # noqa: E402,F401
from reports import Report  # noqa: E402,F401
from sounds import RATE, as_pcm16, sine, write_wav  # noqa: E402,F401
from support import Launch, binary, launcher_is_open_mpi, wait_until  # noqa: E402,F401
from workspace import Workspace  # noqa: E402,F401
