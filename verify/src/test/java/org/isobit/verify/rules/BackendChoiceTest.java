package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each family chooses its implementation once, and where SIMD is chosen nothing runs scalar code unseen: the families
 * that begin with it stand here.
 */
class BackendChoiceTest {

  private static final Path ROOT = ReactorRoot.find();
  private static final List<String> MODULES = List.of("kernels", "linalg", "gpu", "models", "verify", "bench");
  private static final String READ = "Backend.active()";

  /** What may read the backend in force: a family's constant, and a constructor that is not told another one. */
  private static final Pattern CHOICE = Pattern.compile(
      "\\s*(?:(?:private )?static final (\\w+) [A-Z_]+ = \\1\\.of\\(Backend\\.active\\(\\)\\);"
          + "|this\\(Backend\\.active\\(\\)\\);"
          + "|    Gradual\\.of\\((\\w+)\\.of\\(Backend\\.REFERENCE\\), \\2\\.of\\(Backend\\.active\\(\\)\\)\\);)");

  /** Families that take the reference for their first calls; the float ones are generated from them. */
  private static final List<String> GRADUAL = List.of("Anomalies.java", "Distance.java", "EnsembleMoments.java",
      "Reduce.java", "Taper.java");

  /** Files that read it for another purpose, and for which. */
  private static final Map<String, String> OTHERS = Map.of(
      "RunRecord.java", "tells it",
      "Machine.java", "tells it",
      "VerifyCommand.java", "refuses to write test vectors by anything but the reference",
      "BatchGram.java", "hands it to the form by which suites call both implementations",
      "Conformance.java", "compares it with what a suite asks for",
      "ComposedConformance.java", "refuses to run by another one",
      "LocalAnalyses.java", "takes it where a filter was told no backend; threads keep objects for each",
      "WholeAnalysis.java", "gives it to a filter, which would else take the card");

  @Test
  void theBackendIsReadWhereAFamilyIsChosen() throws IOException {
    TreeSet<String> others = new TreeSet<>();
    List<String> found = new ArrayList<>();
    for (String place : otherReads(sources())) {
      String name = place.substring(place.lastIndexOf('/') + 1, place.indexOf(':'));
      if (OTHERS.containsKey(name)) {
        others.add(name);
      } else {
        found.add(place);
      }
    }
    assertEquals(List.of(), found);
    assertEquals(new TreeSet<>(OTHERS.keySet()), others, "files that need no exception");
  }

  @Test
  void theFamiliesThatBeginWithTheReference() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      if (Files.readString(file).contains(" Gradual.of(") && !file.endsWith("Gradual.java")) {
        found.add(file.getFileName().toString());
      }
    }
    assertEquals(GRADUAL, found.stream().sorted().toList());
  }

  @Test
  void everyMethodOfAReferenceHasItsSimdForm() throws ClassNotFoundException {
    List<String> missing = new ArrayList<>();
    int pairs = 0;
    for (JavaClass c : MainClasses.all()) {
      if (c.getName().endsWith("Reference")) {
        Class<?> reference = Class.forName(c.getName(), false, getClass().getClassLoader());
        if (reference.isSealed()) {
          pairs++;
          missing.addAll(notOverridden(reference));
        }
      }
    }
    assertTrue(pairs > 40, pairs + " references have a SIMD form");
    assertEquals(List.of(), missing);
  }

  @Test
  void plantedFaultsAreFound(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Chooser.java"), """
          private static final SumReference KERNELS = SumReference.of(Backend.active());
            this(Backend.active());
          static final SumReference OTHER = DotReference.of(Backend.active());
            if (Backend.active() == Backend.SIMD) {
        """);
    assertEquals(List.of(file + ":3", file + ":4"), otherReads(List.of(file)));
    assertEquals(List.of(HalfReference.class.getName() + ".scalar"), notOverridden(HalfReference.class));
  }

  /** A family one of whose methods has no SIMD form. */
  static sealed class HalfReference permits HalfSimd {

    static void element() {}

    void whole() {
      both();
    }

    void scalar() {}

    final void both() {
      whole();
      scalar();
    }
  }

  /** Its SIMD form. */
  static final class HalfSimd extends HalfReference {

    @Override
    void whole() {}
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        tree.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return files;
  }

  /** Places that read the backend and are no choice of a family. */
  private static List<String> otherReads(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(READ) && !CHOICE.matcher(lines.get(i)).matches()) {
          found.add(file + ":" + (i + 1));
        }
      }
    }
    return found;
  }

  /** Methods that a subclass could have its own form of and has not; what is final is made of others. */
  private static List<String> notOverridden(Class<?> reference) {
    List<String> missing = new ArrayList<>();
    for (Class<?> simd : reference.getPermittedSubclasses()) {
      for (Method method : reference.getDeclaredMethods()) {
        int fixed = Modifier.STATIC | Modifier.PRIVATE | Modifier.FINAL;
        if ((method.getModifiers() & fixed) == 0 && Arrays.stream(simd.getDeclaredMethods()).noneMatch(
            m -> m.getName().equals(method.getName()) && Arrays.equals(m.getParameterTypes(),
                method.getParameterTypes()))) {
          missing.add(reference.getName() + "." + method.getName());
        }
      }
    }
    return missing;
  }
}
