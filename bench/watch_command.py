#!/usr/bin/env python3
"""What certlint watch costs: entries a second of CPU and of the clock, over answers and tiles.

    watch_command.py CERTLINT DIRECTORY [ENTRIES]

DIRECTORY has certificates as DER; answers and tiles of 256 of them each are made, ENTRIES in all.
In answers each stands with a chain as logs have it: an issuer of its issuer's name and key
identifier, and a root.
"""

import base64
import functools
import hashlib
import os
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import time

ENTRIES_AT_ONCE = 256
ITEMS = 10000


def der(tag, *contents):
    body = b"".join(contents)
    n = len(body)
    octets = (n.bit_length() + 7) // 8
    return bytes([tag] + ([n] if n < 128 else [128 | octets, *n.to_bytes(octets, "big")])) + body


def element(data, at):
    """Where the contents of the element at `at` begin, and where it ends."""
    n, start = data[at + 1], at + 2
    if n >= 128:
        start += n & 127
        n = int.from_bytes(data[at + 2:start], "big")
    return start, start + n


SHA256_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
ROOT = der(0x30, der(0x31, der(0x30, bytes.fromhex("0603550403"), der(0x0c, b"Root"))))


def extension(oid, value, critical=False):
    return der(0x30, bytes.fromhex(oid), b"\x01\x01\xff" if critical else b"", der(0x04, value))


def random(n, seed):
    return hashlib.shake_256(seed).digest(n)


@functools.lru_cache(None)
def authority(name, identifier, issuer=ROOT):
    """A certificate of a CA with this name and key identifier, as large as they usually are."""
    modulus = b"\0\xc1" + random(254, name + identifier) + b"\x01"
    key = der(0x30, bytes.fromhex("300d06092a864886f70d0101010500"),
              der(0x03, b"\0", der(0x30, der(0x02, modulus), bytes.fromhex("0203010001"))))
    url = der(0x86, b"http://ca.bench.example/" + b"x" * 24)
    place = der(0x30, bytes.fromhex("06082b06010505073002"), url)
    extensions = der(
        0x30,
        extension("0603551d13", bytes.fromhex("30060101ff020100"), True),
        extension("0603551d0f", bytes.fromhex("03020186"), True),
        extension("0603551d25", bytes.fromhex("301406082b0601050507030106082b06010505070302")),
        extension("0603551d0e", der(0x04, identifier)),
        extension("0603551d23", der(0x30, der(0x80, random(20, issuer)))),
        extension("06082b06010505070101", der(0x30, place)),
        extension("0603551d1f", der(0x30, der(0x30, der(0xa0, der(0xa0, url))))),
        extension("0603551d20", bytes.fromhex("300630040604551d2000")))
    tbs = der(0x30, bytes.fromhex("a003020102"), der(0x02, b"\x55" + random(15, name)), SHA256_RSA,
              issuer, der(0x30, der(0x17, b"100101000000Z"), der(0x17, b"390101000000Z")), name,
              key, der(0xa3, extensions))
    return der(0x30, tbs, SHA256_RSA, der(0x03, b"\0", random(256, key)))


def chain(certificate):
    """Who might have issued it, and the root above."""
    at = element(certificate, element(certificate, 0)[0])[0]
    if certificate[at] == 0xa0:
        at = element(certificate, at)[1]
    for _ in ("serialNumber", "signature"):
        at = element(certificate, at)[1]
    name = certificate[at:element(certificate, at)[1]]
    found = certificate.find(bytes.fromhex("0603551d23"))
    mark = certificate.find(b"\x80\x14", found, found + 20) if found >= 0 else -1
    identifier = certificate[mark + 2:mark + 22] if mark >= 0 else random(20, name)
    return authority(name, identifier), authority(ROOT, random(20, ROOT))


def vector(octets, data):
    return len(data).to_bytes(octets, "big") + data


def entry(i, certificate):
    head = struct.pack(">QH", 1775088000000 + i, 0) + vector(3, certificate)
    leaf = base64.b64encode(b"\0\0" + head + b"\0\0").decode()
    extra = base64.b64encode(vector(3, b"".join(vector(3, c) for c in chain(certificate)))).decode()
    index = b"\0" + vector(2, i.to_bytes(5, "big"))
    return ('{"leaf_input":"%s","extra_data":"%s"}' % (leaf, extra),
            head + vector(2, index) + vector(2, bytes(64)))


def make(folder, certificates, count):
    made = [entry(i, certificate) for i, certificate in enumerate(certificates)]
    for kind in ("answers", "tiles"):
        os.mkdir(folder / kind)
    for start in range(0, count, ENTRIES_AT_ONCE):
        chosen = [made[i % len(made)] for i in range(start, min(start + ENTRIES_AT_ONCE, count))]
        with open(folder / "answers" / ("%08d" % start), "w") as f:
            f.write('{"entries":[' + ",".join(e[0] for e in chosen) + "]}")
        with open(folder / "tiles" / ("%08d" % start), "wb") as f:
            f.write(b"".join(e[1] for e in chosen))
    with open(folder / "list", "w") as f:
        f.writelines("dns:.watched-%d.example\n" % i for i in range(ITEMS))


def measure(what, count, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print("%-34s %9.0f/s of CPU %9.0f/s of the clock, at most %d KiB" %
          (what, count / cpu, count / clock, after.ru_maxrss))


def main():
    program, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 51200
    certificates = [p.read_bytes() for p in sorted(directory.iterdir()) if p.is_file()]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder, [c for c in certificates if len(c) < 5000], count)
        common = [program, "watch", "-q", "--exit-zero", "--anomalies", "off", "--list",
                  str(folder / "list")]
        for kind in ("answers", "tiles"):
            for jobs in (1, os.cpu_count()):
                for lints in ([], ["--filter", "lint:rfc_version_unknown"]):
                    measure("%s, %d threads%s" % (kind, jobs, ", all lints" if lints else ""),
                            count, [*common, *lints, "-j", str(jobs), str(folder / kind)])


if __name__ == "__main__":
    main()
