"""An Airflow without a scheduler, and programs that stand for bucket-copy and Spark."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

if "AIRFLOW_HOME" not in os.environ:
    os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-")
    atexit.register(shutil.rmtree, os.environ["AIRFLOW_HOME"], ignore_errors=True)
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "True"

import pytest

SECRET = "aSecret\\With/Signs#="


class Instance(SimpleNamespace):
    """A task instance that keeps its XComs."""

    def __init__(self, **ids: Any) -> None:
        given = {"dag_id": "dag", "run_id": "manual__2026-11-30T01:02:03+00:00", "task_id": "mirror", "map_index": -1}
        super().__init__(**{**given, **ids}, xcoms={})

    def xcom_push(self, key: str, value: Any, **_: Any) -> None:
        self.xcoms[key] = value


class Program:
    """
    A script that notes how it is called, and does what a test says.

    ``does`` is Python; it has ``arguments``, ``settings``, the text of the properties file, and ``ready()``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes = path.with_suffix(".notes")
        self.ready = path.with_suffix(".ready")

    def does(self, body: str) -> str:
        self.path.write_text(
            f"#!{sys.executable}\n"
            "import json, os, signal, stat, sys, time\n"
            "arguments = sys.argv[1:]\n"
            "file = arguments[arguments.index('--properties-file') + 1] if '--properties-file' in arguments else None\n"
            "settings = open(file).read() if file else None\n"
            "mode = stat.S_IMODE(os.stat(file).st_mode) if file else None\n"
            f"ready = lambda: open({str(self.ready)!r}, 'w').close()\n"
            f"with open({str(self.notes)!r}, 'a') as notes:\n"
            "    notes.write(json.dumps({'arguments': arguments, 'file': file, 'settings': settings, 'mode': mode,\n"
            "        'session': os.getsid(0) == os.getpid()}) + '\\n')\n"
            f"{body}\n"
        )
        self.path.chmod(stat.S_IRWXU)
        return str(self.path)

    def ends(self, exit_code: int, **summary: Any) -> str:
        """Writes a summary amid other lines, and exits."""
        line = json.dumps({"command": "copy", "status": "some", "exitCode": exit_code, **summary})
        return self.does(
            f"print('a line', file=sys.stderr)\nprint('{{}}')\nprint({line!r}, flush=True)\n"
            f"print('last', file=sys.stderr)\nsys.exit({exit_code})"
        )

    def await_ready(self) -> None:
        deadline = time.monotonic() + 60
        while not self.ready.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    @property
    def calls(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.notes.read_text().splitlines()] if self.notes.exists() else []


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "bucket-copy")


@pytest.fixture
def context() -> dict[str, Any]:
    instance = Instance()
    return {"ti": instance, "task_instance": instance}


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Connections as environment variables, and temporary files where the test finds them."""
    for name, connection in {
        "SPARK": {"conn_type": "spark", "host": "local[1]"},
        "YARN": {"conn_type": "spark", "host": "yarn", "extra": {"deploy-mode": "cluster"}},
        "STANDALONE": {"conn_type": "spark", "host": "spark://host", "port": 7077, "extra": {"deploy-mode": "cluster"}},
        "STORE": {
            "conn_type": "aws",
            "login": "key id",
            "password": SECRET,
            "extra": {"endpoint_url": "http://s3.test:9000", "region_name": "r1", "fs.s3a.path.style.access": "true"},
        },
    }.items():
        monkeypatch.setenv(f"AIRFLOW_CONN_{name}", json.dumps(connection))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
