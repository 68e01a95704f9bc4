package org.bucketcopy.job.journal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Machine;

/**
 * Who holds a lock.
 *
 * @param host the driver's host, for people to read
 * @param processes names the space that {@code pid} is counted in: this boot of the machine and, in
 *     a container, its own numbers; empty where that cannot be known
 * @param pid the driver's process
 * @param runId its run
 * @param nonce unique to the lock
 */
record LockOwner(String host, Optional<String> processes, long pid, String runId, String nonce) {
  /** What each lock starts with, as {@link #json} writes it. */
  private static final String START = "{\"host\":\"";

  private static final JsonMapper JSON = new JsonMapper();

  LockOwner {
    checkArgument(!nonce.isBlank(), "a lock needs a nonce");
  }

  /** This process, for a new lock. */
  static LockOwner here(String runId, RandomGenerator random) {
    return new LockOwner(
        hostName(),
        processSpace(),
        ProcessHandle.current().pid(),
        runId,
        Machine.freshId(random).toString());
  }

  /**
   * Whether the process is known to be gone: it was counted where this one is, and its number is
   * not in use.
   */
  boolean gone() {
    return !isElsewhere() && ProcessHandle.of(pid).isEmpty();
  }

  /** Whether the process cannot be seen from here, as on another machine. */
  boolean isElsewhere() {
    return processes.isEmpty() || !processes.equals(processSpace());
  }

  /** Whether both are of one process. */
  boolean isSameProcess(LockOwner other) {
    return host.equals(other.host) && processes.equals(other.processes) && pid == other.pid;
  }

  String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("host", host);
    processes.ifPresent(space -> node.put("processes", space));
    node.put("pid", pid);
    node.put("runId", runId);
    node.put("nonce", nonce);
    return node + "\n";
  }

  /** The owner that {@code json} names; empty if it is being written just now, or damaged. */
  static Optional<LockOwner> parse(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      return Optional.of(
          new LockOwner(
              node.required("host").asText(),
              Optional.ofNullable(node.get("processes")).map(JsonNode::asText),
              node.required("pid").asLong(),
              node.required("runId").asText(),
              node.required("nonce").asText()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /**
   * Whether {@code content} may be what is left of a lock whose writing was cut short: nothing, or
   * the start of one.
   */
  static boolean mayBeCutFrom(byte[] content) {
    String text = new String(content, UTF_8).strip();
    return !text.endsWith("}") && (text.startsWith(START) || START.startsWith(text));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  /** From Linux's /proc; empty on other systems. */
  private static Optional<String> processSpace() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return Optional.of(boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** {@code host, process 12, run id}. */
  @Override
  public String toString() {
    return Printable.of(host + ", process " + pid + ", run " + runId);
  }
}
