"""A folder for one job: the corpus, and checks after the job has ended."""

import os
import time
from pathlib import Path

from faulty_calls import faults, rule
from reports import Report

SPEECH = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
JOB_FILE = """
[[transform]]
name = "gaussian_snr"
[[transform]]
name = "clip"
[run]
seed = 7
"""


def slow_storage(seconds_per_file):
    """Variables that delay opening an input of the corpus by this time; none for 0."""
    return faults(rule("open", "*corpus/*.wav", seconds=seconds_per_file)) if seconds_per_file else {}


class Place:
    """`reference` is a place where the same work is done."""

    def __init__(self, folder, reference=None):
        self.folder, self.reference = folder, reference
        (folder / "corpus").symlink_to(SPEECH)
        (folder / "job.toml").write_text(JOB_FILE)
        self.job = ("job.toml", "corpus")
        self.run_words = ("run", *self.job, "--output-dir", "noisy", "--report", "noisy.h5")

    def report(self, name="noisy.h5"):
        """A report in the folder."""
        return Report(self.folder / name)

    def outputs(self):
        """Relative paths of files with final names."""
        top = self.folder / "noisy"
        return {str(path.relative_to(top)) for path in top.rglob("*.wav") if not path.name.startswith(".")}

    def wait_for_outputs(self, count, seconds=60):
        """Waits for this many outputs."""
        deadline = time.monotonic() + seconds
        while len(self.outputs()) < count:
            assert time.monotonic() < deadline, f"{len(self.outputs())} of {count} outputs after {seconds} s"
            time.sleep(0.05)

    def check(self, report_name="noisy.h5"):
        """Fails unless report and outputs are those of the reference, and nothing else is left; the report."""
        report = self.check_work(report_name)
        self.check_no_litter()
        return report

    def check_work(self, report_name="noisy.h5"):
        """Fails unless report and outputs are those of the reference; the report."""
        report, expected = self.report(report_name), self.reference.report()
        assert report.attributes["status"] == "complete", report.attributes["reason"]
        for column in ("index", "path", "status", "digest", "parameters"):
            assert list(report.files[column]) == list(expected.files[column]), column
        assert self.outputs() == self.reference.outputs()
        for name in self.outputs():
            made, wanted = self.folder / "noisy" / name, self.reference.folder / "noisy" / name
            assert made.read_bytes() == wanted.read_bytes(), name
        return report

    def check_no_litter(self):
        """Fails when temporary files or a journal are left."""
        left = [os.path.join(top, name) for top, folders, files in os.walk(self.folder)
                for name in folders + files if name.endswith((".tmp", ".journal"))]
        assert not left, left
