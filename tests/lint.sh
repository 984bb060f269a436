#!/usr/bin/env bash
# clang-format and clang-tidy over all C++ of this checkout; reads the flags of each source
# from a configuration with clang that compiles none of them with others.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash jobs/install.sh build test lint

git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run --Werror

cmake --preset asan -B .build/lint -DCMAKE_UNITY_BUILD=OFF >/dev/null
# tests/quality needs TestU01, which Debian's main section does not have.
git ls-files 'src/*.cpp' 'tests/*.cpp' ':!tests/quality' | xargs -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p .build/lint
