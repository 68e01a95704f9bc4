package org.bucketcopy.job.upload;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.transfer.GivenMetadata;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.SourceFile;

/**
 * What the objects of uploaded files carry.
 *
 * @param given what every object gets
 * @param typeByName whether one without a {@code Content-Type} gets that of its file's name: {@link
 *     ContentTypes}
 * @param mtime whether the file's modification time is kept as user metadata {@code mtime}, in
 *     seconds, as rclone writes it
 */
public record ObjectAttributes(ObjectMetadata given, boolean typeByName, boolean mtime)
    implements UploadRules.Attributes {
  private static final String MTIME = "mtime";

  public ObjectAttributes {
    GivenMetadata.check(given);
    checkArgument(
        !(mtime && given.user().containsKey(MTIME)),
        "--metadata mtime and --preserve mtime exclude each other");
  }

  /** The same in {@code storageClass}, where no other one is given. */
  public ObjectAttributes orIn(Optional<String> storageClass) {
    return new ObjectAttributes(given.orIn(storageClass), typeByName, mtime);
  }

  @Override
  public ObjectMetadata of(SourceFile file) {
    ObjectMetadata typed =
        type(file)
            .map(type -> given.withHeaders(with(given.headers(), ContentHeader.CONTENT_TYPE, type)))
            .orElse(given);
    return mtime ? typed.withUser(with(typed.user(), MTIME, seconds(file))) : typed;
  }

  private Optional<String> type(SourceFile file) {
    boolean wanted = typeByName && !given.headers().containsKey(ContentHeader.CONTENT_TYPE);
    return wanted ? ContentTypes.of(name(file)) : Optional.empty();
  }

  private static String name(SourceFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  private static String seconds(SourceFile file) {
    return BigDecimal.valueOf(file.state().lastModified(), 3).stripTrailingZeros().toPlainString();
  }

  private static <K> Map<K, String> with(Map<K, String> map, K key, String value) {
    return ImmutableMap.<K, String>builder().putAll(map).put(key, value).buildOrThrow();
  }
}
