#!/usr/bin/env bash
# Checks the format of all C++ files and all scripts with shellcheck, and runs clang-tidy on C++ files
# that differ from a revision.
# usage: bash tests/lint.sh [REVISION|all]      default: the commit before the last
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! apt-cache show clang-tidy-14 >/dev/null 2>&1; then
  echo "lint needs Debian 12: versions of clang-format and clang-tidy other than 14 give other results" >&2
  exit 2
fi
bash jobs/install.sh build test lint

git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run --Werror
git ls-files '*.sh' '*.sbatch' .ci/run | xargs shellcheck

# tests/quality needs TestU01, which Debian's main section does not have.
sources=(':(glob)src/**/*.cpp' ':(glob)tests/**/*.cpp' ':!tests/quality')
since=${1:-HEAD~1}
if [ "$since" = all ]; then
  chosen=$(git ls-files "${sources[@]}")
else
  chosen=$(git diff --name-only --diff-filter=d "$since" -- "${sources[@]}")
fi
[ -n "$chosen" ] || exit 0
cmake --preset lint >/dev/null
xargs -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p .build/lint <<<"$chosen"
