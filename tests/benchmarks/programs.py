"""The compared commands, as words."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORES = len(os.sched_getaffinity(0))
# More ranks than cores, and root in a container; PRTE_MCA_ is for Open MPI 5.
OPEN_MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
            "OMPI_MCA_rmaps_base_oversubscribe": "1", "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
            "OMPI_MCA_hwloc_base_binding_policy": "none", "PRTE_MCA_hwloc_default_binding_policy": "none"}
ENVIRONMENT = OPEN_MPI | os.environ


class Programs:
    """Finds the programs; all commands read the folder sounds and write to the folder out."""

    def __init__(self, build, launcher):
        self.mpietl = str(build / "mpietl")
        self.kernel = [str(build / "tests/benchmarks/benchmark_kernel")]
        self.launcher = launcher

    def ranks(self, count, *arguments):
        """mpietl on some ranks; a run adds noise and clips it, as the others do."""
        noise = ["--transform", "gaussian_noise", "--transform", "clip"] if arguments[0] == "run" else []
        return [*self.launcher, "-n", str(count), self.mpietl, *arguments, *noise]

    def tones(self, *options):
        """Makes test tones in the folder sounds."""
        return [self.mpietl, "generate", "--progress", "none", *options]

    @staticmethod
    def python(script, *options):
        """A Python program of this folder."""
        return [sys.executable, str(HERE / script), *options]

    @staticmethod
    def copy(files):
        """cp with as many processes as cores, each with its part of the files."""
        part = -(-files // CORES)
        return ["sh", "-c", f"find sounds -type f -print0 | xargs -0 -s 1000000 -n {part} -P {CORES} cp -t out"]

    @staticmethod
    def sox():
        """sox under GNU parallel; turning the volume down is less work than noise and clip."""
        return ["sh", "-c", "find sounds -type f -print0 | "
                f"parallel --will-cite -0 -j {CORES} sox {{}} out/{{/}} gain -1"]

    def at_16_khz(self, count):
        """mpietl on some ranks, converting to 16 kHz, one channel, 16 bits."""
        return [*self.launcher, "-n", str(count), self.mpietl, "run", "sounds", "--output-dir", "out", "--rate", "16000",
                "--channels", "1", "--subtype", "pcm_16"]

    @staticmethod
    def sox_at_16_khz():
        """The same with sox under GNU parallel."""
        return ["sh", "-c", "find sounds -type f -print0 | "
                f"parallel --will-cite -0 -j {CORES} sox {{}} -b 16 out/{{/}} remix - rate -h 16000"]

    @staticmethod
    def ffmpeg_at_16_khz():
        """The same with ffmpeg under xargs."""
        return ["sh", "-c", "cd sounds && find . -type f -print0 | "
                f"xargs -0 -P {CORES} -I {{}} ffmpeg -nostdin -loglevel error -i {{}} -ar 16000 -ac 1 ../out/{{}}"]
