package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bucketcopy.job.servers.HeaderBytes;

/**
 * An object as a server holds it, for whoever looks from outside.
 *
 * @param identity of its content: equal just if the bytes are
 * @param size in bytes
 * @param headers content headers and {@code x-amz-meta-*} by lower-case name
 * @param tags its tags
 */
public record HeldObject(
    String identity, long size, Map<String, String> headers, Map<String, String> tags) {
  public HeldObject {
    headers = ImmutableMap.copyOf(headers);
    tags = ImmutableMap.copyOf(tags);
  }

  static HeldObject of(StoredObject object) {
    ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
    for (String line :
        Splitter.on("\r\n").omitEmptyStrings().split(object.properties().headers())) {
      List<String> words = Splitter.on(": ").limit(2).splitToList(line);
      headers.put(words.get(0).toLowerCase(Locale.ROOT), HeaderBytes.text(words.get(1)));
    }
    return new HeldObject(
        object.content().identity(),
        object.content().size(),
        headers.buildOrThrow(),
        object.properties().tags());
  }

  /**
   * @param partSizes of the parts that it was made of, in bytes; none if it was made by one call
   */
  StoredObject stored(Instant modified, List<Long> partSizes) {
    StringBuilder lines = new StringBuilder();
    headers.forEach(
        (name, value) ->
            lines.append(name).append(": ").append(HeaderBytes.octets(value)).append("\r\n"));
    Content content = Content.virtual(identity, size);
    return new StoredObject(
        content,
        partSizes.isEmpty() ? identity : StoredObject.ofParts(content, partSizes).etag(),
        modified.truncatedTo(ChronoUnit.SECONDS),
        new StoredObject.Properties(lines.toString(), "STANDARD", ImmutableMap.copyOf(tags)),
        ImmutableList.copyOf(partSizes));
  }
}
