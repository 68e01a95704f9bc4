package org.bucketcopy.job.stores.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What libraries say of each request that fails is not for a run's log. */
final class LibraryLoggersTest {
  private final Level root = LogManager.getRootLogger().getLevel();

  @BeforeEach
  void logAsSparkDoes() {
    Configurator.reconfigure();
    Configurator.setRootLevel(Level.INFO);
  }

  @AfterEach
  void logAsBefore() {
    Configurator.reconfigure();
    Configurator.setRootLevel(root);
  }

  @Test
  void sdksWarnOnlyWhereAllElseInforms() {
    StoreRegistry unused = new StoreRegistry(new Configuration(false), 1, RealMachine.MACHINE);
    assertThat(unused).isNotNull();
    assertThat(LogManager.getLogger("com.baidubce.http.BceHttpClient").getLevel())
        .isEqualTo(Level.WARN);
    assertThat(LogManager.getLogger("com.aliyun.sdk").getLevel()).isEqualTo(Level.WARN);
    assertThat(LogManager.getLogger("software.amazon.awssdk.request").getLevel())
        .isEqualTo(Level.WARN);
    assertThat(LogManager.getLogger("io.netty.channel.AbstractChannelHandlerContext").getLevel())
        .isEqualTo(Level.ERROR);
    assertThat(LogManager.getLogger("org.apache.hadoop.util.Shell").getLevel())
        .isEqualTo(Level.ERROR);
    assertThat(LogManager.getLogger("org.bucketcopy").getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void levelThatSomebodyHasSetCounts() {
    Configurator.setLevel("com.baidubce", Level.DEBUG);
    StoreRegistry unused = new StoreRegistry(new Configuration(false), 1, RealMachine.MACHINE);
    assertThat(unused).isNotNull();
    assertThat(LogManager.getLogger("com.baidubce.http.BceHttpClient").getLevel())
        .isEqualTo(Level.DEBUG);
  }
}
