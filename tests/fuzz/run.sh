#!/usr/bin/env bash
# Runs each fuzzer of .build/fuzz, as many at once as there are cores; fails on a finding, whose
# input is kept in .build/fuzz/findings.
# usage: bash tests/fuzz/run.sh [SECONDS]      for each, by default 60
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$here/../../.build/fuzz" && pwd)
seconds=${1:-60}

fuzz() {
  local name=$1
  local corpus=$build/corpus/$name findings=$build/findings/$name dictionary=$here/$name.dict
  mkdir -p "$corpus" "$findings"
  local options=("-max_total_time=$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=2048
    "-artifact_prefix=$findings/" -print_final_stats=1)
  if [ -f "$dictionary" ]; then options+=("-dict=$dictionary"); fi
  if "$build/tests/fuzz/fuzz_$name" "${options[@]}" "$corpus" "$here/corpus/$name" \
    >"$build/$name.log" 2>&1; then
    echo "fuzz_$name: $(grep -a number_of_executed_units "$build/$name.log") in $seconds s, no finding"
  else
    echo "fuzz_$name: a finding, kept in $findings; the end of $build/$name.log:"
    tail -n 40 "$build/$name.log"
    return 1
  fi
}

running=()
failed=0
for corpus in "$here"/corpus/*; do
  fuzz "$(basename "$corpus")" &
  running+=($!)
  if [ ${#running[@]} -ge "$(nproc)" ]; then
    wait "${running[0]}" || failed=1
    running=("${running[@]:1}")
  fi
done
for process in "${running[@]}"; do wait "$process" || failed=1; done
exit $failed
