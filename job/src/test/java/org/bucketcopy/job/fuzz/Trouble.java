package org.bucketcopy.job.fuzz;

/** What may go wrong with one request at any store. */
enum Trouble {
  /** Status 500, and nothing is done. */
  SERVER_ERROR,
  /** 503 SlowDown, and nothing is done. */
  SLOW_DOWN,
  /** 403, and nothing is done. */
  DENIED,
  /** The same, in words that would deceive whoever reads them raw. */
  DENIED_IN_HOSTILE_WORDS,
  /** The connection ends, and nothing is done. */
  REQUEST_LOST,
  /** The work is done, and the connection ends without an answer. */
  ANSWER_LOST,
  /** The work is done, and the answer ends in its middle. */
  ANSWER_CUT,
  /** Status 200 with an error in its body where the store has such answers; nothing is done. */
  ERROR_IN_200
}
