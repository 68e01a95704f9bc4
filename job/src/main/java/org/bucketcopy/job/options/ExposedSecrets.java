package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Finds secrets that other users of a machine can read: among the arguments of spark-submit, and in
 * the Java options of driver and executors, which become arguments of theirs. The script that
 * starts spark-submit looks for the same before any process has such arguments.
 *
 * @param command spark-submit's command line, as far as it is this process: words with spaces
 *     between them
 * @param settings of Spark, by name
 */
public record ExposedSecrets(String command, Map<String, String> settings) {
  private static final String SECRET =
      "(secret|password|token|access[._]?key|(account|encryption|private)[.]key)";

  /**
   * What a store, an environment or Spark itself keeps a secret under. A path is none, nor is the
   * name of one of Kubernetes' secrets.
   */
  private static final Pattern SECRET_SETTING =
      Pattern.compile(
          "(?i)spark[.]((hadoop[.]fs[.]|executorEnv[.]|yarn[.]appMasterEnv[.]"
              + "|kubernetes[.]driverEnv[.]).*"
              + SECRET
              + ".*(?<!file)|(?!kubernetes[.]).*(secret|password))");

  private static final Pattern JAVA_OPTIONS = Pattern.compile("(?i)spark[.].*JavaOptions");
  private static final Pattern SECRET_PROPERTY =
      Pattern.compile("(?i)-D([^\\s=]*" + SECRET + "[^\\s=]*(?<!file))=");
  private static final Pattern SETTING_ARGUMENT =
      Pattern.compile("(?:^|\\s)(?:--conf|-c)[\\s=][\"']?(spark[.][^\\s=]+)=");

  public ExposedSecrets {
    settings = ImmutableMap.copyOf(settings);
  }

  /** Those of this process, run with these settings of Spark. */
  public static ExposedSecrets ofThisProcess(Map<String, String> settings) {
    return new ExposedSecrets(System.getProperty("sun.java.command", ""), settings);
  }

  /**
   * Refuses to continue where there is one.
   *
   * @throws ParameterException names the setting, says what to do, and shows no secret
   */
  public void refuse(ParseResult parsed) {
    Optional<String> found = problem();
    if (found.isPresent()) {
      throw new ParameterException(parsed.commandSpec().commandLine(), found.orElseThrow());
    }
  }

  /** In a sentence that shows no secret; empty if there is none. */
  Optional<String> problem() {
    Stream<String> arguments =
        SETTING_ARGUMENT
            .matcher(command)
            .results()
            .map(argument -> argument.group(1))
            .filter(name -> SECRET_SETTING.matcher(name).matches())
            .map(ExposedSecrets::argument);
    Stream<String> javaOptions =
        settings.entrySet().stream()
            .filter(setting -> JAVA_OPTIONS.matcher(setting.getKey()).matches())
            .flatMap(setting -> javaOption(setting.getKey(), setting.getValue()).stream());
    return Stream.concat(arguments, javaOptions).findFirst();
  }

  private static String argument(String name) {
    return name
        + " must not be an argument, which others can read: put it into a file of mode 0600 and"
        + " give that with --properties-file";
  }

  private static Optional<String> javaOption(String setting, String options) {
    Matcher property = SECRET_PROPERTY.matcher(options);
    return property.find()
        ? Optional.of(
            setting
                + " must not hold "
                + property.group(1)
                + ": Java options are arguments of a process, which others can read. A trust store"
                + " needs no password (README says how to make one), and credentials have"
                + " settings of their own")
        : Optional.empty();
  }
}
