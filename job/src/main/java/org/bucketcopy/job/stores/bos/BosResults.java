package org.bucketcopy.job.stores.bos;

import com.baidubce.BceServiceException;
import com.baidubce.services.bos.model.BosResponse;
import com.baidubce.services.bos.model.CopyObjectResponse;
import com.baidubce.services.bos.model.GetObjectTaggingResponse;
import com.baidubce.services.bos.model.ObjectTag;
import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.stores.TagSet;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.StoredObject;

/** What an answer must name to count as one. The SDK leaves a field null that did not come. */
final class BosResults {
  private BosResults() {}

  /**
   * @throws BceServiceException if there is none: then nothing is known to be done
   */
  static ETag etag(String text) {
    return etag(Optional.ofNullable(text));
  }

  /**
   * The same of a header.
   *
   * @throws BceServiceException if there is none
   */
  static ETag etag(Optional<String> text) {
    return ETag.parse(text).orElseThrow(() -> unusable("no ETag"));
  }

  /**
   * The tags of an answer, in which each of a list of maps has some.
   *
   * @throws BceServiceException if there is no such list, which is not the same as an empty one
   */
  static TagSet tags(GetObjectTaggingResponse answer) {
    if (answer.getTagSet() == null) {
      throw unusable("no tag set");
    }
    List<TagSet.Tag> tags = new ArrayList<>();
    for (ObjectTag some : answer.getTagSet()) {
      if (some != null && some.getTagInfo() != null) {
        some.getTagInfo().forEach((key, value) -> tags.add(TagSet.Tag.ofNullable(key, value)));
      }
    }
    return new TagSet(tags);
  }

  /** Epoch milliseconds. */
  static long millis(Date date) {
    if (date == null) {
      throw unusable("no time");
    }
    return date.toInstant().toEpochMilli();
  }

  /** The copy that {@code answer} says was made, without its ETag where it names only the time. */
  static StoredObject copy(CopyObjectResponse answer) {
    Optional<ETag> etag = ETag.parse(Optional.ofNullable(answer.getETag()));
    return etag.isEmpty() && answer.getLastModified() != null
        ? new StoredObject(etag, versionId(answer), ContentChecksums.NONE)
        : object(answer.getETag(), answer);
  }

  private static Optional<String> versionId(BosResponse answer) {
    return Optional.ofNullable(Strings.emptyToNull(answer.getMetadata().getxBceVersionId()));
  }

  /** The object that {@code answer} says was made. */
  static StoredObject object(String etag, BosResponse answer) {
    return new StoredObject(etag(etag), versionId(answer), ContentChecksums.NONE);
  }

  /** A 2XX answer that lacks what it must have: the work may have been done. */
  static BceServiceException unusable(String what) {
    BceServiceException exception = new BceServiceException("the answer cannot be used: " + what);
    exception.setStatusCode(200);
    return exception;
  }
}
