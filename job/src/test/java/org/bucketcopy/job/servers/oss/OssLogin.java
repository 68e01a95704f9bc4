package org.bucketcopy.job.servers.oss;

import java.util.Optional;

/**
 * An identity that the server knows.
 *
 * @param accessKeyId its public part
 * @param accessKeySecret what it signs with
 * @param securityToken what temporary credentials have to send along
 */
public record OssLogin(String accessKeyId, String accessKeySecret, Optional<String> securityToken) {
  /** Shows no secret. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
