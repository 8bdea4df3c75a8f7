package org.isobit.verify.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.regex.Pattern;
import jdk.incubator.vector.Vector;
import org.junit.jupiter.api.Test;

/** Which module, package and kind of class may know which. */
class DependencyRulesTest {

  private static final String VECTOR_API = "jdk.incubator.vector..";

  private static final JavaClasses MAIN = MainClasses.all();

  private static final DescribedPredicate<JavaClass> SIMD = top("Simd");
  private static final DescribedPredicate<JavaClass> REFERENCE = top("Reference");

  private static final ArchRule KERNELS_NEED_THE_JDK_ALONE = classes().that().resideInAPackage("org.isobit.kernels..")
      .should().onlyDependOnClassesThat().resideInAnyPackage("org.isobit.kernels..", "java..", VECTOR_API,
          "com.sun.management..")
      .because("kernels is the module that everything else stands on");

  private static final ArchRule LINALG_NEEDS_KERNELS_AND_EJML = classes().that()
      .resideInAPackage("org.isobit.linalg..").should().onlyDependOnClassesThat()
      .resideInAnyPackage("org.isobit.linalg..", "org.isobit.kernels..", "java..", VECTOR_API, "org.ejml..");

  private static final ArchRule GPU_NEEDS_KERNELS_LINALG_AND_JCUDA = classes().that()
      .resideInAPackage("org.isobit.gpu..").should().onlyDependOnClassesThat()
      .resideInAnyPackage("org.isobit.gpu..", "org.isobit.linalg..", "org.isobit.kernels..", "java..", "jcuda..");

  private static final ArchRule NO_CUDA_BUT_IN_GPU = noClasses().that()
      .resideInAnyPackage("org.isobit.kernels..", "org.isobit.linalg..", "org.isobit.models..")
      .should().dependOnClassesThat().resideInAnyPackage("org.isobit.gpu..", "jcuda..")
      .because("devices are found at run time");

  private static final ArchRule EJML_STAYS_IN_ITS_PACKAGE = noClasses().that()
      .resideInAPackage("org.isobit.linalg..").and().resideOutsideOfPackage("org.isobit.linalg.ejml..")
      .should().dependOnClassesThat().resideInAPackage("org.ejml..")
      .because("the decompositions are our own; EJML is a storage format and an oracle");

  private static final ArchRule MODELS_KNOW_NO_CHECKERS = noClasses().that().resideInAPackage("org.isobit.models..")
      .should().dependOnClassesThat().resideInAnyPackage("org.isobit.verify..", "org.isobit.bench..");

  private static final ArchRule FILTERS_KNOW_NO_COMMANDS = noClasses().that()
      .resideInAnyPackage("org.isobit.models.assimilation..", "org.isobit.models.dynamics..")
      .should().dependOnClassesThat().resideInAnyPackage("org.isobit.models.cli..", "org.isobit.models.twin..",
          "org.isobit.models.analyse..", "org.isobit.models.io..", "org.isobit.models.info..",
          "org.isobit.models.chart..", "picocli..", "com.google.gson..", "org.snakeyaml..")
      .because("an embedder takes the filters without our commands and files");

  private static final ArchRule NETWORKS_KNOW_NO_COMMANDS = noClasses().that()
      .resideInAPackage("org.isobit.models.learning..").should().dependOnClassesThat()
      .resideInAnyPackage("org.isobit.models.cli..", "org.isobit.models.twin..", "org.isobit.models.cycle..",
          "org.isobit.models.analyse..", "org.isobit.models.info..", "org.isobit.models.chart..",
          "org.isobit.models.assimilation..", "picocli..", "org.snakeyaml..", "me.tongfei..")
      .because("an embedder takes networks and their training without our commands, pictures and filters");

  private static final ArchRule FILTERS_KNOW_NO_MODEL = noClasses().that()
      .resideInAPackage("org.isobit.models.assimilation..").should().dependOnClassesThat()
      .resideInAPackage("org.isobit.models.dynamics..").because("filters work on any forward model");

  private static final ArchRule VECTORS_IN_SIMD_ALONE = noClasses().that(DescribedPredicate.not(SIMD)).and()
      .resideInAPackage("org.isobit..").should().dependOnClassesThat().resideInAPackage(VECTOR_API)
      .because("everything else must load in a JVM without the incubator module");

  private static final ArchRule MODELS_HAVE_NO_VECTORS = noClasses().that().resideInAPackage("org.isobit.models..")
      .should().dependOnClassesThat().resideInAPackage(VECTOR_API)
      .because("what computes with vectors is a kernel: in the catalogue, with golden hashes, checked by isobit "
          + "verify");

  private static final ArchRule VECTORS_ARE_LOCALS = fields().should().notHaveRawType(
          DescribedPredicate.describe("a vector", (JavaClass c) -> c.isAssignableTo(Vector.class)))
      .because("a vector in a field is a heap object");

  /** The one thing that a reference knows of SIMD: which of the two is a family's implementation. */
  private static final Pattern CHOICE = Pattern.compile(
      "Method <(.*)Reference\\.of\\(org\\.isobit\\.kernels\\.Backend\\)> calls constructor <\\1Simd\\.<init>\\(\\)> .*");

  private static final ArchRule REFERENCE_KNOWS_NO_SIMD = noClasses().that(REFERENCE).should(
      ArchConditions.have(DescribedPredicate.describe("a dependency on SIMD besides making it where asked for",
          (JavaClass c) -> c.getDirectDependenciesFromSelf().stream().anyMatch(
              d -> SIMD.test(d.getTargetClass()) && !CHOICE.matcher(d.getDescription()).matches()))))
      .because("the reference defines the bits");

  private static final ArchRule KERNEL_FAMILIES_HAVE_NO_CYCLES = slices().matching("org.isobit.kernels.(*)..")
      .should().beFreeOfCycles();

  private static final ArchRule LINALG_FAMILIES_HAVE_NO_CYCLES = slices().matching("org.isobit.linalg.(*)..")
      .should().beFreeOfCycles();

  @Test
  void classFilesOfThisJdkAreRead() {
    assertTrue(MAIN.contain("org.isobit.kernels.Backend"));
    assertTrue(MAIN.get("org.isobit.kernels.Backend").getMethods().size() > 2);
  }

  @Test
  void modulesDependDownwards() {
    KERNELS_NEED_THE_JDK_ALONE.check(MAIN);
    LINALG_NEEDS_KERNELS_AND_EJML.allowEmptyShould(true).check(MAIN);
    EJML_STAYS_IN_ITS_PACKAGE.allowEmptyShould(true).check(MAIN);
    GPU_NEEDS_KERNELS_LINALG_AND_JCUDA.check(MAIN);
    NO_CUDA_BUT_IN_GPU.check(MAIN);
    MODELS_KNOW_NO_CHECKERS.check(MAIN);
  }

  @Test
  void filtersStandAlone() {
    FILTERS_KNOW_NO_COMMANDS.check(MAIN);
    FILTERS_KNOW_NO_MODEL.check(MAIN);
    NETWORKS_KNOW_NO_COMMANDS.check(MAIN);
  }

  @Test
  void vectorsStayInSimdClasses() {
    VECTORS_IN_SIMD_ALONE.check(MAIN);
    MODELS_HAVE_NO_VECTORS.check(MAIN);
    VECTORS_ARE_LOCALS.check(MAIN);
    REFERENCE_KNOWS_NO_SIMD.check(MAIN);
  }

  @Test
  void familiesHaveNoCycles() {
    KERNEL_FAMILIES_HAVE_NO_CYCLES.check(MAIN);
    LINALG_FAMILIES_HAVE_NO_CYCLES.allowEmptyShould(true).check(MAIN);
  }

  @Test
  void plantedFaultsBreakTheRules() {
    broken(KERNELS_NEED_THE_JDK_ALONE, "org.isobit.kernels.planted.PlantedReference");
    broken(LINALG_NEEDS_KERNELS_AND_EJML, "org.isobit.linalg.planted.PlantedSolver");
    broken(GPU_NEEDS_KERNELS_LINALG_AND_JCUDA, "org.isobit.gpu.planted.PlantedKernels");
    broken(NO_CUDA_BUT_IN_GPU, "org.isobit.linalg.planted.PlantedSolver");
    broken(EJML_STAYS_IN_ITS_PACKAGE, "org.isobit.linalg.planted.PlantedEjml");
    broken(MODELS_KNOW_NO_CHECKERS, "org.isobit.models.assimilation.PlantedFilter");
    broken(FILTERS_KNOW_NO_COMMANDS, "org.isobit.models.assimilation.PlantedFilter");
    broken(FILTERS_KNOW_NO_MODEL, "org.isobit.models.assimilation.PlantedFilter");
    broken(NETWORKS_KNOW_NO_COMMANDS, "org.isobit.models.learning.PlantedTraining");
    broken(VECTORS_IN_SIMD_ALONE, "org.isobit.kernels.planted.PlantedVectors");
    broken(MODELS_HAVE_NO_VECTORS, "org.isobit.models.assimilation.PlantedSimd");
    broken(VECTORS_ARE_LOCALS, "org.isobit.kernels.planted.PlantedSimd");
    broken(REFERENCE_KNOWS_NO_SIMD, "org.isobit.kernels.planted.PlantedReference");
  }

  private static void broken(ArchRule rule, String planted) {
    JavaClasses classes;
    try {
      classes = new ClassFileImporter().importClasses(Class.forName(planted));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    assertTrue(rule.evaluate(classes).hasViolation(), planted + " does not break: " + rule.getDescription());
  }

  @Test
  void mainCodeHoldsNothingPlanted() {
    assertFalse(MAIN.stream().anyMatch(c -> c.getName().contains("lanted")));
  }

  /** Classes whose outermost class's name has an ending. */
  private static DescribedPredicate<JavaClass> top(String ending) {
    return DescribedPredicate.describe("called *" + ending,
        c -> c.getName().replaceAll("\\$.*", "").endsWith(ending));
  }
}
