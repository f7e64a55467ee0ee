package io.millrace.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.transforms.DoFn;
import picocli.CommandLine.Command;

/** The rooms of the house: which package may know which. */
@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BEAM = "org.apache.beam..";
  private static final String FLINK = "org.apache.flink..";
  private static final String TENSORFLOW = "org.tensorflow..";

  @ArchTest
  static final ArchRule ioKnowsNeitherBeamNorTensorFlowNorTheOtherModules =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.io..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BEAM,
              FLINK,
              TENSORFLOW,
              "io.millrace.transforms..",
              "io.millrace.ui..",
              "io.millrace.jobs..",
              "io.millrace.training..");

  @ArchTest
  static final ArchRule transformsKnowIoAlone =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              FLINK,
              TENSORFLOW,
              "io.millrace.ui..",
              "io.millrace.jobs..",
              "io.millrace.training..");

  @ArchTest
  static final ArchRule uiKnowsIoAlone =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.ui..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BEAM,
              FLINK,
              TENSORFLOW,
              "io.millrace.transforms..",
              "io.millrace.jobs..",
              "io.millrace.training..");

  @ArchTest
  static final ArchRule jobsKnowNoTensorFlowAndNoTrainer =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TENSORFLOW, "io.millrace.training..");

  @ArchTest
  static final ArchRule theTrainerKnowsNoBeamAndNoJobs =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BEAM, FLINK, "io.millrace.transforms..", "io.millrace.jobs..");

  @ArchTest
  static final ArchRule schedulesAndPackingArePureJava =
      noClasses()
          .that()
          .resideInAnyPackage("io.millrace.training.schedule..", "io.millrace.training.packing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TENSORFLOW, "org.apache.arrow..");

  @ArchTest
  static final ArchRule modelAndRuntimeAloneKnowTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.millrace.training.model..", "io.millrace.training.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TENSORFLOW);

  @ArchTest
  static final ArchRule onlyQueriesKnowDuckDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.millrace.jobs.query..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.duckdb..");

  @ArchTest
  static final ArchRule filtersOfOthersNeedNoBeam =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.millrace.transforms.filter.DocumentFilter")
          .or()
          .haveFullyQualifiedName("io.millrace.transforms.quality.Verdict")
          .or()
          .haveFullyQualifiedName("io.millrace.io.document.Document")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  @ArchTest
  static final ArchRule stepsAreNamedAsSuch =
      classes().that().areAssignableTo(DoFn.class).should().haveSimpleNameEndingWith("Fn");

  @ArchTest
  static final ArchRule commandsLiveTogether =
      classes()
          .that()
          .areAnnotatedWith(Command.class)
          .should()
          .resideInAPackage("..command")
          .andShould()
          .implement(Callable.class);

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?)");

  @ArchTest
  static final ArchRule ioPackagesFormNoCycles =
      slices().matching("io.millrace.io.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule jobsPackagesFormNoCycles =
      slices().matching("io.millrace.jobs.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule trainingPackagesFormNoCycles =
      slices().matching("io.millrace.training.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule transformsPackagesFormNoCycles =
      slices().matching("io.millrace.transforms.(*)..").should().beFreeOfCycles();
}
