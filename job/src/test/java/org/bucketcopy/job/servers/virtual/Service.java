package org.bucketcopy.job.servers.virtual;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes each request through its fate: the delay, the work, the fault, the answer. */
final class Service {
  private final Buckets buckets;
  private final Ledger ledger;
  private final Cues cues;
  private final Calls calls;
  private final AtomicLong requests = new AtomicLong();
  private volatile Conduct conduct;

  Service(Buckets buckets, Ledger ledger, Cues cues, Behaviour behaviour) {
    this.buckets = buckets;
    this.ledger = ledger;
    this.cues = cues;
    this.calls = new Calls(buckets, ledger);
    this.conduct = new Conduct(behaviour);
  }

  void behave(Behaviour behaviour) {
    conduct = new Conduct(behaviour);
  }

  Behaviour behaviour() {
    return conduct.behaviour();
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
    Optional<Fault> cue = cues.arrived(operation);
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
      exchange.channel().eventLoop().schedule(step, micros, TimeUnit.MICROSECONDS);
    }
  }

  private void finish(Exchange exchange, Conduct.Fate fate, Behaviour behaviour) {
    Request request = exchange.request();
    if (fate.fault().isEmpty()) {
      note(exchange, exchange.answer(calls.answer(request, behaviour)), fate);
      return;
    }
    Fault fault = fate.fault().get();
    switch (fault) {
      case RESET_BEFORE -> note(exchange, exchange.reset(), fate);
      case RESET_AFTER -> {
        calls.answer(request, behaviour);
        note(exchange, exchange.reset(), fate);
      }
      case CUT_SHORT -> note(exchange, exchange.cut(calls.answer(request, behaviour)), fate);
      case ERROR_IN_BODY -> {
        Answer answer =
            request.operation().mayFailLate()
                ? Answer.lateError(S3Error.INTERNAL_ERROR)
                : calls.answer(request, behaviour);
        note(exchange, exchange.answer(answer), fate);
      }
      case SILENCE -> {
        Answer late = calls.answer(request, behaviour);
        after(
            exchange,
            behaviour.silenceMillis() * 1000,
            () -> note(exchange, exchange.answer(late), fate));
      }
      default -> {
        S3Error error = fault.error().orElse(S3Error.INTERNAL_ERROR);
        note(exchange, exchange.answer(Answer.error(error, request.operation())), fate);
      }
    }
  }

  private void note(Exchange exchange, int status, Conduct.Fate fate) {
    long tookMicros = (System.nanoTime() - exchange.arrivedNanos()) / 1000;
    ledger.answered(exchange.request().operation(), status, fate.delayMicros(), tookMicros);
  }

  private static void refuse(Channel channel, S3Error error) {
    Answer answer = Answer.error(error, Operation.UNSUPPORTED);
    channel.writeAndFlush(answer.encode(channel.alloc(), 0), channel.voidPromise());
  }
}
