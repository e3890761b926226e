#!/bin/sh
# Looks whether a deployment answers: infra/smoke.sh ADDRESS [TOKEN [QUESTION]]
# Without a token: that it is up, refuses strangers, and knows its sign-ins. With one: who it is, its mail, its health where the
# token is an operator's; and with a question, that there is an answer.
set -u
address=${1:?usage: infra/smoke.sh ADDRESS [TOKEN [QUESTION]]}
address=${address%/}
token=${2:-}
question=${3:-}
failed=0
body=$(mktemp)
trap 'rm -f "$body"' EXIT

# check NAME EXPECTED-STATUSES PATH [curl options...]: waits for a cold start, and says what it got.
check() {
  name=$1 expected=$2 path=$3
  shift 3
  status=$(curl --silent --show-error --max-time 60 --retry 3 --retry-connrefused --output "$body" --write-out '%{http_code}' "$@" \
    "$address$path")
  case " $expected " in
    *" $status "*) echo "ok      $name ($status)" ;;
    *) echo "FAILED  $name: $status instead of $expected"; head -c 500 "$body"; echo; failed=1 ;;
  esac
}

check 'it is up' 200 /health
check 'strangers are refused' 401 /api/v1/emails
check 'paths that are not there say so' 404 /api/v1/nothing
check 'it describes itself' 200 /openapi/v1.json
check 'sign-in with Google' '302 404' /api/v1/oauth/google
check 'sign-in with Microsoft' '302 404' /api/v1/oauth/microsoft
if [ -n "$token" ]; then
  # From a file that only this shell sees: arguments are seen by everyone on the machine.
  header=$(mktemp)
  trap 'rm -f "$body" "$header"' EXIT
  printf 'Authorization: Bearer %s\n' "$token" > "$header"
  check 'the token is known' 200 /api/v1/auth/me --header "@$header"
  check 'mail is listed' 200 '/api/v1/emails?limit=1' --header "@$header"
  check 'mailboxes are listed' 200 /api/v1/mailboxes --header "@$header"
  check 'detailed health (operators only)' '200 403' /health/detailed --header "@$header"
  if [ -n "$question" ]; then
    json=$(printf '%s' "$question" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')
    check 'a question is answered' 200 /api/v1/rag/query --header "@$header" --header 'Content-Type: application/json' \
      --data "{\"query\": \"$json\"}"
    cat "$body"
    echo
  fi
fi

[ "$failed" -eq 0 ] && echo 'All good.'
exit "$failed"
