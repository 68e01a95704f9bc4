from __future__ import annotations

import re

from conftest import Instance

from bucket_copy_provider.runs import arguments, run_directory, summary_in


def directory(**ids: object) -> str:
    return run_directory("hdfs://n:8020/runs/", {"ti": Instance(**ids)})


def test_a_run_directory_is_the_same_for_each_try_and_fit_for_hadoop():
    assert directory() == directory(try_number=2)
    base, name = directory(task_id="group.mirror").rsplit("/", 1)
    assert base == "hdfs://n:8020/runs"
    assert re.fullmatch(r"dag-manual__2026-11-30T01-02-03-00-00-group-mirror-[0-9a-f]{8}", name)


def test_a_run_directory_is_no_other_tasks():
    others = [
        directory(),
        directory(dag_id="dag-x"),
        directory(run_id="manual__2026-11-30T01:02:03-00:00"),
        directory(task_id="a.b"),
        directory(task_id="a-b"),
        directory(map_index=0),
        directory(map_index=1),
    ]
    assert len(set(others)) == len(others)


def test_a_run_directory_of_another_task_is_that_tasks():
    assert run_directory("/runs", {"ti": Instance(task_id="sweep")}, "mirror") == run_directory(
        "/runs", {"ti": Instance()}
    )


def test_long_ids_make_a_name_that_file_systems_take():
    assert len(directory(dag_id="d" * 250, task_id="t" * 250).rsplit("/", 1)[1]) < 255


def test_arguments():
    assert arguments(
        "copy",
        "s3://a/",
        "s3://b/",
        {"exclude": ["*.tmp", "_*"], "retries": 3, "fail-if-empty": True, "dry-run": False, "acl": None},
        "/runs/x",
    ) == [
        "copy", "--source", "s3://a/", "--destination", "s3://b/", "--exclude", "*.tmp", "--exclude", "_*",
        "--retries", "3", "--fail-if-empty", "--run-dir", "/runs/x",
    ]  # fmt: skip


def test_only_a_summary_is_taken_for_one():
    assert summary_in('{"command":"copy","status":"ok","exitCode":0}') == {
        "command": "copy",
        "status": "ok",
        "exitCode": 0,
    }
    for line in ("", "text", "{}", "{broken", '{"status":"ok"}', '"status exitCode"'):
        assert summary_in(line) is None
