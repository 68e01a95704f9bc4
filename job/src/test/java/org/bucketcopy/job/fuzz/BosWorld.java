package org.bucketcopy.job.fuzz;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.HashMap;
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
import org.bucketcopy.job.servers.bos.BodyFault;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/** Baidu BOS, with real bytes, from one region to another. */
final class BosWorld implements World {
  private final BosServer server;
  private final Contents contents = new Contents();
  private final Script<Fault> script = new Script<>();

  /**
   * @param pageSize maximum number of entries of a page
   */
  BosWorld(int pageSize) {
    server = BosServer.start(pageSize);
    server.create(from(), "su");
    server.create(to(), "bj");
    server.watch(kind -> call(kind).flatMap(script::arrived));
  }

  /** The next request of this kind is answered so. */
  void next(Call call, Fault fault) {
    script.next(call, fault);
  }

  @Override
  public String scheme() {
    return "bos";
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
    return server.settings();
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

  @Override
  public void put(String bucket, String key, Thing thing, Instant modified) {
    ImmutableMap.Builder<ContentHeader, String> headers = ImmutableMap.builder();
    for (ContentHeader header : ContentHeader.values()) {
      Optional.ofNullable(thing.headers().get(name(header)))
          .ifPresent(value -> headers.put(header, value));
    }
    server.put(
        location(bucket, key),
        contents.bytes(thing.content()),
        new ObjectMetadata(headers.buildOrThrow(), thing.user(), thing.tags(), Optional.empty()));
    server.date(location(bucket, key), modified);
  }

  @Override
  public void delete(String bucket, String key) {
    server.delete(location(bucket, key));
  }

  @Override
  public Map<String, Thing> held(String bucket) {
    Map<String, Thing> held = new TreeMap<>();
    for (String key : server.keys(bucket)) {
      ObjectMetadata carried = server.carried(location(bucket, key));
      byte[] bytes = server.read(location(bucket, key));
      Map<String, String> headers = new HashMap<>();
      carried.headers().forEach((header, value) -> headers.put(name(header), value));
      held.put(
          key,
          new Thing(Contents.name(bytes), bytes.length, headers, carried.user(), carried.tags()));
    }
    return held;
  }

  private static ObjectLocation location(String bucket, String key) {
    return new Bucket("bos", bucket).object(key);
  }

  private static String name(ContentHeader header) {
    return Ascii.toLowerCase(header.headerName());
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
          case SERVER_ERROR -> Fault.error(500, "InternalError", "as the test asked");
          case SLOW_DOWN -> Fault.SLOW_DOWN;
          case DENIED -> Fault.error(403, "AccessDenied", "as the test asked");
          case DENIED_IN_HOSTILE_WORDS -> Fault.error(403, "AccessDenied", HostileText.MESSAGE);
          case REQUEST_LOST -> Fault.DROPPED;
          case ANSWER_LOST -> Fault.REPLY_LOST;
          case ANSWER_CUT -> Fault.CUT_SHORT;
          case ERROR_IN_200 -> Fault.errorIn200("InternalError");
        });
  }

  @Override
  public void next(Call call, OddAnswer answer) {
    next(call, Fault.odd(answer));
  }

  @Override
  public void next(Call call, BodyTrouble trouble) {
    switch (trouble) {
      case BROKEN_OFF ->
          server.next(
              call == Call.PUT_OBJECT ? BosCall.PUT_OBJECT : BosCall.UPLOAD_PART, BodyFault.RESET);
      case OTHER_BYTES -> next(call, Fault.BIT_FLIPPED);
      case OTHER_DIGEST -> next(call, Fault.etag("\"d41d8cd98f00b204e9800998ecf8427e\""));
      case BARE_SUCCESS -> next(call, Fault.EMPTY_200);
    }
  }

  @Override
  public void at(Call call, int nth, Runnable action) {
    script.at(call, nth, action);
  }

  private static Optional<Call> call(BosCall kind) {
    return switch (kind) {
      case LOCATION -> Optional.of(Call.LOOK_AT_BUCKET);
      case LIST_OBJECTS -> Optional.of(Call.LIST);
      case LIST_UPLOADS -> Optional.of(Call.LIST_UPLOADS);
      case HEAD_OBJECT -> Optional.of(Call.HEAD);
      case READ_TAGS -> Optional.of(Call.READ_TAGS);
      case COPY_OBJECT -> Optional.of(Call.COPY_OBJECT);
      case INITIATE -> Optional.of(Call.INITIATE);
      case COPY_PART -> Optional.of(Call.COPY_PART);
      case LIST_PARTS -> Optional.of(Call.LIST_PARTS);
      case COMPLETE -> Optional.of(Call.COMPLETE);
      case ABORT -> Optional.of(Call.ABORT);
      case PUT_OBJECT -> Optional.of(Call.PUT_OBJECT);
      case UPLOAD_PART -> Optional.of(Call.UPLOAD_PART);
      case READ_OBJECT, DELETE_OBJECT, DELETE_OBJECTS, WRITE_TAGS, DELETE_TAGS -> Optional.empty();
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
    script.always(Fault.DROPPED);
  }

  @Override
  public void heal() {
    listings().clear();
    echo(EchoedKey.SOUND);
    show(HeaderQuirk.NONE);
    answers().clear();
    rights().clear();
    script.clear();
    server.clearBodyFaults();
  }

  @Override
  public void close() {
    server.close();
  }
}
