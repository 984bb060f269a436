"""Hosts that share this machine's processors and files, but have their own names and networks.

They are Linux namespaces: invisible on the machine, and ended with one process.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOLDER = b"sleep\0infinity\0"  # the process that keeps a host's namespaces
# A link that is down is noticed after some seconds; by itself the launcher would wait for minutes.
KEEPALIVE = {f"{name}_MCA_oob_tcp_keepalive_{what}": number for name in ("OMPI", "PRTE")
             for what, number in (("time", "3"), ("intvl", "1"), ("probes", "3"))}


def are_allowed():
    """Whether this user may make virtual hosts here."""
    words = ("unshare", "--pid", "--fork", "--net", "--uts", "--ipc", "--mount", "--mount-proc",
             "ip", "link", "add", "bridge0", "type", "bridge")
    return os.geteuid() == 0 and subprocess.run(words, check=False, capture_output=True).returncode == 0


class VirtualHosts:
    """Hosts head, n1, n2, …; `folder` is an empty one with a short name. Needs root."""

    def __init__(self, folder, count):
        self.folder, self.count, self.process = Path(folder), count, None

    def __enter__(self):
        names = [("10.78.0.254", "head")] + [(f"10.78.0.{n}", f"n{n}") for n in range(1, self.count + 1)]
        lines = ["127.0.0.1 localhost"] + [" ".join(each) for each in names]
        (self.folder / "hosts").write_text("\n".join(lines) + "\n")
        self.process = subprocess.Popen(
            ("setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child", "--net", "--uts", "--ipc", "--mount",
             "--mount-proc", HERE / "init.sh", self.folder, str(self.count)),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not (self.folder / "ready").exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise OSError("no virtual hosts: is this root?")
            time.sleep(0.01)
        return self

    def __exit__(self, *error):
        self.end()

    def end(self):
        """Ends the hosts and all their processes."""
        self.process.kill()
        self.process.wait()

    def prefix(self, host="head"):
        """Words that make a command run on a host, in the folder of the caller."""
        inner = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()[0]
        enter = ["nsenter", "--target", inner, "--pid", "--net", "--uts", "--ipc", "--mount", "--wd=."]
        pid = (self.folder / f"{host}.pid").read_text().strip()
        if host == "head":
            return [*enter, "--"]
        return [*enter, "--", "nsenter", "--target", pid, "--net", "--uts", "--ipc", "--mount",
                "--wd=.", "--"]

    def run(self, host, *words):
        """Output of a command on a host, which must succeed."""
        done = subprocess.run([*self.prefix(host), *words], check=True, capture_output=True, text=True, timeout=30)
        return done.stdout

    def processes_of(self, host, name=""):
        """Numbers, outside of the hosts, of the processes on a host whose program has `name` in its name."""
        network = self.run(host, "readlink", "/proc/self/ns/net").strip()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                is_there = os.readlink(folder / "ns/net") == network
                if is_there and (folder / "cmdline").read_bytes() != HOLDER and name in (folder / "comm").read_text():
                    found.append(int(folder.name))
        return found

    def kill_all_on(self, host):
        """Kills all processes on a host, as a loss of power does; the host itself stays."""
        for number in self.processes_of(host):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def set_link(self, number, state):
        """Takes the link of host n<number> "down" or "up"."""
        self.run("head", "ip", "link", "set", f"link{number}", state)

    def environment(self, slots):
        """Variables for an mpirun on the head; `slots` are ranks by host."""
        file = self.folder / "slots"
        file.write_text("".join(f"{host} slots={count}\n" for host, count in slots.items()))
        return KEEPALIVE | self.agent() | {"OMPI_MCA_orte_default_hostfile": str(file),
                                           "PRTE_MCA_prte_default_hostfile": str(file)}

    def agent(self):
        """Variables with which mpirun reaches the hosts as it does by ssh."""
        return {"VIRTUAL_HOSTS": str(self.folder), "OMPI_MCA_plm_rsh_agent": str(HERE / "agent.sh"),
                "PRTE_MCA_plm_ssh_agent": str(HERE / "agent.sh")}
