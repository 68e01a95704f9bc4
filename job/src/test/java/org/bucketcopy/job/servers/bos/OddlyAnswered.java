package org.bucketcopy.job.servers.bos;

import org.bucketcopy.job.servers.OddAnswer;

/** A request that is answered by what is no answer of BOS; nothing of it is done. */
final class OddlyAnswered extends RuntimeException {
  private final OddAnswer answer;

  OddlyAnswered(OddAnswer answer) {
    super(answer.name(), null, false, false);
    this.answer = answer;
  }

  OddAnswer answer() {
    return answer;
  }
}
