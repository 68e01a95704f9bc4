package org.bucketcopy.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.bucketcopy.planner.thread.NothingTaken;

@AnalyzeClasses(
    packages = "org.bucketcopy.planner",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PLANNER_NEEDS_GUAVA_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "com.google.common..", "org.jspecify..", "org.bucketcopy.planner..");

  @ArchTest
  static final ArchRule ARROWS_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("org.bucketcopy.planner.model..")
          .layer("store")
          .definedBy("org.bucketcopy.planner.store..")
          .layer("source")
          .definedBy("org.bucketcopy.planner.source..")
          .layer("plan")
          .definedBy("org.bucketcopy.planner.plan..")
          .layer("listing")
          .definedBy("org.bucketcopy.planner.listing..")
          .layer("verify")
          .definedBy("org.bucketcopy.planner.verify..")
          .layer("pace")
          .definedBy("org.bucketcopy.planner.pace..")
          .layer("relay")
          .definedBy("org.bucketcopy.planner.relay..")
          .layer("thread")
          .definedBy("org.bucketcopy.planner.thread..")
          .whereLayer("store")
          .mayOnlyAccessLayers("model", "thread")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("thread")
          .mayNotAccessAnyLayer()
          .whereLayer("source")
          .mayOnlyAccessLayers("model", "store")
          .whereLayer("plan")
          .mayOnlyAccessLayers("model", "store", "source")
          .whereLayer("listing")
          .mayOnlyAccessLayers("model", "store", "source")
          .whereLayer("pace")
          .mayOnlyAccessLayers("store", "model", "thread")
          .whereLayer("verify")
          .mayOnlyAccessLayers("model", "store")
          .whereLayer("relay")
          .mayOnlyAccessLayers("model", "store", "source", "plan", "verify")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLE =
      slices().matching("org.bucketcopy.planner.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TIME_AND_THREADS_ARE_GIVEN =
      NothingTaken.except(
          Map.of(
              "org.bucketcopy.planner.thread.Machine",
              "the real one is made here",
              "org.bucketcopy.planner.thread.DaemonThreads",
              "the threads of the real one"));
}
