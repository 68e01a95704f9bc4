package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.utils.HttpUtils;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.bucketcopy.planner.store.CopySource;

/** The headers that name and pin the source of a copy. */
final class OssSource {
  private OssSource() {}

  /** All of the source's key is percent-encoded, its slashes too, as the SDK does it. */
  static Map<String, String> headers(CopySource source) {
    String object =
        "/"
            + source.object().bucket().name()
            + "/"
            + HttpUtils.urlEncode(source.object().key())
            + source.versionId().map(id -> "?versionId=" + id).orElse("");
    ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
    headers.put("x-oss-copy-source", object);
    source.ifMatch().ifPresent(etag -> headers.put("x-oss-copy-source-if-match", etag));
    return headers.buildOrThrow();
  }
}
