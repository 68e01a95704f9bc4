"""Waits for a run whose driver is on a cluster, by the status in its run directory."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from typing import Any

from airflow.triggers.base import BaseTrigger, TriggerEvent
from asgiref.sync import sync_to_async

from bucket_copy_provider.runs import STILL_RUNNING, summary_in
from bucket_copy_provider.settings import StoreSettings

PROPERTIES_FILE = "{properties-file}"
"""Stands in a command for the options that name the properties file, which each look makes anew."""


class BucketCopyTrigger(BaseTrigger):
    """
    Looks at the run directory with ``bucket-copy status`` until the run has ended.

    The command reads any file system that the run itself can write, and needs nothing else in Airflow.

    :param status_command: the whole command of ``status``, with ``PROPERTIES_FILE`` in it
    :param kill_command: what ends the driver; empty if nothing here can
    :param env: environment variables for both
    :param settings: properties file, connection and store, as :class:`StoreSettings` has them
    :param poll_interval: seconds between two looks
    :param start_timeout: seconds without a status of this run after which it is given up
    :param earlier: when the run began that had the directory before, whose status says nothing of this one
    """

    def __init__(
        self,
        *,
        status_command: list[str],
        kill_command: list[str],
        env: dict[str, str],
        settings: dict[str, str | None],
        poll_interval: float,
        start_timeout: float,
        earlier: str | None = None,
    ) -> None:
        super().__init__()
        self.status_command = status_command
        self.kill_command = kill_command
        self.env = env
        self.settings = settings
        self.earlier = earlier
        self.poll_interval = poll_interval
        self.start_timeout = start_timeout

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """What the triggerer makes the trigger of; nothing secret."""
        return f"{__name__}.{type(self).__name__}", {
            "status_command": self.status_command,
            "kill_command": self.kill_command,
            "env": self.env,
            "settings": self.settings,
            "poll_interval": self.poll_interval,
            "start_timeout": self.start_timeout,
            "earlier": self.earlier,
        }

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Ends with one event, that of :meth:`end_of_run`."""
        yield TriggerEvent(await self.end_of_run())

    async def end_of_run(self, start_timeout: float | None = None) -> dict[str, Any]:
        """Waits for the end: ``exit_code`` and ``summary`` of the run, and its ``problem`` if there is one."""
        patience = self.start_timeout if start_timeout is None else start_timeout
        last_seen = time.monotonic()
        while True:
            exit_code, answer = await self.look()
            run = answer.get("run")
            if run is not None and run.get("began") != self.earlier:
                if exit_code != STILL_RUNNING:
                    return {"exit_code": exit_code, "summary": run, "problem": answer.get("problem")}
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > patience:
                problem = answer.get("problem") or "the driver has not written a status"
                return {"exit_code": exit_code, "summary": None, "problem": problem}
            await asyncio.sleep(self.poll_interval)

    async def look(self) -> tuple[int, dict[str, Any]]:
        """Exit code and answer of ``status``, once."""
        files = StoreSettings(**self.settings).as_file()
        path = await sync_to_async(files.__enter__)()
        try:
            process = await asyncio.create_subprocess_exec(
                *with_properties_file(self.status_command, path),
                env={**os.environ, **self.env},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            output, errors = await process.communicate()
        finally:
            files.__exit__(None, None, None)
        lines = output.decode(errors="replace").splitlines()
        answer = summary_in(lines[-1]) if lines else None
        if answer is None:
            answer = {"problem": "status failed: " + errors.decode(errors="replace")[-500:]}
        return process.returncode or 0, answer

    async def on_kill(self) -> None:
        """Ends the driver when somebody ends the deferred task (Airflow 3.3 and later)."""
        if self.kill_command:
            process = await asyncio.create_subprocess_exec(*self.kill_command, env={**os.environ, **self.env})
            await process.wait()


def with_properties_file(command: list[str], path: str | None) -> list[str]:
    """The command with the options for this properties file in their place."""
    at = command.index(PROPERTIES_FILE)
    return command[:at] + (["--properties-file", path] if path else []) + command[at + 1 :]
