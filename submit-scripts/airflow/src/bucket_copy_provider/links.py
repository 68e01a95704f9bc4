"""Links that Airflow shows beside a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from airflow.providers.common.compat.sdk import BaseOperatorLink, XCom

if TYPE_CHECKING:
    from airflow.models.taskinstancekey import TaskInstanceKey
    from airflow.providers.common.compat.sdk import BaseOperator, Context

    from bucket_copy_provider.operators import BucketCopyOperator


class _StoredLink(BaseOperatorLink):
    """A link whose address the task stores as soon as it knows it, under the key that Airflow 3 reads."""

    key: ClassVar[str]

    @property
    def xcom_key(self) -> str:
        """Where the address is."""
        return self.key

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        """The address, or nothing while it is not known."""
        known = getattr(operator, "link_addresses", None)
        if known is not None:  # in the task itself: Airflow 3 asks at its end
            return known.get(self.key, "")
        return XCom.get_value(key=self.key, ti_key=ti_key) or ""

    @classmethod
    def store(cls, operator: BucketCopyOperator, context: Context, address: str) -> None:
        """Shows the link from now on."""
        operator.link_addresses[cls.key] = address
        context["ti"].xcom_push(key=cls.key, value=address)


class ReportLink(_StoredLink):
    """The report page of the run."""

    name = "Report"
    key = "_link_ReportLink"


class SparkUiLink(_StoredLink):
    """Spark's web interface, where the driver or the cluster has named its address."""

    name = "Spark UI"
    key = "_link_SparkUiLink"
