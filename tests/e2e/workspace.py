"""A fresh folder in which a test writes audio, runs the program and checks the results."""

import subprocess
from pathlib import Path

from reports import Report
from support import DEFAULT_REPORT, Launch, communicate


class Workspace:
    """A folder, and the program run inside it."""

    def __init__(self, folder, session_folder):
        self.folder = Path(folder)
        self.session_folder = session_folder

    def __truediv__(self, name):
        """Path of something in the folder."""
        return self.folder / name

    def start(self, *args, ranks=None, threads=None, env=None, prefix=(), **popen):
        """The program started with these arguments, as a subprocess.Popen."""
        launch = Launch(args, ranks, threads, env or {}, tuple(prefix))
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
                   "cwd": self.folder, "env": launch.environment(self.session_folder)}
        return subprocess.Popen(launch.command(), **options | popen)

    def run_mpietl(self, *args, stdin=None, timeout=90, **start):
        """Result of the program: alone when `ranks` is None, else that many ranks."""
        if stdin is not None:
            start["stdin"] = subprocess.PIPE
        return communicate(self.start(*args, **start), stdin, timeout)

    def etl(self, *args, expect=0, report=DEFAULT_REPORT, **start):
        """Report of `mpietl run ARGS` after a check of its exit status."""
        self.run_mpietl("run", *args, "--report", report, **start).expect(expect)
        return self.report(report)

    def report(self, name=DEFAULT_REPORT):
        """A report in the folder, as read by h5py."""
        return Report(self / name)

    def tree(self, below="."):
        """Relative paths of all files, as a set of texts."""
        top = self / below
        return {str(path.relative_to(top)) for path in top.rglob("*")
                if path.is_symlink() or not path.is_dir()}
