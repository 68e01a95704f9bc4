package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  @Test
  void isReadWithoutSurroundingSpaceAndNeverShown() {
    assertThat(Secret.read("token", " hush\n")).contains(new Secret("hush"));
    assertThat(Secret.read("token", " \n")).isEmpty();
    assertThat(new Secret("hush").toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hush\nhush", "hush\rhush", "hush\0hush", "hush\u001bhush"})
  void whatNoHeaderCanCarryIsRefusedByItsNameAlone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.read("fs.s3a.session.token", text))
        .withMessageContaining("fs.s3a.session.token")
        .withMessageNotContaining("hush");
  }
}
