package org.bucketcopy.job.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;

/** {@code find}, which looks at each file for its size and time, as whoever updates has to. */
record FindTool() implements Tool {
  static final String LABEL = "find";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public Optional<Invocation> invocation(Work work, Place place) {
    List<String> command =
        List.of(
            "find",
            place.files().toString(),
            "-type",
            "f",
            "-fprintf",
            "/dev/null",
            "%s %T@ %p\\n");
    return work.task() == Task.UPLOAD_UPDATE
        ? Optional.of(new Invocation(command, Map.of()))
        : Optional.empty();
  }
}
