#!/usr/bin/env bash
# Process 1 of a new PID namespace and host `head` (10.78.0.254) of a virtual cluster: makes the hosts
# n1, n2, … (10.78.0.1, …), each with its own network, host name, shared memory and /etc/hosts,
# joined by a bridge. All ends with this process.
# usage: init.sh FOLDER HOSTS, by way of virtual_hosts.py
set -euo pipefail
folder=$1
hosts=$2

equip() {
  hostname "$1"
  ip link set lo up
  mount --bind "$folder/hosts" /etc/hosts
  mount -t tmpfs -o mode=1777 memory /dev/shm
}

if [ "$hosts" = - ]; then # one of the others
  equip "$3"
  echo $$ >"$folder/$3.new"
  mv "$folder/$3.new" "$folder/$3.pid"
  exec sleep infinity
fi

equip head
echo 1 >"$folder/head.pid"
ip link add bridge0 type bridge
ip addr add 10.78.0.254/24 dev bridge0
ip link set bridge0 up
for number in $(seq "$hosts"); do
  unshare --net --uts --ipc --mount "$0" "$folder" - "n$number" &
done
for number in $(seq "$hosts"); do
  until [ -s "$folder/n$number.pid" ]; do sleep 0.01; done
  pid=$(cat "$folder/n$number.pid")
  ip link add "link$number" type veth peer name eth0 netns "$pid"
  ip link set "link$number" master bridge0 up
  nsenter --target "$pid" --net ip addr add "10.78.0.$number/24" dev eth0
  nsenter --target "$pid" --net ip link set eth0 up
done
touch "$folder/ready"
# A shell that waits buries the orphans that it adopts.
sleep infinity &
wait $!
