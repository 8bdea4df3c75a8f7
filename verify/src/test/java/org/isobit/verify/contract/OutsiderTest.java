package org.isobit.verify.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.isobit.verify.Golden;
import org.isobit.verify.contract.outsider.FloatFunctions;
import org.isobit.verify.contract.outsider.Functions;
import org.junit.jupiter.api.Test;

/** What is written from the contract's document knows nothing of this library: only tests compare the two. */
class OutsiderTest {

  private static final String OUTSIDER = "org.isobit.verify.contract";

  private static final DescribedPredicate<JavaClass> TEST =
      DescribedPredicate.describe("tests", c -> c.getName().replaceAll("\\$.*", "").endsWith("Test"));

  private static final ArchRule KNOWS_THE_JDK_ALONE = classes().that(DescribedPredicate.not(TEST))
      .should().onlyDependOnClassesThat().resideInAnyPackage("java..", OUTSIDER + "..")
      .andShould().onlyDependOnClassesThat(DescribedPredicate.not(TEST));

  @Test
  void theSecondImplementationNamesNoClassOfTheLibrary() {
    JavaClasses all = new ClassFileImporter().importPackages(OUTSIDER);
    assertTrue(all.contain(Functions.class) && all.contain(FloatFunctions.class));
    KNOWS_THE_JDK_ALONE.check(all);
  }

  @Test
  void aClassThatNamesTheLibraryIsFound() {
    JavaClasses golden = new ClassFileImporter().importClasses(Golden.class);
    assertTrue(KNOWS_THE_JDK_ALONE.evaluate(golden).hasViolation());
  }
}
