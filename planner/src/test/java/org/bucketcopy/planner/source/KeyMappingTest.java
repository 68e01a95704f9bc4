package org.bucketcopy.planner.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMappingTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', a/b, a/b",
    "'', y/, a/b, y/a/b",
    "x/, '', x/a/b, a/b",
    "x/, y/, x/a/b, y/a/b",
    "x/, y/, x//a%2F/, y//a%2F/",
    "x/, y/, x/, y/",
    "x, y, xa, ya",
    "x/, y/, x/x/x, y/x/x"
  })
  void destinationPrefixTakesThePlaceOfTheSources(
      String source, String destination, String key, String expected) {
    KeyMapping mapping = mapping(source, destination);
    assertThat(mapping.destinationOf(key)).isEqualTo(new Bucket("s3", "b").object(expected));
    assertThat(mapping.relative(key)).isEqualTo(key.substring(source.length()));
    assertThat(mapping.sourceOf(expected)).contains(new Bucket("s3", "a").object(key));
  }

  @Test
  void keyElsewhereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mapping("x/", "y/").destinationOf("z/a"))
        .withMessageContaining("z/a is not under s3://a/x/");
    assertThatIllegalArgumentException().isThrownBy(() -> mapping("x/", "y/").relative("x"));
  }

  @Test
  void keyOfWhichNothingIsLeftIsRefused() {
    assertThat(mapping("x/", "").names("x/")).isFalse();
    assertThat(mapping("x/", "").names("x/a")).isTrue();
    assertThat(mapping("x/", "y/").names("x/")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mapping("x/", "").destinationOf("x/"))
        .withMessageContaining("add a destination prefix");
  }

  @Test
  void thePrefixOfTheDestinationItselfHasNoSourceInAWholeBucket() {
    assertThat(mapping("", "y/").sourceOf("y/")).isEmpty();
    assertThat(mapping("x/", "y/").sourceOf("y/")).contains(new Bucket("s3", "a").object("x/"));
    assertThatIllegalArgumentException().isThrownBy(() -> mapping("x/", "y/").sourceOf("z/a"));
  }

  @ParameterizedTest
  @CsvSource({
    "x/file, '', file",
    "x/file, y/, y/file",
    "x/file, y/other, y/other",
    "x/file, x/file2, x/file2",
    "file, y/, y/file",
    "x//file, y/, y/file",
    "'x/a ?%20 ', y/, 'y/a ?%20 '",
    "x/\u65e5\ud83d\ude00, y//, y//\u65e5\ud83d\ude00"
  })
  void aSingleObjectGoesToAKeyOrKeepsItsName(String source, String destination, String expected) {
    KeyMapping mapping = named(source, destination);
    assertThat(mapping.object()).contains(new Bucket("s3", "a").object(source));
    assertThat(mapping.destinationOf(source)).isEqualTo(new Bucket("s3", "b").object(expected));
    assertThat(mapping.destination().prefix()).isEqualTo(expected);
    assertThat(mapping.relative(source)).isEmpty();
  }

  @Test
  void aFolderGoesToAFolder() {
    assertThat(named("x/", "").object()).isEmpty();
    assertThat(named("", "y/").destinationOf("a").key()).isEqualTo("y/a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("x/", "y"))
        .withMessageContaining("s3://b/y must end in /");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("", "y"))
        .withMessageContaining("as s3://a/ does");
  }

  private static KeyMapping named(String source, String destination) {
    return KeyMapping.named(
        new ObjectPrefix(new Bucket("s3", "a"), source),
        new ObjectPrefix(new Bucket("s3", "b"), destination));
  }

  @Test
  void keysOfOneBeginningGoWhereTheyWentAndAreRelativeToTheSame() {
    KeyMapping all = mapping("x/", "y/");
    KeyMapping some = all.below("2024/");

    assertThat(some.source().prefix()).isEqualTo("x/2024/");
    assertThat(some.destination().prefix()).isEqualTo("y/2024/");
    assertThat(some.destinationOf("x/2024/a")).isEqualTo(all.destinationOf("x/2024/a"));
    assertThat(some.sourceOf("y/2024/a")).isEqualTo(all.sourceOf("y/2024/a"));
    assertThat(some.relative("x/2024/a")).isEqualTo("2024/a");
    assertThat(some.names("x/2024/")).isTrue();
    assertThat(some.below("01").relative("x/2024/01")).isEqualTo("2024/01");
    assertThatIllegalArgumentException().isThrownBy(() -> some.relative("x/2023/a"));
  }

  private static KeyMapping mapping(String source, String destination) {
    return new KeyMapping(
        new ObjectPrefix(new Bucket("s3", "a"), source),
        new ObjectPrefix(new Bucket("s3", "b"), destination));
  }
}
