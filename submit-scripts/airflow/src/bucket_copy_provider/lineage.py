"""What OpenLineage is told of a run. The imports are in the functions: its provider may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage


def name_of(uri: str) -> tuple[str, str]:
    """Namespace and name of a dataset, as OpenLineage names buckets and file systems."""
    parts = urlsplit(uri)
    if parts.scheme in ("", "file"):
        return "file", parts.path or "/"
    name = parts.path if parts.scheme in ("hdfs", "viewfs") else parts.path.strip("/")
    return f"{parts.scheme}://{parts.netloc}", name or "/"


def lineage_of(source: str | None, destination: str | None, summary: dict[str, Any] | None) -> OperatorLineage:
    """Both ends as datasets, and what was written once that is known."""
    from airflow.providers.common.compat.openlineage.facet import (
        Dataset,
        OutputDataset,
        OutputStatisticsOutputDatasetFacet,
    )
    from airflow.providers.openlineage.extractors import OperatorLineage

    facets = {}
    if summary and "copied" in summary:
        facets["outputStatistics"] = OutputStatisticsOutputDatasetFacet(
            size=summary.get("copiedBytes"), fileCount=summary["copied"]
        )
    inputs, outputs = [], []
    if source and source != "-":
        namespace, name = name_of(source)
        inputs.append(Dataset(namespace=namespace, name=name))
    if destination:
        namespace, name = name_of(destination)
        outputs.append(OutputDataset(namespace=namespace, name=name, outputFacets=facets))
    return OperatorLineage(inputs=inputs, outputs=outputs)
