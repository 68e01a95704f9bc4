package org.bucketcopy.job.stores.bos;

import com.baidubce.http.BceHttpResponse;
import com.baidubce.http.handler.HttpResponseHandler;
import com.baidubce.model.AbstractBceResponse;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.bucketcopy.job.stores.listing.HttpDate;

/**
 * Keeps dates that are none from the SDK, under names that it does not know: it logs a stack trace
 * for each, and users may put anything into {@code Expires}.
 */
final class RawDates implements HttpResponseHandler {
  private static final String RAW = "x-raw-";
  private static final List<String> DATES = ImmutableList.of("Date", "Expires", "Last-Modified");

  @Override
  public boolean handle(BceHttpResponse answer, AbstractBceResponse response) {
    HttpResponse head = answer.getHttpResponse();
    for (String name : DATES) {
      for (Header header : head.getHeaders(name)) {
        if (HttpDate.parse(Optional.ofNullable(header.getValue())).isEmpty()) {
          head.removeHeader(header);
          head.addHeader(RAW + name, header.getValue());
        }
      }
    }
    return false;
  }

  /** The name under which a header came. */
  static String nameOf(String kept) {
    return kept.startsWith(RAW) ? kept.substring(RAW.length()) : kept;
  }
}
