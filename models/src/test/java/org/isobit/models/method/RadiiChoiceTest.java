package org.isobit.models.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isobit.models.analyse.AnalyseCommand;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.twin.TwinCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Borders and radii that differ from point to point, in the configurations of commands. */
class RadiiChoiceTest {

  private static final String TWIN = """
      name: own
      model: {name: lorenz96, size: 12}
      integrator: {scheme: rk4, step: 0.05}
      observations: {operator: {kind: all}, error: {law: gaussian, variance: 1}}
      initial: {mean: 1, variance: 1}
      cycles: 10
      seeds: [1]
      methods:
      - {filter: letkf, members: 6, label: a, localization: {taper: gaspari-cohn, radius: 5, convention: support}}
      - {filter: letkf, members: 6, label: b, localization: {taper: gaspari-cohn, radius: 5, convention: support,
         radii: [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], border: outside}}
      - {filter: letkf, members: 6, label: c, localization: {taper: gaspari-cohn, radius: 5, convention: support,
         adaptive: {keep: weight, amount: 3, least: 0.1}}}
      - {filter: eakf, members: 6, label: d, localization: {taper: gaspari-cohn, radius: 5, convention: support,
         adaptive: {keep: area, amount: 4}}}
      """;

  @TempDir
  private Path folder;

  private static String score(String scores, String label) {
    int from = scores.indexOf("\"label\" : \"" + label + "\"") + scores.indexOf("\"label\": \"" + label + "\"") + 1;
    assertTrue(from > 0, scores);
    return scores.substring(scores.indexOf("rmse", from), scores.indexOf('}', scores.indexOf("rmse", from)));
  }

  @Test
  void twinExperiments() throws IOException {
    Path yaml = Files.writeString(folder.resolve("twin.yaml"), TWIN);
    Told told = Told.of(new TwinCommand(), "--experiment", yaml.toString(), "--out", folder.resolve("out").toString());
    assertEquals(0, told.code(), told.text());
    String scores = Files.readString(folder.resolve("out/scores.json"));
    assertEquals(score(scores, "a"), score(scores, "b"));
    assertNotEquals(score(scores, "a"), score(scores, "c"));
    String written = Files.readString(folder.resolve("out/experiment.yaml"));
    assertTrue(written.contains("border: outside") && written.contains("keep: weight"), written);
    told = Told.of(new TwinCommand(), "--experiment", folder.resolve("out/experiment.yaml").toString(), "--out",
        folder.resolve("again").toString());
    assertEquals(0, told.code(), told.text());
    assertEquals(scores, Files.readString(folder.resolve("again/scores.json")));
    refused(yaml, "methods.1.localization.radii=[1, 2]", "there are 2 radii but 12 points");
    refused(yaml, "methods.1.localization.radii=[]", "methods.1.localization.radii: has no radius");
    refused(yaml, "methods.1.localization.radii=[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6]",
        "the radius of point 11 must be positive and at most 5.0, the largest, but is 6.0");
    refused(yaml, "methods.1.localization.adaptive={keep: area, amount: 4}",
        "methods.1.localization.adaptive: cannot go with radii, which says how the radius differs, too");
    refused(yaml, "methods.2.localization.adaptive.amount=0",
        "methods.2.localization.adaptive.amount: does not fit: AdaptiveRadius: amount must be positive and finite");
    refused(yaml, "methods.2.localization.adaptive.least=2",
        "methods.2.localization.adaptive.least: does not fit: AdaptiveRadius: the least share");
    refused(yaml, "methods.2.localization.adaptive={keep: weight}", "methods.2.localization.adaptive.amount: is "
        + "missing: a number of at least 1, for the weight usually that of members (adaptive: {keep: weight, amount");
    refused(yaml, "methods.2.localization.adaptive.keep=all",
        "methods.2.localization.adaptive.keep: must be one of number, weight, area, but is 'all'");
    refused(yaml, "methods.1.localization.border=both",
        "methods.1.localization.border: must be one of inside, outside, but is 'both'");
    refused(yaml, "methods.1.localization={taper: boxcar, radius: 2, convention: support, radii-file: none.npy}",
        "methods.1.localization.radii-file: cannot be read");
  }

  private static void refused(Path yaml, String set, String message) {
    Told told = Told.of(new TwinCommand(), "--experiment", yaml.toString(), "--set", set);
    assertEquals(2, told.code(), told.text());
    assertTrue(told.text().contains(message), told.text());
  }

  /** Radii from a file: at the one point with a short radius the analysis is that with this radius. */
  @Test
  void analyses() throws IOException {
    NpyFile.write(folder.resolve("e.npy"), new double[] {1, 2, 3, 4, 2, 7, 1, 0, 3, 3, 4, 9}, 3, 4);
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n0,3,1\n2,3,1\n3,4,1\n");
    double[] radii = {4, 1.5, 4, 4};
    NpyFile.write(folder.resolve("r.npy"), radii, 4);
    double[] whole = analysis("radius: 4");
    double[] little = analysis("radius: 1.5");
    double[] both = analysis("radius: 4, radii-file: r.npy");
    assertArrayEquals(both, analysis("radius: 4, radii-file: r.npy}, coarse-grid: {x: 1"), 1e-12);
    analysis("radius: 4, radii: [4, 1.5, 4, 3]}, coarse-grid: {x: 2");
    assertArrayEquals(both, analysis("radius: 4, radii: [4, 1.5, 4, 4]"));
    for (int m = 0; m < 3; m++) {
      for (int i = 0; i < 4; i++) {
        assertEquals((i == 1 ? little : whole)[m * 4 + i], both[m * 4 + i], 1e-12);
      }
    }
    assertTrue(!Arrays.equals(whole, both));
    NpyFile.write(folder.resolve("r.npy"), new double[] {4, 4, 4}, 3);
    Told told = Told.of(new AnalyseCommand(), folder.resolve("c.yaml").toString(), "--set", "method.localization="
        + "{taper: gaspari-cohn, convention: support, radius: 4, radii-file: r.npy}");
    assertEquals(2, told.code(), told.text());
    assertTrue(told.text().contains("method.localization.radii-file: "), told.text());
    assertTrue(told.text().contains("there are 3 radii but 4 points"), told.text());
  }

  private double[] analysis(String radius) throws IOException {
    Path yaml = Files.writeString(folder.resolve("c.yaml"), """
        ensemble: e.npy
        observations: {file: o.csv}
        method: {filter: letkf, localization: {taper: gaspari-cohn, convention: support, RADIUS}}
        output: {picture: false}
        """.replace("RADIUS", radius));
    Path out = Files.createTempDirectory(folder, "out");
    Told told = Told.of(new AnalyseCommand(), yaml.toString(), "--out", out.toString(), "--audit", "100%");
    assertEquals(0, told.code(), told.text());
    return NpyFile.read(out.resolve("analysis.npy")).doubles();
  }
}
