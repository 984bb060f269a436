#!/bin/bash
# The demonstration against its Python original and against cp, as one Markdown table.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: demo.sh [-r ROUNDS] [FOLDER]

Makes the demonstration's input (1 GB) in FOLDER/sounds with mpietl where it is
missing, then runs ROUNDS (default 5) interleaved rounds of mpietl on 2 and on
16 ranks, the Python original with a Pool of 2, and cp by two processes, each
with a warm page cache and no old output. Needs 2.5 GB of room.
Without FOLDER a temporary one is used and removed.

MPIETL   the program (default: build/mpietl of this checkout)
MPIEXEC  the MPI launcher (default: mpirun)
PYTHON   the interpreter with SciPy (default: /usr/bin/python3)
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath -m "${MPIETL:-$here/../../build/mpietl}")
rounds=5
while getopts 'r:h' option; do
    case $option in
        r) rounds=$OPTARG ;;
        h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))

if [ ! -x "$program" ]; then
    echo "demo.sh: no program at $program: build it or set MPIETL" >&2
    exit 2
fi

if [ $# -gt 0 ]; then
    mkdir -p "$1"
    folder=$(realpath "$1")
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi

(cd "$folder" && "$program" generate --output-dir sounds >/dev/null)
"${PYTHON:-/usr/bin/python3}" "$here/compare.py" --mpietl "$program" \
    --mpiexec "${MPIEXEC:-mpirun}" --rounds "$rounds" "$folder"
