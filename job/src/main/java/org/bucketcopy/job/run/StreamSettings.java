package org.bucketcopy.job.run;

import java.util.Optional;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.TransferPair;

/**
 * What shall become of a stream.
 *
 * @param rules what its object shall carry, and may replace
 * @param memory most bytes of the stream that are kept at a time
 * @param transfer what it has in common with other runs
 */
public record StreamSettings(UploadRules rules, long memory, TransferSettings transfer) {
  /** Memory bounds large parts; of small ones these keep a connection or two busy. */
  private static final int DEFAULT_IN_FLIGHT = 16;

  private static final FileState NOTHING = new FileState(0, 0);

  /** The object that the stream becomes. */
  ObjectLocation object() {
    return transfer.destination().bucket().object(transfer.destination().prefix());
  }

  /** What the object shall carry, tags included: as that of a file of its name. */
  ObjectMetadata metadata() {
    return rules.metadata(new SourceFile(object().key(), NOTHING));
  }

  /** The stream before anything of it was read. */
  TransferPair empty() {
    return new SourceFile("-", NOTHING).to(object(), Optional.empty());
  }

  /** Maximum number of parts that are sent at a time. */
  int inFlight() {
    int wanted = transfer.requests().inFlight();
    return wanted == 0 ? DEFAULT_IN_FLIGHT : wanted;
  }
}
