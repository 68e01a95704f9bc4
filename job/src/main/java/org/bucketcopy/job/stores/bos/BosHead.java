package org.bucketcopy.job.stores.bos;

import com.baidubce.http.BceHttpResponse;
import com.baidubce.services.bos.model.ObjectMetadata;
import java.util.Optional;
import org.apache.http.Header;
import org.bucketcopy.job.stores.CarriedHeaders;

/**
 * The headers of a HEAD as they came. The SDK's own reading of them leaves some out and decodes
 * user metadata as if every client had percent-encoded it.
 */
final class BosHead extends ObjectMetadata {
  private final CarriedHeaders headers;

  private BosHead(CarriedHeaders headers) {
    this.headers = headers;
  }

  static BosHead of(BceHttpResponse answer) {
    CarriedHeaders headers = new CarriedHeaders(BosHeaders.USER_PREFIX);
    for (Header header : answer.getHttpResponse().getAllHeaders()) {
      headers.add(RawDates.nameOf(header.getName()), header.getValue());
    }
    return new BosHead(headers);
  }

  /** All headers. */
  CarriedHeaders headers() {
    return headers;
  }

  /** The header {@code name}, if it came and is not blank. */
  Optional<String> header(String name) {
    return headers.value(name);
  }
}
