"""
Copies, and then compares both listings: a dry run of the same copy must find nothing to do.

That compares keys, sizes, and ETags or times. The bytes were proved when each object was copied.
"""

from datetime import datetime, timedelta

from airflow.providers.common.compat.sdk import DAG, task

from bucket_copy_provider.operators import BucketCopyOperator

with DAG(
    "copy_then_verify",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    default_args={
        "source": "s3://old/warehouse/",
        "destination": "s3://new/warehouse/",
        "conn_id": "spark_default",
        "store_conn_id": "warehouse_store",
    },
):
    copy = BucketCopyOperator(
        task_id="copy",
        run_dir_base="hdfs:///bucket-copy/runs",
        retries=2,
        retry_delay=timedelta(minutes=2),
    )
    compare = BucketCopyOperator(task_id="compare", options={"dry-run": True})

    @task
    def nothing_is_missing(plan: dict) -> None:
        """Fails if the dry run would copy something."""
        if plan["planned"] > 0 or plan["failed"] > 0:
            raise ValueError(f"{plan['planned']} objects differ, {plan['failed']} cannot be compared")

    copy >> compare
    nothing_is_missing(compare.output)
