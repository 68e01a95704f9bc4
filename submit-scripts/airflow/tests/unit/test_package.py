from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from airflow.models import DagBag
from airflow.providers_manager import ProvidersManager

from bucket_copy_provider import provider_info
from bucket_copy_provider.lineage import lineage_of, name_of

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_airflow_knows_the_provider():
    assert "airflow-provider-bucket-copy" in ProvidersManager().providers
    for path in provider_info()["extra-links"]:
        module, name = path.rsplit(".", 1)
        assert hasattr(import_module(module), name)


def test_the_examples_are_dags():
    bag = DagBag(str(EXAMPLES))
    assert bag.import_errors == {}
    assert set(bag.dags) == {"nightly_mirror", "migration_in_slices", "copy_then_verify"}


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("s3://bucket/", ("s3://bucket", "/")),
        ("s3://bucket/a/b/", ("s3://bucket", "a/b")),
        ("oss://bucket/a/", ("oss://bucket", "a")),
        ("hdfs://n:8020/a/b", ("hdfs://n:8020", "/a/b")),
        ("file:///a/b", ("file", "/a/b")),
        ("/a/b", ("file", "/a/b")),
    ],
)
def test_names_of_datasets(uri: str, expected: tuple[str, str]):
    assert name_of(uri) == expected


def test_lineage():
    start = lineage_of("s3://a/x/", "s3://b/", None)
    assert [(one.namespace, one.name) for one in start.inputs + start.outputs] == [("s3://a", "x"), ("s3://b", "/")]
    assert start.outputs[0].outputFacets == {}
    end = lineage_of("-", "s3://b/", {"copied": 2, "copiedBytes": 7})
    assert end.inputs == []
    assert end.outputs[0].outputFacets["outputStatistics"].fileCount == 2
    assert lineage_of(None, None, {"exitCode": 0}).outputs == []
