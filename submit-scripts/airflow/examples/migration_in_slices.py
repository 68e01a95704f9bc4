"""
Moves a large bucket slice by slice: each prefix is a task with a run directory of its own.

Two slices run at a time. The DAG is started by hand, and again for what has failed.
"""

from datetime import datetime, timedelta

from airflow.providers.common.compat.sdk import DAG

from bucket_copy_provider.operators import BucketCopyOperator

PREFIXES = ["2023/", "2024/", "2025/", "2026/"]

with DAG("migration_in_slices", schedule=None, start_date=datetime(2026, 1, 1), catchup=False):
    BucketCopyOperator.partial(
        task_id="slice",
        conn_id="spark_default",
        store_conn_id="archive_store",
        run_dir_base="hdfs:///bucket-copy/runs",
        retries=2,
        retry_delay=timedelta(minutes=2),
        max_active_tis_per_dag=2,
    ).expand_kwargs(
        [{"source": f"s3://old-archive/{prefix}", "destination": f"s3://new-archive/{prefix}"} for prefix in PREFIXES]
    )
