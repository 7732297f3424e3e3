#!/usr/bin/env python3
"""Following logs that tell the truth, that fail and that lie.

FOLLOW_PRINT and FORGE name the two programs.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_log import Answer, Entry, Log, Server, sha256

FOLLOW = os.path.abspath(os.environ["FOLLOW_PRINT"])
FORGE = os.path.abspath(os.environ["FORGE"])


def forge(recipe):
    return subprocess.run([FORGE, recipe], check=True, capture_output=True).stdout


CA, ROOT = forge("ca"), forge("root")
CERTIFICATE, PRECERT, TBS = forge("tls"), forge("precert"), forge("precert -poison kind=tbs")
OTHER_CA = forge("ca-2024")


def entries(n, start=0, chain=(CA, ROOT)):
    """Every third one a precertificate, no two alike."""
    made = []
    for i in range(start, start + n):
        when = 1775088000000 + i
        made.append(Entry(PRECERT, list(chain), when, TBS) if i % 3 == 2 else
                    Entry(CERTIFICATE + bytes([i >> 8 & 255, i & 255]), list(chain), when))
    return made


class Seen:
    """What follow_print printed."""

    def __init__(self, text):
        self.text = text
        self.entries, self.order, self.troubles, self.verified = {}, {}, [], {}
        self.keeps = 0
        for line in text.splitlines():
            words = line.split(" ")
            if words[0] == "entry":
                self.entries.setdefault(words[1], {})[int(words[2])] = words[3:]
                self.order.setdefault(words[1], []).append(int(words[2]))
            elif words[0] == "trouble":
                self.troubles.append((words[1], words[2], int(words[3]), words[4],
                                      " ".join(words[5:])))
            elif words[0] == "verified":
                self.verified.setdefault(words[1], []).append([int(w) for w in words[2:]])
            elif words[0] == "keep":
                self.keeps += 1

    def kinds(self, log):
        return [(t[1], t[3]) for t in self.troubles if t[0] == log]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.state = os.path.join(self.folder.name, "state")
        os.mkdir(self.state)
        self.list = os.path.join(self.folder.name, "log_list.json")

    def log(self, name, static, n=0, **attributes):
        log = Log(self.folder.name, name, static)
        log.add(entries(n))
        for key, value in attributes.items():
            setattr(log, key, value)
        self.server.add(log)
        self.server.list(self.list)
        return log

    def follow(self, *words, status=0, stderr="", timeout=60):
        env = dict(os.environ, NO_PROXY="*")
        done = subprocess.run([FOLLOW, self.list, self.state, *words], capture_output=True,
                              text=True, timeout=timeout, env=env)
        self.assertEqual((done.returncode, done.stderr), (status, stderr), done.stdout[-2000:])
        return Seen(done.stdout)

    def has_all(self, seen, log, first=0, faults=(), last=None, issuers=True):
        """Every entry came once, in order, with its bytes and its issuer, and was proven."""
        end = len(log.entries) if last is None else last
        self.assertEqual(seen.order.get(log.name, []), list(range(first, end)))
        for i in range(first, end):
            if i in faults:
                continue
            self.assertEqual(seen.entries[log.name][i], [
                sha256(log.entries[i].certificate).hex(), "0",
                sha256(log.entries[i].chain[0]).hex() if issuers else "-"])
        self.assertEqual(seen.verified[log.name][-1], [end, end, end])


BOTH = (False, True)


class Truthful(Case):
    def test_reads_and_proves_every_entry(self):
        logs = [self.log("r%d" % n, False, n) for n in (0, 1, 2, 99, 100, 101, 700)]
        logs += [self.log("s%d" % n, True, n) for n in (0, 1, 255, 256, 257, 512, 700)]
        seen = self.follow("once")
        self.assertEqual(seen.troubles, [])
        for log in logs:
            self.has_all(seen, log)
        # issuers are asked for once, and kept for the next log and the next run
        self.assertLessEqual(seen.keeps, len(logs))
        self.assertEqual(self.follow("once").text.count("entry"), 0)

    def test_plain_and_zipped(self):
        logs = [self.log("l%d%d" % (static, packed), static, 300, zip=bool(packed))
                for static in BOTH for packed in BOTH]
        seen = self.follow("once")
        for log in logs:
            self.has_all(seen, log)

    def test_goes_on_where_it_was(self):
        logs = [self.log("rfc", False, 130), self.log("static", True, 130)]
        for log in logs:
            self.assertEqual(len(log.entries), 130)
        self.follow("once")
        for more in (1, 125, 256, 300, 1):
            before = len(logs[0].entries)
            for log in logs:
                log.add(entries(more, before))
            seen = self.follow("once")
            self.assertEqual(seen.troubles, [])
            for log in logs:
                self.has_all(seen, log, first=before)

    def test_follows_a_log_that_grows(self):
        logs = [self.log("rfc", False, 10), self.log("static", True, 10)]

        def grow():
            for _ in range(4):
                time.sleep(1)
                for log in logs:
                    log.add(entries(40, len(log.entries)))

        thread = threading.Thread(target=grow, daemon=True)
        thread.start()
        seen = self.follow("seconds=8")
        thread.join()
        self.assertEqual(seen.troubles, [])
        for log in logs:
            self.has_all(seen, log)
            self.assertGreater(len(seen.verified[log.name]), 2)

    def test_begins_in_the_middle(self):
        logs = [self.log("rfc", False, 700), self.log("static", True, 700)]
        for start in (1, 2, 3, 127, 128, 255, 256, 257, 511, 512, 700, 100000):
            with self.subTest(start=start):
                self.state = os.path.join(self.folder.name, "state%d" % start)
                os.mkdir(self.state)
                seen = self.follow("once", "start=%d" % start)
                self.assertEqual(seen.troubles, [])
                for log in logs:
                    self.has_all(seen, log, first=min(start, 700))

    def test_begins_now(self):
        logs = [self.log("rfc", False, 300), self.log("static", True, 300)]
        seen = self.follow("once", "now")
        for log in logs:
            self.has_all(seen, log, first=300)
            log.add(entries(300, 300))
        seen = self.follow("once", "now")
        self.assertEqual(seen.troubles, [])
        for log in logs:
            self.has_all(seen, log, first=300)

    def test_begins_now_in_a_large_static_log(self):
        """Tiles of several levels: a tree of 66,000 leaves, of which all but a few are alike."""
        log = Log(self.folder.name, "large", True)
        log.entries = entries(1) * 66000
        log.hashes = [sha256(b"\0" + i.to_bytes(4, "big")) for i in range(66000)]
        log.add(entries(0))
        self.server.add(log)
        self.server.list(self.list)
        self.assertEqual(self.follow("once", "now").troubles, [])
        log.add(entries(3, 66000))
        seen = self.follow("once")
        self.has_all(seen, log, first=66000)

    def test_partial_tiles_may_be_gone(self):
        log = self.log("static", True, 300, size=200, full_only=True)
        seen = self.follow("once")
        self.has_all(seen, log, last=200)
        self.assertEqual(seen.troubles, [])

    def test_limits_of_a_rate(self):
        log = self.log("rfc", False, 1000)
        start = time.time()
        seen = self.follow("once", "rate=5")
        self.has_all(seen, log)
        self.assertGreaterEqual(time.time() - start, (sum(log.seen.values()) - 1) / 5 * 0.9)

    def test_asks_no_more_at_once_than_allowed(self):
        under_way, most = [0], [0]
        lock = threading.Lock()

        def mischief(log, path, n):
            with lock:
                under_way[0] += 1
                most[0] = max(most[0], under_way[0])
            time.sleep(0.05)
            with lock:
                under_way[0] -= 1

        log = self.log("rfc", False, 2000, mischief=mischief)
        self.has_all(self.follow("once", "parallel=3"), log)
        self.assertEqual(most[0], 3)


class Failing(Case):
    def both(self, n, mischief, **attributes):
        return [self.log("rfc", False, n, mischief=mischief, **attributes),
                self.log("static", True, n, mischief=mischief, **attributes)]

    def test_tries_again(self):
        logs = []
        for name, make in {
            "status": lambda: Answer(500, b"no"),
            "cut": lambda: Answer(200, b"{\"entries\":[", length=100000),
            "reset": lambda: Answer(200, b"{\"entries\":[", length=100000, reset=True),
            "garbage": lambda: Answer(200, b"<html>"),
            "empty": lambda: Answer(200, b""),
            "bomb": lambda: Answer(200, b"\x1f\x8bgarbage", {"Content-Encoding": "gzip"},
                                   length=9),
        }.items():
            def mischief(log, path, n, make=make):
                if n == 1:
                    raise make()

            logs += [self.log(name + "r", False, 600, mischief=mischief),
                     self.log(name + "s", True, 600, mischief=mischief)]
        seen = self.follow("once")
        for log in logs:
            self.has_all(seen, log)
        self.assertEqual(seen.troubles, [])

    def test_a_dead_log_holds_nobody_up(self):
        good = self.log("good", False, 500)
        self.server.list(self.list)
        dead = Server()
        dead.add(Log(self.folder.name, "dead", True))
        dead.http.logs["dead"].add(entries(1))
        with open(self.list) as f:
            both = json.load(f)
        both["operators"][0]["tiled_logs"] = [dead.http.logs["dead"].described(dead.base)]
        with open(self.list, "w") as f:
            json.dump(both, f)
        dead.stop()
        start = time.time()
        seen = self.follow("seconds=5")
        self.assertLess(time.time() - start, 9)
        self.has_all(seen, good)
        self.assertEqual(seen.kinds("dead"), [("fetch", "begin")])
        # once: it is left alone after some tries
        self.assertEqual(self.follow("once").kinds("dead"), [("fetch", "begin")])

    def test_a_slow_log_holds_nobody_up(self):
        good = self.log("good", True, 500)

        def mischief(log, path, n):
            raise Answer(200, b"x" * 1000, slow=0.5)

        self.log("slow", False, 5, mischief=mischief)
        seen = self.follow("seconds=6", "timeout=1")
        self.has_all(seen, good)
        self.assertEqual(seen.kinds("slow"), [("fetch", "begin")])

    def test_does_as_retry_after_says(self):
        times = []

        def mischief(log, path, n):
            times.append(time.time())
            if len(times) == 1:
                raise Answer(429, b"slowly", {"Retry-After": "3"})

        log = self.log("rfc", False, 10, mischief=mischief)
        self.has_all(self.follow("once"), log)
        self.assertGreaterEqual(times[1] - times[0], 2.9)

    def test_tells_when_it_fails_and_when_that_is_over(self):
        start = time.time()

        def mischief(log, path, n):
            if time.time() - start < 4:
                raise Answer(503, b"later")

        logs = self.both(10, mischief)
        seen = self.follow("seconds=12")
        for log in logs:
            self.has_all(seen, log)
            self.assertEqual(seen.kinds(log.name), [("fetch", "begin"), ("fetch", "over")])

    def test_a_tile_that_is_missing_is_waited_for(self):
        start = time.time()

        def mischief(log, path, n):
            if path == "tile/data/001" and time.time() - start < 4:
                raise Answer(404, b"gone")

        log = self.log("static", True, 900, mischief=mischief)
        seen = self.follow("seconds=10")
        self.has_all(seen, log)
        self.assertEqual(seen.kinds("static"), [("fetch", "begin"), ("fetch", "over")])
        self.assertIn("tile/data/001: HTTP status 404", seen.text)

    def test_a_missing_issuer_costs_no_entry(self):
        def mischief(log, path, n):
            if path == "issuer/" + sha256(OTHER_CA).hex():
                raise Answer(404, b"gone")

        log = self.log("static", True, 10, mischief=mischief)
        log.add(entries(1, 10, (OTHER_CA, ROOT)))
        seen = self.follow("once")
        self.has_all(seen, log, faults={10})
        self.assertEqual(seen.entries["static"][10][2], "-")
        self.assertEqual(seen.kinds("static"), [("fetch", "begin")])

    def test_a_false_issuer_is_none(self):
        def mischief(log, path, n):
            if path.startswith("issuer/"):
                raise Answer(200, ROOT)

        log = self.log("static", True, 10, mischief=mischief)
        seen = self.follow("once")
        self.has_all(seen, log, issuers=False)
        self.assertIn("another certificate", seen.text)

    def test_a_refused_chunk_comes_again(self):
        logs = self.both(300, lambda log, path, n: None)
        seen = self.follow("once", "refuse=3")
        for log in logs:
            self.has_all(seen, log)

    def test_nothing_comes_twice_after_a_crash(self):
        logs = self.both(1500, lambda log, path, n: None)
        for word in ("die", "die-after"):
            os.mkdir(self.state + word)
            self.state += word
            order = {log.name: [] for log in logs}
            for at in (1, 2, 3, 2):
                part = self.follow("once", "%s=%d" % (word, at), status=9)
                for log in logs:
                    order[log.name] += part.order.get(log.name, [])
            seen = self.follow("once")
            for log in logs:
                self.assertEqual(order[log.name] + seen.order.get(log.name, []),
                                 list(range(1500)))
                self.assertEqual(seen.verified[log.name][-1], [1500, 1500, 1500])
            self.assertEqual(seen.troubles, [])

    def test_a_damaged_state_is_said(self):
        log = self.log("rfc", False, 10)
        self.follow("once")
        name = os.path.join(self.state, os.listdir(self.state)[0])
        with open(name, "rb") as f:
            good = f.read()
        for bad, why in ((b"", "it is something else"), (good[:-1], "its check sum is wrong"),
                         (good[:20], "it is cut short"),
                         (good[:7] + b"\2" + good[8:], "another version wrote it"),
                         (good[:100] + b"\xff" + good[101:], "its check sum is wrong")):
            with open(name, "wb") as f:
                f.write(bad)
            seen = self.follow("once", stderr="certlint: rfc: what was stored of it cannot be "
                               "used: %s; it is begun anew\n" % why)
            self.has_all(seen, log)

    def test_a_state_of_another_log_is_said(self):
        log = self.log("rfc", False, 10)
        self.follow("once")
        name = os.path.join(self.state, os.listdir(self.state)[0])
        log.key.__init__(self.folder.name)
        log.heads = {}
        self.server.list(self.list)
        os.rename(name, os.path.join(self.state, "state-" + log.key.id[:8].hex()))
        seen = self.follow("once", stderr="certlint: rfc: what was stored of it cannot be used: "
                           "it is another log's; it is begun anew\n")
        self.has_all(seen, log)


class Damaged(Case):
    def test_a_leaf_that_makes_no_sense_is_handed_over(self):
        """Bytes that the log hashed like any other: the tree is whole."""
        log = self.log("rfc", False, 0)
        made = entries(300)
        made[120].leaf = lambda index=None: b"\0\0\1\2\3"
        log.add(made)
        seen = self.follow("once")
        self.has_all(seen, log, faults={120})
        self.assertNotEqual(seen.entries["rfc"][120][1], "0")
        self.assertEqual([(t[1], t[2]) for t in seen.troubles], [("entry", 120)])

    @staticmethod
    def answers_spoilt_at(index, spoil):
        def mischief(log, path, n):
            if not path.startswith("ct/v1/get-entries"):
                return
            start, end = (int(p.split("=")[1]) for p in path.split("?")[1].split("&"))
            body = log.get_entries(start, end)
            at = index - start
            if 0 <= at < len(json.loads(body)["entries"]):
                raise Answer(200, spoil(body, at))
        return mischief

    def test_json_that_is_broken_at_one_entry_costs_one_entry(self):
        def unquote(body, at):
            parts = body.split(b'"leaf_input": "')
            parts[at + 1] = b"!!" + parts[at + 1]
            return b'"leaf_input": "'.join(parts)

        def cut(body, at):
            parts = body.split(b'"leaf_input": "')
            return b'"leaf_input": "'.join(parts[:at + 2])[:-200]

        logs = {}
        for name, spoil in (("digits", unquote), ("cut", cut),
                            ("html", lambda body, at: b"<html>")):
            for index in (1, 129, 180, 299):
                log = self.log("%s%d" % (name, index), False, 300,
                               mischief=self.answers_spoilt_at(index, spoil))
                logs[index, name] = log
        seen = self.follow("once")
        for (index, _), log in logs.items():
            self.has_all(seen, log, faults={index})
            self.assertNotEqual(seen.entries[log.name][index][1], "0")
            self.assertEqual([(t[1], t[2]) for t in seen.troubles if t[0] == log.name],
                             [("entry", index)])

    def test_what_is_behind_a_damaged_entry_of_a_tile_is_told(self):
        def mischief(log, path, n):
            if path == "tile/data/001":
                body = log.tile(path)
                at = len(b"".join(log.entries[256 + i].tile_leaf(256 + i) for i in range(100)))
                raise Answer(200, body[:at + 8] + b"\xff\xff" + body[at + 10:])

        log = self.log("static", True, 700, mischief=mischief)
        seen = self.follow("once")
        self.has_all(seen, log, faults=set(range(356, 512)))
        self.assertEqual([(t[1], t[2]) for t in seen.troubles],
                         [("entry", i) for i in range(356, 512)])

    def test_an_index_that_is_another_is_told(self):
        log = self.log("static", True, 0)
        made = entries(5)
        made[3].timestamped = lambda index=None: Entry.timestamped(made[3], 77)
        log.add(made)
        seen = self.follow("once")
        self.has_all(seen, log)
        self.assertEqual(seen.troubles, [
            ("static", "entry", 3, "begin", "it says that its index is 77")])

    def test_bytes_behind_a_tile_are_told(self):
        def mischief(log, path, n):
            if path == "tile/data/000":
                raise Answer(200, log.tile(path) + b"more")

        log = self.log("static", True, 300, mischief=mischief)
        seen = self.follow("once")
        self.has_all(seen, log)
        self.assertEqual([(t[1], t[2]) for t in seen.troubles], [("entry", 255)])


class Lying(Case):
    def both(self, n, **attributes):
        return [self.log("rfc", False, n, **attributes), self.log("static", True, n, **attributes)]

    def test_a_false_signature(self):
        logs = self.both(10)
        for log in logs:
            log.signature = lambda size, when, root: b"\4\3\0\x48" + bytes.fromhex(
                "3046022100" + "80" * 32 + "022100" + "80" * 32)
        seen = self.follow("seconds=3")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("signature", "begin")])
            self.assertNotIn(log.name, seen.order)

    def test_the_signature_of_another_key(self):
        logs = self.both(10)
        for log in logs:
            log.key.path = Log(self.folder.name, "other").key.path
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("signature", "begin")])

    def test_the_checkpoint_of_another_log(self):
        log = self.log("static", True, 10)
        self.log("other", True, 10)
        log.origin = lambda: "log.example/another"
        self.follow("once")
        log.described = lambda base: dict(Log.described(log, base),
                                          submission_url="https://log.example/static/")
        self.server.list(self.list)
        seen = self.follow("once")
        self.assertEqual(seen.kinds("static"), [("signature", "begin")])

    def test_a_false_signature_that_is_mended(self):
        logs = self.both(10)
        start = time.time()
        for log in logs:
            true = log.signature

            def false(size, when, root, true=true):
                good = true(size, when, root)
                return good if time.time() - start > 3 else good[:-1] + bytes([good[-1] ^ 1])

            log.signature = false
        seen = self.follow("seconds=8")
        for log in logs:
            self.has_all(seen, log)
            self.assertEqual(seen.kinds(log.name), [("signature", "begin"), ("signature", "over")])

    def grown_on_another_branch(self, log, n, at=3):
        """Another log under the same key, the same but for entry `at`."""
        made = entries(n)
        made[at] = Entry(CERTIFICATE, [CA, ROOT], 1)
        log.entries, log.hashes = [], []
        log.add(made)

    def test_a_forked_tree(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            self.grown_on_another_branch(log, 400)
        for _ in range(2):
            seen = self.follow("once")
            for log in logs:
                self.assertEqual(seen.kinds(log.name), [("fork", "begin")])
                self.assertNotIn(log.name, seen.verified)
            # consistency is asked for before entries are
            self.assertNotIn("rfc", seen.order)
        for log in logs:
            log.entries, log.hashes = [], []
            log.add(entries(400))
            log.time += 10000
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.verified[log.name][-1], [400, 400, 400])
        self.has_all(seen, logs[0], first=300)

    def test_two_roots_of_one_size(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            self.grown_on_another_branch(log, 300)
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("fork", "begin")])
            self.assertNotIn(log.name, seen.order)

    def test_a_tree_that_shrinks(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            log.size = 299
            log.time += 1000
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("fork", "begin")])

    def test_an_old_head_is_only_old(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            log.size = 299
            log.time -= 1000
        seen = self.follow("once")
        self.assertEqual(seen.troubles, [])

    def test_a_larger_tree_that_is_older(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            log.add(entries(1, 300))
            log.time -= 10000
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("fork", "begin")])

    def test_entries_that_are_not_those_of_the_root(self):
        logs = self.both(300)
        self.follow("once")
        for log in logs:
            log.add(entries(300, 300))
            true = log.entries[450]
            log.entries[450] = Entry(CERTIFICATE, [CA, ROOT], 1)
            log.true = true
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("fork", "begin")])
            self.assertNotIn(log.name, seen.verified)
        # the place is the last that was proven, so all that was not comes again
        for log in logs:
            log.entries[450] = log.true
            log.time += 1000
        seen = self.follow("once")
        for log in logs:
            self.assertEqual(seen.order[log.name], list(range(300, 600)))
            self.assertEqual(seen.verified[log.name][-1], [600, 600, 600])
        self.assertEqual(seen.troubles, [])

    def test_a_fork_that_is_mended_while_it_is_watched(self):
        logs = self.both(300)
        for log in logs:
            log.true, log.entries[200] = log.entries[200], Entry(CERTIFICATE, [CA, ROOT], 1)

        def mend():
            time.sleep(3)
            for log in logs:
                log.entries[200] = log.true
                log.time += 1000

        thread = threading.Thread(target=mend, daemon=True)
        thread.start()
        seen = self.follow("seconds=14")
        thread.join()
        for log in logs:
            self.assertEqual(seen.order[log.name], 2 * list(range(300)))
            self.assertEqual(seen.kinds(log.name), [("fork", "begin"), ("fork", "over")])
            self.assertEqual(seen.verified[log.name][-1], [300, 300, 300])

    def test_a_false_tree_below_the_beginning(self):
        def mischief(log, path, n):
            if path.startswith(("tile/0/", "tile/1/")):
                body = bytearray(log.tile(path))
                body[0] ^= 1
                raise Answer(200, bytes(body))
            if "get-proof-by-hash" in path:
                proof = json.loads(log.answer("ct/v1/get-proof-by-hash", {
                    "hash": [base64.b64encode(log.hashes[299]).decode()],
                    "tree_size": ["300"]}))
                proof["audit_path"][0] = proof["audit_path"][1]
                raise Answer(200, json.dumps(proof).encode())

        logs = self.both(300, mischief=mischief)
        seen = self.follow("once", "now")
        for log in logs:
            self.assertEqual(seen.kinds(log.name), [("fork", "begin")])
            self.assertNotIn(log.name, seen.verified)

    def test_a_head_that_grows_old(self):
        logs = self.both(10)
        for log in logs:
            log.time = int(time.time() * 1000) - 90000 * 1000
        seen = self.follow("once")
        for log in logs:
            self.has_all(seen, log)
            self.assertEqual(seen.kinds(log.name), [("stale", "begin")])

    def test_a_log_that_takes_nothing_more_may_be_old(self):
        log = self.log("rfc", False, 10)
        log.time = int(time.time() * 1000) - 90000 * 1000
        described = log.described(self.server.base)
        described["state"] = {"readonly": {}}
        log.described = lambda base: described
        self.server.list(self.list)
        self.assertEqual(self.follow("once").troubles, [])

    def test_no_proof_of_consistency_is_told_and_entries_prove_it(self):
        log = self.log("rfc", False, 10)
        self.follow("once")
        log.add(entries(10, 10))

        def mischief(log, path, n):
            if "consistency" in path:
                raise Answer(404, b"no")

        log.mischief = mischief
        seen = self.follow("once")
        self.has_all(seen, log, first=10)
        self.assertEqual(seen.kinds("rfc"), [("fetch", "begin")])

    def test_is_not_led_elsewhere(self):
        def mischief(log, path, n):
            raise Answer(302, b"", {"Location": self.server.base + "/rfc/" + path})

        self.log("rfc", False, 10, mischief=mischief)
        seen = self.follow("once")
        self.assertIn("redirect", seen.text)

        def file(log, path, n):
            raise Answer(302, b"", {"Location": "file:///etc/passwd"})

        self.server.http.logs["rfc"].mischief = file
        self.assertEqual(self.follow("once").kinds("rfc"), [("fetch", "begin")])


class Lists(Case):
    def described(self):
        log = Log(self.folder.name, "one", False)
        log.add(entries(1))
        return log.described("https://one.example")

    def read(self, value, *words):
        with open(self.list, "w") as f:
            f.write(value if isinstance(value, str) else json.dumps(value))
        return subprocess.run([FOLLOW, self.list, self.state, "seconds=0", *words],
                              capture_output=True, text=True, timeout=60)

    def wrong(self, value, words, *more):
        done = self.read(value, *more)
        self.assertEqual(done.returncode, 2)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def one(self, tiled=False, **changes):
        log = self.described()
        if tiled:
            log.update(monitoring_url=log["url"], submission_url=log["url"])
        for key, value in changes.items():
            if value is None:
                del log[key]
            else:
                log[key] = value
        return {"operators": [{"name": "x", "tiled_logs" if tiled else "logs": [log]}]}

    def test_says_what_is_wrong_and_where(self):
        self.wrong("", "line 1")
        self.wrong("{\n  \"operators\": [,]}", "line 2")
        self.wrong("[]", "no array \"operators\"")
        self.wrong({"operators": {}}, "no array \"operators\"")
        self.wrong({"operators": [3]}, "operators[0] is not an object")
        self.wrong({"operators": [{"logs": {}}]}, "operators[0].logs is no array")
        self.wrong({"operators": [{"logs": [1]}]}, "operators[0].logs[0]: not an object")
        self.wrong(self.one(key=None), "operators[0].logs[0]: no key")
        self.wrong(self.one(key=3), "key is not text")
        self.wrong(self.one(key="AAA"), "key is not base64")
        self.wrong(self.one(key="A*AA"), "key is not base64")
        self.wrong(self.one(key="AAAA"), "log_id is not the SHA-256 of key")
        self.wrong(self.one(log_id="AAAA"), "log_id is not 32 bytes")
        self.wrong(self.one(url=None), "no url")
        self.wrong(self.one(url="ftp://a/"), "url is no https address")
        self.wrong(self.one(url="https:///"), "url is no https address")
        self.wrong(self.one(url="http://one.example/"), "only for this machine")
        self.wrong(self.one(url="http://localhost.example/"), "only for this machine")
        self.wrong(self.one(url="http://127.0.0.1.example/"), "only for this machine")
        self.wrong(self.one(url="https://a.example/?b"), "no plain address")
        self.wrong(self.one(url="https://u@a.example/"), "no plain address")
        self.wrong(self.one(url="https://a.example/\u00e9"), "no plain address")
        self.wrong(self.one(tiled=True, monitoring_url=None), "tiled_logs[0]: no monitoring_url")
        self.wrong(self.one(tiled=True, submission_url=None), "no submission_url")
        self.wrong(self.one(state={"odd": {}}), "state is none that is known")
        self.wrong(self.one(mmd="x"), "mmd is no number of seconds")
        self.wrong(self.one(mmd=0), "mmd is no number of seconds")
        self.wrong(self.one(state={"retired": {}}), "no log in it")
        twice = self.one()
        twice["operators"] *= 2
        self.wrong(twice, "operators[1].logs[0]: the log is there twice")
        self.wrong(self.one(), "usable2: no state of a log", "states=usable2")
        os.remove(self.list)
        done = subprocess.run([FOLLOW, self.list, self.state], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("No such file", done.stderr)

    def test_takes_the_states_that_are_asked_for(self):
        states = ["pending", "qualified", "usable", "readonly", "retired", "rejected"]
        value = {"operators": [{"name": "x", "logs": [], "tiled_logs": []}]}
        for i, state in enumerate(states + [None]):
            log = self.described()
            log["state"] = {state: {}}
            if state is None:
                del log["state"]
            value["operators"][0]["logs"].append(log)
        for words, n in (((), 4), (("states=usable",), 2), (("states=retired pending",), 2),
                         (("states=" + ",".join(states),), 7)):
            done = self.read(value, *words)
            self.assertEqual((done.returncode, done.stdout), (0, "logs %d\n" % n), done.stderr)


if __name__ == "__main__":
    unittest.main()
