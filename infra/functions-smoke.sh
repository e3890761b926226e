#!/usr/bin/env bash
# Runs the published Functions app on the Functions host (Core Tools) with Azurite, and looks whether it answers:
# infra/functions-smoke.sh APP. Needs func, node, and `npm ci` in tests/Azurite.
set -euo pipefail
app=$(cd "${1:?usage: infra/functions-smoke.sh APP}" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
node "$here/tests/Azurite/node_modules/azurite/dist/src/azurite.js" --blobHost 127.0.0.1 --queueHost 127.0.0.1 --tableHost 127.0.0.1 \
  --inMemoryPersistence --silent --disableTelemetry --skipApiVersionCheck &
pids+=($!)
cd "$app"
export FUNCTIONS_WORKER_RUNTIME=dotnet-isolated AzureWebJobsStorage=UseDevelopmentStorage=true InboxMind__Data="$work/data"
func start --port 7071 > "$work/log" 2>&1 &
pids+=($!)
for _ in $(seq 1 120); do
  curl -fsS http://localhost:7071/health >/dev/null 2>&1 && break
  sleep 1
done
sh "$here/infra/smoke.sh" http://localhost:7071 || { tail -n 50 "$work/log"; exit 1; }
