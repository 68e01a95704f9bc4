"""The operator that runs bucket-copy by spark-submit."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.configuration import conf
from airflow.exceptions import AirflowException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

from bucket_copy_provider import runs
from bucket_copy_provider.lineage import lineage_of
from bucket_copy_provider.links import ReportLink, SparkUiLink
from bucket_copy_provider.settings import StoreSettings, refuse_secrets, store_of
from bucket_copy_provider.triggers import PROPERTIES_FILE, BucketCopyTrigger

try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:  # Airflow 2, and 3.0
    from airflow.exceptions import AirflowFailException

if TYPE_CHECKING:
    from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
    from airflow.providers.common.compat.sdk import Context
    from airflow.providers.openlineage.extractors import OperatorLineage

MAIN_CLASS = "org.bucketcopy.job.BucketCopy"
SECONDS_TO_END = 10
"""A signal ends a run within this time, with its uploads aborted or written down."""

_UI_ADDRESS = re.compile(r"(?:tracking URL: |UI.* at )(https?://\S+)")
_DRIVER_ID = re.compile(r"\b(application_\d+_\d+|driver-\d{14}-\d{4})\b")
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


class BucketCopyOperator(SparkSubmitOperator):
    """
    Runs a command of bucket-copy, by default ``copy``.

    The summary is the XCom ``return_value``, also of a task that fails. Exit codes 2 and 3 fail the task
    for good; after 1, after a signal and after any other code, the task is retried if it has retries.

    In cluster mode the task submits the driver, and then looks at the status in its run directory. A try
    that finds its run still going on, because the worker before it died, waits for that run.

    :param source: what to copy or upload (templated)
    :param destination: where to (templated)
    :param command: ``copy``, ``upload``, ``verify``, ``sweep`` or ``status``
    :param options: options of the command by name without dashes; True is a flag, a list is repeated
        (templated)
    :param bucket_copy: the script ``bucket-copy`` or the jar, for which ``spark-submit`` is called
    :param run_dir_base: where run directories are, on any Hadoop file system; each task of a DAG run has
        its own there, and each try resumes it (templated). Cluster mode needs it
    :param run_dir_task_id: whose run directory is meant, where it is not this task's, as for ``sweep``
    :param store_conn_id: the connection that has the store's keys and endpoint; they get into a
        properties file that only this user can read, and that is deleted at the end (templated)
    :param store: ``s3``, ``oss`` or ``bos``: whose settings these are; by default the destination's
    :param report_url_base: where a browser finds ``run_dir_base`` (templated)
    :param deferrable: in cluster mode, wait in the triggerer
    :param poll_interval: seconds between two looks at the status, in cluster mode
    :param start_timeout: how long a submitted driver may take to write its first status
    :param kwargs: those of SparkSubmitOperator, as ``conn_id``, ``conf``, ``deploy_mode``, ``packages``
    """

    template_fields: Sequence[str] = (
        *(field for field in SparkSubmitOperator.template_fields if field != "application_args"),
        "source",
        "destination",
        "options",
        "run_dir_base",
        "store_conn_id",
        "report_url_base",
    )
    operator_extra_links = (ReportLink(), SparkUiLink())

    def __init__(
        self,
        *,
        source: str | None = None,
        destination: str | None = None,
        command: str = "copy",
        options: dict[str, Any] | None = None,
        bucket_copy: str = "bucket-copy",
        run_dir_base: str | None = None,
        run_dir_task_id: str | None = None,
        store_conn_id: str | None = None,
        store: str | None = None,
        report_url_base: str | None = None,
        deferrable: bool = conf.getboolean("operators", "default_deferrable", fallback=False),
        poll_interval: float = 60,
        start_timeout: timedelta = timedelta(hours=1),
        name: str = "bucket-copy",
        **kwargs: Any,
    ) -> None:
        if bucket_copy.endswith(".jar"):
            program = {"application": bucket_copy, "java_class": MAIN_CLASS}
        else:
            program = {"application": command, "spark_binary": bucket_copy}
        super().__init__(name=name, **program, **kwargs)
        refuse_secrets(self.conf, "conf")
        refuse_secrets(self.env_vars, "env_vars")
        self.source = source
        self.destination = destination
        self.command = command
        self.options = options
        self.bucket_copy = bucket_copy
        self.run_dir_base = run_dir_base
        self.run_dir_task_id = run_dir_task_id
        self.store_conn_id = store_conn_id
        self.store = store
        self.report_url_base = report_url_base
        self.deferrable = deferrable
        self.poll_interval = poll_interval
        self.start_timeout = start_timeout
        self.summary: dict[str, Any] | None = None
        self.link_addresses: dict[str, str] = {}
        self._driver_id: str | None = None

    def execute(self, context: Context) -> dict[str, Any]:
        """Runs the command, and returns its summary."""
        self.summary = self._driver_id = None
        self.link_addresses = {}
        hook = self._hook = self._get_hook()
        run_dir = self._run_directory(context)
        line = runs.arguments(self.command, self.source, self.destination, self.options, run_dir)
        hook._application_args = line if self._is_jar else line[1:]
        output = hook._process_spark_submit_log
        hook._process_spark_submit_log = lambda lines: output(self._watch(lines, context))
        self._show_report(context, run_dir)
        if hook._connection["deploy_mode"] == "cluster":
            return self._run_on_cluster(context, hook, run_dir)
        self._submit(hook, context)
        return self._end(context, {"exit_code": hook._submit_sp.returncode, "summary": self.summary})

    def execute_complete(self, context: Context, event: dict[str, Any]) -> dict[str, Any]:
        """Ends the task as its run on the cluster has ended."""
        self._show_report(context, self._run_directory(context))
        return self._end(context, event)

    def on_kill(self) -> None:
        """Ends the driver, and gives it the time to leave nothing behind that nobody knows of."""
        hook = self._hook
        if hook is None:
            return
        driver = hook._submit_sp
        if driver is not None and driver.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(driver.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                driver.wait(SECONDS_TO_END)
        kill_command = self._kill_command(hook)
        if kill_command:
            try:
                subprocess.run(kill_command, env={**os.environ, **self._env}, check=True, timeout=30)
            except (OSError, subprocess.SubprocessError) as failure:
                self.log.warning("The driver on the cluster could not be ended: %s", failure)
        hook.on_kill()

    def get_openlineage_facets_on_start(self) -> OperatorLineage:
        """Both ends, as OpenLineage names them."""
        return lineage_of(self.source, self.destination, None)

    def get_openlineage_facets_on_complete(self, _: Any) -> OperatorLineage:
        """Both ends, and how much was written."""
        return lineage_of(self.source, self.destination, self.summary)

    def _get_hook(self) -> SparkSubmitHook:
        hook = super()._get_hook()
        if self.command in ("sweep", "status"):
            hook._connection["deploy_mode"] = "client"  # they have no work for a cluster
        # Whether a driver on a cluster has ended, and how, its status says.
        hook._should_track_driver_status = False
        return hook

    @property
    def _is_jar(self) -> bool:
        return self.bucket_copy.endswith(".jar")

    @property
    def _settings(self) -> StoreSettings:
        return StoreSettings(self.properties_file, self.store_conn_id, self.store or store_of(self.destination))

    def _run_directory(self, context: Context) -> str | None:
        if self.run_dir_base is None:
            return None
        return runs.run_directory(self.run_dir_base, context, self.run_dir_task_id)

    def _show_report(self, context: Context, run_dir: str | None) -> None:
        if run_dir is not None and self.command in ("copy", "upload"):
            base = self.report_url_base
            address = f"{base.rstrip('/')}/{run_dir.rsplit('/', 1)[1]}" if base else run_dir
            ReportLink.store(self, context, f"{address}/report.html")

    def _watch(self, lines: Iterable[str], context: Context) -> Iterator[str]:
        """The output of spark-submit as it comes, with a look at what the task wants to know."""
        for line in lines:
            self.summary = runs.summary_in(line.strip()) or self.summary
            driver = _DRIVER_ID.search(line)
            if driver:
                self._driver_id = driver.group(1)
            address = _UI_ADDRESS.search(line)
            if address:
                SparkUiLink.store(self, context, address.group(1))
            yield line

    def _submit(self, hook: SparkSubmitHook, context: Context) -> None:
        """Runs spark-submit to its end; how it ended is in the hook."""
        with self._settings.as_file() as hook._properties_file:
            try:
                hook.submit(self.application, start_new_session=True, preexec_fn=_end_with_parent)
            except AirflowException:
                if hook._submit_sp is None or not hook._submit_sp.returncode:
                    raise
            except BaseException:  # the task has timed out, or is to end
                self.on_kill()
                if hook._submit_sp is not None:
                    hook._process_spark_submit_log(hook._submit_sp.stdout)
                    self._push_summary(context)
                raise

    def _run_on_cluster(self, context: Context, hook: SparkSubmitHook, run_dir: str | None) -> dict[str, Any]:
        master = hook._connection["master"]
        if run_dir is None:
            raise AirflowFailException("cluster mode needs run_dir_base: from there the end of a run is known")
        if self.store_conn_id and not master.startswith("yarn"):
            raise AirflowFailException(
                f"store_conn_id cannot be used in cluster mode on {master}, where Spark would show its secrets"
                " to others: give the driver its credentials by the platform's own means"
            )
        trigger = self._trigger(hook, run_dir)
        exit_code, answer = asyncio.run(trigger.look())
        if exit_code == runs.STILL_RUNNING:
            self.log.info("The run is going on, by an earlier try: waiting for its end")
        else:
            if master.startswith("yarn"):
                # Airflow retries, not YARN. A task that is deferred needs no process that waits.
                wait = str(not self.deferrable).lower()
                defaults = {"spark.yarn.maxAppAttempts": "1", "spark.yarn.submit.waitAppCompletion": wait}
                hook._conf = {**defaults, **hook._conf}
            self._submit(hook, context)
            trigger = self._trigger(hook, run_dir)
            trigger.earlier = answer.get("run", {}).get("began")
            if hook._submit_sp.returncode:  # it was not started, or has failed already
                return self._end(context, asyncio.run(trigger.end_of_run(start_timeout=0)))
        if self.deferrable:
            self.defer(trigger=trigger, method_name="execute_complete", timeout=self.execution_timeout)
        return self._end(context, asyncio.run(trigger.end_of_run()))

    def _trigger(self, hook: SparkSubmitHook, run_dir: str) -> BucketCopyTrigger:
        options = {
            "--packages": self.packages,
            "--jars": self.jars,
            "--principal": hook._connection["principal"],
            "--keytab": hook._connection["keytab"],
        }
        status = [hook._connection["spark_binary"], PROPERTIES_FILE, "--master", "local[1]"]
        status += [word for option in options.items() if option[1] for word in option]
        status += [word for name, value in hook._conf.items() for word in ("--conf", f"{name}={value}")]
        if self._is_jar:
            status += ["--deploy-mode", "client", "--class", MAIN_CLASS, self.application]
        return BucketCopyTrigger(
            status_command=[*status, "status", "--run-dir", run_dir],
            kill_command=self._kill_command(hook),
            env=self._env,
            settings=asdict(self._settings),
            poll_interval=self.poll_interval,
            start_timeout=self.start_timeout.total_seconds(),
        )

    def _kill_command(self, hook: SparkSubmitHook) -> list[str]:
        """What ends the driver on the cluster; empty if there is none, or spark-submit did not name it."""
        if hook._connection["deploy_mode"] != "cluster" or self._driver_id is None:
            return []
        if self._driver_id.startswith("application"):
            return ["yarn", "application", "-kill", self._driver_id]
        home = self._env.get("SPARK_HOME", os.environ.get("SPARK_HOME"))
        spark_submit = os.path.join(home, "bin", "spark-submit") if home else "spark-submit"
        return [spark_submit, "--master", hook._connection["master"], "--kill", self._driver_id]

    @property
    def _env(self) -> dict[str, str]:
        return {name: str(value) for name, value in (self.env_vars or {}).items()}

    def _push_summary(self, context: Context) -> None:
        if self.summary is not None and self.do_xcom_push:
            context["ti"].xcom_push(key="return_value", value=self.summary)

    def _end(self, context: Context, event: dict[str, Any]) -> dict[str, Any]:
        """Ends the task as its run has ended."""
        exit_code, summary = event["exit_code"], event["summary"]
        self.summary = summary
        if exit_code == runs.OK and summary is not None:
            return summary
        self._push_summary(context)
        known = summary or {}
        why = event.get("problem") or known.get("problem") or known.get("status") or "there is no summary"
        message = f"bucket-copy {self.command} ended with exit code {exit_code}: {why}"
        if exit_code in runs.IN_VAIN and summary is not None:
            raise AirflowFailException(message)
        raise AirflowException(message)


def _end_with_parent() -> None:
    """
    Of the driver's process, before it begins: SIGTERM when the task's process dies (Linux).

    The driver has a session of its own, since Airflow 3 kills the process group of a task five seconds
    after it has asked it to end, and a driver may need ten.
    """
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
