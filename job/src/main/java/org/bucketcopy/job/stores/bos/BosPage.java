package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.DeleteMultipleObjectsResponse;
import com.baidubce.services.bos.model.ListMultipartUploadsResponse;
import com.baidubce.services.bos.model.ListObjectsResponse;
import com.baidubce.services.bos.model.ListPartsResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer of BOS that is kept as it came: what the SDK gives where an answer has a list. */
interface BosPage {
  /** The classes to make in place of the SDK's. */
  Map<Class<?>, Class<?>> CLASSES =
      ImmutableMap.of(
          ListObjectsResponse.class, Objects.class,
          ListPartsResponse.class, Parts.class,
          ListMultipartUploadsResponse.class, Uploads.class,
          DeleteMultipleObjectsResponse.class, Deletions.class);

  /** Takes the whole answer. */
  void take(JsonNode answer);

  /** The answer. */
  JsonNode json();

  /** A page of objects. */
  final class Objects extends ListObjectsResponse implements BosPage {
    private JsonNode answer = JsonNodeFactory.instance.objectNode();

    @Override
    public void take(JsonNode taken) {
      answer = taken;
    }

    @Override
    public JsonNode json() {
      return answer;
    }
  }

  /** A page of parts. */
  final class Parts extends ListPartsResponse implements BosPage {
    private JsonNode answer = JsonNodeFactory.instance.objectNode();

    @Override
    public void take(JsonNode taken) {
      answer = taken;
    }

    @Override
    public JsonNode json() {
      return answer;
    }
  }

  /** Which objects are not deleted: no object, as long as nothing is taken. */
  final class Deletions extends DeleteMultipleObjectsResponse implements BosPage {
    private JsonNode answer =
        JsonNodeFactory.instance.objectNode().set("errors", JsonNodeFactory.instance.arrayNode());

    @Override
    public void take(JsonNode taken) {
      answer = taken;
    }

    @Override
    public JsonNode json() {
      return answer;
    }
  }

  /** A page of uploads. */
  final class Uploads extends ListMultipartUploadsResponse implements BosPage {
    private JsonNode answer = JsonNodeFactory.instance.objectNode();

    @Override
    public void take(JsonNode taken) {
      answer = taken;
    }

    @Override
    public JsonNode json() {
      return answer;
    }

    /** When BOS answered, by its own clock, epoch milliseconds; empty if it did not say. */
    OptionalLong storeMillis() {
      return Optional.ofNullable(getMetadata().getDate())
          .map(date -> OptionalLong.of(date.toInstant().toEpochMilli()))
          .orElse(OptionalLong.empty());
    }
  }
}
