from __future__ import annotations

import json
from pathlib import Path

import pytest
from airflow.models.connection import Connection
from conftest import SECRET

from bucket_copy_provider.settings import StoreSettings, refuse_secrets, settings_of, store_of


def connection(**parts: object) -> Connection:
    extra = json.dumps(parts.pop("extra", {}))
    return Connection(conn_id="c", conn_type="generic", login="id", password="key", extra=extra, **parts)


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        ("s3", {"fs.s3a.access.key": "id", "fs.s3a.secret.key": "key", "fs.s3a.endpoint": "host:9000"}),
        ("oss", {"fs.oss.accessKeyId": "id", "fs.oss.accessKeySecret": "key", "fs.oss.endpoint": "host:9000"}),
        ("bos", {"fs.bos.access.key": "id", "fs.bos.secret.access.key": "key", "fs.bos.endpoint": "host:9000"}),
    ],
)
def test_each_store_has_its_names(store: str, expected: dict[str, str]):
    settings = settings_of(connection(host="host", port=9000), store)
    assert settings == {f"spark.hadoop.{name}": value for name, value in expected.items()}


def test_extra_of_amazon_and_settings_of_hadoop_and_spark():
    settings = settings_of(
        connection(extra={"aws_session_token": "t", "region_name": "r", "fs.s3a.proxy.host": "p", "spark.x": 1}), "s3"
    )
    assert settings["spark.hadoop.fs.s3a.session.token"] == "t"
    assert settings["spark.hadoop.fs.s3a.endpoint.region"] == "r"
    assert settings["spark.hadoop.fs.s3a.proxy.host"] == "p"
    assert settings["spark.x"] == "1"


def test_what_would_not_be_followed_is_refused():
    with pytest.raises(ValueError, match="role_arn of connection c"):
        settings_of(connection(extra={"role_arn": "arn:aws:iam::1:role/r"}), "s3")


def test_the_store_of_an_address():
    assert [store_of(uri) for uri in ("s3://b/", "oss://b/", "bos://b/", "hdfs://n/x", None)] == [
        "s3", "oss", "bos", "s3", "s3",
    ]  # fmt: skip


def test_a_secret_among_arguments_is_refused():
    refuse_secrets({"spark.hadoop.fs.s3a.endpoint": "e", "AWS_WEB_IDENTITY_TOKEN_FILE": "/f"}, "conf")
    refuse_secrets(None, "conf")
    for name in ("spark.hadoop.fs.s3a.secret.key", "spark.hadoop.fs.s3a.access.key", "spark.hadoop.fs.oss.accessKeyId"):
        with pytest.raises(ValueError, match="conf, which others can read"):
            refuse_secrets({name: SECRET}, "conf")


def test_the_file_has_mode_0600_holds_both_and_goes_away(tmp_path: Path):
    own = tmp_path / "own.conf"
    own.write_text("spark.x y")
    with StoreSettings(str(own), "store", "s3").as_file() as path:
        assert Path(path).stat().st_mode & 0o777 == 0o600
        lines = Path(path).read_text().splitlines()
        assert lines[0] == "spark.x y"
        assert "spark.hadoop.fs.s3a.secret.key=aSecret\\\\With/Signs#=" in lines
        assert "spark.hadoop.fs.s3a.access.key=key id" in lines
    assert not Path(path).exists()
    assert own.exists()


def test_without_a_connection_the_users_file_is_given_as_it_is():
    with StoreSettings("/etc/own.conf", None, "s3").as_file() as path:
        assert path == "/etc/own.conf"
