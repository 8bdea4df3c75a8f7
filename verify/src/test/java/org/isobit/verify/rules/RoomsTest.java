package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of {@code models}: which package stands on which, and that none is crowded. */
class RoomsTest {

  private static final String MODELS = "org.isobit.models";

  /** From the bottom: a room uses only rooms above it in this list. */
  private static final List<String> ROOMS = List.of("registry", "io", "netcdf", "chart", "cli", "info",
      "assimilation", "assimilation.localization", "assimilation.internal", "assimilation.spi", "errors",
      "assimilation.noise", "assimilation.parameters",
      "assimilation.global", "assimilation.local", "assimilation.serial", "assimilation.particle",
      "assimilation.gaussian", "assimilation.variational", "assimilation.smoothing", "assimilation.latent",
      "assimilation.inflation", "assimilation.statistics",
      "dynamics.profile", "dynamics",
      "dynamics.small", "dynamics.lorenz", "dynamics.maooam", "dynamics.pde", "dynamics.column", "columns",
      "onnx.export", "learning.internal", "learning.layers", "learning.layers.convolution",
      "learning.layers.normalization", "learning.layers.recurrent", "learning.layers.attention",
      "learning.layers.arrangement", "learning", "learning.training", "learning.autoencoder", "learning.linear",
      "learning.networks", "weights",
      "onnx.tensor", "onnx.internal.format", "onnx.internal.operators", "onnx.internal.fusion",
      "onnx",
      "latent", "learned", "hybrid", "surrogate", "scores", "diagnostics", "method", "studies", "sweep", "twin",
      "analyse.internal.grid", "analyse.internal.source", "analyse.internal.transform", "analyse.internal.observation",
      "analyse.internal.plan", "analyse.internal.result", "analyse.internal.run", "analyse", "cycle", "net", "model",
      "docs",
      "studies.latentetkf", "studies.marinebgc", "studies.emulators", "studies.hybridlorenz", "studies.hybridmaooam",
      "studies.em");

  /** Source files of a room at most. */
  private static final int LARGEST = 30;

  @Test
  void roomsStandOnThoseBelow() {
    assertEquals(List.of(), problems(MainClasses.all().stream().filter(RoomsTest::ofModels).toList()));
  }

  @Test
  void roomsThatAreListedExist() {
    TreeSet<String> there = new TreeSet<>();
    MainClasses.all().stream().filter(RoomsTest::ofModels).forEach(c -> there.add(room(c)));
    assertEquals(new TreeSet<>(ROOMS), there);
  }

  @Test
  void roomsAreNotCrowded() {
    Map<String, Integer> types = new TreeMap<>();
    MainClasses.all().stream().filter(RoomsTest::ofModels)
        .filter(c -> !c.getName().contains("$") && !c.getSimpleName().startsWith("Float")
            && !c.getSimpleName().equals("package-info"))
        .forEach(c -> types.merge(room(c), 1, Integer::sum));
    types.values().removeIf(n -> n <= LARGEST);
    assertEquals(Map.of(), types);
  }

  @Test
  void aPlantedStepUpwardsIsFound() throws ClassNotFoundException {
    Class<?> planted = Class.forName("org.isobit.models.assimilation.localization.PlantedUpward");
    List<JavaClass> classes = List.copyOf(new ClassFileImporter().importClasses(planted));
    assertEquals(1, problems(classes).size());
    assertTrue(problems(classes).get(0).contains("assimilation.local"), problems(classes).get(0));
  }

  private static List<String> problems(List<JavaClass> classes) {
    List<String> problems = new ArrayList<>();
    for (JavaClass c : classes) {
      TreeSet<String> used = new TreeSet<>();
      c.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass().getBaseComponentType())
          .filter(RoomsTest::ofModels).forEach(t -> used.add(room(t)));
      int own = ROOMS.indexOf(room(c));
      for (String other : used) {
        if (own < 0 || ROOMS.indexOf(other) < 0 || ROOMS.indexOf(other) > own) {
          problems.add(c.getName() + " of " + room(c) + " uses " + other);
        }
      }
    }
    return problems;
  }

  private static boolean ofModels(JavaClass c) {
    return c.getPackageName().startsWith(MODELS + ".");
  }

  private static String room(JavaClass c) {
    return c.getPackageName().substring(MODELS.length() + 1);
  }
}
