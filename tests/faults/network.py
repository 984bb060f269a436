#!/usr/bin/python3
"""The link of a host breaks during a run: the job ends by itself, and the other hosts complete it.

The hosts are namespaces of this machine (see tests/cluster). Disconnected ranks may continue for a
while; sometimes the job is resumed before they end.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import disks
import processes
import trials

sys.path.append(str(Path(__file__).resolve().parents[1] / "cluster"))
from virtual_hosts import VirtualHosts  # noqa: E402

ENDS_WITHIN_SECONDS = 60  # instead of the minutes that it takes without keepalive
HOSTS = 2


def start(place, hosts, slots, *options):
    """A run on some of the hosts."""
    return place.start("--threads", "1", *options, ranks=sum(slots.values()), prefix=hosts.prefix(),
                       env=hosts.environment(slots))


def wait_for_ranks(hosts):
    """Seconds until no rank or worker process is left on any host."""
    since = time.monotonic()
    while processes.programs(hosts.process.pid):
        assert time.monotonic() - since < ENDS_WITHIN_SECONDS, "ranks that are cut off do not end"
        time.sleep(0.01)
    return time.monotonic() - since


def cut_and_resume(place, hosts, rng, counts):
    """One run that loses a host."""
    process = start(place, hosts, {"n1": rng.choice((1, 2)), "n2": rng.choice((1, 2))})
    is_going = place.wait_for_outputs(process, rng.randint(1, len(place.digests) // 2))
    lost = rng.randint(1, HOSTS)
    hosts.set_link(lost, "down")
    since = time.monotonic()
    status = process.wait(ENDS_WITHIN_SECONDS)
    counts["link cut in mid-run" if is_going else "link cut after the run"] += 1
    assert status or not is_going, "exit 0 although a host was lost"
    counts.figures["seconds until the job ended"].append(time.monotonic() - since)
    place.check_whole()
    left = {f"n{3 - lost}": 2}
    if rng.random() < 0.3:
        counts["resumed at once"] += 1
        start(place, hosts, left, "--resume").wait(ENDS_WITHIN_SECONDS)
        place.check_whole()
    counts.figures["seconds until cut-off ranks ended"].append(wait_for_ranks(hosts))
    last = start(place, hosts, left, "--resume", "--retry-crashed")
    assert last.wait(ENDS_WITHIN_SECONDS) == 0, f"exit {last.returncode} of the last run"
    place.check_complete()


def trial(place, rng, counts):
    """A cluster of two hosts and a head, for one job."""
    with tempfile.TemporaryDirectory(prefix="vh-", dir="/tmp") as folder, VirtualHosts(folder, HOSTS) as hosts:
        cut_and_resume(place, hosts, rng, counts)


if __name__ == "__main__":
    if os.geteuid() != 0 or subprocess.run(("unshare", "--net", "true"), check=False).returncode != 0:
        print("network: skipped: virtual hosts need root")
        sys.exit(disks.SKIPPED)
    trials.run(__doc__, trial, 5, transforms=1200)
