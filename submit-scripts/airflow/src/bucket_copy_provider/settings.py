"""The settings of a store, from an Airflow connection into a properties file of Spark."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from airflow.providers.common.compat.sdk import BaseHook

if TYPE_CHECKING:
    from airflow.providers.common.compat.sdk import Connection

_SECRET = re.compile(r"secret|password|token|access[._]?key|(account|encryption|private)\.key", re.IGNORECASE)


@dataclass(frozen=True)
class _Names:
    """How Hadoop's settings of a store name what a connection has."""

    endpoint: str
    login: str
    password: str
    token: str
    region: str | None


_STORES = {
    "s3": _Names(
        "fs.s3a.endpoint", "fs.s3a.access.key", "fs.s3a.secret.key", "fs.s3a.session.token", "fs.s3a.endpoint.region"
    ),
    "oss": _Names(
        "fs.oss.endpoint", "fs.oss.accessKeyId", "fs.oss.accessKeySecret", "fs.oss.securityToken", "fs.oss.region"
    ),
    "bos": _Names("fs.bos.endpoint", "fs.bos.access.key", "fs.bos.secret.access.key", "fs.bos.session.token.key", None),
}


def store_of(uri: str | None) -> str:
    """The store that an address such as ``oss://bucket/`` leads to; S3 where it does not say."""
    scheme = urlsplit(uri or "").scheme
    return scheme if scheme in _STORES else "s3"


def refuse_secrets(names: Any, where: str) -> None:
    """Raises ValueError if a setting looks like a secret: Airflow shows what is here, and it becomes an argument."""
    for name in names if isinstance(names, Mapping) else ():
        if _SECRET.search(name) and not name.lower().endswith("file"):
            raise ValueError(
                f"{name} must not be in {where}, which others can read: put it into a connection"
                " and give that as store_conn_id, or into a properties file of mode 0600"
            )


def settings_of(connection: Connection, store: str) -> dict[str, str]:
    """
    The settings in a connection, under the names that Spark has for them.

    Login and password are the keys, host or ``endpoint_url`` is the endpoint. All else is in extra: the
    names that Amazon's connections have for region and session token, and any ``fs.*`` or ``spark.*``.

    :raises ValueError: if extra has something that bucket-copy would not follow
    """
    names = _STORES[store]
    extra = dict(connection.extra_dejson)
    endpoint = extra.pop("endpoint_url", None) or connection.host
    if endpoint and connection.port and "://" not in endpoint:
        endpoint = f"{endpoint}:{connection.port}"
    settings = {
        names.login: connection.login,
        names.password: connection.password,
        names.token: extra.pop("aws_session_token", None),
        names.endpoint: endpoint,
    }
    if names.region:
        settings[names.region] = extra.pop("region_name", None)
    for name, value in extra.items():
        if not name.startswith(("fs.", "spark.")):
            raise ValueError(f"bucket-copy does not follow {name} of connection {connection.conn_id}")
        settings[name] = value
    return {
        name if name.startswith("spark.") else f"spark.hadoop.{name}": str(value)
        for name, value in settings.items()
        if value is not None and value != ""
    }


def _line(name: str, value: str) -> str:
    """One setting as java.util.Properties reads it."""
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{name}={escaped}\n"


@dataclass(frozen=True)
class StoreSettings:
    """
    Where the settings of a run come from.

    :param properties_file: a file of the user's, on this machine
    :param conn_id: a connection, whose settings come before those of the file
    :param store: whose names the connection's settings get: ``s3``, ``oss`` or ``bos``
    """

    properties_file: str | None
    conn_id: str | None
    store: str

    @contextmanager
    def as_file(self) -> Iterator[str | None]:
        """One properties file with all settings; one that holds secrets has mode 0600, and is deleted at the end."""
        if self.conn_id is None:
            yield self.properties_file
            return
        settings = settings_of(BaseHook.get_connection(self.conn_id), self.store)
        own = Path(self.properties_file).read_text(encoding="utf-8") if self.properties_file else ""
        descriptor, path = tempfile.mkstemp(prefix="bucket-copy-", suffix=".conf")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(own + "\n" + "".join(_line(name, value) for name, value in settings.items()))
            yield path
        finally:
            os.unlink(path)
