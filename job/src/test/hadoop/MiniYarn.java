import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A YARN of one node and an HDFS on this machine: {@code MiniYarn FOLDER}. Its clients' settings
 * are in {@code FOLDER/conf} when it says READY, and it ends when its standard input does, so that
 * it never outlives who has started it. There are two queues, {@code default} and {@code urgent}:
 * each may use all, and gets back its half from the other at once.
 */
public final class MiniYarn {
  private static final String PREEMPTION = "yarn.resourcemanager.monitor.capacity.preemption.";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "6144"),
          Map.entry("yarn.nodemanager.resource.cpu-vcores", "8"),
          Map.entry("yarn.nodemanager.vmem-check-enabled", "false"),
          Map.entry("yarn.nodemanager.disk-health-checker.enable", "false"),
          // So that what a container wrote can be read when it has ended.
          Map.entry("yarn.nodemanager.delete.debug-delay-sec", "3600"),
          Map.entry("yarn.scheduler.minimum-allocation-mb", "128"),
          Map.entry("yarn.scheduler.capacity.root.queues", "default,urgent"),
          Map.entry("yarn.scheduler.capacity.root.default.capacity", "50"),
          Map.entry("yarn.scheduler.capacity.root.default.user-limit-factor", "2"),
          Map.entry("yarn.scheduler.capacity.root.urgent.capacity", "50"),
          Map.entry("yarn.resourcemanager.scheduler.monitor.enable", "true"),
          Map.entry(PREEMPTION + "monitoring_interval", "300"),
          Map.entry(PREEMPTION + "max_wait_before_kill", "300"),
          Map.entry(PREEMPTION + "total_preemption_per_round", "1.0"),
          Map.entry(PREEMPTION + "natural_termination_factor", "1.0"),
          Map.entry("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0"),
          Map.entry("yarn.resourcemanager.am.max-attempts", "2"),
          Map.entry("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "200"));

  private MiniYarn() {}

  public static void main(String[] arguments) {
    try {
      run(Path.of(arguments[0]).toAbsolutePath());
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Path folder) throws Exception {
    System.setProperty("test.build.data", folder.resolve("data").toString());
    Configuration settings = new YarnConfiguration();
    SETTINGS.forEach(settings::set);
    MiniDFSCluster hdfs =
        new MiniDFSCluster.Builder(settings, folder.resolve("hdfs").toFile())
            .numDataNodes(1)
            .build();
    hdfs.waitActive();
    settings.set("fs.defaultFS", hdfs.getURI().toString());
    MiniYARNCluster cluster = new MiniYARNCluster("yarn", 1, 1, 1);
    cluster.init(settings);
    cluster.start();
    cluster.waitForNodeManagersToConnect(60_000);

    Path conf = Files.createDirectories(folder.resolve("conf"));
    Configuration clients = new Configuration(false);
    clients.set("fs.defaultFS", hdfs.getURI().toString());
    for (Map.Entry<String, String> setting : cluster.getConfig()) {
      if (setting.getKey().matches("yarn[.]resourcemanager[.](.+[.])?(address|hostname)")) {
        clients.set(setting.getKey(), cluster.getConfig().get(setting.getKey()));
      }
    }
    for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = Files.newOutputStream(conf.resolve(file))) {
        clients.writeXml(out);
      }
    }
    System.out.println("READY");
    System.in.transferTo(OutputStream.nullOutputStream());
    cluster.stop();
    hdfs.shutdown();
  }
}
