package org.bucketcopy.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class StoreUriTest {
  @ParameterizedTest
  @CsvSource({
    "s3://b, s3://b/",
    "s3a://b, s3://b/",
    "s3n://b/x/, s3://b/x/",
    "s3a://b/x, s3://b/x",
    "s3a://b//x, s3://b//x",
    "'s3://b/a?b%20c#d ', 's3://b/a?b%20c#d '",
    "oss://b/x, oss://b/x",
    "bos://b/x/, bos://b/x/"
  })
  void isReadAsItIsWritten(String text, String meant) {
    assertThat(new StoreUri.AnyConverter().convert(text).prefix().uri()).isEqualTo(meant);
  }

  @Test
  void aFolderEndsInASlashOrIsABucket() {
    StoreUri.FolderConverter folders = new StoreUri.FolderConverter();

    assertThat(folders.convert("s3a://b").prefix().uri()).isEqualTo("s3://b/");
    assertThat(folders.convert("s3n://b/x/").prefix().uri()).isEqualTo("s3://b/x/");
    assertThatThrownBy(() -> folders.convert("s3a://b/x"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("\"s3a://b/x\" must end in /: it names a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b/x", "s3:/b/x", "s3://", "s3:///x", "/x"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> new StoreUri.AnyConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("not of the form s3://bucket/prefix/ or s3://bucket/key");
  }
}
