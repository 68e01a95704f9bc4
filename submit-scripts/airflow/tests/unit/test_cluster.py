from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from airflow.exceptions import AirflowException, TaskDeferred
from conftest import SECRET, Program

from bucket_copy_provider.operators import AirflowFailException, BucketCopyOperator
from bucket_copy_provider.triggers import BucketCopyTrigger

Context = dict[str, Any]

# A driver on a cluster: what 'status' answers is the next line of a file, and the last one again and again.
CLUSTER = """
if 'status' not in arguments:
    print('INFO Client: Submitted application application_17_0001')
    sys.exit({submitted})
answers = open({answers!r}).read().splitlines()
with open({answers!r}, 'w') as rest:
    rest.write('\\n'.join(answers[1:] or answers))
print(answers[0])
sys.exit(json.loads(answers[0])['exitCode'])
"""


def answer(exit_code: int, began: str | None, **more: Any) -> dict[str, Any]:
    run = {} if began is None else {"run": {"began": began, "exitCode": exit_code, "status": "some", **more}}
    return {"command": "status", "status": "some", "exitCode": exit_code, **run}


class Cluster:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.answers = program.path.with_suffix(".answers")

    def operator(self, *answers: dict[str, Any], submitted: int = 0, **given: Any) -> BucketCopyOperator:
        self.answers.write_text("\n".join(json.dumps(one) for one in answers))
        program = self.program.does(CLUSTER.format(answers=str(self.answers), submitted=submitted))
        given = {"conn_id": "yarn", "run_dir_base": "hdfs:///runs", "poll_interval": 0.01, **given}
        return BucketCopyOperator(
            task_id="mirror", bucket_copy=program, source="s3://a/", destination="s3://b/", **given
        )

    def submissions(self) -> int:
        return sum("copy" in call["arguments"] for call in self.program.calls)


@pytest.fixture
def cluster(program: Program) -> Cluster:
    return Cluster(program)


NOTHING, RUNNING = answer(12, None), answer(10, "t1")


def test_the_status_says_how_the_run_ended(cluster: Cluster, context: Context):
    task = cluster.operator(NOTHING, NOTHING, RUNNING, RUNNING, answer(0, "t1", copied=3), store_conn_id="store")
    assert task.execute(context)["copied"] == 3
    assert cluster.submissions() == 1
    submitted, status = cluster.program.calls[1], cluster.program.calls[-1]
    assert "spark.yarn.maxAppAttempts=1" in submitted["arguments"]
    assert status["mode"] == 0o600
    assert not any(SECRET in argument for call in cluster.program.calls for argument in call["arguments"])
    assert list(Path(status["file"]).parent.iterdir()) == []


@pytest.mark.parametrize(
    ("exit_code", "error"),
    [(1, AirflowException), (2, AirflowFailException), (3, AirflowFailException), (11, AirflowException)],
)
def test_its_exit_code_is_mapped(cluster: Cluster, context: Context, exit_code: int, error: type[Exception]):
    # spark-submit on YARN ends with 1, whatever the driver's exit code was.
    task = cluster.operator(NOTHING, answer(exit_code, "t1"), submitted=1)
    with pytest.raises(AirflowException, match=f"exit code {exit_code}: some") as raised:
        task.execute(context)
    assert type(raised.value) is error
    assert context["ti"].xcoms["return_value"]["exitCode"] == exit_code


def test_the_status_of_the_run_before_says_nothing(cluster: Cluster, context: Context):
    before = answer(0, "t0", copied=1)
    task = cluster.operator(before, before, before, answer(0, "t1", copied=2))
    assert task.execute(context)["copied"] == 2


def test_a_run_that_goes_on_is_not_started_again(cluster: Cluster, context: Context):
    task = cluster.operator(RUNNING, RUNNING, answer(0, "t1", copied=3))
    assert task.execute(context)["copied"] == 3
    assert cluster.submissions() == 0


def test_a_submission_that_fails_is_not_waited_for(cluster: Cluster, context: Context):
    task = cluster.operator(answer(0, "t0"), submitted=1)
    with pytest.raises(AirflowException, match="has not written a status"):
        task.execute(context)


def test_a_driver_that_never_starts_is_given_up(cluster: Cluster, context: Context):
    task = cluster.operator(NOTHING, start_timeout=timedelta(seconds=0.1))
    with pytest.raises(AirflowException, match="has not written a status"):
        task.execute(context)


def test_deferred(cluster: Cluster, context: Context):
    task = cluster.operator(
        NOTHING, NOTHING, RUNNING, answer(1, "t1", failed=1), deferrable=True, store_conn_id="store"
    )
    with pytest.raises(TaskDeferred) as deferred:
        task.execute(context)
    assert "spark.yarn.submit.waitAppCompletion=false" in cluster.program.calls[1]["arguments"]
    path, kwargs = deferred.value.trigger.serialize()
    assert path == "bucket_copy_provider.triggers.BucketCopyTrigger"
    assert SECRET not in json.dumps(kwargs)
    assert kwargs["kill_command"] == ["yarn", "application", "-kill", "application_17_0001"]

    async def first_event() -> Any:
        return await BucketCopyTrigger(**json.loads(json.dumps(kwargs))).run().__anext__()

    event = asyncio.run(first_event())
    assert deferred.value.method_name == "execute_complete"
    with pytest.raises(AirflowException, match="exit code 1: some"):
        task.execute_complete(context, event.payload)
    assert context["ti"].xcoms["return_value"]["failed"] == 1


def test_a_deferred_task_that_is_killed_ends_its_driver(cluster: Cluster, tmp_path: Path):
    trigger = BucketCopyTrigger(
        status_command=[], kill_command=["touch", str(tmp_path / "killed")], env={}, settings={},
        poll_interval=1, start_timeout=1,
    )  # fmt: skip
    asyncio.run(trigger.on_kill())
    assert (tmp_path / "killed").exists()


def test_what_kills_a_driver(cluster: Cluster):
    task = cluster.operator(NOTHING, conn_id="standalone", env_vars={"SPARK_HOME": "/opt/spark"})
    hook = task._get_hook()
    assert task._kill_command(hook) == []
    task._driver_id = "driver-20261130010203-0001"
    assert task._kill_command(hook) == [
        "/opt/spark/bin/spark-submit", "--master", "spark://host:7077", "--kill", "driver-20261130010203-0001",
    ]  # fmt: skip


def test_cluster_mode_needs_a_run_directory(cluster: Cluster, context: Context):
    with pytest.raises(AirflowFailException, match="needs run_dir_base"):
        cluster.operator(NOTHING, run_dir_base=None).execute(context)


def test_secrets_do_not_become_arguments_of_a_standalone_driver(cluster: Cluster, context: Context):
    with pytest.raises(AirflowFailException, match="spark://host:7077, where Spark would show"):
        cluster.operator(NOTHING, conn_id="standalone", store_conn_id="store").execute(context)
    assert cluster.program.calls == []
