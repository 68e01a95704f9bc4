package org.bucketcopy.job.fuzz;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.job.servers.virtual.Behaviour;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.HeldObject;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;

/** S3, whose objects hold bytes only if these were sent. */
final class S3World implements World {
  private static final String USER = "x-amz-meta-";

  private final VirtualS3 server = VirtualS3.start(Holdings.of(SyntheticKeys.none()));
  private final int pageSize;
  private final Etags etags;
  private final Command command;
  private final String abilities;
  private final boolean ofParts;
  private final Contents contents = new Contents();

  /** Whether the job may take ETags for digests of what an object holds. */
  enum Etags {
    DIGEST,
    OPAQUE
  }

  /**
   * @param pageSize maximum number of entries that the job asks for at once
   */
  S3World(int pageSize, Etags etags) {
    this(pageSize, etags, Command.COPY, "", /* ofParts= */ false);
  }

  private S3World(int pageSize, Etags etags, Command command, String abilities, boolean ofParts) {
    this.ofParts = ofParts;
    this.pageSize = pageSize;
    this.etags = etags;
    this.command = command;
    this.abilities = abilities + (etags == Etags.DIGEST ? ",+COMPOSITE_ETAG" : "");
    takeSmallParts();
  }

  /**
   * One to upload to, in parts that are smaller than those of S3.
   *
   * @param abilities that the store is said to have
   */
  static S3World ofBytes(int pageSize, Etags etags, String abilities) {
    return new S3World(pageSize, etags, Command.UPLOAD, abilities, /* ofParts= */ false);
  }

  /**
   * One to copy from.
   *
   * @param abilities that the store is said to have
   * @param ofParts whether it has objects that were uploaded in parts
   */
  static S3World ofCopies(int pageSize, Etags etags, String abilities, boolean ofParts) {
    return new S3World(pageSize, etags, Command.COPY, abilities, ofParts);
  }

  private void takeSmallParts() {
    next(
        org.bucketcopy.job.servers.virtual.Quirk.SMALL_PARTS,
        command == Command.UPLOAD ? Long.MAX_VALUE : 0);
  }

  Etags etags() {
    return etags;
  }

  /** Serves otherwise from the next request on. */
  void behave(UnaryOperator<Behaviour> change) {
    server.behave(change.apply(server.behaviour()));
  }

  /** So many requests that the quirk can concern meet it. */
  void next(org.bucketcopy.job.servers.virtual.Quirk quirk, long requests) {
    server.quirks().next(quirk, requests);
  }

  /** The next request of this kind meets a fault that only S3 has. */
  void next(Call call, Fault fault) {
    server.cues().next(operation(call), fault);
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public String from() {
    return VirtualS3.SOURCE;
  }

  @Override
  public String to() {
    return VirtualS3.DESTINATION;
  }

  @Override
  public Map<String, String> settings() {
    return ImmutableMap.of(
        "fs.s3a.endpoint",
        server.endpoint().toString(),
        "fs.s3a.access.key",
        "user",
        "fs.s3a.secret.key",
        "unchecked",
        "fs.s3a.paging.maximum",
        "" + pageSize,
        "fs.s3a.bucketcopy.min-part-size",
        Long.toString(scale().part()),
        "fs.s3a.bucketcopy.abilities",
        abilities);
  }

  @Override
  public Scale scale() {
    return command == Command.UPLOAD
        ? new Scale(100L << 10, 1L << 20)
        : new Scale(5L << 20, 512L << 20);
  }

  @Override
  public String content(long size, long seed) {
    return command == Command.UPLOAD ? contents.make(size, seed) : identity(size, seed);
  }

  @Override
  public byte[] bytes(String content) {
    return contents.bytes(content);
  }

  private static String identity(long size, long seed) {
    return Hashing.murmur3_128().newHasher().putLong(size).putLong(seed).hash().toString();
  }

  @Override
  public void put(String bucket, String key, Thing thing, Instant modified) {
    Map<String, String> headers = new HashMap<>(thing.headers());
    thing.user().forEach((name, value) -> headers.put(USER + name, value));
    server.put(
        bucket,
        key,
        new HeldObject(thing.content(), thing.size(), headers, thing.tags()),
        modified,
        ofParts ? partSizes(thing, new Draw((thing.content() + bucket).hashCode())) : List.of());
  }

  /** Of the parts that another tool may have made it of; none if it was made by one call. */
  private List<Long> partSizes(Thing thing, Draw draw) {
    if (thing.size() == 0 || draw.chance(0.4)) {
      return List.of();
    }
    long least = scale().part();
    boolean even = draw.chance(0.4);
    List<Long> sizes = new ArrayList<>();
    long next = least + draw.between(0, 9 << 20);
    long left = thing.size();
    while (left > next) {
      sizes.add(next);
      left -= next;
      next = even ? next : least + draw.between(0, 2) * (1L << 20);
    }
    sizes.add(left);
    return sizes;
  }

  /** The ETags of objects, by key. */
  Map<String, String> etags(String bucket) {
    return server.etags(bucket);
  }

  @Override
  public void delete(String bucket, String key) {
    server.delete(bucket, key);
  }

  @Override
  public Map<String, Thing> held(String bucket) {
    Map<String, Thing> held = new TreeMap<>();
    server.held(bucket).forEach((key, object) -> held.put(key, thing(object)));
    return held;
  }

  private static Thing thing(HeldObject object) {
    ImmutableMap.Builder<String, String> user = ImmutableMap.builder();
    object
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(USER)) {
                user.put(name.substring(USER.length()), value);
              }
            });
    return new Thing(
        object.identity(),
        object.size(),
        Maps.filterKeys(object.headers(), name -> !name.startsWith("x-amz-")),
        user.buildOrThrow(),
        object.tags());
  }

  @Override
  public int uploadsOpen() {
    return server.uploadsOpen();
  }

  @Override
  public void next(Call call, Trouble trouble) {
    server
        .cues()
        .next(
            operation(call),
            switch (trouble) {
              case SERVER_ERROR -> Fault.INTERNAL_ERROR;
              case SLOW_DOWN -> Fault.SLOW_DOWN;
              case DENIED -> Fault.ACCESS_DENIED;
              case DENIED_IN_HOSTILE_WORDS -> Fault.DENIED_IN_HOSTILE_WORDS;
              case REQUEST_LOST -> Fault.RESET_BEFORE;
              case ANSWER_LOST -> Fault.RESET_AFTER;
              case ANSWER_CUT -> Fault.CUT_SHORT;
              case ERROR_IN_200 -> Fault.ERROR_IN_BODY;
            });
  }

  @Override
  public void next(Call call, OddAnswer answer) {
    server.cues().next(operation(call), answer);
  }

  @Override
  public void next(Call call, BodyTrouble trouble) {
    switch (trouble) {
      case BROKEN_OFF -> server.cues().breakOffNext(operation(call));
      case OTHER_BYTES -> next(org.bucketcopy.job.servers.virtual.Quirk.OTHER_BYTES, 1);
      case OTHER_DIGEST -> next(org.bucketcopy.job.servers.virtual.Quirk.OTHER_DIGEST, 1);
      case BARE_SUCCESS -> next(call, Fault.EMPTY_200);
    }
  }

  @Override
  public void at(Call call, int nth, Runnable action) {
    server.cues().at(operation(call), nth, action);
  }

  private static Operation operation(Call call) {
    return switch (call) {
      case LOOK_AT_BUCKET -> Operation.HEAD_BUCKET;
      case LIST -> Operation.LIST_OBJECTS;
      case HEAD -> Operation.HEAD_OBJECT;
      case READ_TAGS -> Operation.READ_TAGS;
      case COPY_OBJECT -> Operation.COPY_OBJECT;
      case PUT_OBJECT -> Operation.PUT_OBJECT;
      case UPLOAD_PART -> Operation.UPLOAD_PART;
      case INITIATE -> Operation.INITIATE;
      case COPY_PART -> Operation.COPY_PART;
      case LIST_PARTS -> Operation.LIST_PARTS;
      case LIST_UPLOADS -> Operation.LIST_UPLOADS;
      case COMPLETE -> Operation.COMPLETE;
      case ABORT -> Operation.ABORT;
    };
  }

  @Override
  public ListingQuirks listings() {
    return server.quirks().listings();
  }

  @Override
  public void echo(EchoedKey wording) {
    server.quirks().echo(wording);
  }

  @Override
  public void show(HeaderQuirk wording) {
    server.quirks().show(wording);
  }

  @Override
  public Rights rights() {
    return server.quirks().rights();
  }

  @Override
  public AnswerQuirks answers() {
    return server.quirks().answers();
  }

  @Override
  public void die() {
    behave(behaviour -> Behaviour.prompt().withFault(Fault.RESET_BEFORE, 1));
  }

  @Override
  public void heal() {
    listings().clear();
    echo(EchoedKey.SOUND);
    show(HeaderQuirk.NONE);
    answers().clear();
    rights().clear();
    behave(behaviour -> Behaviour.prompt());
    server.cues().clear();
    for (org.bucketcopy.job.servers.virtual.Quirk quirk :
        org.bucketcopy.job.servers.virtual.Quirk.values()) {
      server.quirks().next(quirk, 0);
    }
    takeSmallParts();
  }

  @Override
  public void close() {
    server.close();
  }
}
