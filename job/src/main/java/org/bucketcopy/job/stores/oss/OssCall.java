package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.OperationInput;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * One request to OSS.
 *
 * @param operation what it is for
 * @param method its HTTP method
 * @param bucket the bucket it addresses
 * @param key the object it addresses; empty for the bucket itself
 * @param parameters its query
 * @param headers its headers, beside those that the SDK adds
 * @param body its XML, or the bytes of an object
 */
record OssCall(
    StoreOperation operation,
    String method,
    Bucket bucket,
    Optional<String> key,
    ImmutableMap<String, String> parameters,
    ImmutableMap<String, String> headers,
    Optional<BinaryData> body) {

  static OssCall on(StoreOperation operation, String method, Bucket bucket) {
    return new OssCall(
        operation,
        method,
        bucket,
        Optional.empty(),
        ImmutableMap.of(),
        ImmutableMap.of(),
        Optional.empty());
  }

  static OssCall on(StoreOperation operation, String method, ObjectLocation object) {
    return on(operation, method, object.bucket()).withKey(object.key());
  }

  private OssCall withKey(String newKey) {
    return new OssCall(operation, method, bucket, Optional.of(newKey), parameters, headers, body);
  }

  OssCall withParameter(String name, String value) {
    return new OssCall(
        operation, method, bucket, key, with(parameters, name, value), headers, body);
  }

  OssCall withParameter(String name, Optional<String> value) {
    return value.map(given -> withParameter(name, given)).orElse(this);
  }

  OssCall withHeader(String name, String value) {
    return new OssCall(
        operation, method, bucket, key, parameters, with(headers, name, value), body);
  }

  OssCall withHeader(String name, Optional<String> value) {
    return value.map(given -> withHeader(name, given)).orElse(this);
  }

  OssCall withHeaders(Map<String, String> more) {
    ImmutableMap<String, String> all =
        ImmutableMap.<String, String>builder().putAll(headers).putAll(more).buildKeepingLast();
    return new OssCall(operation, method, bucket, key, parameters, all, body);
  }

  /** The same with a body, its type and its check sum. */
  OssCall withXml(String xml) {
    return withBody(BinaryData.fromBytes(xml.getBytes(StandardCharsets.UTF_8)))
        .withHeader("Content-Type", "application/xml")
        .withHeader("Content-MD5", Base64.getEncoder().encodeToString(md5(xml)));
  }

  /** The same with a body. */
  OssCall withBody(BinaryData bytes) {
    return new OssCall(operation, method, bucket, key, parameters, headers, Optional.of(bytes));
  }

  /** What the request is about, for messages. */
  String target() {
    return key.map(k -> bucket.object(k).toString()).orElse(bucket.toString());
  }

  /** The request in the SDK's terms; a new one each time, since the SDK writes into it. */
  OperationInput input() {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    OperationInput.Builder input =
        OperationInput.newBuilder()
            .opName(operation.name())
            .method(method)
            .bucket(bucket.name())
            .parameters(new LinkedHashMap<>(parameters))
            .headers(sent);
    key.ifPresent(input::key);
    body.ifPresent(input::body);
    return input.build();
  }

  private static ImmutableMap<String, String> with(
      ImmutableMap<String, String> map, String name, String value) {
    return ImmutableMap.<String, String>builder().putAll(map).put(name, value).buildKeepingLast();
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
