"""Airflow's provider for bucket-copy: an operator that copies buckets and uploads files on Spark."""

from __future__ import annotations

from typing import Any


def provider_info() -> dict[str, Any]:
    """What Airflow asks of a provider package."""
    integration = "bucket-copy"
    return {
        "package-name": "airflow-provider-bucket-copy",
        "name": integration,
        "description": "Copies buckets and uploads files with bucket-copy on Apache Spark.",
        "operators": [{"integration-name": integration, "python-modules": ["bucket_copy_provider.operators"]}],
        "triggers": [{"integration-name": integration, "python-modules": ["bucket_copy_provider.triggers"]}],
        "extra-links": [
            "bucket_copy_provider.links.ReportLink",
            "bucket_copy_provider.links.SparkUiLink",
        ],
    }
