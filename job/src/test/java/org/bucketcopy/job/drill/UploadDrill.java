package org.bucketcopy.job.drill;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bucketcopy.job.servers.CopyScript;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;

/** Uploads local files to an OSS server, which keeps every byte. */
final class UploadDrill implements Drill {
  private static final String BUCKET = "destination";
  private static final int SMALL = 4096;

  /** The smallest that the job makes, so that many are few bytes. */
  private static final int PART_MIB = 1;

  private static final int PARTS_EACH = 6;

  private final OssServer server = new OssServer(1000);
  private final FailingService service;
  private final CopyScript script;
  private final Path tree;
  private final Measure measure;

  /**
   * Writes the files, and starts the server.
   *
   * @param script {@code submit-scripts/bucket-copy}
   * @param directory where files and the job's settings are written
   */
  UploadDrill(Path script, Path directory, Measure measure) throws IOException {
    OssLogin login = new OssLogin("LTAI-drill", "its-secret", Optional.empty());
    server.accept(login);
    server.create(BUCKET, OssServer.REGION);
    this.service = new FailingService(measure);
    server.watch(service::fate);
    this.script =
        new CopyScript(script, SettingsFile.write(directory, server.settings(login)), "oss");
    this.tree = directory.resolve("tree");
    this.measure = measure;
    Random random = new Random(measure.seed());
    write("small", measure.small(), SMALL, random);
    write("large", measure.large(), PARTS_EACH * (PART_MIB << 20), random);
  }

  private void write(String name, int files, int size, Random random) throws IOException {
    Path below = Files.createDirectories(tree.resolve(name));
    byte[] content = new byte[size];
    for (int i = 0; i < files; i++) {
      random.nextBytes(content);
      Files.write(below.resolve("" + i), content);
    }
  }

  @Override
  public List<String> command(List<String> submitOptions, List<String> options) {
    return script.upload(
        submitOptions,
        tree,
        ImmutableList.<String>builder()
            .add("--part-size", PART_MIB + "MiB", "--multipart-threshold", "2MiB")
            .add("--in-flight", "4")
            .addAll(options)
            .build());
  }

  @Override
  public long parts() {
    return (long) measure.large() * PARTS_EACH;
  }

  @Override
  public long partsMade() {
    return service.partsMade();
  }

  @Override
  public long partsAgain() {
    return service.partsAgain();
  }

  @Override
  public long inFlight() {
    return service.inFlight();
  }

  @Override
  public String made() {
    return "sent";
  }

  @Override
  public Found found() {
    Set<String> there = new HashSet<>(server.keys(BUCKET));
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < Math.max(measure.small(), measure.large()); i++) {
      if (i < measure.small()) {
        expected.add("small/" + i);
      }
      if (i < measure.large()) {
        expected.add("large/" + i);
      }
    }
    long right = Sets.intersection(expected, there).stream().filter(this::isRight).count();
    return new Found(right, Sets.union(expected, there).size() - right, server.uploadsOpen(BUCKET));
  }

  private boolean isRight(String key) {
    try {
      return Arrays.equals(server.read(BUCKET, key), Files.readAllBytes(tree.resolve(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
