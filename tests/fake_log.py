"""Logs on loopback that serve RFC 6962 and static-ct, truthfully or with faults.

Each log has a list of entries, a key, and `mischief`: a function that is shown every request and
may answer it otherwise.  Signing is openssl's.
"""

import base64
import gzip
import hashlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.parse


def sha256(data):
    return hashlib.sha256(data).digest()


def vector(data, octets):
    return len(data).to_bytes(octets, "big") + data


class Entry:
    """A certificate, or with `tbs` a precertificate, and the certificates above it."""

    def __init__(self, certificate, chain, timestamp, tbs=None):
        self.certificate, self.chain, self.tbs = certificate, chain, tbs
        self.timestamp = timestamp

    def signed(self):
        if self.tbs is None:
            return b"\0\0" + vector(self.certificate, 3)
        return b"\0\1" + sha256(self.chain[0]) + vector(self.tbs, 3)

    def timestamped(self, index=None):
        extensions = b"" if index is None else b"\0" + vector(index.to_bytes(5, "big"), 2)
        return self.timestamp.to_bytes(8, "big") + self.signed() + vector(extensions, 2)

    def leaf(self, index=None):
        return b"\0\0" + self.timestamped(index)

    def extra(self):
        chain = vector(b"".join(vector(c, 3) for c in self.chain), 3)
        return chain if self.tbs is None else vector(self.certificate, 3) + chain

    def tile_leaf(self, index):
        precertificate = b"" if self.tbs is None else vector(self.certificate, 3)
        return self.timestamped(index) + precertificate + vector(
            b"".join(sha256(c) for c in self.chain), 2)


class Key:
    def __init__(self, folder):
        self.path = os.path.join(folder, "key-%s.pem" % os.urandom(4).hex())
        subprocess.run(["openssl", "ecparam", "-genkey", "-name", "prime256v1", "-noout",
                        "-out", self.path], check=True, capture_output=True)
        self.spki = subprocess.run(["openssl", "pkey", "-in", self.path, "-pubout", "-outform",
                                    "DER"], check=True, capture_output=True).stdout
        self.id = sha256(self.spki)

    def sign(self, data):
        return subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.path], input=data,
                              check=True, capture_output=True).stdout


class Tree:
    """The Merkle tree of RFC 6962 2.1 over the leaves' hashes, by its definition."""

    def __init__(self, leaves):
        self.leaves, self.known = leaves, {}

    def root(self, start, end):
        n = end - start
        if n == 0:
            return sha256(b"")
        if n == 1:
            return self.leaves[start]
        if (start, end) not in self.known:
            k = 1 << (n - 1).bit_length() - 1
            self.known[start, end] = sha256(
                b"\1" + self.root(start, start + k) + self.root(start + k, end))
        return self.known[start, end]

    def path(self, m, start, end):
        if end - start == 1:
            return []
        k = 1 << (end - start - 1).bit_length() - 1
        if m < k:
            return self.path(m, start, start + k) + [self.root(start + k, end)]
        return self.path(m - k, start + k, end) + [self.root(start, start + k)]

    def consistency(self, m, start, end, whole=True):
        if m == end - start:
            return [] if whole else [self.root(start, end)]
        k = 1 << (end - start - 1).bit_length() - 1
        if m <= k:
            return self.consistency(m, start, start + k, whole) + [self.root(start + k, end)]
        return self.consistency(m - k, start + k, end, False) + [self.root(start, start + k)]


class Answer(Exception):
    """What mischief raises to answer a request in its own way."""

    def __init__(self, status=200, body=b"", headers=None, length=None, reset=False, slow=0):
        self.status, self.body, self.headers = status, body, headers or {}
        self.length, self.reset, self.slow = length, reset, slow


class Log:
    def __init__(self, folder, name, static=False):
        self.name, self.static, self.key = name, static, Key(folder)
        self.entries, self.hashes, self.tree = [], [], None
        self.most = 100             # entries in an answer to get-entries
        self.zip = True
        self.time = int(time.time() * 1000) - 1000
        self.size = None            # of the head; None: all entries
        self.root = None            # a false one
        self.full_only = False      # partial tiles are gone when the whole one is there
        self.mischief = lambda log, path, n: None
        self.seen, self.agents, self.lock = {}, set(), threading.Lock()
        self.heads = {}

    def add(self, entries):
        for entry in entries:
            index = len(self.entries)
            self.entries.append(entry)
            self.hashes.append(sha256(b"\0" + entry.leaf(index if self.static else None)))
        self.tree = Tree(self.hashes)
        self.time += 1000

    def origin(self):
        return "log.example/" + self.name

    def described(self, base):
        log = {"description": self.name, "log_id": base64.b64encode(self.key.id).decode(),
               "key": base64.b64encode(self.key.spki).decode(), "mmd": 86400,
               "state": {"usable": {"timestamp": "2026-01-01T00:00:00Z"}}}
        if self.static:
            log.update(submission_url="https://%s/" % self.origin(),
                       monitoring_url="%s/%s/" % (base, self.name))
        else:
            log.update(url="%s/%s/" % (base, self.name))
        return log

    # ---- heads ----

    def head(self):
        size = len(self.entries) if self.size is None else self.size
        return size, self.time, self.root or self.tree.root(0, size)

    def signature(self, size, when, root):
        data = b"\0\1" + when.to_bytes(8, "big") + size.to_bytes(8, "big") + root
        with self.lock:
            if data not in self.heads:
                self.heads[data] = b"\4\3" + vector(self.key.sign(data), 2)
            return self.heads[data]

    def get_sth(self):
        size, when, root = self.head()
        return json.dumps({
            "tree_size": size, "timestamp": when,
            "sha256_root_hash": base64.b64encode(root).decode(),
            "tree_head_signature": base64.b64encode(self.signature(size, when, root)).decode(),
        }).encode()

    def checkpoint(self):
        size, when, root = self.head()
        note = "%s\n%d\n%s\n" % (self.origin(), size, base64.b64encode(root).decode())
        key_id = sha256(self.origin().encode() + b"\n\5" + self.key.id)[:4]
        signature = base64.b64encode(
            key_id + when.to_bytes(8, "big") + self.signature(size, when, root)).decode()
        return ("%s\n\u2014 %s %s\n" % (note, self.origin(), signature)).encode()

    # ---- entries and proofs ----

    def get_entries(self, start, end):
        end = min(end + 1, start + self.most, len(self.entries))
        if start >= end:
            raise Answer(400, b"no such entries")
        return json.dumps({"entries": [
            {"leaf_input": base64.b64encode(e.leaf()).decode(),
             "extra_data": base64.b64encode(e.extra()).decode()}
            for e in self.entries[start:end]]}).encode()

    def get_proof_by_hash(self, digest, size):
        index = self.hashes.index(digest)
        path = self.tree.path(index, 0, size)
        return json.dumps({"leaf_index": index, "audit_path": [
            base64.b64encode(h).decode() for h in path]}).encode()

    def get_consistency(self, first, second):
        proof = self.tree.consistency(first, 0, second) if 0 < first < second else []
        return json.dumps({"consistency": [base64.b64encode(h).decode() for h in proof]}).encode()

    def tile(self, path):
        parts = path.split("/")
        width, level = 256, parts[1]
        if parts[-2].endswith(".p"):
            width = int(parts.pop())
            parts[-1] = parts[-1][:-2]
        index = int("".join(p.lstrip("x") for p in parts[2:]))
        step = 1 if level == "data" else 256 ** int(level)
        have = min(len(self.entries) // step - index * 256, 256)
        if width > have or (width < 256 == have and self.full_only):
            raise Answer(404, b"no such tile")
        first = index * 256
        if level == "data":
            return b"".join(self.entries[i].tile_leaf(i) for i in range(first, first + width))
        return b"".join(self.tree.root(i * step, (i + 1) * step)
                        for i in range(first, first + width))

    def issuer(self, name):
        for entry in self.entries:
            for certificate in entry.chain:
                if sha256(certificate).hex() == name:
                    return certificate
        raise Answer(404, b"no such issuer")

    def answer(self, path, query):
        def number(name):
            return int(query[name][0])

        if self.static:
            if path == "checkpoint":
                return self.checkpoint()
            if path.startswith("issuer/"):
                return self.issuer(path[7:])
            return self.tile(path)
        if path == "ct/v1/get-sth":
            return self.get_sth()
        if path == "ct/v1/get-entries":
            return self.get_entries(number("start"), number("end"))
        if path == "ct/v1/get-proof-by-hash":
            return self.get_proof_by_hash(base64.b64decode(query["hash"][0]), number("tree_size"))
        if path == "ct/v1/get-sth-consistency":
            return self.get_consistency(number("first"), number("second"))
        raise Answer(404, b"what?")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, log, answer):
        body, headers = answer.body, dict(answer.headers)
        if log and log.zip and "gzip" in self.headers.get("Accept-Encoding", "") and \
                answer.status == 200 and answer.length is None:
            body, headers = gzip.compress(body, 1), {"Content-Encoding": "gzip", **headers}
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(answer.length or len(body)))
        self.end_headers()
        if answer.slow:
            for i in range(0, len(body), 10):
                self.wfile.write(body[i:i + 10])
                self.wfile.flush()
                time.sleep(answer.slow)
        else:
            self.wfile.write(body)
        if answer.reset or answer.length is not None:
            self.wfile.flush()
            if answer.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                           b"\1\0\0\0\0\0\0\0")
            self.close_connection = True

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        name, _, path = url.path.lstrip("/").partition("/")
        log = self.server.logs.get(name)
        try:
            if log is None:
                raise Answer(404, b"no such log")
            full = path + ("?" + url.query if url.query else "")
            with log.lock:
                log.seen[full] = log.seen.get(full, 0) + 1
                log.agents.add(self.headers.get("User-Agent"))
                n = log.seen[full]
            log.mischief(log, full, n)
            raise Answer(200, log.answer(path, urllib.parse.parse_qs(url.query)))
        except Answer as answer:
            try:
                self.reply(log, answer)
            except OSError:
                self.close_connection = True


class Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """A client that hung up is nothing to report."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, address)


class Server:
    """Serves its logs from a port of its own until it is stopped."""

    def __init__(self):
        self.http = Listener(("127.0.0.1", 0), Handler)
        self.http.logs = {}
        self.base = "http://127.0.0.1:%d" % self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def add(self, *logs):
        for log in logs:
            self.http.logs[log.name] = log

    def list(self, path):
        logs = list(self.http.logs.values())
        with open(path, "w") as f:
            json.dump({"version": "1", "operators": [{
                "name": "Example",
                "logs": [g.described(self.base) for g in logs if not g.static],
                "tiled_logs": [g.described(self.base) for g in logs if g.static],
            }]}, f)

    def stop(self):
        self.http.shutdown()
        self.http.server_close()
