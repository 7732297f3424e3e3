#!/usr/bin/env python3
"""Real logs followed: a static-ct log (Sunlight, Skylight) and one of RFC 6962 (Trillian).

Certificates of a test root go into both; what comes out of them has to be all of it, proven, and
alarming only where it should be.  CERTLINT, FOLLOW_PRINT, FORGE and CHAINS name programs,
LOGS_BUILD the folder to build the logs in, CERTLINT_LOG_ENTRIES how many certificates to submit.
"""

import base64
import collections
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from servers import Sunlight, Trillian

CERTLINT = os.path.abspath(os.environ["CERTLINT"])
FOLLOW = os.path.abspath(os.environ["FOLLOW_PRINT"])
FORGE = os.path.abspath(os.environ["FORGE"])
CHAINS = os.path.abspath(os.environ["CHAINS"])
BUILD = os.path.abspath(os.environ["LOGS_BUILD"])
MANY = int(os.environ.get("CERTLINT_LOG_ENTRIES", "10000"))
SKIPPED = 77

CA = "ca sig=good"
EXPECTED = ('precert "issuer=ca sig=good" sig=good san=dns:@.example.com',
            'tls "issuer=ca sig=good" sig=good san=dns:@.example.com')
# The three of 2025 (tests/test_fina.c has the record), below a CA of that name.
FINA = ('precert-2025 -sct poison=on from=2025-08-04 validity=365d eku=server,client bc~=leaf '
        '"issuer=ca-2024 \\"subject=C=HR/O=printable:Financijska agencija/'
        'CN=printable:Fina RDC 2020\\" sig=good" sig=good ')
FINA_THREE = (
    FINA + "serial=00d3167efd77cad759000000005fc7c672 san=dns:test1.hr,dns:test12.hr,ip:1.1.1.1",
    FINA + "serial=00f972552d6ac08828000000005fc86f4d san=dns:test1.hr,dns:test11.hr,ip:1.1.1.1",
    FINA + "serial=00beb8ef1b1c6cff53000000005fc8cde5 san=dns:test11.hr,dns:test12.hr,ip:1.1.1.1")


def forge(recipe):
    return subprocess.run([FORGE, recipe], check=True, capture_output=True).stdout


def chains(count, *recipes):
    return subprocess.run([CHAINS, str(count), *recipes], check=True, capture_output=True,
                          text=True).stdout.splitlines()


def key_hash(der):
    public = subprocess.run(["openssl", "x509", "-inform", "DER", "-pubkey", "-noout"], input=der,
                            check=True, capture_output=True).stdout
    return hashlib.sha256(subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"],
                                         input=public, check=True,
                                         capture_output=True).stdout).hexdigest()


def hashes_of(lines):
    return collections.Counter(
        hashlib.sha256(base64.b64decode(line.split()[1])).hexdigest() for line in lines)


class World:
    """The two logs, and what was submitted to them."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="certlint-logs-")
        os.chmod(self.folder, 0o755)
        folders = []
        for name in ("static", "rfc"):
            folders.append(os.path.join(self.folder, name))
            os.mkdir(folders[-1])
        bins, root = os.path.join(BUILD, "bin"), forge("root")
        self.logs = [Sunlight(bins, folders[0], root),
                     Trillian(bins, folders[1], root, os.path.join(BUILD, "schema.sql"))]
        self.submitted = []

    def start(self):
        for log in self.logs:
            log.start()
        self.list = os.path.join(self.folder, "log_list.json")
        described = [log.described() for log in self.logs]
        with open(self.list, "w") as f:
            json.dump({"operators": [{
                "name": "Test",
                "logs": [d for d in described if "url" in d],
                "tiled_logs": [d for d in described if "monitoring_url" in d],
            }]}, f)

    def submit(self, lines):
        for log in self.logs:
            log.submit(lines)
        self.submitted += lines

    def stop(self):
        for log in self.logs:
            try:
                log.stop()
            except (OSError, subprocess.SubprocessError) as error:
                print("%s did not stop: %s" % (log.name, error), file=sys.stderr)
        # sunlight makes its tiles immutable where the file system can
        subprocess.run(["chattr", "-R", "-f", "-i", self.folder], check=False,
                       capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


world = None


def setUpModule():
    global world
    world = World()
    unittest.addModuleCleanup(world.stop)
    world.start()
    start = time.time()
    lines = chains(MANY // 2, *EXPECTED)
    lines[MANY // 3:MANY // 3] = chains(1, *FINA_THREE)
    print("%d certificates made in %.0f s" % (len(lines), time.time() - start), file=sys.stderr)
    start = time.time()
    world.submit(lines)
    print("submitted to two logs in %.0f s" % (time.time() - start), file=sys.stderr)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="certlint-logs-")
        self.addCleanup(shutil.rmtree, self.folder, True)

    def path(self, name):
        return os.path.join(self.folder, name)


class Followed(Case):
    """What follow() makes of them."""

    def follow(self, *words):
        done = subprocess.run([FOLLOW, world.list, self.folder, *words], capture_output=True,
                              text=True, timeout=600, env=dict(os.environ, NO_PROXY="*"))
        self.status = done.returncode
        self.assertIn(self.status, (0, 9))
        self.assertEqual(done.stderr, "")
        return [line.split(" ") for line in done.stdout.splitlines()]

    def entries_of(self, lines, log):
        return [line for line in lines if line[0] == "entry" and line[1] == log.name]

    def is_verified(self, lines, log, size):
        self.assertEqual([line for line in lines if line[0] == "verified" and
                          line[1] == log.name][-1], ["verified", log.name] + [str(size)] * 3)

    def test_all_of_them_come_and_are_proven(self):
        lines = self.follow("once")
        self.assertEqual([line for line in lines if line[0] == "trouble"], [])
        issuers = {hashlib.sha256(forge(CA)).hexdigest()}
        for log in world.logs:
            entries = self.entries_of(lines, log)
            self.assertEqual([int(line[2]) for line in entries], list(range(log.size())))
            self.assertEqual(collections.Counter(line[3] for line in entries),
                             hashes_of(world.submitted))
            self.assertEqual({line[4] for line in entries}, {"0"})
            self.assertLessEqual(issuers, {line[5] for line in entries})
            self.assertEqual(len({line[5] for line in entries}), 2)
            self.is_verified(lines, log, len(entries))

    def test_from_the_middle_and_from_now(self):
        size = world.logs[0].size()
        for start in (1, 255, 257, size // 2, size - 1, size):
            shutil.rmtree(self.folder)
            os.mkdir(self.folder)
            lines = self.follow("once", "start=%d" % start)
            self.assertEqual([line for line in lines if line[0] == "trouble"], [])
            for log in world.logs:
                self.assertEqual([int(line[2]) for line in self.entries_of(lines, log)],
                                 list(range(start, log.size())))
                self.is_verified(lines, log, log.size())

    def test_goes_on_after_dying_anywhere(self):
        chance = random.Random(1)
        seen = {log.name: [] for log in world.logs}
        lives, most = 0, 1 + MANY // 2000
        while lives == 0 or self.status == 9:
            die = "%s=%d" % (chance.choice(("die", "die-after")), chance.randint(1, most))
            for line in self.follow("once", "parallel=2", die):
                if line[0] == "entry":
                    seen[line[1]].append(int(line[2]))
            lives += 1
        self.assertGreater(lives, 1)
        for log in world.logs:
            self.assertEqual(seen[log.name], list(range(log.size())))

    def test_growth_and_servers_that_die(self):
        """Servers are killed while the monitor follows them, and entries are added when back."""
        running = subprocess.Popen([FOLLOW, world.list, self.folder, "now", "poll=1", "seconds=45"],
                                   stdout=subprocess.PIPE, text=True,
                                   env=dict(os.environ, NO_PROXY="*"))
        time.sleep(3)
        lines = chains(200, 'precert "issuer=ca sig=good" sig=good san=dns:@.more.example.com')
        before = [log.size() for log in world.logs]
        world.submit(lines[:100])
        static, rfc = world.logs
        static.kill("skylight")
        rfc.kill("trillian_log_server")
        time.sleep(6)
        static.start_reading()
        rfc.start_reading()
        time.sleep(2)
        world.submit(lines[100:])
        out, _ = running.communicate(timeout=120)
        seen = [line.split(" ") for line in out.splitlines()]
        for log, size in zip(world.logs, before):
            entries = self.entries_of(seen, log)
            self.assertEqual([int(line[2]) for line in entries], list(range(size, size + 200)))
            self.assertEqual(collections.Counter(line[3] for line in entries), hashes_of(lines))
            self.is_verified(seen, log, size + 200)
            self.assertEqual([(line[2], line[4]) for line in seen if line[0] == "trouble" and
                              line[1] == log.name], [("fetch", "begin"), ("fetch", "over")])


class Watched(Case):
    """What certlint watch says of them."""

    def setUp(self):
        super().setUp()
        with open(self.path("list"), "w") as f:
            f.write("dns:.example.com issuer=sha256:%s\nip:1.1.1.1 issuer=sha256:%s\n" %
                    (key_hash(forge(CA)), "11" * 32))

    def command(self, *args):
        return [CERTLINT, "watch", "--list", self.path("list"), "-q", "--logs", world.list,
                "--state", self.path("state"), "-o", self.path("out"), "--anomalies", "off", *args]

    def watch(self, *args):
        done = subprocess.run(self.command(*args), capture_output=True, text=True, timeout=600,
                              env=dict(os.environ, NO_PROXY="*"))
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done

    def events(self):
        with open(self.path("out")) as f:
            return [json.loads(line) for line in f]

    def is_fina_only(self):
        """One group, of three certificates, told once; of all the others not a word."""
        time.sleep(2)
        self.watch("--once", "--digest-every", "1s")
        events = self.events()
        hits = [e for e in events if e["event"] == "hit"]
        self.assertEqual(len(hits), 1, events)
        self.assertEqual([(h["pattern"], h["verdict"], h["breaks"]) for h in hits[0]["hits"]],
                         [("ip:1.1.1.1", "unexpected", ["issuer"])])
        groups = [e["group"] for e in events if e["event"] == "digest"]
        self.assertEqual([(g["issuer"], g["pattern"], g["count"]) for g in groups],
                         [("Fina RDC 2020", "ip:1.1.1.1", 3)])
        self.assertEqual(len(events), 2, events)

    def test_fina_is_told_and_nothing_else(self):
        start = time.time()
        self.watch("--once", "--health", self.path("health"))
        seconds = time.time() - start
        with open(self.path("health")) as f:
            health = json.load(f)
        total = sum(log.size() for log in world.logs)
        print("%d entries watched in %.1f s" % (total, seconds), file=sys.stderr)
        self.assertEqual(sorted((g["read"], g["tree_size"]) for g in health["logs"]),
                         sorted((log.size(), log.size()) for log in world.logs))
        self.is_fina_only()

    def test_nothing_is_lost_or_told_twice_by_kill_9(self):
        chance = random.Random(2)
        for _ in range(15):
            running = subprocess.Popen(self.command("--parallel", "2"), stderr=subprocess.DEVNULL,
                                       env=dict(os.environ, NO_PROXY="*"))
            time.sleep(chance.uniform(0.02, 0.5))
            running.send_signal(signal.SIGKILL)
            running.wait()
        self.watch("--once")
        self.is_fina_only()


if __name__ == "__main__":
    built = subprocess.run([os.path.join(HERE, "build.sh"), BUILD])
    if built.returncode == SKIPPED or not Trillian.database_program("initdb"):
        print("logs: nothing to build or run them with", file=sys.stderr)
        sys.exit(SKIPPED)
    if built.returncode:
        sys.exit(1)
    unittest.main()
