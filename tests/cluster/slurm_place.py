"""A folder in which jobs are submitted: the corpus, the batch scripts, and what is in order when a job has ended."""

import os
import time
from pathlib import Path

from faulty_calls import faults, rule
from reports import Report
from support import CHECKOUT, binary

SCRIPTS = CHECKOUT / "slurm"
SPEECH = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
JOB_FILE = """
[[transform]]
name = "gaussian_snr"
[[transform]]
name = "clip"
[run]
seed = 7
"""


class SlurmPlace:
    """Submits scripts of slurm/ in `folder`; `reference` is a place where the same work is done."""

    def __init__(self, folder, cluster, reference=None):
        self.folder, self.cluster, self.reference = folder, cluster, reference
        (folder / "corpus").symlink_to(SPEECH)
        (folder / "job.toml").write_text(JOB_FILE)
        self.job = ("job.toml", "corpus")

    def submit(self, script, *words, options=(), seconds_per_file=0.0):
        """The job of a script of slurm/; storage may take `seconds_per_file` to open an input."""
        env = {"MPIETL": str(binary())}
        if seconds_per_file:
            env |= faults(rule("open", "*corpus/*.wav", seconds=seconds_per_file))
        return self.cluster.submit(SCRIPTS / f"{script}.sbatch", *words, options=("--time=10", *options),
                                   cwd=self.folder, env=env)

    def submit_run(self, script, options=(), seconds_per_file=0.0):
        """The job of a script that runs the corpus into folder noisy and report noisy.h5."""
        return self.submit(script, *self.job, "--output-dir", "noisy", "--report", "noisy.h5", options=options,
                           seconds_per_file=seconds_per_file)

    def report(self, name="noisy.h5"):
        """A report in the folder."""
        return Report(self.folder / name)

    def outputs(self):
        """Relative paths of what stands under a final name."""
        top = self.folder / "noisy"
        return {str(path.relative_to(top)) for path in top.rglob("*.wav") if not path.name.startswith(".")}

    def wait_for_outputs(self, count, seconds=60):
        """Returns when so many outputs are there."""
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
        for column in ("index", "path", "status", "digest", "drawn"):
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
