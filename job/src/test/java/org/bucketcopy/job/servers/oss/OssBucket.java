package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket: what it is set to and what it holds. */
public final class OssBucket {
  private static final Comparator<String> BY_BYTES =
      (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

  private final String name;
  private final String location;
  private final NavigableMap<String, OssObject> objects = new TreeMap<>(BY_BYTES);
  private final Map<String, OssUpload> uploads = new LinkedHashMap<>();
  private boolean versioned;
  private boolean immutable;

  OssBucket(String name, String location) {
    this.name = name;
    this.location = location;
  }

  /** Says from now on that it keeps versions, and ignores {@code x-oss-forbid-overwrite}. */
  public void keepVersions() {
    versioned = true;
  }

  /** Lets no object be written from now on, as a retention policy does. */
  public void freeze() {
    immutable = true;
  }

  String name() {
    return name;
  }

  String location() {
    return location;
  }

  boolean versioned() {
    return versioned;
  }

  NavigableMap<String, OssObject> objects() {
    return objects;
  }

  Map<String, OssUpload> uploads() {
    return uploads;
  }

  OssObject object(String key) {
    return Optional.ofNullable(objects.get(key)).orElseThrow(OssRefusal::noSuchKey);
  }

  OssUpload upload(OssRequest request) {
    return Optional.ofNullable(uploads.get(request.parameter("uploadId")))
        .filter(upload -> upload.key().equals(request.key()))
        .orElseThrow(OssRefusal::noSuchUpload);
  }

  /** Refuses what may not be written; makes nothing. */
  void checkWritable(OssRequest request) {
    String key = request.key();
    if (key.startsWith("/") || key.startsWith("\\") || key.getBytes(UTF_8).length > 1023) {
      throw new OssRefusal(400, "InvalidObjectName", "The specified object is not valid.");
    }
    if (immutable) {
      throw OssRefusal.immutable();
    }
    boolean forbidden = request.header("x-oss-forbid-overwrite").filter("true"::equals).isPresent();
    if (forbidden && !versioned && objects.containsKey(key)) {
      throw OssRefusal.exists();
    }
  }
}
