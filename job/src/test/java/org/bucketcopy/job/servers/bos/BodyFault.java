package org.bucketcopy.job.servers.bos;

import java.io.IOException;
import java.net.Socket;

/** What may become of a request while its body comes. */
public enum BodyFault {
  /** The connection is reset after the first half. */
  RESET {
    @Override
    void afterHalf(Socket connection) throws IOException {
      HttpAnswer.reset(connection);
    }
  },

  /** No byte is taken after the first half, as long as the server runs. */
  UNREAD {
    @Override
    void afterHalf(Socket connection) {
      HttpAnswer.hold(connection);
    }
  };

  /** Goes on when half of the body was read; the connection is given up then. */
  abstract void afterHalf(Socket connection) throws IOException;
}
