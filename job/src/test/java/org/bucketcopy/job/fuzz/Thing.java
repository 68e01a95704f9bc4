package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;

/**
 * An object, as far as a copy has to carry it.
 *
 * @param content names its bytes: two names are equal just if the bytes are
 * @param size in bytes
 * @param headers content headers by lower-case name
 * @param user user metadata, without the entry by which the job knows its copies
 * @param tags its tags
 */
record Thing(
    String content,
    long size,
    Map<String, String> headers,
    Map<String, String> user,
    Map<String, String> tags) {
  private static final String MARK = "bucket-copy-upload";

  Thing {
    headers = ImmutableMap.copyOf(headers);
    user = ImmutableMap.copyOf(Maps.filterKeys(user, name -> !name.equals(MARK)));
    tags = ImmutableMap.copyOf(tags);
  }

  /** The same but for what it holds. */
  Thing holding(String otherContent, long otherSize) {
    return new Thing(otherContent, otherSize, headers, user, tags);
  }
}
