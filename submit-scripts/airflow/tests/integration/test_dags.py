"""
Runs DAGs by ``airflow dags test`` on a real Airflow and a server of this repository's tests.

Needs what ``mvn package`` makes, and Linux.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("BUCKET_COPY_ROOT", Path(__file__).parents[4]))
TARGET = ROOT / "job" / "target"
HERE = Path(__file__).parent
SECRET = "hJ7gkZ0vQ2pWx81mSecretOfTheTest"
KEY_ID = "AKIDOFTHETEST"


class Server:
    """The virtual S3 server: ten small objects and four that are copied in parts."""

    def __init__(self) -> None:
        jars = (TARGET / "test.classpath").read_text().strip()
        self.process = subprocess.Popen(
            [
                "java", "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-cp", f"{TARGET}/test-classes:{TARGET}/classes:{jars}",
                "org.bucketcopy.job.servers.virtual.VirtualS3Main", "--sizes", "10x1MiB,4x1GiB",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.endpoint = self.process.stdout.readline().split()[1]

    def ledger(self) -> dict:
        return json.load(urllib.request.urlopen(f"{self.endpoint}/-/ledger"))

    def post(self, path: str) -> None:
        urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/-/{path}", method="POST")).read()


class Watch:
    """Looks at all processes and at the settings files while a run goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.arguments: set[bytes] = set()
        self.files: dict[str, tuple[int, bool]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            for process in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.arguments.add(process.read_bytes())
                except OSError:
                    continue
            for file in self.folder.glob("bucket-copy-*.conf"):
                try:
                    mode = stat.S_IMODE(file.stat().st_mode)
                    self.files[file.name] = (mode, SECRET in file.read_text())
                except OSError:
                    continue


class Airflow:
    """An Airflow of its own, with its database, logs, run directories and temporary files under one folder."""

    def __init__(self, home: Path, server: Server) -> None:
        self.home = home
        self.run_dirs = home / "runs"
        self.temporary = home / "tmp"
        self.lineage = home / "lineage.jsonl"
        self.temporary.mkdir()
        self.environment = {
            **os.environ,
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(HERE / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
                {"type": "file", "log_file_path": str(self.lineage), "append": True}
            ),
            "AIRFLOW_CONN_LOCAL_SPARK": json.dumps({"conn_type": "spark", "host": "local[2]"}),
            "AIRFLOW_CONN_TEST_STORE": json.dumps(
                {"conn_type": "aws", "login": KEY_ID, "password": SECRET, "extra": {"endpoint_url": server.endpoint}}
            ),
            "TEST_SCRIPT": str(ROOT / "submit-scripts" / "bucket-copy"),
            "TEST_RUN_DIRS": str(self.run_dirs),
            "TEST_SERVER": server.endpoint,
            "TMPDIR": str(self.temporary),
        }
        self.watch = Watch(self.temporary)
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, HERE / "commands.py"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.run("db migrate")

    def start(self, command: str) -> None:
        """Begins a command, as ``dags test ID``."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def end(self) -> str:
        """Waits for the command, and returns its output."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("ended with "):
                break
        output = "".join(lines)
        self.output += output
        return output

    def run(self, command: str) -> str:
        """Runs a command."""
        self.start(command)
        return self.end()

    def summaries(self, output: str) -> list[dict]:
        """Each summary that a driver has written, in their order."""
        found = [line[line.index('{"command"') :] for line in output.splitlines() if '{"command"' in line]
        return [json.JSONDecoder().raw_decode(summary)[0] for summary in found]

    def query(self, sql: str) -> list[tuple]:
        import sqlite3

        with sqlite3.connect(self.home / "airflow.db") as database:
            return database.execute(sql).fetchall()

    def states(self, dag: str) -> dict[str, tuple[str, int]]:
        """State and number of tries of each task."""
        rows = self.query(f"select task_id, state, try_number from task_instance where dag_id = '{dag}'")
        return {task: (state, tries) for task, state, tries in rows}

    def summary(self, dag: str, task: str = "mirror") -> dict:
        """The summary that a task has left as XCom."""
        (value,) = self.query(
            f"select value from xcom where dag_id = '{dag}' and task_id = '{task}' and key = 'return_value'"
        )[0]
        return json.loads(value)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.process.terminate()
    server.process.wait()


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Airflow]:
    airflow = Airflow(tmp_path_factory.mktemp("airflow"), server)
    with airflow.watch:
        yield airflow
    airflow.process.stdin.close()
    airflow.process.wait()


@pytest.fixture(autouse=True)
def _fresh(server: Server) -> None:
    server.post("reset")
    server.post("behave?fault.internal-error=0&latency=0")


def kill_when_uploads_are_open(airflow: Airflow, server: Server, dag: str) -> str:
    """
    Ends the task as Airflow does, by SIGTERM to its process, when all four uploads are open: one that is
    being initiated right then is aborted.
    """
    server.post("behave?latency.copy-part=20000")
    airflow.start(f"dags test {dag}")
    deadline = time.monotonic() + 120
    while server.ledger()["uploadsOpen"] < 4:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    airflow.process.send_signal(signal.SIGTERM)
    return airflow.end()


def test_success(airflow: Airflow, server: Server) -> None:
    airflow.run("dags test success")
    assert airflow.states("success") == {"mirror": ("success", 1), "again": ("success", 1)}
    mirror, again = airflow.summary("success"), airflow.summary("success", "again")
    assert (mirror["copied"], mirror["skipped"]) == (14, 0)
    assert (again["copied"], again["skipped"]) == (0, 14)
    assert mirror["runDir"] == again["runDir"]
    assert Path(mirror["runDir"]).parent == airflow.run_dirs
    assert server.ledger()["verdict"]["right"] == 14
    links = dict(airflow.query("select task_id, value from xcom where key = '_link_ReportLink'"))
    assert json.loads(links["mirror"]) == mirror["runDir"] + "/report.html"


def test_lineage_names_both_ends(airflow: Airflow) -> None:
    events = [json.loads(line) for line in airflow.lineage.read_text().splitlines()]
    of_task = {event["eventType"]: event for event in events if event["job"]["name"] == "success.mirror"}
    for kind in ("START", "COMPLETE"):
        assert [(end["namespace"], end["name"]) for end in of_task[kind]["inputs"]] == [("s3://source", "/")]
        assert [(end["namespace"], end["name"]) for end in of_task[kind]["outputs"]] == [("s3://destination", "/")]
    statistics = of_task["COMPLETE"]["outputs"][0]["outputFacets"]["outputStatistics"]
    assert (statistics["fileCount"], statistics["size"]) == (14, 10 * 2**20 + 4 * 2**30)


def test_some_objects_fail_and_the_retry_makes_them(airflow: Airflow, server: Server) -> None:
    server.post("behave?fault.internal-error.copy-object=0.5")
    output = airflow.run("dags test some_fail")
    first, second = airflow.summaries(output)
    assert first["exitCode"] == 1
    assert 0 < first["failed"] <= 10
    assert (second["exitCode"], second["skipped"], second["copied"]) == (0, first["copied"], first["failed"])
    assert airflow.states("some_fail") == {"mirror": ("success", 2)}
    assert airflow.summary("some_fail") == second
    assert server.ledger()["verdict"]["right"] == 14


def test_wrong_settings_are_not_tried_again(airflow: Airflow, server: Server) -> None:
    airflow.run("dags test wrong")
    assert airflow.states("wrong") == {"mirror": ("failed", 1)}
    assert airflow.summary("wrong")["exitCode"] == 2
    assert server.ledger()["verdict"]["missing"] == 14


def test_a_killed_task_leaves_nothing_open(airflow: Airflow, server: Server) -> None:
    kill_when_uploads_are_open(airflow, server, "killed")
    assert airflow.states("killed") == {"mirror": ("failed", 1)}
    summary = airflow.summary("killed")
    assert (summary["exitCode"], summary["uploadsLeftOpen"]) == (130, 0)
    assert server.ledger()["uploadsOpen"] == 0


def test_what_a_killed_task_could_resume_is_swept_if_no_try_follows(airflow: Airflow, server: Server) -> None:
    kill_when_uploads_are_open(airflow, server, "killed_and_swept")
    assert airflow.states("killed_and_swept") == {"mirror": ("failed", 1), "sweep": ("success", 1)}
    left = airflow.summary("killed_and_swept")["uploadsLeftOpen"]
    assert left > 0
    assert airflow.summary("killed_and_swept", "sweep")["aborted"] == left
    assert server.ledger()["uploadsOpen"] == 0


def test_the_secret_is_only_in_files_that_nobody_else_can_read(airflow: Airflow) -> None:
    assert airflow.watch.files
    assert set(airflow.watch.files.values()) == {(0o600, True)}
    assert list(airflow.temporary.glob("bucket-copy-*")) == []
    assert any(b"org.bucketcopy.job.BucketCopy" in arguments for arguments in airflow.watch.arguments)
    assert not any(SECRET.encode() in arguments for arguments in airflow.watch.arguments)
    assert "s3://source/" in airflow.output
    assert SECRET not in airflow.output
    # Database (rendered templates, XComs), logs, run directories, lineage.
    assert airflow.query("select count(*) from rendered_task_instance_fields")[0][0] > 0
    holders = [file for file in airflow.home.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert holders == []
