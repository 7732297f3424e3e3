"""Real logs on loopback: Sunlight with Skylight (static-ct), Trillian with ct_server (RFC 6962).

Both accept what a test root issued.  Each has a folder of its own for all that it keeps; stop()
ends what start() began, and start() after that goes on with the same log.
"""

import base64
import concurrent.futures
import datetime
import glob
import hashlib
import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time

DEADLINE = 60                   # seconds for a server to come up, or for a log to take entries


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(what, done):
    end = time.time() + DEADLINE
    while True:
        try:
            value = done()
            if value:
                return value
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            pass
        if time.time() > end:
            raise RuntimeError("in vain: " + what)
        time.sleep(0.1)


def get(port, path, host="localhost"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        # skylight has a limit for those who do not say who they are
        connection.request("GET", path, headers={
            "Host": host, "User-Agent": "certlint's tests <tests@certlint.test>"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise OSError("%s: HTTP status %d: %r" % (path, answer.status, body[:200]))
        return body
    finally:
        connection.close()


def pem(der, label="CERTIFICATE"):
    return "-----BEGIN %s-----\n%s-----END %s-----\n" % (
        label, base64.encodebytes(der).decode(), label)


class Processes:
    """The programs that make up a log; what they say goes to files."""

    def __init__(self, bin_folder, folder):
        self.bin, self.folder, self.running = bin_folder, folder, {}

    def run(self, name, *args):
        with open(os.path.join(self.folder, name + ".out"), "ab") as out:
            self.running[name] = subprocess.Popen(
                [os.path.join(self.bin, name), *args], stdin=subprocess.DEVNULL, stdout=out,
                stderr=out, cwd=self.folder, start_new_session=True)

    def kill(self, name, how=signal.SIGKILL):
        process = self.running.pop(name, None)
        if process:
            process.send_signal(how)
            process.wait(30)

    def stop(self):
        for name in reversed(list(self.running)):
            self.kill(name)


class Log(Processes):
    """What both have in common: chains are submitted to them, and they grow."""

    def submit_one(self, connection, line):
        kind, *chain = line.split()
        path = "/ct/v1/add-pre-chain" if kind == "pre" else "/ct/v1/add-chain"
        body = json.dumps({"chain": chain})
        for turn in range(20):
            connection.request("POST", self.submit_path + path, body,
                               {"Host": self.submit_host, "Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status == 200:
                return
            if answer.status not in (429, 503):
                break
            time.sleep(0.2 * (turn + 1))
        raise RuntimeError("%s: HTTP status %d: %r" % (self.name, answer.status, said[:300]))

    def submit_some(self, lines):
        connection = http.client.HTTPConnection("127.0.0.1", self.submit_port, timeout=60)
        for line in lines:
            self.submit_one(connection, line)
        connection.close()

    def submit(self, lines, threads=64):
        """All of them, and wait until the log has them."""
        before = wait_for(self.name + " answers", lambda: (self.size(),))[0]
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(self.submit_some, lines[i::threads]) for i in range(threads)]:
                done.result()
        wait_for("%s takes %d entries" % (self.name, len(lines)),
                 lambda: self.size() >= before + len(lines))


class Sunlight(Log):
    """Submissions go to sunlight, which writes tiles; skylight serves them."""

    name = "sunlight"

    def __init__(self, bin_folder, folder, root):
        super().__init__(bin_folder, folder)
        self.submit_port, self.read_port = free_port(), free_port()
        self.submit_path, self.submit_host = "/log", "sunlight.example"
        self.write_files(root)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write_files(self, root):
        with open(self.path("roots.pem"), "w") as f:
            f.write(pem(root))
        with open(self.path("seed"), "wb") as f:
            f.write(os.urandom(32))
        subprocess.run(["python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("
                        "'CREATE TABLE checkpoints (logID BLOB PRIMARY KEY, body BLOB NOT NULL) "
                        "STRICT')", self.path("checkpoints.db")], check=True)
        os.makedirs(self.path("tiles"), exist_ok=True)
        today = datetime.datetime.now().strftime("%Y-%m-%d")
        with open(self.path("sunlight.yaml"), "w") as f:
            json.dump({
                "listen": ["127.0.0.1:%d" % self.submit_port],
                "checkpoints": self.path("checkpoints.db"),
                "logs": [{
                    "shortname": "log", "inception": today, "period": 200,
                    "submissionprefix": "https://sunlight.example/log",
                    "monitoringprefix": "http://localhost:%d/log" % self.read_port,
                    "roots": self.path("roots.pem"), "secret": self.path("seed"),
                    "cache": self.path("cache.db"), "localdirectory": self.path("tiles"),
                    "notafterstart": "2020-01-01T00:00:00Z",
                    "notafterlimit": "2040-01-01T00:00:00Z",
                }]}, f)
        with open(self.path("skylight.yaml"), "w") as f:
            json.dump({
                "listen": ["127.0.0.1:%d" % self.read_port],
                "logs": [{"shortname": "log", "monitoringprefix": "https://localhost/log",
                          "localdirectory": self.path("tiles")}]}, f)

    def start_reading(self):
        self.run("skylight", "-c", self.path("skylight.yaml"))
        wait_for("skylight", lambda: socket.create_connection(("127.0.0.1", self.read_port)).close()
                 or True)

    def start(self):
        self.start_reading()
        self.run("sunlight", "-c", self.path("sunlight.yaml"))
        wait_for("sunlight", lambda: get(self.read_port, "/log/checkpoint"))
        wait_for("sunlight", lambda: get(self.submit_port, "/log/ct/v1/get-roots",
                                         self.submit_host))

    def size(self):
        return int(get(self.read_port, "/log/checkpoint").split(b"\n")[1])

    def described(self):
        told = json.loads(get(self.read_port, "/log/log.v3.json"))
        return {"description": self.name, "key": told["key"], "log_id": told["log_id"],
                "mmd": told["mmd"], "submission_url": told["submission_url"],
                "monitoring_url": told["monitoring_url"]}


class Trillian(Log):
    """ct_server in front of a log server and a signer, which keep the tree in PostgreSQL."""

    name = "trillian"
    most = 250                  # entries in an answer

    def __init__(self, bin_folder, folder, root, schema):
        super().__init__(bin_folder, folder)
        self.schema = schema
        self.database_port, self.rpc_port, self.submit_port = free_port(), free_port(), free_port()
        self.submit_path, self.submit_host = "/log", "localhost"
        self.tree = None
        with open(os.path.join(folder, "roots.pem"), "w") as f:
            f.write(pem(root))
        self.make_key()

    def make_key(self):
        key = subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt",
                              "ec_paramgen_curve:P-256", "-outform", "DER"], check=True,
                             capture_output=True).stdout
        self.key = subprocess.run(["openssl", "ec", "-inform", "DER", "-outform", "DER"],
                                  input=key, check=True, capture_output=True).stdout
        self.spki = subprocess.run(["openssl", "pkey", "-inform", "DER", "-pubout", "-outform",
                                    "DER"], input=key, check=True, capture_output=True).stdout

    # ---- the database ----

    @staticmethod
    def database_program(name):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/" + name))
        return found[-1] if found else shutil.which(name)

    def as_database_user(self, *args, **more):
        """PostgreSQL does not run as root."""
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            more.update(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
        return subprocess.run(args, check=True, capture_output=True, cwd="/", **more)

    def start_database(self):
        data = os.path.join(self.folder, "database")
        if not os.path.exists(data):
            os.mkdir(data)
            if os.getuid() == 0:
                shutil.chown(data, "postgres", "postgres")
            self.as_database_user(self.database_program("initdb"), "-D", data, "-U", "trillian",
                                  "-A", "trust", "--no-sync")
        self.as_database_user(
            self.database_program("pg_ctl"), "-D", data, "-w", "-l", os.path.join(data, "log"),
            "-o", "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            % self.database_port, "start")
        self.uri = "postgresql://trillian@127.0.0.1:%d/postgres" % self.database_port

    def stop_database(self):
        self.as_database_user(self.database_program("pg_ctl"), "-D",
                              os.path.join(self.folder, "database"), "-m", "immediate", "stop")

    def make_tables(self):
        subprocess.run([self.database_program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f",
                        self.schema, self.uri], check=True, capture_output=True)

    # ---- the rest ----

    def start_reading(self):
        self.run("trillian_log_server", "--rpc_endpoint=127.0.0.1:%d" % self.rpc_port,
                 "--http_endpoint=", "--storage_system=postgresql", "--postgresql_uri=" + self.uri,
                 "--quota_system=noop")
        wait_for("trillian_log_server", lambda: socket.create_connection(
            ("127.0.0.1", self.rpc_port)).close() or True)

    def make_tree(self):
        self.tree = int(subprocess.run(
            [os.path.join(self.bin, "createtree"), "--admin_server=127.0.0.1:%d" % self.rpc_port],
            check=True, capture_output=True, timeout=DEADLINE).stdout)
        escaped = "".join("\\x%02x" % b for b in self.key)
        public = "".join("\\x%02x" % b for b in self.spki)
        with open(os.path.join(self.folder, "log.cfg"), "w") as f:
            f.write('config { log_id: %d prefix: "log" roots_pem_file: "%s/roots.pem"\n'
                    'max_merge_delay_sec: 86400\n'
                    'private_key: { [type.googleapis.com/keyspb.PrivateKey] { der: "%s" } }\n'
                    'public_key: { der: "%s" } }\n' % (self.tree, self.folder, escaped, public))

    def start(self):
        self.start_database()
        if self.tree is None:
            self.make_tables()
        self.start_reading()
        if self.tree is None:
            self.make_tree()
        self.run("trillian_log_signer", "--rpc_endpoint=127.0.0.1:%d" % free_port(),
                 "--http_endpoint=", "--storage_system=postgresql", "--postgresql_uri=" + self.uri,
                 "--quota_system=noop", "--election_system=noop", "--force_master",
                 "--sequencer_interval=50ms", "--batch_size=2000")
        self.run("ct_server", "--http_endpoint=127.0.0.1:%d" % self.submit_port,
                 "--log_rpc_server=127.0.0.1:%d" % self.rpc_port, "--log_config",
                 os.path.join(self.folder, "log.cfg"), "--max_get_entries=%d" % self.most)
        wait_for("ct_server", lambda: get(self.submit_port, "/log/ct/v1/get-sth"))

    def stop(self):
        super().stop()
        self.stop_database()

    def size(self):
        return json.loads(get(self.submit_port, "/log/ct/v1/get-sth"))["tree_size"]

    def described(self):
        return {"description": self.name, "key": base64.b64encode(self.spki).decode(),
                "log_id": base64.b64encode(hashlib.sha256(self.spki).digest()).decode(),
                "mmd": 86400, "url": "http://127.0.0.1:%d/log/" % self.submit_port}
