package org.bucketcopy.job.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.UploadHandle;

/** How entries look in JSON. */
final class EntryJson {
  private static final String HEADER = "header";

  private EntryJson() {}

  /** Adds the members of {@code entry} to {@code node}. */
  static void write(JournalEntry entry, ObjectNode node) {
    if (entry instanceof JournalEntry.Header header) {
      node.put("entry", HEADER);
      node.put("format", JournalFormat.CURRENT);
      node.put("runId", header.header().runId());
      node.put("began", header.header().began());
      ObjectNode options = node.putObject("options");
      header.header().options().forEach(options::put);
    } else if (entry instanceof JournalEntry.Intended intended) {
      node.put("entry", "intended");
      writeLocation(intended.intent().destination(), node.putObject("destination"));
      node.put("token", intended.intent().token());
      node.put("at", intended.intent().at());
    } else if (entry instanceof JournalEntry.Withdrawn withdrawn) {
      node.put("entry", "withdrawn");
      node.put("token", withdrawn.token());
    } else if (entry instanceof JournalEntry.Initiated initiated) {
      node.put("entry", "initiated");
      writeUpload(initiated.upload(), node);
    } else if (entry instanceof JournalEntry.Ended ended) {
      node.put("entry", "ended");
      writeLocation(ended.upload().destination(), node.putObject("destination"));
      node.put("uploadId", ended.upload().uploadId());
    } else if (entry instanceof JournalEntry.Copied copied) {
      node.put("entry", "copied");
      copied.marks().forEach(node.putArray("marks")::add);
    } else if (entry instanceof JournalEntry.Distrusted distrusted) {
      node.put("entry", "distrusted");
      writeLocation(distrusted.destination(), node.putObject("destination"));
      node.put("etag", distrusted.etag().quoted());
    } else if (entry instanceof JournalEntry.Snapshot snapshot) {
      node.put("entry", "snapshot");
      node.put("records", snapshot.records());
    } else {
      node.put("entry", "finished");
    }
  }

  /**
   * @throws IllegalArgumentException if the members make no entry
   */
  static JournalEntry read(JsonNode node) {
    return switch (text(node, "entry")) {
      case HEADER -> new JournalEntry.Header(readHeader(node));
      case "intended" ->
          new JournalEntry.Intended(
              new UploadIntent(
                  readLocation(node.required("destination")),
                  text(node, "token"),
                  number(node, "at")));
      case "withdrawn" -> new JournalEntry.Withdrawn(text(node, "token"));
      case "initiated" -> new JournalEntry.Initiated(readUpload(node));
      case "ended" ->
          new JournalEntry.Ended(
              new UploadHandle(readLocation(node.required("destination")), text(node, "uploadId")));
      case "copied" -> new JournalEntry.Copied(readMarks(node.required("marks")));
      case "distrusted" ->
          new JournalEntry.Distrusted(
              readLocation(node.required("destination")), ETag.of(text(node, "etag")));
      case "snapshot" -> new JournalEntry.Snapshot(node.required("records").asInt());
      case "finished" -> new JournalEntry.Finished();
      default -> throw new IllegalArgumentException("no entry: " + text(node, "entry"));
    };
  }

  /** The format that a header names, in every format there is; empty if it is no header. */
  static Optional<String> formatNamedBy(JsonNode node) {
    return node.path("entry").asText().equals(HEADER)
        ? Optional.of(node.path("format").asText(String.valueOf(JournalFormat.UNNAMED)))
        : Optional.empty();
  }

  private static void writeUpload(UploadRecord upload, ObjectNode node) {
    writeSource(upload.source(), node);
    writeLocation(upload.destination(), node.putObject("destination"));
    node.put("partSize", upload.layout().partSize());
    if (upload.layout().isUneven()) {
      upload.layout().sizes().forEach(node.putArray("partSizes")::add);
    }
    node.put("uploadId", upload.uploadId());
    node.put("token", upload.token());
  }

  private static void writeSource(SourceEntry source, ObjectNode node) {
    if (source instanceof SourceObject object) {
      writeLocation(object.location(), node.putObject("source"));
      node.put("etag", object.identity().etag().quoted());
      object.identity().versionId().ifPresent(version -> node.put("versionId", version));
    } else if (source instanceof SourceFile file) {
      node.put("file", file.path());
      file.state().etag().ifPresent(etag -> node.put("etag", etag.quoted()));
    }
    node.put("size", source.size());
    node.put("lastModified", source.state().lastModified());
  }

  private static UploadRecord readUpload(JsonNode node) {
    SourceEntry source = readSource(node);
    return new UploadRecord(
        source,
        readLocation(node.required("destination")),
        readLayout(node, source.size()),
        text(node, "uploadId"),
        text(node, "token"));
  }

  private static PartLayout readLayout(JsonNode node, long size) {
    if (!node.has("partSizes")) {
      return new PartLayout(size, number(node, "partSize"));
    }
    List<Long> sizes = new ArrayList<>();
    node.required("partSizes").forEach(part -> sizes.add(part.asLong()));
    return PartLayout.of(sizes);
  }

  private static SourceEntry readSource(JsonNode node) {
    long size = number(node, "size");
    long lastModified = number(node, "lastModified");
    if (node.has("file")) {
      Optional<ETag> etag =
          node.has("etag") ? Optional.of(ETag.of(text(node, "etag"))) : Optional.empty();
      return new SourceFile(text(node, "file"), new FileState(size, lastModified, etag));
    }
    Optional<String> version =
        node.has("versionId") ? Optional.of(text(node, "versionId")) : Optional.empty();
    return new SourceObject(
        readLocation(node.required("source")),
        new ObjectIdentity(ETag.of(text(node, "etag")), version, size, lastModified),
        Optional.empty());
  }

  private static List<Long> readMarks(JsonNode marks) {
    List<Long> read = new ArrayList<>();
    marks.forEach(mark -> read.add(mark.asLong()));
    return read;
  }

  private static JournalHeader readHeader(JsonNode node) {
    Map<String, String> options = new TreeMap<>();
    node.required("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return new JournalHeader(text(node, "runId"), number(node, "began"), options);
  }

  private static void writeLocation(ObjectLocation location, ObjectNode node) {
    node.put("scheme", location.bucket().scheme());
    node.put("bucket", location.bucket().name());
    node.put("key", location.key());
  }

  private static ObjectLocation readLocation(JsonNode node) {
    return new Bucket(text(node, "scheme"), text(node, "bucket")).object(text(node, "key"));
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).asText();
  }

  private static long number(JsonNode node, String name) {
    return node.required(name).asLong();
  }
}
