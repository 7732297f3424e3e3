#!/usr/bin/env python3
"""What certlint watch costs: entries a second of CPU and of the clock, over answers and tiles.

    watch_command.py CERTLINT DIRECTORY [ENTRIES]

DIRECTORY has certificates as DER; answers and tiles of 256 of them each are made, ENTRIES in all.
"""

import base64
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


def vector(octets, data):
    return len(data).to_bytes(octets, "big") + data


def entry(i, der, issuers):
    head = struct.pack(">QH", 1775088000000 + i, 0) + vector(3, der)
    leaf = base64.b64encode(b"\0\0" + head + b"\0\0").decode()
    extra = base64.b64encode(vector(3, b"".join(vector(3, c) for c in issuers))).decode()
    index = b"\0" + vector(2, i.to_bytes(5, "big"))
    return ('{"leaf_input":"%s","extra_data":"%s"}' % (leaf, extra),
            head + vector(2, index) + vector(2, bytes(64)))


def make(folder, certificates, count):
    issuers = [c for c in certificates if 1000 < len(c) < 1600][:2]
    made = [entry(i, der, issuers) for i, der in enumerate(certificates)]
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
                for lints in ([], ["--filter", "lint:no_such_lint"]):
                    measure("%s, %d threads%s" % (kind, jobs, ", all lints" if lints else ""),
                            count, [*common, *lints, "-j", str(jobs), str(folder / kind)])


if __name__ == "__main__":
    main()
