"""A real Slurm on virtual hosts: munged, slurmctld and a slurmd on each host, all in one private folder."""

import os
import subprocess
import time
from pathlib import Path
from string import Template

from slurm_job import SlurmJob
from virtual_hosts import HERE, VirtualHosts

READY_WITHIN_SECONDS = 60
DAEMONS = ("/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd")


class SlurmCluster(VirtualHosts):
    """Hosts head (for submitting jobs), n1, n2, …, each with `cpus` CPUs for jobs.

    `folder` must be empty and have a short name, since it contains sockets. Logs of daemons are in folder/log.
    """

    def __init__(self, folder, count, cpus=4):
        super().__init__(folder, count)
        self.cpus = cpus

    def __enter__(self):
        super().__enter__()
        try:
            self.configure()
            self.start_daemons()
            self.wait_for_hosts()
        except BaseException:
            self.end()
            raise
        return self

    @property
    def slurm_conf(self):
        """The configuration that all of Slurm's commands need."""
        return self.folder / "slurm.conf"

    def configure(self):
        """Writes the configuration and a key of this cluster's own."""
        template = Template((HERE / "slurm.conf.in").read_text())
        # Tasks can be bound only to processors that there are.
        plugin = "affinity" if self.cpus <= len(os.sched_getaffinity(0)) else "none"
        self.slurm_conf.write_text(template.substitute(folder=self.folder, hosts=self.count, cpus=self.cpus,
                                                       task_plugin=plugin))
        for name in ("log", "state", "tmp", *(f"tmp.n{number}" for number in range(1, self.count + 1))):
            (self.folder / name).mkdir()
        # The authentication daemon refuses folders that others may write to.
        self.folder.chmod(0o755)
        key = self.folder / "munge.key"
        key.touch(0o400)
        key.write_bytes(os.urandom(128))

    def start_daemons(self):
        """Starts Slurm; all daemons put themselves into the background."""
        files = {"key-file": "munge.key", "socket": "munge.sock", "pid-file": "munged.pid",
                 "seed-file": "munge.seed", "log-file": "log/munged.log"}
        self.run("head", DAEMONS[0], *(f"--{name}={self.folder / path}" for name, path in files.items()),
                 "--origin=127.0.0.1", "--num-threads=2")
        self.run("head", DAEMONS[1], "-c", "-f", self.slurm_conf)
        for number in range(1, self.count + 1):
            self.start_slurmd(number)

    def start_slurmd(self, number):
        """Starts the daemon of host n<number>."""
        self.run(f"n{number}", DAEMONS[2], "-f", self.slurm_conf)

    def wait_for_hosts(self):
        """Waits until all hosts are ready for jobs."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while len(self.hosts_in("idle")) < self.count:
            if time.monotonic() > deadline:
                logs = "\n".join(log.read_text()[-1000:] for log in (self.folder / "log").iterdir())
                raise OSError(f"the hosts of Slurm did not come up:\n{logs}")
            time.sleep(0.05)

    def hosts_in(self, state):
        """Names of the hosts that are in one of Slurm's states of nodes."""
        done = subprocess.run(self.command("sinfo", "-h", "-N", "-t", state, "-o", "%N"),
                              env=self.job_environment(), capture_output=True, text=True, timeout=30)
        return set(done.stdout.split())

    def command(self, *words):
        """Words that run a command on the head, as on a login node."""
        return [*self.prefix(), *(str(word) for word in words)]

    def job_environment(self):
        """Variables of who submits a job, which it inherits."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        return kept | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                       "SLURM_CONF": str(self.slurm_conf),
                       "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                       "OMPI_MCA_orte_tmpdir_base": str(self.folder / "tmp"),
                       "PRTE_MCA_prte_tmpdir_base": str(self.folder / "tmp")}

    def slurm(self, *words, cwd=None, env=None, timeout=60):
        """Output of a Slurm command, which must succeed."""
        done = subprocess.run(self.command(*words), cwd=cwd, env=self.job_environment() | (env or {}),
                              capture_output=True, text=True, timeout=timeout)
        assert done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def submit(self, script, *words, options=(), cwd, env=None):
        """The job of a batch script, submitted in the folder `cwd` with further options of sbatch."""
        printed = self.slurm("sbatch", "--parsable", *options, script, *words, cwd=cwd, env=env)
        return SlurmJob(self, printed.strip(), Path(cwd))

    def job_named(self, name, folder):
        """The last job of that name that was submitted in `folder`."""
        numbers = [line.split()[0] for line in self.slurm("squeue", "-h", "-t", "all", "-o", "%A %j").splitlines()
                   if line.split()[1] == name]
        return SlurmJob(self, max(numbers, key=int), Path(folder))
