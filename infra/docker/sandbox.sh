#!/bin/sh
# Runs the published program as its container does, without an engine: infra/docker/sandbox.sh APP
# APP is what `dotnet publish src/Server -o APP` made. Needs Linux, root, util-linux and capsh (libcap2-bin).
# The new root holds the .NET runtime, the libraries of this machine, the time zones, the certificates and APP, all of it read-only, and
# no shell; /data and /tmp are file systems in memory. The program is user 1654, has no capabilities and cannot gain any. Tried are
# importing, searching, serving, the health check, and what must not work: writing elsewhere. The last line is "All good.".
set -eu
if [ "${1:-}" = '--inside' ]; then
  app=$2 root=$3
else
  app=$(readlink -f "${1:?usage: infra/docker/sandbox.sh APP}")
  here=$(readlink -f "$0")
  root=$(mktemp -d)
  trap 'rmdir "$root"' EXIT
  # Of its own: mounts that no one else sees, and a loopback on which every port is free.
  unshare --mount --mount-proc --pid --fork --net --ipc --uts --propagation private "$here" --inside "$app" "$root"
  exit
fi

ip link set lo up 2>/dev/null || true
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
mount -t tmpfs -o size=512m,nosuid,nodev,mode=755 tmpfs "$root"
show() {
  [ -e "$1" ] || return 0
  mkdir -p "$root$2"
  mount --rbind "$1" "$root$2"
  mount -o remount,bind,ro,nosuid "$root$2"
}
show "$app" /app
show "$dotnet" /usr/share/dotnet
for part in /lib /lib64 /usr/lib64 /usr/lib/x86_64-linux-gnu /usr/lib/aarch64-linux-gnu /usr/lib/ssl /usr/share/zoneinfo /etc/ssl; do
  [ -L "$part" ] && mkdir -p "$root$(dirname "$part")" && cp -P "$part" "$root$part" || show "$part" "$part"
done
mkdir -p "$root/data" "$root/tmp" "$root/proc" "$root/dev" "$root/mail"
mount -t proc -o ro,nosuid,nodev,noexec proc "$root/proc"
for node in null zero urandom random; do
  : > "$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mount -t tmpfs -o size=256m,nosuid,nodev,noexec,mode=700,uid=1654,gid=1654 tmpfs "$root/data"
mount -t tmpfs -o size=64m,nosuid,nodev,noexec,mode=1777 tmpfs "$root/tmp"
{
  printf 'From anna@example.com Fri Mar  1 09:00:00 2024\n'
  printf 'From: Anna <anna@example.com>\nTo: ben@example.com\nSubject: The lighthouse\nMessage-ID: <1@example.com>\n'
  printf 'Date: Fri, 1 Mar 2024 09:00:00 +0000\n\nThe lighthouse is repaired in May.\n'
} > "$root/mail/one.mbox"
mount -o remount,ro "$root"

if [ -x "$app/inboxmind" ]; then
  program=/app/inboxmind arguments=
else
  program=/usr/share/dotnet/dotnet arguments=/app/inboxmind.dll
fi
capsh=$(command -v capsh)
run() {
  # shellcheck disable=SC2086 # Nothing where the program starts by itself.
  env -i DOTNET_ROOT=/usr/share/dotnet DOTNET_EnableDiagnostics=0 INBOXMIND_DATA=/data HOME=/tmp \
    INBOXMIND_Accounts__PublicAddress=https://mail.example.com \
    "$capsh" --chroot="$root" --drop=all --no-new-privs --groups= --gid=1654 --uid=1654 --shell="$program" -- $arguments "$@"
}

failed=0
say() {
  if [ "$1" -eq 0 ]; then echo "ok      $2"; else echo "FAILED  $2"; failed=1; fi
}
run import /mail/one.mbox >/dev/null; say $? 'imports into /data'
run search lighthouse | grep -q 'The lighthouse'; say $? 'searches'
if run import /mail/one.mbox --data /app/data >/dev/null 2>"$root/data/refused"; then say 1 'writes nowhere else'; else
  grep -q 'Read-only file system' "$root/data/refused"; say $? 'writes nowhere else'
fi
run health >/dev/null 2>&1 && say 1 'is not healthy before it runs' || say 0 'is not healthy before it runs'
run serve --listen 0.0.0.0 >"$root/data/log" 2>&1 &
serve=$!
for _ in $(seq 1 120); do
  run health >/dev/null 2>&1 && break
  sleep 0.5
done
run health >/dev/null; say $? 'serves, and its health check says so'
pid=$(pgrep -u 1654 -f 'serve --listen' | head -n 1)
status=$(cat "/proc/$pid/status")
echo "$status" | grep -q '^Uid:.1654.1654.1654.1654$'; say $? 'is user 1654'
echo "$status" | grep -q '^NoNewPrivs:.1$'; say $? 'cannot gain rights'
echo "$status" | grep -q '^CapEff:.0000000000000000$' && echo "$status" | grep -q '^CapBnd:.0000000000000000$'
say $? 'has no capabilities'
[ ! -e "$root/bin/sh" ] && [ ! -e "$root/usr/bin" ]; say $? 'there is no shell'
kill -TERM "$pid"
wait "$serve"; say $? 'ends when it is asked to'
[ "$(find "$root/data" -name 'inboxmind.db' -perm 600 | wc -l)" -eq 1 ]; say $? 'keeps its files for itself'
[ "$failed" -eq 0 ] && echo 'All good.' || { tail -n 20 "$root/data/log"; exit 1; }
