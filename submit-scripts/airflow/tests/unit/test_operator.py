from __future__ import annotations

import logging
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from airflow.exceptions import AirflowException
from conftest import SECRET, Program

from bucket_copy_provider.operators import AirflowFailException, BucketCopyOperator

Context = dict[str, Any]


def operator(program: str, **given: Any) -> BucketCopyOperator:
    given = {"source": "s3://a/x/", "destination": "s3://b/y/", "conn_id": "spark", **given}
    return BucketCopyOperator(task_id="mirror", bucket_copy=program, **given)


def test_the_script_gets_spark_options_then_the_command(program: Program, context: Context):
    task = operator(program.ends(0), options={"retries": 3}, run_dir_base="/runs", conf={"spark.x": "y"})
    assert task.execute(context)["exitCode"] == 0
    arguments = program.calls[0]["arguments"]
    assert arguments[arguments.index("copy") :][:-1] == [
        "copy", "--source", "s3://a/x/", "--destination", "s3://b/y/", "--retries", "3", "--run-dir",
    ]  # fmt: skip
    assert arguments[-1].startswith("/runs/dag-manual__2026-11-30T01-02-03-00-00-mirror-")
    assert arguments[: arguments.index("copy")] == [
        "--master", "local[1]", "--conf", "spark.x=y", "--name", "bucket-copy",
    ]  # fmt: skip


def test_the_jar_goes_to_spark_submit(program: Program, context: Context):
    task = operator("/opt/bucket-copy.jar", spark_binary=program.ends(0))
    task.execute(context)
    arguments = program.calls[0]["arguments"]
    at = arguments.index("/opt/bucket-copy.jar")
    assert arguments[arguments.index("--class") + 1] == "org.bucketcopy.job.BucketCopy"
    assert arguments[at + 1 :] == ["copy", "--source", "s3://a/x/", "--destination", "s3://b/y/"]


def test_sweep_runs_here_and_in_the_directory_of_another_task(program: Program, context: Context):
    task = BucketCopyOperator(
        task_id="sweep", command="sweep", bucket_copy=program.ends(0), conn_id="yarn",
        run_dir_base="/runs", run_dir_task_id="mirror",
    )  # fmt: skip
    task.execute(context)
    arguments = program.calls[0]["arguments"]
    assert arguments[arguments.index("--deploy-mode") + 1] == "client"
    assert arguments[arguments.index("sweep") + 1] == "--run-dir"
    assert "-mirror-" in arguments[-1]


@pytest.mark.parametrize(
    ("exit_code", "error"),
    [(1, AirflowException), (2, AirflowFailException), (3, AirflowFailException), (130, AirflowException)],
)
def test_a_failure_is_mapped_and_leaves_its_summary(
    program: Program, context: Context, exit_code: int, error: type[Exception]
):
    task = operator(program.ends(exit_code, problem="what went wrong"))
    with pytest.raises(AirflowException, match=f"exit code {exit_code}: what went wrong") as raised:
        task.execute(context)
    assert type(raised.value) is error
    assert context["ti"].xcoms["return_value"]["exitCode"] == exit_code


@pytest.mark.parametrize("exit_code", [0, 1, 2, 3])
def test_without_a_summary_it_was_not_bucket_copy(program: Program, context: Context, exit_code: int):
    with pytest.raises(AirflowException, match="there is no summary") as raised:
        operator(program.does(f"sys.exit({exit_code})")).execute(context)
    assert type(raised.value) is AirflowException
    assert "return_value" not in context["ti"].xcoms


def test_no_xcom_where_none_is_wanted(program: Program, context: Context):
    with pytest.raises(AirflowException):
        operator(program.ends(1), do_xcom_push=False).execute(context)
    assert "return_value" not in context["ti"].xcoms


def test_a_second_try_of_the_same_object_knows_nothing_of_the_first(program: Program, context: Context):
    task = operator(program.ends(1))
    with pytest.raises(AirflowException):
        task.execute(context)
    program.does("sys.exit(1)")
    with pytest.raises(AirflowException, match="no summary"):
        task.execute(context)


def test_secrets_are_in_a_file_of_mode_0600_only(
    program: Program, context: Context, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    task = operator(program.ends(0), store_conn_id="store")
    with caplog.at_level(logging.DEBUG):
        task.execute(context)
    (call,) = program.calls
    assert call["mode"] == 0o600
    assert "spark.hadoop.fs.s3a.secret.key=" + SECRET.replace("\\", "\\\\") in call["settings"]
    assert not Path(call["file"]).exists()
    assert not any(SECRET in argument for argument in call["arguments"])
    assert SECRET not in caplog.text
    assert not any(SECRET in str(getattr(task, field)) for field in task.template_fields)


def test_the_file_goes_away_after_a_failure_too(program: Program, context: Context):
    with pytest.raises(AirflowException):
        operator(program.ends(2), store_conn_id="store").execute(context)
    assert not Path(program.calls[0]["file"]).exists()


@pytest.mark.parametrize(
    "given",
    [
        {"conf": {"spark.hadoop.fs.s3a.secret.key": "k"}},
        {"default_args": {"conf": {"spark.hadoop.fs.oss.accessKeyId": "k"}}},
        {"env_vars": {"AWS_SECRET_ACCESS_KEY": "k"}},
    ],
)
def test_secrets_that_airflow_would_show_are_refused_when_the_dag_is_read(given: dict[str, Any]):
    with pytest.raises(ValueError, match="which others can read"):
        operator("bucket-copy", **given)


def test_what_is_templated():
    fields = BucketCopyOperator.template_fields
    assert {"source", "destination", "options", "run_dir_base", "store_conn_id", "conf"} <= set(fields)
    assert "application_args" not in fields


def test_links(program: Program, context: Context):
    task = operator(
        program.does(
            "print('INFO Client: tracking URL: http://rm:8088/proxy/application_1_2/')\n"
            'print(\'{"command":"copy","status":"ok","exitCode":0}\')'
        ),
        run_dir_base="hdfs:///runs",
        report_url_base="http://gateway/runs/",
    )
    task.execute(context)
    report, ui = task.operator_extra_links
    assert ui.get_link(task, ti_key=None) == "http://rm:8088/proxy/application_1_2/"
    assert report.get_link(task, ti_key=None).startswith("http://gateway/runs/dag-manual__")
    assert report.get_link(task, ti_key=None).endswith("/report.html")
    assert context["ti"].xcoms["_link_SparkUiLink"] == "http://rm:8088/proxy/application_1_2/"


# The driver writes its summary and exits with 130, as bucket-copy does.
ENDS_CLEANLY = """
def end(*_):
    time.sleep(0.3)
    print('{"command":"copy","status":"stopped","exitCode":130,"uploadsLeftOpen":0}', flush=True)
    os._exit(130)
signal.signal(signal.SIGTERM, end)
ready()
time.sleep(60)
"""


def when_ready(program: Program, then: Any) -> threading.Thread:
    """Calls ``then`` on another thread once the program is ready for it."""

    def wait() -> None:
        program.await_ready()
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_a_kill_lets_the_driver_end_cleanly(program: Program, context: Context):
    task = operator(program.does(ENDS_CLEANLY), store_conn_id="store")
    thread = when_ready(program, task.on_kill)
    with pytest.raises(AirflowException, match="exit code 130: stopped"):
        task.execute(context)
    thread.join()
    assert context["ti"].xcoms["return_value"]["uploadsLeftOpen"] == 0
    assert program.calls[0]["session"], "Airflow kills the process group of a task after five seconds"


def test_a_driver_that_does_not_end_is_killed(program: Program, context: Context, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bucket_copy_provider.operators.SECONDS_TO_END", 0.3)
    task = operator(program.does("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nready()\ntime.sleep(60)"))
    thread = when_ready(program, task.on_kill)
    with pytest.raises(AirflowException, match="exit code -9"):
        task.execute(context)
    thread.join()


def test_a_timeout_waits_for_the_last_words(program: Program, context: Context):
    class Timeout(BaseException):
        pass

    def out_of_time(*_: Any) -> None:
        raise Timeout

    task = operator(program.does(ENDS_CLEANLY), store_conn_id="store")
    before = signal.signal(signal.SIGALRM, out_of_time)
    thread = when_ready(program, lambda: os.kill(os.getpid(), signal.SIGALRM))
    try:
        with pytest.raises(Timeout):
            task.execute(context)
    finally:
        thread.join()
        signal.signal(signal.SIGALRM, before)
    task.on_kill()  # as Airflow does then
    assert context["ti"].xcoms["return_value"]["exitCode"] == 130
    assert not Path(program.calls[0]["file"]).exists()


def test_the_driver_ends_if_the_task_is_lost(program: Program, tmp_path: Path):
    witness = tmp_path / "ended"
    body = (
        f"signal.signal(signal.SIGTERM, lambda *_: (open({str(witness)!r}, 'w'), os._exit(1)))\nready()\ntime.sleep(60)"
    )
    task = operator(program.does(body))
    child = os.fork()
    if child == 0:
        task._submit(task._get_hook(), {})
        os._exit(0)
    program.await_ready()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    deadline = time.monotonic() + 60
    while not witness.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
