#!/usr/bin/env bash
# Format of all C++, clang-tidy on the C++ that differs from a revision, shellcheck.
# usage: bash tests/lint.sh [REVISION|all]      by default the commit before the last
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! apt-cache show clang-tidy-14 >/dev/null 2>&1; then
  echo "This needs Debian 12: other versions of clang-format and clang-tidy than 14 want other things." >&2
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
