package org.bucketcopy.planner.store;

import com.google.common.collect.Iterables;
import com.google.common.hash.HashCode;
import com.google.common.io.BaseEncoding;
import com.google.common.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.planner.listing.KeyOrder;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * The server behind {@link MemoryStore}s: buckets that keep all versions of their objects, and
 * unfinished uploads. Real bytes; nothing is ever thrown away but by {@link #delete}.
 */
public final class MemoryService {
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

  private final Map<Bucket, NavigableMap<String, List<MemoryObject>>> buckets = new HashMap<>();
  private final Map<UploadHandle, MemoryUpload> uploads = new LinkedHashMap<>();
  private long sequence;

  /** Makes an empty bucket; one that is there keeps its objects. */
  public synchronized void create(Bucket bucket) {
    buckets.putIfAbsent(bucket, new TreeMap<>(KeyOrder.UTF_8));
  }

  /** Writes a version of an object. */
  public synchronized void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    byte[] kept = content.clone();
    put(object, ByteSource.wrap(kept), ETag.of(HEX.encode(md5(kept))), metadata);
  }

  /**
   * All bytes of an object's current version.
   *
   * @throws IllegalArgumentException if there is no such object
   */
  public synchronized byte[] read(ObjectLocation object) {
    MemoryObject stored =
        find(object, Optional.empty())
            .orElseThrow(() -> new IllegalArgumentException(object + " is not there"));
    return bytes(stored.content());
  }

  /** Deletes an object with all its versions; nothing happens if it is not there. */
  public synchronized void delete(ObjectLocation object) {
    objects(object.bucket()).remove(object.key());
  }

  /** Deletes one version of an object, or, if none is named, the object with all of them. */
  synchronized void delete(ObjectLocation object, Optional<String> version) {
    List<MemoryObject> versions = objects(object.bucket()).getOrDefault(object.key(), List.of());
    if (version.isPresent() && versions.size() > 1) {
      versions.removeIf(one -> one.version().equals(version.get()));
    } else {
      delete(object);
    }
  }

  /** Keys of all objects under a prefix, in the order of a listing. */
  public synchronized List<String> keys(ObjectPrefix prefix) {
    return objects(prefix.bucket()).keySet().stream()
        .filter(key -> key.startsWith(prefix.prefix()))
        .toList();
  }

  /** All uploads that were neither completed nor aborted, of all buckets. */
  public synchronized List<OpenUpload> openUploads() {
    return uploads.values().stream().map(MemoryUpload::open).toList();
  }

  boolean has(Bucket bucket) {
    return buckets.containsKey(bucket);
  }

  NavigableMap<String, List<MemoryObject>> objects(Bucket bucket) {
    return buckets.getOrDefault(bucket, new TreeMap<>(KeyOrder.UTF_8));
  }

  ListingPage page(ObjectPrefix prefix, Optional<String> startAfter, int size) {
    List<ListedObject> objects = new ArrayList<>();
    Optional<String> after =
        startAfter.filter(key -> KeyOrder.UTF_8.compare(key, prefix.prefix()) >= 0);
    String from = after.orElse(prefix.prefix());
    for (var entry : objects(prefix.bucket()).tailMap(from, after.isEmpty()).entrySet()) {
      if (!entry.getKey().startsWith(prefix.prefix())) {
        break;
      }
      if (objects.size() == size) {
        return new ListingPage(objects, true);
      }
      current(entry.getValue()).ifPresent(kept -> objects.add(kept.listed(entry.getKey())));
    }
    return new ListingPage(objects, false);
  }

  Optional<MemoryObject> find(ObjectLocation object, Optional<String> version) {
    List<MemoryObject> versions = objects(object.bucket()).getOrDefault(object.key(), List.of());
    return version.isPresent()
        ? versions.stream().filter(one -> one.version().equals(version.get())).findFirst()
        : current(versions);
  }

  private static Optional<MemoryObject> current(List<MemoryObject> versions) {
    return Optional.ofNullable(Iterables.getLast(versions, null));
  }

  MemoryObject put(ObjectLocation object, ByteSource content, ETag etag, ObjectMetadata metadata) {
    return put(object, content, List.of(), etag, metadata);
  }

  /** Writes an object that was made of parts of these lengths. */
  MemoryObject put(
      ObjectLocation object,
      ByteSource content,
      List<Long> partSizes,
      ETag etag,
      ObjectMetadata metadata) {
    byte[] kept = bytes(content);
    MemoryObject stored =
        new MemoryObject(
            ByteSource.wrap(kept),
            partSizes,
            etag,
            metadata,
            "v" + ++sequence,
            System.currentTimeMillis());
    create(object.bucket());
    objects(object.bucket()).computeIfAbsent(object.key(), key -> new ArrayList<>()).add(stored);
    return stored;
  }

  /** Replaces the tags of an object that is there. */
  void tag(ObjectLocation object, Map<String, String> tags) {
    List<MemoryObject> versions =
        objects(object.bucket()).computeIfAbsent(object.key(), key -> new ArrayList<>());
    MemoryObject current = versions.remove(versions.size() - 1);
    versions.add(current.with(current.metadata().withTags(tags)));
  }

  /** Gives an object that is there another ETag, as a server does that encrypts. */
  public synchronized void retag(ObjectLocation object, ETag etag) {
    List<MemoryObject> versions = objects(object.bucket()).getOrDefault(object.key(), List.of());
    MemoryObject current = versions.remove(versions.size() - 1);
    versions.add(current.with(etag));
  }

  UploadHandle initiate(UploadRequest request, boolean sums) {
    UploadHandle handle = new UploadHandle(request.destination(), "upload-" + ++sequence);
    Optional<ChecksumAlgorithm> checksum = request.checksum().filter(algorithm -> sums);
    uploads.put(
        handle, new MemoryUpload(handle, request.metadata(), checksum, System.currentTimeMillis()));
    return handle;
  }

  Optional<MemoryUpload> upload(UploadHandle handle) {
    return Optional.ofNullable(uploads.get(handle));
  }

  void forget(UploadHandle handle) {
    uploads.remove(handle);
  }

  /** The ETag of a part or of an object in one piece. */
  static ETag etagOf(ByteSource content) {
    return ETag.of(HEX.encode(md5(bytes(content))));
  }

  /** The ETag of an object made of parts. */
  static ETag etagOf(List<UploadedPart> parts) {
    StringBuilder digits = new StringBuilder();
    parts.forEach(part -> digits.append(part.etag().value()));
    return ETag.of(HEX.encode(md5(HEX.decode(digits))) + "-" + parts.size());
  }

  static HashCode md5Of(ByteSource content) {
    return HashCode.fromBytes(md5(bytes(content)));
  }

  /** The bytes as a stream. */
  static InputStream open(ByteSource content) {
    return new ByteArrayInputStream(bytes(content));
  }

  private static byte[] bytes(ByteSource content) {
    try {
      return content.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
