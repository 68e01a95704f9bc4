package org.bucketcopy.job.servers.virtual;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;

/** Takes each request through its fate: the delay, the work, the fault, the answer. */
final class Service {
  private final Buckets buckets;
  private final Ledger ledger;
  private final Cues cues;
  private final RequestLog log;
  private final Calls calls;
  private final AtomicLong requests = new AtomicLong();
  private volatile Conduct conduct;

  Service(
      Buckets buckets,
      Ledger ledger,
      Cues cues,
      RequestLog log,
      Quirks quirks,
      Behaviour behaviour) {
    this.buckets = buckets;
    this.ledger = ledger;
    this.cues = cues;
    this.log = log;
    this.calls = new Calls(buckets, ledger, quirks);
    this.conduct = new Conduct(behaviour);
  }

  void behave(Behaviour behaviour) {
    conduct = new Conduct(behaviour);
  }

  Behaviour behaviour() {
    return conduct.behaviour();
  }

  /**
   * After how many bytes of its body a request loses its connection. It never arrives then, and is
   * not counted.
   */
  OptionalLong endsAt(HttpRequest http) {
    if (!cues.breakOff()) {
      return OptionalLong.empty();
    }
    try {
      boolean ends = cues.breaksOff(Request.of(http, new byte[0]).operation());
      long half = HttpUtil.getContentLength(http, 0L) / 2;
      return ends ? OptionalLong.of(half) : OptionalLong.empty();
    } catch (Refusal unreadable) {
      return OptionalLong.empty();
    }
  }

  /** Begins to serve a request that has arrived whole. */
  void serve(Channel channel, HttpRequest http, byte[] body) {
    Exchange exchange;
    try {
      long number = requests.incrementAndGet();
      exchange = new Exchange(channel, Request.of(http, body), number, System.nanoTime());
    } catch (Refusal unreadable) {
      refuse(channel, unreadable.error());
      return;
    }
    Operation operation = exchange.request().operation();
    ledger.arrived(operation);
    log.arrived(exchange.request());
    Optional<Fault> cue = cues.arrived(operation);
    Optional<OddAnswer> odd = cues.odd(operation);
    if (odd.isPresent()) {
      note(exchange, 0, new Conduct.Fate(Optional.empty(), 0));
      exchange.odd(odd.get());
      return;
    }
    Conduct now = conduct;
    Conduct.Fate drawn = now.fate(operation, weight(exchange.request(), now));
    Conduct.Fate fate = new Conduct.Fate(cue.or(drawn::fault), drawn.delayMicros());
    after(exchange, fate.delayMicros(), () -> finish(exchange, fate, now.behaviour()));
  }

  private long weight(Request request, Conduct now) {
    boolean slow = now.behaviour().manner(request.operation()).copyBytesPerSecond() > 0;
    return slow && request.operation().copies() ? CopySource.weight(request, buckets) : 0;
  }

  private static void after(Exchange exchange, long micros, Runnable step) {
    if (micros == 0) {
      step.run();
    } else {
      new Guarded(step, defect -> exchange.reset())
          .after(exchange.channel().eventLoop(), micros, TimeUnit.MICROSECONDS);
    }
  }

  private void finish(Exchange exchange, Conduct.Fate fate, Behaviour behaviour) {
    Request request = exchange.request();
    if (fate.fault().isEmpty()) {
      send(exchange, fate, calls.answer(request, behaviour));
      return;
    }
    Fault fault = fate.fault().get();
    switch (fault) {
      case RESET_BEFORE -> reset(exchange, fate);
      case RESET_AFTER -> {
        calls.answer(request, behaviour);
        reset(exchange, fate);
      }
      case CUT_SHORT -> {
        Answer answer = calls.answer(request, behaviour);
        note(exchange, 0, fate);
        exchange.cut(answer);
      }
      case ERROR_IN_BODY ->
          send(
              exchange,
              fate,
              request.operation().mayFailLate()
                  ? Answer.lateError(S3Error.INTERNAL_ERROR)
                  : calls.answer(request, behaviour));
      case EMPTY_200 -> send(exchange, fate, Answer.empty(200, ""));
      case SILENCE -> {
        Answer late = calls.answer(request, behaviour);
        after(exchange, behaviour.silenceMillis() * 1000, () -> send(exchange, fate, late));
      }
      default -> {
        S3Error error = fault.error().orElse(S3Error.INTERNAL_ERROR);
        send(exchange, fate, Answer.error(error, request.operation()));
      }
    }
  }

  private void send(Exchange exchange, Conduct.Fate fate, Answer answer) {
    note(exchange, exchange.open() ? answer.status() : 0, fate);
    exchange.answer(answer);
  }

  private void reset(Exchange exchange, Conduct.Fate fate) {
    note(exchange, 0, fate);
    exchange.reset();
  }

  /** Counts an answer before it is given, so that whoever has it finds it counted. */
  private void note(Exchange exchange, int status, Conduct.Fate fate) {
    long tookMicros = (System.nanoTime() - exchange.arrivedNanos()) / 1000;
    ledger.answered(exchange.request().operation(), status, fate.delayMicros(), tookMicros);
  }

  private static void refuse(Channel channel, S3Error error) {
    Answer answer = Answer.error(error, Operation.UNSUPPORTED);
    Unawaited.drop(channel.writeAndFlush(answer.encode(channel.alloc(), 0), channel.voidPromise()));
  }
}
