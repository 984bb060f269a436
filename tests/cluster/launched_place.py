"""A place whose job is started by Open MPI's mpirun on hosts without Slurm, as users do with ssh."""

import os
import subprocess

from place import Place, slow_storage
from support import Result, binary, launcher, session_files_in, stop


def ranks_on(names, each):
    """Options of mpirun for this many ranks on each of these hosts."""
    return ["--host", ",".join(f"{name}:{each}" for name in names)]


class LaunchedPlace(Place):
    """Starts jobs on VirtualHosts; remote ranks get only variables that are named."""

    def __init__(self, folder, hosts, reference):
        super().__init__(folder, reference)
        self.hosts = hosts

    def start(self, options, *words, host="head", seconds_per_file=0.0, **variables):
        """A launcher process on `host` that runs the corpus, with further `words`."""
        variables |= slow_storage(seconds_per_file)
        passed = [word for name in variables for word in ("-x", name)]
        # Not inherited by the commands on the way to the host.
        given = ["env", *(f"{name}={value}" for name, value in variables.items())]
        command = [*self.hosts.prefix(host), *given, *launcher(), *passed, *options, binary(), *self.run_words, *words]
        return subprocess.Popen(command, cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def environment(self):
        """Variables of mpirun; its session files are in the hosts' folder."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}
        return kept | self.hosts.agent() | {
            "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"} | session_files_in(
                self.hosts.folder)

    def run(self, options, *words, **settings):
        """Result of a run that ends within the time of a hang."""
        return self.end(self.start(options, *words, **settings))

    @staticmethod
    def end(process, seconds=30):
        """Result of what was started."""
        try:
            out, err = process.communicate(timeout=seconds)
        finally:
            stop(process)
        return Result(process.returncode, out, err)
