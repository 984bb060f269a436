#!/usr/bin/env bash
# The benchmark suite on a fresh Debian machine: installs what is missing, builds, measures, and
# prints one Markdown table of ratios.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bash tests/benchmarks/run.sh [-r ROUNDS] [-w WORK,...]

  -r ROUNDS    interleaved rounds that count (default 5); one more goes before them
  -w WORK,...  what to measure (default a,b,c,d,e,f,g)
                 a  the demonstration's 24 files     b  many small recordings
                 c  one file of an hour              d  the kernel alone, on one core
                 e  the demonstration's files as 16-bit integers
                 f  ten thousand files of a second
                 g  the recordings to 16 kHz

Resampling without files, against soxr, is benchmark_resampling of a build with tests; loudness, against
libebur128, benchmark_loudness; each transform, and chains against their parts, benchmark_transforms.
Other programs on each file, against xargs and GNU parallel, are tests/benchmarks/map.py; a thousand m4a
files, against ffmpeg under xargs, tests/benchmarks/ffmpeg_formats.py; an hour cut into segments, against
decoding it once, tests/benchmarks/segments.py.
What planning a million files takes is told by tests/benchmarks/planning.py, with the program built.

Takes up to 3 GB below TMPDIR (default /var/tmp; a real disk, not memory) and some ten minutes on
two cores, which should have nothing else to do. MPIEXEC (default mpirun) starts MPI jobs, PYTHON
(default /usr/bin/python3) has SciPy and h5py.
TEXT
}

rounds=5
works=a,b,c,d,e,f,g
while getopts 'r:w:h' option; do
  case $option in
    r) rounds=$OPTARG ;;
    w) works=$OPTARG ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
{
  bash jobs/install.sh build run bench
  cmake --preset release -DMPIETL_TESTS=ON
  cmake --build --preset release --target mpietl benchmark_kernel
} >&2

folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-/usr/bin/python3}" tests/benchmarks/suite.py --build build --folder "$folder" \
  --mpiexec "${MPIEXEC:-mpirun}" --rounds "$rounds" --works "$works"
