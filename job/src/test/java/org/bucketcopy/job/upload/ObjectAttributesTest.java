package org.bucketcopy.job.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectAttributesTest {
  private static final ObjectAttributes BY_NAME =
      new ObjectAttributes(ObjectMetadata.NONE, /* typeByName= */ true, /* mtime= */ false);

  @ParameterizedTest
  @CsvSource({
    "file:/a/b.txt, text/plain",
    "file:/a/b.HTML, text/html",
    "file:/a#1/b#2.png, image/png",
    "file:/a.txt/b,",
    "file:/a/.txt, text/plain",
    "file:/a/b.unknown-ending,"
  })
  void theTypeIsThatOfTheName(String path, String type) {
    assertThat(BY_NAME.of(file(path, 0)).headers().get(ContentHeader.CONTENT_TYPE)).isEqualTo(type);
  }

  @Test
  void aTypeThatIsGivenIsThatOfEveryObject() {
    Map<ContentHeader, String> given = Map.of(ContentHeader.CONTENT_TYPE, "x/y");
    ObjectAttributes attributes =
        new ObjectAttributes(ObjectMetadata.NONE.withHeaders(given), true, false);

    assertThat(attributes.of(file("file:/a.txt", 0)).headers()).isEqualTo(given);
  }

  /** Of rclone: seconds, without digits that say nothing. */
  @ParameterizedTest
  @CsvSource({
    "1700000000000, 1700000000",
    "1700000000120, 1700000000.12",
    "1, 0.001",
    "0, 0",
    "-1500, -1.5"
  })
  void theModificationTimeIsInSeconds(long millis, String seconds) {
    ObjectAttributes attributes =
        new ObjectAttributes(
            ObjectMetadata.NONE.withUser(Map.of("owner", "me")), false, /* mtime= */ true);

    assertThat(attributes.of(file("file:/a", millis)).user())
        .isEqualTo(Map.of("owner", "me", "mtime", seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Owner", "a b", "bucket-copy-upload", "\u00e9"})
  void aNameThatStoresWouldChangeIsRefused(String name) {
    ObjectMetadata metadata =
        new ObjectMetadata(Map.of(), Map.of(name, "x"), Map.of(), Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectAttributes(metadata, false, false))
        .withMessageContaining("--metadata");
  }

  @Test
  void aStorageClassThatIsGivenCountsMoreThanThatOfTheSettings() {
    ObjectAttributes given =
        new ObjectAttributes(ObjectMetadata.NONE.withStorageClass(Optional.of("IA")), false, false);

    assertThat(given.orIn(Optional.of("GLACIER_IR")).given().storageClass()).contains("IA");
    assertThat(BY_NAME.orIn(Optional.of("GLACIER_IR")).given().storageClass())
        .contains("GLACIER_IR");
    assertThat(BY_NAME.orIn(Optional.empty()).given().storageClass()).isEmpty();
  }

  @Test
  void theTimeIsGivenOnce() {
    ObjectMetadata metadata = ObjectMetadata.NONE.withUser(Map.of("mtime", "1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectAttributes(metadata, false, true));
  }

  private static SourceFile file(String path, long lastModified) {
    return new SourceFile(path, new FileState(1, lastModified));
  }
}
