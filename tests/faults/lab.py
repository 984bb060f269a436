"""The place of trials: one corpus, the results of an undisturbed run, and a folder for each trial."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from checks import digest_of
from corpus import TRANSFORMS, job_file, make_inputs
from place import Place
from processes import wait_for_orphans
from e2e_helpers import Workspace

GOOD, WITH_BAD = ("in",), ("in", "bad")


class Lab:
    """A context with the inputs and the reference; it removes all at its end."""

    def __init__(self, files=36, is_tiny=False, transforms=TRANSFORMS):
        self.files, self.is_tiny, self.transforms = files, is_tiny, transforms
        self.stack = contextlib.ExitStack()
        self.reference = {}

    def __enter__(self):
        fresh = tempfile.TemporaryDirectory
        # Shared memory left by killed ranks is removed with this folder.
        short = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"
        self.session = self.stack.enter_context(fresh(prefix="me-", dir=short, ignore_cleanup_errors=True))
        self.folder = Path(self.stack.enter_context(fresh(prefix="mpietl-faults-", ignore_cleanup_errors=True)))
        self.workspace = Workspace(self.folder, self.session)
        make_inputs(self.folder, self.files, self.is_tiny)
        (self.folder / "job.toml").write_text(job_file(self.transforms))
        self.reference = {inputs: self.undisturbed(inputs) for inputs in (GOOD, WITH_BAD)}
        return self

    def __exit__(self, *error):
        wait_for_orphans(seconds=0)
        self.stack.close()

    def undisturbed(self, inputs):
        """Report of one rank's run on `inputs`, and the digest of each output by its relative path."""
        name = f"reference{len(inputs)}"
        args = ("job.toml", *inputs, "--output-dir", f"{name}/out")
        (self.folder / name).mkdir()
        report = self.workspace.etl(*args, report=f"{name}/report.h5", threads=2,
                                    expect=0 if inputs == GOOD else 1)
        top = self.folder / name / "out"
        digests = {str(path.relative_to(top)): digest_of(path) for path in top.rglob("*") if path.is_file()}
        expected = report.files.digest[report.files.status == "done"]
        assert sorted(digests.values()) == sorted(expected), "the undisturbed run is wrong"
        return report, digests

    @contextlib.contextmanager
    def place(self):
        """A fresh folder for a trial, always of the same name: a journal knows the paths of outputs."""
        folder = self.folder / "trial"
        folder.mkdir()
        place = Place(self, folder)
        try:
            yield place
        finally:
            place.end()
            shutil.rmtree(folder)
