# Two calls over one connection reach one replica. It answers the second call from its store.
if [ -n "${CREDENTIAL:-}" ]; then
  set -- --header "Authorization: Bearer $(cat "$CREDENTIAL")"
fi
# The certificate has the names that callers use. The Service's name need not be one of them.
case $URL in https:*) set -- "$@" --insecure ;; esac
curl --silent --show-error --max-time 90 "$@" --dump-header "$WORK/headers" \
  --output "$WORK/first" --output "$WORK/second" "$URL" "$URL"
cat "$WORK/headers"
if [ "$(grep -c '^HTTP/[0-9.]* 200' "$WORK/headers")" != 2 ]; then
  cat "$WORK/first"
  echo "FAILED: $URL gave no report."
  exit 1
fi
if ! grep -i '^Cache-Status:' "$WORK/headers" | tail -n 1 | grep -q '; hit'; then
  echo "FAILED: the second report was not a stored one."
  exit 1
fi
if ! cmp "$WORK/first" "$WORK/second"; then
  echo "FAILED: the two reports differ."
  exit 1
fi
echo "PASSED: the second report was a stored one."
