#!/usr/bin/env bash
# Ceph's radosgw with one monitor, one manager and one BlueStore OSD on a sparse file, all on the loopback.
#
# usage: radosgw.sh start DIR PORT ACCESS_KEY SECRET_KEY   prints the process ids once the gateway answers
#        radosgw.sh stop DIR
#
# Debian: apt-get install --no-install-recommends radosgw ceph-osd ceph-mon ceph-mgr ceph-common
# What was learned the hard way: cephx must stay on (without it radosgw 16 loops on get_initial_auth_request);
# tcp_nodelay is off by default and costs every keep-alive request 40 ms; one copy needs mon_allow_pool_size_one.
set -euo pipefail

start() {
  local dir=$1 port=$2 access=$3 secret=$4 mon=$(( $2 + 1 ))
  for program in ceph-mon ceph-mgr ceph-osd radosgw radosgw-admin ceph ceph-authtool monmaptool; do
    command -v "$program" >/dev/null || { echo "$program is not installed" >&2; exit 3; }
  done
  mkdir -p "$dir"/{mon,mgr,osd,run,log}
  local fsid; fsid=$(cat /proc/sys/kernel/random/uuid)
  cat >"$dir/ceph.conf" <<CONF
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$mon/0,v1:127.0.0.1:$((mon + 1))/0]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
run dir = $dir/run
admin socket = $dir/run/\$name.asok
log file = $dir/log/\$name.log
keyring = $dir/keyring
mon data = $dir/mon
mgr data = $dir/mgr
osd data = $dir/osd
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd crush chooseleaf type = 0
osd objectstore = bluestore
bluestore block size = ${RADOSGW_BYTES:-42949672960}
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 1
mon data avail warn = 2
osd memory target = 1610612736
osd pool default pg autoscale mode = off
debug ms = 0
debug mon = 0
debug osd = 0
debug bluestore = 0
debug rocksdb = 0
debug mgr = 0
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
debug rgw = 0
CONF
  local conf=$dir/ceph.conf key=$dir/keyring
  ceph-authtool --create-keyring "$key" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$key" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
  ceph-authtool "$key" --gen-key -n mgr.x --cap mon 'allow profile mgr' --cap osd 'allow *' >/dev/null
  ceph-authtool "$key" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *' >/dev/null
  ceph-authtool "$key" --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw' >/dev/null
  monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon,v1:127.0.0.1:$((mon + 1))]" \
    "$dir/monmap" >/dev/null
  ceph-mon --mkfs -i a -c "$conf" --monmap "$dir/monmap" --keyring "$key" >>"$dir/log/out" 2>&1
  daemon "$dir" mon ceph-mon -f -i a -c "$conf"
  local ceph=(timeout 60 ceph -c "$conf" --keyring "$key" -n client.admin)
  "${ceph[@]}" auth import -i "$key" >>"$dir/log/out" 2>&1
  daemon "$dir" mgr ceph-mgr -f -i x -c "$conf"
  local osd; osd=$(cat /proc/sys/kernel/random/uuid)
  "${ceph[@]}" osd new "$osd" >>"$dir/log/out" 2>&1
  ceph-osd --mkfs -i 0 -c "$conf" --osd-uuid "$osd" >>"$dir/log/out" 2>&1
  daemon "$dir" osd ceph-osd -f -i 0 -c "$conf"
  until "${ceph[@]}" osd stat 2>/dev/null | grep -q '1 up'; do sleep 0.5; done
  # The daemon of Debian 12 aborts on some requests, hence the restart loop around it.
  daemon "$dir" rgw bash -c 'while :; do radosgw -f -n client.rgw -c "$0"; sleep 1; done' "$conf"
  local deadline=$((SECONDS + 120))
  until curl -s -o "$dir/run/probe" "http://127.0.0.1:$port/"; do
    ((SECONDS < deadline)) || { echo "radosgw did not answer within 120 s, see $dir/log" >&2; exit 4; }
    sleep 0.5
  done
  radosgw-admin -c "$conf" --keyring "$key" -n client.admin user create --uid=bench --display-name=bench \
    --access-key="$access" --secret-key="$secret" --max-buckets=0 >>"$dir/log/out" 2>&1
  cat "$dir"/run/*.pid
}

daemon() {
  local dir=$1 name=$2; shift 2
  setsid "$@" >>"$dir/log/$name.out" 2>&1 &
  echo $! >"$dir/run/$name.pid"
}

stop() {
  local dir=$1 name pid
  for name in rgw mgr osd mon; do
    [ -f "$dir/run/$name.pid" ] || continue
    pid=$(cat "$dir/run/$name.pid")
    kill -TERM -- "-$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 -- "-$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$pid" 2>/dev/null || true
    rm -f "$dir/run/$name.pid"
  done
}

"$@"
