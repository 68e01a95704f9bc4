package org.bucketcopy.planner.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "'', true, '', ''",
    "x/, true, x/, ''",
    "x/y, false, x/, y",
    "y, false, '', y",
    "x//y, false, x//, y",
    "'x/y ', false, x/, 'y '",
    "/, true, /, ''",
    "/y, false, /, y"
  })
  void aFolderIsABucketOrEndsInASlash(String prefix, boolean folder, String within, String name) {
    ObjectPrefix objects = new ObjectPrefix(new Bucket("s3", "b"), prefix);
    assertThat(objects.isFolder()).isEqualTo(folder);
    assertThat(objects.folder()).isEqualTo(new ObjectPrefix(objects.bucket(), within));
    assertThat(objects.name()).isEqualTo(name);
  }
}
