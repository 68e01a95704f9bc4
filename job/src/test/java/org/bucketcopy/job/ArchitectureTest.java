package org.bucketcopy.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.bucketcopy.planner.thread.NothingTaken;

@AnalyzeClasses(
    packages = "org.bucketcopy.job",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("application")
          .definedBy(
              "org.bucketcopy.job",
              "org.bucketcopy.job.options",
              "org.bucketcopy.job.check",
              "org.bucketcopy.job.probe",
              "org.bucketcopy.job.copy",
              "org.bucketcopy.job.upload",
              "org.bucketcopy.job.run",
              "org.bucketcopy.job.page",
              "org.bucketcopy.job.status",
              "org.bucketcopy.job.sweep",
              "org.bucketcopy.job.verify",
              "org.bucketcopy.job.lifecycle")
          .layer("transfer")
          .definedBy("org.bucketcopy.job.transfer")
          .layer("report")
          .definedBy("org.bucketcopy.job.report")
          .layer("journal")
          .definedBy("org.bucketcopy.job.journal")
          .layer("filesystem")
          .definedBy("org.bucketcopy.job.filesystem")
          .layer("dispatch")
          .definedBy("org.bucketcopy.job.dispatch")
          .layer("wire")
          .definedBy("org.bucketcopy.job.wire")
          .layer("registry")
          .definedBy("org.bucketcopy.job.stores.registry")
          .layer("stores")
          .definedBy("org.bucketcopy.job.stores", "org.bucketcopy.job.stores.*")
          .whereLayer("application")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("transfer")
          .mayOnlyBeAccessedByLayers("application")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("application", "transfer")
          .whereLayer("journal")
          .mayOnlyBeAccessedByLayers("application", "transfer")
          .whereLayer("filesystem")
          .mayOnlyBeAccessedByLayers("application", "dispatch")
          .whereLayer("dispatch")
          .mayOnlyBeAccessedByLayers("application", "transfer")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("application", "transfer", "dispatch");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.bucketcopy.job.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule THE_S3_SDK_STAYS_IN_ITS_ROOM = sdk("software.amazon..", "s3");

  @ArchTest static final ArchRule THE_OSS_SDK_STAYS_IN_ITS_ROOM = sdk("com.aliyun..", "oss");

  @ArchTest static final ArchRule THE_BOS_SDK_STAYS_IN_ITS_ROOM = sdk("com.baidubce..", "bos");

  @ArchTest
  static final ArchRule STORES_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("org.bucketcopy.job.stores..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule FILES_ARE_READ_IN_THEIR_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.bucketcopy.job.filesystem",
              "org.bucketcopy.job.journal",
              "org.bucketcopy.job.lifecycle",
              "org.bucketcopy.job.files")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.hadoop\\.fs\\.FSData(In|Out)putStream.*");

  @ArchTest
  static final ArchRule FILES_ARE_KNOWN_BY_HADOOP_ALONE =
      classes()
          .that()
          .resideInAPackage("org.bucketcopy.job.filesystem")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.google.common..",
              "org.apache.hadoop..",
              "org.slf4j..",
              "org.bucketcopy.planner..",
              "org.bucketcopy.job.filesystem");

  @ArchTest
  static final ArchRule THE_DIRECT_PATH_IS_OF_S3_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.bucketcopy.job.stores.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.bucketcopy.job.stores.s3.direct", "org.bucketcopy.job.stores.s3.http");

  @ArchTest
  static final ArchRule CONNECTIONS_KNOW_NO_STORE =
      noClasses()
          .that()
          .resideInAPackage("org.bucketcopy.job.stores.s3.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.bucketcopy.job.stores.s3",
              "org.bucketcopy.job.stores.s3.direct",
              "software.amazon.awssdk.services..");

  @ArchTest
  static final ArchRule THE_DIRECT_PATH_KNOWS_LITTLE =
      classes()
          .that()
          .resideInAPackage("org.bucketcopy.job.stores.s3.direct")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.google.common..",
              "org.reactivestreams..",
              "software.amazon..",
              "org.bucketcopy.planner..",
              "org.bucketcopy.job.stores.listing",
              "org.bucketcopy.job.stores.s3.direct",
              "org.bucketcopy.job.stores.s3.http");

  @ArchTest
  static final ArchRule TIME_AND_THREADS_ARE_GIVEN =
      NothingTaken.except(
          Map.of(
              "org.bucketcopy.job.BucketCopy",
              "a command begins here",
              "org.bucketcopy.job.dispatch.CopyPlugin",
              "an executor begins here",
              "org.bucketcopy.job.dispatch.CopyPump",
              "between two exchanges a Spark task waits on its own thread",
              "org.bucketcopy.job.lifecycle.Termination",
              "ends a process of which every other thread may hang",
              "org.bucketcopy.job.lifecycle.DriverEnd",
              "ends a process of which every other thread may hang",
              "org.bucketcopy.job.stores.bos.BosCalls",
              "makes the calls of an SDK that blocks"));

  private static ArchRule sdk(String sdk, String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("org.bucketcopy.job.stores." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(sdk);
  }
}
