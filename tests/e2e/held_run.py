"""A run that is held in the middle of its work: some files are done, one has failed, and its threads wait."""

from faulty_calls import faults
from sounds import sine, write_wav
from support import DEFAULT_REPORT

FRAMES = 10_000
ITEMS = 24
NAMES = [f"in/{i:02}.wav" for i in range(ITEMS)]
JOURNAL = DEFAULT_REPORT + ".journal"


def starter(work, gate):
    """Makes the inputs, and returns a function that starts a run and waits until all of its threads are held."""
    for i, name in enumerate(NAMES):
        write_wav(work / name, sine(FRAMES + 10 * i))
    # The largest, so that it comes first.
    (work / NAMES[0]).write_bytes(b"no audio" * FRAMES)

    def start(*options, done=5, threads=1, ranks=None):
        gate.close()
        process = work.start("run", "in", "--output-dir", "out", f"--threads={threads}", *options, ranks=ranks,
                             env=faults(gate.behind_outputs(done)))
        gate.wait(threads)
        return process

    return start
