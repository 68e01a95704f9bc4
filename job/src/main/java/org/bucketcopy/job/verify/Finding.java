package org.bucketcopy.job.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.model.SourceState;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.StoreFault;

/**
 * A key of which the two sides are not known to be the same.
 *
 * @param kind in which way
 * @param source where the source has it, as a URI
 * @param destination where the destination has it, as a URI; empty if that is not known
 * @param shown what is there
 * @param detail why
 */
record Finding(Kind kind, String source, Optional<String> destination, Shown shown, Detail detail) {
  /**
   * What is there.
   *
   * @param state of the source, or else of the destination
   * @param object the source, if it has an object
   */
  record Shown(Optional<SourceState> state, Optional<ObjectLocation> object) {
    static Shown of(Subject subject) {
      return new Shown(
          subject.shown().map(SourceEntry::state),
          subject
              .source()
              .entry()
              .filter(SourceObject.class::isInstance)
              .map(entry -> ((SourceObject) entry).location()));
    }
  }

  /** In which way two sides are not known to be the same. */
  public enum Kind {
    /** Only the source has it. */
    MISSING,
    /** Only the destination has it. */
    EXTRA,
    /** Both have it, and what they have differs. */
    DIFFERS,
    /** It is not known whether they are the same. */
    UNVERIFIED;

    /** The word for it in findings and summaries. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why it is a finding.
   *
   * @param what a sentence for each difference, or for each reason
   * @param fault the request that failed, if one has
   */
  record Detail(List<String> what, Optional<StoreFault> fault) {
    static final Detail NONE = new Detail(List.of(), Optional.empty());

    Detail {
      what = ImmutableList.copyOf(what);
    }

    static Detail of(StoreFault fault) {
      return new Detail(List.of(fault.message()), Optional.of(fault));
    }
  }

  static Finding of(Kind kind, Subject subject, Detail detail) {
    return new Finding(
        kind,
        subject.source().uri(),
        Optional.of(subject.destination().uri()),
        Shown.of(subject),
        detail);
  }

  static Finding of(FailedEntry entry) {
    return new Finding(
        Kind.UNVERIFIED,
        entry.source(),
        entry.destination().map(to -> to.uri()),
        new Shown(entry.state(), Optional.empty()),
        Detail.of(entry.fault()));
  }

  /** The source, if it has an object. */
  Optional<ObjectLocation> object() {
    return shown.object();
  }

  /** One line of JSON. */
  String toJson() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("finding", kind.label());
    json.put("source", source);
    destination.ifPresent(uri -> json.put("destination", uri));
    shown
        .state()
        .ifPresent(
            state -> {
              json.put("size", state.size());
              if (state instanceof ObjectIdentity object) {
                json.put("etag", object.etag().value());
              }
            });
    if (kind == Kind.DIFFERS) {
      detail.what().forEach(json.putArray("what")::add);
    } else if (!detail.what().isEmpty()) {
      json.put("why", String.join("; ", detail.what()));
    }
    detail
        .fault()
        .ifPresent(
            fault -> {
              json.put("operation", fault.operation().name());
              json.put("code", fault.code());
              json.put("status", fault.status());
              json.put("requestId", fault.requestId());
            });
    return Printable.json(json.toString());
  }
}
