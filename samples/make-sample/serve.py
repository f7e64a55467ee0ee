"""Serves a generated site as an HTTP proxy on the loopback, so that a crawler sees its host names.

usage: serve.py SITE_DIR PORT

Pages go out as their manifest entry says: whole, chunked, compressed, cut short.
"""

import gzip
import json
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHUNK = 3000


def _deflate(body, wbits):
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return packer.compress(body) + packer.flush()


ENCODINGS = {
    "gzip": ("gzip", lambda b: gzip.compress(b, mtime=0)),
    "x-gzip": ("x-gzip", lambda b: gzip.compress(b, mtime=0)),
    "gzip-chunked": ("gzip", lambda b: gzip.compress(b, mtime=0)),
    "truncated-gzip": ("gzip", lambda b: gzip.compress(b, mtime=0)[:-len(b) // 12]),
    "deflate": ("deflate", lambda b: _deflate(b, 15)),
    "raw-deflate": ("deflate", lambda b: _deflate(b, -15)),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SampleSite/1.0"
    sys_version = ""

    def do_GET(self):
        entry = self.server.pages.get(self.path)
        if entry is None:
            entry = {"status": 404, "headers": [["Content-Type", "text/html"]], "transfer": "plain"}
            body = b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n"
        else:
            body = (self.server.bodies / entry["body"]).read_bytes()
        transfer = entry["transfer"]
        self.send_response(entry["status"])
        for name, value in entry["headers"]:
            self.send_header(name, value)
        if transfer in ENCODINGS:
            coding, pack = ENCODINGS[transfer]
            self.send_header("Content-Encoding", coding)
            body = pack(body)
        if transfer.endswith("chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            pieces = [body[i:i + CHUNK] for i in range(0, len(body), CHUNK)] + [b""]
            body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
        elif transfer != "close":
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        self.wfile.write(body[:len(body) * 2 // 3] if transfer == "short" else body)

    def log_message(self, *args):
        pass


def main(site_dir, port):
    site_dir = Path(site_dir)
    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)
    server.bodies = site_dir / "bodies"
    server.pages = {e["url"]: e for e in json.loads((site_dir / "manifest.json").read_text("utf-8"))}
    print("serving", len(server.pages), "pages", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
