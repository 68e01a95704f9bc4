"""
Mirrors a bucket every night.

A try resumes the one before it. What the last try could not finish is swept, so that no upload stays open.
"""

from datetime import datetime, timedelta

from airflow.providers.common.compat.sdk import DAG

from bucket_copy_provider.operators import BucketCopyOperator

RUN_DIRS = "hdfs:///bucket-copy/runs"

with DAG(
    "nightly_mirror",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"conn_id": "spark_default", "store_conn_id": "warehouse_store", "run_dir_base": RUN_DIRS},
):
    mirror = BucketCopyOperator(
        task_id="mirror",
        source="s3://old/warehouse/",
        destination="s3://new/warehouse/",
        options={"exclude": ["_temporary/**"], "max-duration": "5h"},
        retries=2,
        retry_delay=timedelta(minutes=2),  # a lost driver's lock on the run directory lasts a minute
    )
    sweep = BucketCopyOperator(task_id="sweep", command="sweep", run_dir_task_id="mirror")
    mirror >> sweep.as_teardown()
