package org.bucketcopy.job.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.HostileText;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssObject;
import org.bucketcopy.job.servers.oss.OssServer;

/** Alibaba OSS, with real bytes. */
final class OssWorld implements World {
  private static final OssLogin CREDENTIALS = new OssLogin("LTAI-fuzz", "secret", Optional.empty());

  private final OssServer server;
  private final Contents contents = new Contents();
  private final Script<OssFault> script = new Script<>();

  /**
   * @param pageSize maximum number of entries of a page
   */
  OssWorld(int pageSize) {
    try {
      server = new OssServer(pageSize);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.accept(CREDENTIALS);
    server.create(from(), OssServer.REGION);
    server.create(to(), OssServer.REGION);
    server.watch(kind -> call(kind).flatMap(script::arrived));
  }

  /** The next request of this kind is answered so. */
  void next(Call call, OssFault fault) {
    script.next(call, fault);
  }

  @Override
  public String scheme() {
    return "oss";
  }

  @Override
  public String from() {
    return "from-bucket";
  }

  @Override
  public String to() {
    return "to-bucket";
  }

  @Override
  public Map<String, String> settings() {
    return server.settings(CREDENTIALS);
  }

  @Override
  public Scale scale() {
    return new Scale(100L << 10, 1L << 20);
  }

  @Override
  public String content(long size, long seed) {
    return contents.make(size, seed);
  }

  @Override
  public byte[] bytes(String content) {
    return contents.bytes(content);
  }

  /** The JDK's server makes a blank of a tab. */
  @Override
  public List<String> values() {
    return World.super.values().stream().filter(value -> !value.contains("\t")).toList();
  }

  @Override
  public boolean takes(String beginning) {
    return !beginning.startsWith("\\");
  }

  @Override
  public void put(String bucket, String key, Thing thing, Instant modified) {
    Map<String, String> headers = new HashMap<>(thing.headers());
    thing.user().forEach((name, value) -> headers.put("x-oss-meta-" + name, value));
    server.put(bucket, key, contents.bytes(thing.content()), headers, "Standard");
    server.tag(bucket, key, thing.tags());
    server.date(bucket, key, modified);
  }

  @Override
  public void delete(String bucket, String key) {
    server.delete(bucket, key);
  }

  @Override
  public Map<String, Thing> held(String bucket) {
    Map<String, Thing> held = new TreeMap<>();
    for (String key : server.keys(bucket)) {
      OssObject object = server.object(bucket, key);
      byte[] bytes = server.read(bucket, key);
      held.put(
          key,
          new Thing(
              Contents.name(bytes),
              bytes.length,
              object.contentHeaders(),
              object.userMetadata(),
              object.tags()));
    }
    return held;
  }

  @Override
  public int uploadsOpen() {
    return server.uploadsOpen(to());
  }

  @Override
  public void next(Call call, Trouble trouble) {
    next(
        call,
        switch (trouble) {
          case SERVER_ERROR -> OssFault.error(500, "InternalError");
          case SLOW_DOWN -> OssFault.error(503, "SlowDown");
          case DENIED -> OssFault.error(403, "AccessDenied");
          case DENIED_IN_HOSTILE_WORDS -> OssFault.error(403, "AccessDenied", HostileText.MESSAGE);
          case REQUEST_LOST -> OssFault.LOST_REQUEST;
          case ANSWER_LOST -> OssFault.LOST_REPLY;
          case ANSWER_CUT -> OssFault.CUT;
          case ERROR_IN_200 -> OssFault.error(200, "InternalError");
        });
  }

  @Override
  public void next(Call call, OddAnswer answer) {
    throw new UnsupportedOperationException("only by its own faults");
  }

  @Override
  public void next(Call call, BodyTrouble trouble) {
    switch (trouble) {
      case BROKEN_OFF ->
          server.breakOffNext(
              call == Call.PUT_OBJECT ? OssCallKind.PUT_OBJECT : OssCallKind.UPLOAD_PART);
      case OTHER_BYTES -> next(call, OssFault.BIT_FLIPPED);
      case OTHER_DIGEST -> next(call, OssFault.WRONG_CRC64);
      case BARE_SUCCESS -> next(call, OssFault.BARE);
    }
  }

  @Override
  public void at(Call call, int nth, Runnable action) {
    script.at(call, nth, action);
  }

  private static Optional<Call> call(OssCallKind kind) {
    return switch (kind) {
      case GET_BUCKET_INFO -> Optional.of(Call.LOOK_AT_BUCKET);
      case LIST_OBJECTS -> Optional.of(Call.LIST);
      case LIST_UPLOADS -> Optional.of(Call.LIST_UPLOADS);
      case HEAD_OBJECT -> Optional.of(Call.HEAD);
      case COPY_OBJECT -> Optional.of(Call.COPY_OBJECT);
      case READ_TAGS -> Optional.of(Call.READ_TAGS);
      case INITIATE -> Optional.of(Call.INITIATE);
      case UPLOAD_PART_COPY -> Optional.of(Call.COPY_PART);
      case LIST_PARTS -> Optional.of(Call.LIST_PARTS);
      case COMPLETE -> Optional.of(Call.COMPLETE);
      case ABORT -> Optional.of(Call.ABORT);
      case PUT_OBJECT -> Optional.of(Call.PUT_OBJECT);
      case UPLOAD_PART -> Optional.of(Call.UPLOAD_PART);
      case DELETE_OBJECT, DELETE_OBJECTS, READ_OBJECT, WRITE_TAGS, DELETE_TAGS -> Optional.empty();
    };
  }

  @Override
  public ListingQuirks listings() {
    return server.quirks();
  }

  @Override
  public void echo(EchoedKey wording) {
    server.echo(wording);
  }

  @Override
  public void show(HeaderQuirk wording) {
    server.show(wording);
  }

  @Override
  public Rights rights() {
    return server.rights();
  }

  @Override
  public AnswerQuirks answers() {
    return server.answers();
  }

  @Override
  public void die() {
    script.always(OssFault.LOST_REQUEST);
  }

  @Override
  public void heal() {
    listings().clear();
    echo(EchoedKey.SOUND);
    show(HeaderQuirk.NONE);
    answers().clear();
    rights().clear();
    script.clear();
    server.breakOffNone();
  }

  @Override
  public void close() {
    server.close();
  }
}
