#!/usr/bin/env bash
# What ssh does for mpirun: runs a command on a virtual host. usage: agent.sh [-OPTION…] HOST WORDS…
set -euo pipefail
while [[ $1 == -* ]]; do shift; done
host=$1
shift
pid=$(cat "${VIRTUAL_HOSTS:?folder of the virtual hosts}/$host.pid")
exec nsenter --target "$pid" --net --uts --ipc --mount -- \
  env -i HOME="$HOME" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd / && $*"
