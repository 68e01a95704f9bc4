package org.bucketcopy.job.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Work;
import org.bucketcopy.job.servers.TlsIdentity;

/** Something that can do a scenario's work. */
interface Tool {

  /** Under which it stands in the tables. */
  String label();

  /**
   * How it is started.
   *
   * @param place where and with what
   * @return empty if it cannot do such work
   */
  Optional<Invocation> invocation(Work work, Place place);

  /**
   * Where a run happens.
   *
   * @param endpoint of the server, as {@code http://127.0.0.1:PORT}
   * @param tls by which it is known, if the endpoint is spoken to by TLS
   * @param directory for files of this run
   * @param source of the server that objects are relayed from, if they are
   * @param files what is uploaded, if anything is
   * @param master Spark's, as {@code --master} takes it
   * @param mark that can be found on the command lines of this run's executors
   */
  record Place(
      URI endpoint,
      Optional<TlsIdentity> tls,
      Path directory,
      Optional<URI> source,
      Path files,
      String master,
      String mark) {}

  /** A command, and what its environment has more than ours. */
  record Invocation(List<String> command, Map<String, String> environment) {}
}
