"""Compares a sample's crawl.warc.gz with its pages.json and prints counts.

usage: check.py SAMPLES_DIR

Needs only the standard library: it reads wget's own layout, not WARC files at large.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

LIMIT = 4_500_000


def records(path):
    with gzip.open(path) as stream:
        while line := stream.readline():
            if not line.startswith(b"WARC/"):
                continue
            fields = {}
            while line := stream.readline().strip():
                name, _, value = line.decode("utf-8").partition(":")
                fields[name.lower()] = value.strip()
            yield fields, stream.read(int(fields["content-length"]))


def main(samples):
    samples = Path(samples)
    crawl = samples / "crawl.warc.gz"
    labels = {label["url"]: label for label in json.loads((samples / "pages.json").read_text("utf-8"))}
    seen, types = {}, Counter()
    for fields, block in records(crawl):
        types[fields["warc-type"]] += 1
        if fields["warc-type"] == "response":
            url = fields["warc-target-uri"].strip("<>")
            seen.setdefault(url, []).append(int(block.split(b" ", 2)[1]))
    problems = [f"not crawled: {url}" for url in labels if url not in seen]
    problems += [f"not labelled: {url}" for url in seen if url not in labels]
    problems += [f"fetched {len(s)} times: {url}" for url, s in seen.items()
                 if url in labels and len(s) != labels[url].get("fetched", 1)]
    problems += [f"status {s}: {url}" for url, s in seen.items()
                 if url in labels and s[0] != labels[url]["status"]]
    if crawl.stat().st_size > LIMIT:
        problems.append(f"{crawl.stat().st_size} bytes are more than {LIMIT}")
    print(crawl.stat().st_size, "bytes;", dict(types))
    for key in ("status", "kind", "expect", "transfer"):
        print(key, dict(Counter(label.get(key) for label in labels.values()).most_common()))
    print("languages", len({label["language"] for label in labels.values() if "language" in label}),
          "clusters", len({label["cluster"] for label in labels.values() if "cluster" in label}))
    print("\n".join(problems) or "no problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
