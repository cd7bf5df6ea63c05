# A request without a credential gets no report, and the answer says why.
# The certificate has the names that callers use. The Service's name need not be one of them.
case $URL in https:*) set -- --insecure ;; esac
status=$(curl --silent --show-error --max-time 30 "$@" --dump-header "$WORK/headers" --output "$WORK/body" --write-out '%{http_code}' "$URL")
cat "$WORK/headers" "$WORK/body"
if [ "$status" != 401 ]; then
  echo "FAILED: $URL answered $status without a credential."
  exit 1
fi
if ! grep -qi '^Content-Type: application/problem+json' "$WORK/headers" || ! grep -q ':unauthenticated"' "$WORK/body"; then
  echo "FAILED: the refusal is not a problem that says what is missing."
  exit 1
fi
echo "PASSED: a credential is required."
