package org.bucketcopy.job.journal;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.thread.Machine;

/**
 * Marks one multipart upload of ours in the user metadata of the object it makes, so that an object
 * at the destination can be distinguished from one that somebody else put there. That an object
 * exists, even with the right size, proves nothing.
 *
 * @param value unique to the upload; starts with the id of its run
 */
public record UploadToken(String value) {
  /** The name of the user metadata entry. */
  public static final String NAME = ObjectMetadata.UPLOAD_TOKEN;

  /** A token that no other upload has, of the run with this id. */
  public static UploadToken fresh(String runId, RandomGenerator random) {
    return new UploadToken(prefix(runId) + Machine.freshId(random));
  }

  /** Whether {@code object} was made by an upload of the run with this id. */
  public static boolean isOfRun(String runId, ObjectInfo object) {
    return object.metadata().user().getOrDefault(NAME, "").startsWith(prefix(runId));
  }

  private static String prefix(String runId) {
    return runId + "/";
  }

  /** {@code metadata} with this token, in place of that of an earlier copy. */
  public ObjectMetadata addTo(ObjectMetadata metadata) {
    Map<String, String> user =
        ImmutableMap.<String, String>builder()
            .putAll(without(metadata.user()))
            .put(NAME, value)
            .buildOrThrow();
    return metadata.withUser(user);
  }

  /** Whether {@code object} was made by the upload of this token. */
  public boolean marks(ObjectInfo object) {
    return value.equals(object.metadata().user().get(NAME));
  }

  /** User metadata without any token. */
  public static Map<String, String> without(Map<String, String> user) {
    return Maps.filterKeys(user, name -> !name.equals(NAME));
  }
}
