"""One trial's folder: starts runs of one job in it, waits for moments in them, and checks the results."""

import contextlib
import os
import signal
import time
from pathlib import Path

import checks
import processes

GOOD = ("in",)
JOURNAL_SUFFIX = ".journal"


class Place:
    """A job with its own output folder and report, which can be started repeatedly."""

    def __init__(self, lab, folder):
        self.lab, self.folder = lab, folder
        self.inputs = GOOD
        self.options = ()
        self.started = []
        self.output_folder = folder / "out"
        self.report_path = folder / "report.h5"

    @property
    def journal(self):
        """Folder of the journal."""
        return Path(str(self.report_path) + JOURNAL_SUFFIX)

    @property
    def reference_report(self):
        """Report of the undisturbed run."""
        return self.lab.reference[self.inputs][0]

    @property
    def exit_when_complete(self):
        """Exit status of a complete run, in which an input may have failed."""
        return 0 if self.inputs == GOOD else 1

    @property
    def digests(self):
        """Digest of each output's whole file, by its path relative to the output folder."""
        return self.lab.reference[self.inputs][1]

    def on_disk(self, folder, is_report_too):
        """Puts the outputs of all runs on a disk; on request, the report and journal, too."""
        self.output_folder = folder / "out"
        if is_report_too:
            self.report_path = folder / "report.h5"

    def log(self, number, stream):
        """The file with a run's output."""
        return self.lab.folder / f"{self.folder.name}.{number}.{stream}"

    def start(self, *options, ranks=None, threads=None, **popen):
        """A run of the job as a subprocess.Popen; its output goes to files."""
        number = len(self.started)
        args = ("run", "job.toml", *self.inputs, "--output-dir", str(self.output_folder),
                "--report", str(self.report_path), *self.options, *options)
        # Shared memory is called vader in Open MPI 4, and sm in 5.
        env = {f"OMPI_MCA_btl_{name}_backing_directory": str(self.lab.session) for name in ("vader", "sm")}
        env |= popen.pop("env", {})
        with open(self.log(number, "out"), "wb") as out, open(self.log(number, "err"), "wb") as err:
            process = self.lab.workspace.start(*args, ranks=ranks, threads=threads, stdout=out, stderr=err,
                                               env=env, **popen)
        process.number = number
        process.words = f"{list(options)} ranks={ranks} threads={threads}"
        self.started.append(process)
        return process

    def wait(self, process, seconds=60):
        """Exit status of a run, after which none of its processes is left."""
        status = process.wait(seconds)
        others = [each.pid for each in self.started if each.returncode is None]
        left = processes.wait_for_orphans(others)
        assert not left, f"processes of a run that has ended go on: {left}"
        return status

    def resume(self, *options, verify=True, **start):
        """Resumes the job, which must complete; returns how many outputs were kept."""
        before = self.marks()
        process = self.start("--resume", *options, **start)
        status = self.wait(process)
        assert status == self.exit_when_complete, f"exit {status}, not {self.exit_when_complete}"
        self.check_complete(verify)
        after = self.marks()
        return sum(after[name] == mark for name, mark in before.items())

    def errors(self, process):
        """Lines of the program (not of the launcher) on standard error."""
        lines = self.log(process.number, "err").read_text(errors="replace").splitlines()
        return [line for line in lines if line.startswith("mpietl: ")]

    def outputs(self):
        """Paths of everything with a final name, relative to the output folder."""
        top = self.output_folder
        return {str(path.relative_to(top)) for path in top.rglob("*")
                if path.is_file() and not path.name.startswith(".mpietl-")}

    def wait_for_outputs(self, process, count):
        """Waits for this many outputs or the end of the run; returns whether it continues."""
        deadline = time.monotonic() + 60
        while process.poll() is None and len(self.outputs()) < count:
            assert time.monotonic() < deadline, "no progress"
            time.sleep(0.002)
        return process.poll() is None

    def random_moment(self, process, rng):
        """Waits for a random moment of a run, mostly in its work; returns whether it continues."""
        if rng.random() < 0.2:
            time.sleep(rng.uniform(0, 0.6))
            return process.poll() is None
        have = len(self.outputs())
        is_going = self.wait_for_outputs(process, rng.randint(have, len(self.digests)))
        time.sleep(rng.choice((0, rng.uniform(0, 0.01), rng.uniform(0, 0.1))))
        return is_going and process.poll() is None

    def marks(self):
        """The identity of each output; it changes when an output is written again."""
        return {name: (found.st_ino, found.st_mtime_ns) for name in self.outputs()
                for found in [os.stat(self.output_folder / name)]}

    def check_whole(self):
        """Fails when a file under a final name is not the complete output."""
        checks.check_whole(self)

    def check_complete(self, verify=True):
        """Fails unless all is as after an undisturbed run."""
        checks.check_complete(self, verify)

    def told(self):
        """The output of the runs, for the message of a failure."""
        lines = []
        for process in self.started:
            lines.append(f"    run {process.number + 1}: {process.words}: exit {process.poll()}")
            lines += [f"      {line}" for line in self.errors(process)[-4:]]
        return "".join(line + "\n" for line in lines)

    def end(self):
        """Kills what still runs and removes the logs."""
        for process in self.started:
            if process.poll() is None:
                processes.send(signal.SIGKILL, *processes.tree(process.pid))
                process.wait()
            for stream in ("out", "err"):
                with contextlib.suppress(FileNotFoundError):
                    self.log(process.number, stream).unlink()
        processes.wait_for_orphans(seconds=3)
