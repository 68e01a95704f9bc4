"""
Copies, and then proves that both sides have the same, by the checksums that the store has.

If something is missing or differs (exit code 4), the task fails at once: the same again would find the same.
"""

from datetime import datetime, timedelta

from airflow.providers.common.compat.sdk import DAG

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
    verify = BucketCopyOperator(
        task_id="verify",
        command="verify",
        run_dir_base="hdfs:///bucket-copy/runs",
        options={"level": "checksum", "extra": "fail"},
        retries=2,
        retry_delay=timedelta(minutes=2),
    )

    copy >> verify
