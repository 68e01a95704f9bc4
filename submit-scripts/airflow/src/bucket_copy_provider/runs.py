"""What the operator knows of a run: its directory, its summary, and what its exit codes mean."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from airflow.providers.common.compat.sdk import Context

OK = 0
USAGE = 2
COULD_NOT_RUN = 3
DIFFERENT = 4
STILL_RUNNING = 10
"""Of ``status``: the run goes on."""

IN_VAIN = frozenset({USAGE, COULD_NOT_RUN, DIFFERENT})
"""Exit codes after which the same command would end the same way."""

_LONGEST_NAME = 200


def run_directory(base: str, context: Context, task_id: str | None = None) -> str:
    """
    The run directory of a task in a DAG run: the same for each try, and no other task's.

    Hadoop refuses colons in a path, and a name may have no more than 255 characters. So the name is made
    of the ids with all but letters, digits, ``-`` and ``_`` replaced, and of a digest of the exact ids.

    :param base: the directory of all run directories, on any Hadoop file system
    :param task_id: the task, where it is another one of the same DAG run
    """
    instance = context["ti"]
    ids = [instance.dag_id, instance.run_id, task_id or instance.task_id]
    if instance.map_index not in (None, -1):
        ids.append(str(instance.map_index))
    name = re.sub(r"[^A-Za-z0-9_-]", "-", "-".join(ids))[:_LONGEST_NAME]
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:8]
    return f"{base.rstrip('/')}/{name}-{digest}"


def summary_in(line: str) -> dict[str, Any] | None:
    """The summary that a line of output is, if it is one."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if "status" in found and "exitCode" in found else None


def arguments(
    command: str, source: str | None, destination: str | None, options: dict[str, Any] | None, run_dir: str | None
) -> list[str]:
    """The command line of a command: an option that is true is a flag, one with a list is repeated."""
    given = {"source": source, "destination": destination, **(options or {}), "run-dir": run_dir}
    line = [command]
    for name, value in given.items():
        if value is True:
            line.append(f"--{name}")
        elif value is not None and value is not False:
            for one in value if isinstance(value, (list, tuple)) else [value]:
                line += [f"--{name}", str(one)]
    return line
