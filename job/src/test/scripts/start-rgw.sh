#!/usr/bin/env bash
# start-rgw.sh DIRECTORY RGW_PORT MON_PORT MON_V1_PORT
#
# A Ceph cluster of one monitor, one OSD in memory and one RGW, on 127.0.0.1, for tests. Prints
# "ready" once RGW answers, and goes on until its standard input ends or it is told to stop; then it
# stops everything and removes DIRECTORY. RGW is started again when it crashes, which RGW 16 and 18
# do on a part copy of a key with a "%". Needs radosgw, ceph-mon, ceph-osd and ceph-common.
# Access key: rgw-access. Secret key: rgw-secret. Storage classes: STANDARD, STANDARD_IA.
set -euo pipefail
ulimit -c 0

dir=$1 rgw_port=$2 mon_port=$3 mon_v1_port=$4
conf=$dir/ceph.conf
monitors="[v2:127.0.0.1:$mon_port,v1:127.0.0.1:$mon_v1_port]"
cluster=$(cat /proc/sys/kernel/random/uuid)
osd=$(cat /proc/sys/kernel/random/uuid)
as_user=()
[ "$(id -u)" = 0 ] && as_user=(--setuser root --setgroup root)

mkdir -p "$dir"/{mon,osd,run,log}
cat >"$conf" <<C
[global]
fsid = $cluster
mon initial members = a
mon host = $monitors
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
paxos propose interval = 0.05
paxos min wait = 0.01
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public network = 127.0.0.0/8
run dir = $dir/run
admin socket =
pid file = $dir/run/\$name.pid
log file = $dir/log/\$name.log
crash dir = $dir/run
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
[mon]
mon data = $dir/mon
mon cluster log file = $dir/log/cluster.log
[osd]
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 8589934592
osd class load list = *
osd class default list = *
[client.rgw]
rgw data = $dir/run
rgw frontends = beast endpoint=127.0.0.1:$rgw_port
rgw enable usage log = false
rgw enable ops log = false
rgw gc obj min wait = 1
rgw gc processor period = 5
debug rgw = 0/0
C
export CEPH_CONF=$conf CEPH_ARGS=

children=()
server=
stop() {
  trap - EXIT TERM INT
  touch "$dir/stopping"
  while [ -n "$server" ] && kill -0 "$server" 2>/dev/null; do
    kill -KILL "$(cat "$dir/rgw.pid")" 2>/dev/null || true
    sleep 0.1
  done
  kill -KILL "${children[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 0' TERM INT

serve() {
  trap - EXIT TERM INT
  until [ -e "$dir/stopping" ]; do
    radosgw -c "$conf" "${as_user[@]}" -n client.rgw -f >>"$dir/log/rgw.out" 2>&1 &
    echo $! >"$dir/rgw.pid"
    wait $! 2>/dev/null || true
    sleep 0.2
  done
}

place() {
  radosgw-admin -c "$conf" zonegroup placement add --rgw-zonegroup default \
    --placement-id default-placement --storage-class STANDARD_IA
  radosgw-admin -c "$conf" zone placement add --rgw-zone default \
    --placement-id default-placement --storage-class STANDARD_IA --data-pool default.rgw.ia
}

{
  monmaptool --create --clobber --fsid "$cluster" --addv a "$monitors" "$dir/monmap"
  ceph-mon -c "$conf" "${as_user[@]}" --mkfs -i a --monmap "$dir/monmap"
  ceph-mon -c "$conf" "${as_user[@]}" -i a -f &
  children+=($!)
  ceph -c "$conf" osd new "$osd"
  ceph-osd -c "$conf" "${as_user[@]}" -i 0 --mkfs --osd-uuid "$osd"
  ceph-osd -c "$conf" "${as_user[@]}" -i 0 -f &
  children+=($!)
  radosgw-admin -c "$conf" user create --uid=test --display-name=test \
    --access-key=rgw-access --secret-key=rgw-secret --max-buckets=0
  # One who may do what policies allow.
  radosgw-admin -c "$conf" user create --uid=guest --display-name=guest \
    --access-key=rgw-guest --secret-key=rgw-guest-secret
  place
} >"$dir/log/start.out" 2>&1 </dev/null

serve </dev/null &
server=$!
until (exec 3<>"/dev/tcp/127.0.0.1/$rgw_port") 2>/dev/null; do sleep 0.1; done
echo ready
read -r _ || true
