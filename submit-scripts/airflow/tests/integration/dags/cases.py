"""The DAGs of the integration test: one for each way in which a task may end."""

import os
import urllib.request
from datetime import datetime, timedelta

from airflow.providers.common.compat.sdk import DAG

from bucket_copy_provider.operators import BucketCopyOperator

COMMON = {
    "source": "s3://source/",
    "destination": "s3://destination/",
    "bucket_copy": os.environ["TEST_SCRIPT"],
    "conn_id": "local_spark",
    "store_conn_id": "test_store",
}
RUN_DIR_BASE = os.environ["TEST_RUN_DIRS"]
ONCE = {"schedule": None, "start_date": datetime(2026, 1, 1)}


def heal(_context):
    """Lets the server work well from now on."""
    behave = os.environ["TEST_SERVER"] + "/-/behave?fault.internal-error=0&latency=0"
    urllib.request.urlopen(urllib.request.Request(behave, method="POST")).read()


with DAG("success", **ONCE):
    mirror = BucketCopyOperator(task_id="mirror", run_dir_base=RUN_DIR_BASE, **COMMON)
    # What a task does that had succeeded and is cleared: the same command in the same directory.
    again = BucketCopyOperator(task_id="again", run_dir_base=RUN_DIR_BASE, run_dir_task_id="mirror", **COMMON)
    mirror >> again

with DAG("some_fail", **ONCE):
    BucketCopyOperator(
        task_id="mirror",
        run_dir_base=RUN_DIR_BASE,
        options={"retries": 0},
        retries=1,
        retry_delay=timedelta(seconds=1),
        on_retry_callback=heal,
        **COMMON,
    )

with DAG("wrong", **ONCE):
    BucketCopyOperator(
        task_id="mirror",
        run_dir_base=RUN_DIR_BASE,
        options={"if-exists": "never"},
        retries=2,
        retry_delay=timedelta(seconds=1),
        **COMMON,
    )

with DAG("killed", **ONCE):
    BucketCopyOperator(task_id="mirror", **COMMON)

with DAG("killed_and_swept", **ONCE):
    mirror = BucketCopyOperator(task_id="mirror", run_dir_base=RUN_DIR_BASE, **COMMON)
    sweep = BucketCopyOperator(
        task_id="sweep",
        command="sweep",
        run_dir_base=RUN_DIR_BASE,
        run_dir_task_id="mirror",
        bucket_copy=COMMON["bucket_copy"],
        conn_id="local_spark",
        store_conn_id="test_store",
    ).as_teardown()
    mirror >> sweep
