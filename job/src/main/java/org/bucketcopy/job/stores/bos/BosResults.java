package org.bucketcopy.job.stores.bos;

import com.baidubce.BceServiceException;
import com.baidubce.services.bos.model.BosResponse;
import com.google.common.base.Strings;
import java.util.Date;
import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopiedObject;

/** What an answer must name to count as one. The SDK leaves a field null that did not come. */
final class BosResults {
  private BosResults() {}

  /**
   * @throws BceServiceException if there is none: then nothing is known to be done
   */
  static ETag etag(String text) {
    return ETag.parse(Optional.ofNullable(text)).orElseThrow(() -> unusable("no ETag"));
  }

  /** Epoch milliseconds. */
  static long millis(Date date) {
    if (date == null) {
      throw unusable("no time");
    }
    return date.toInstant().toEpochMilli();
  }

  /** The object that {@code answer} says was made. */
  static CopiedObject object(String etag, BosResponse answer) {
    return new CopiedObject(
        etag(etag),
        Optional.ofNullable(Strings.emptyToNull(answer.getMetadata().getxBceVersionId())),
        Optional.empty());
  }

  /** A 2XX answer that lacks what it must have: the work may have been done. */
  static BceServiceException unusable(String what) {
    BceServiceException exception = new BceServiceException("the answer cannot be used: " + what);
    exception.setStatusCode(200);
    return exception;
  }
}
