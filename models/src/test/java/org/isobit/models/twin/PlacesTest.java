package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.io.Settings;
import org.isobit.models.method.ModelChoice;
import org.junit.jupiter.api.Test;

/** Where models have their variables, by hand; and local filters there, which global ones bound. */
class PlacesTest {

  private static final String LOCAL = ", localization: {taper: gaspari-cohn, radius: ";

  private static Positions of(String model) {
    return ModelChoice.read(Settings.parse("model", Path.of(""), model, List.of())).positions();
  }

  private static double[] point(Positions positions, int i) {
    int dims = positions.periods().length;
    return Arrays.copyOfRange(positions.coordinates(), i * dims, (i + 1) * dims);
  }

  @Test
  void modelsSayWhereTheirVariablesAre() {
    Positions ring = of("{name: lorenz96, size: 5}");
    assertArrayEquals(new double[] {0, 1, 2, 3, 4}, ring.coordinates());
    assertArrayEquals(new double[] {5}, ring.periods());
    Positions gyre = of("{name: quasi-geostrophic, points: 5}");
    assertEquals(1, gyre.fields());
    assertArrayEquals(new double[] {0.75, 0.25}, point(gyre, 8)); // x, y
    assertArrayEquals(new double[] {0, 0}, gyre.periods());
    Positions water = of("{name: shallow-water, rows: 3, columns: 4, spacing: 2}");
    assertEquals(3, water.fields());
    assertArrayEquals(new double[] {6, 2}, point(water, 7));
    assertArrayEquals(new double[] {8, 6}, water.periods());
    Positions canal = of("{name: shallow-water, rows: 1, columns: 4, spacing: 2}");
    assertArrayEquals(new double[] {0, 2, 4, 6}, canal.coordinates());
    assertArrayEquals(new double[] {8}, canal.periods());
    Positions scales = of("{name: lorenz-two-scale, slow: 4, fast: 2}");
    assertArrayEquals(new double[] {0, 1, 2, 3, -0.25, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3.25},
        scales.coordinates());
    assertArrayEquals(new double[] {4}, scales.periods());
    Positions column = of("{name: npzd-column, levels: 5}"); // 50 m at L4
    assertEquals(4, column.fields());
    assertArrayEquals(new double[] {5, 15, 25, 35, 45}, column.coordinates(), 1e-12);
    for (String none : List.of("lorenz63", "lorenz84", "maooam")) {
      assertEquals("localisation needs a place for each variable, and those of " + none + " have none",
          assertThrows(IllegalArgumentException.class, () -> of("{name: " + none + "}")).getMessage());
    }
  }

  @Test
  void positionsSayWhatIsWrong() {
    says("Positions: 0 fields, 2 coordinates and 1 periods do not fit", () -> new Positions(0, new double[2], 0));
    says("Positions: 1 fields, 0 coordinates and 1 periods do not fit", () -> new Positions(1, new double[0], 0));
    says("Positions: 1 fields, 3 coordinates and 2 periods do not fit", () -> new Positions(1, new double[3], 0, 0));
    says("Positions: 1 fields, 3 coordinates and 0 periods do not fit", () -> new Positions(1, new double[3]));
    says("Positions: coordinate 1 of point 1 is NaN", () -> new Positions(1, new double[] {0, 0, 0, Double.NaN}, 0, 0));
    says("Positions: period 0 must be finite and not negative, but is -1.0", () -> new Positions(1, new double[1], -1));
    says("Positions: there are 1 axes but 2 periods", () -> Positions.grid(StateLayout.ring("x", 4), 4, 4));
    says("Positions: there are 0 axes but 1 periods", () -> Positions.grid(StateLayout.variables("a", "b"), 4));
    StateLayout.Axis x = StateLayout.Axis.numbers("i", "", 4);
    says("Positions: the fields 'h' and 'top' have different axes", () -> Positions.grid(new StateLayout(List.of(
        new StateLayout.Field("h", "", "m", List.of(x)), new StateLayout.Field("top", "", "m", List.of()))), 4));
  }

  private static void says(String message, org.junit.jupiter.api.function.Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static Experiment experiment(String model, String integrator, String initial, String methods) {
    return ExperimentYaml.read("places", "name: places\nmodel: " + model + "\nintegrator: " + integrator + """

        observations: {operator: {kind: stride, start: 1, step: 3}, error: {law: gaussian, variance: 0.01}, interval: 2}
        """ + "initial: " + initial + "\ncycles: 6\nseeds: [1]\nmethods:\n" + methods, List.of());
  }

  /** With one weight for all there is one transform everywhere, the ETKF's (Hunt et al. 2007, section 2.3.2). */
  @Test
  void withoutTaperLocalFiltersAreTheGlobalOne() {
    String[][] models = {
        {"{name: quasi-geostrophic, points: 9}", "{scheme: rk4, step: 1.25}", "{mean: 0, variance: 1}"},
        {"{name: shallow-water, rows: 4, columns: 6}", "{scheme: rk4, step: 0.01}", "{mean: 10, variance: 0.04}"},
        {"{name: lorenz-two-scale, slow: 6, fast: 3}", "{scheme: rk4, step: 0.005}", "{mean: 0, variance: 1}"}};
    for (String[] one : models) {
      TwinResult result = TwinRun.run(experiment(one[0], one[1], one[2], """
          - {filter: etkf, members: 8}
          - {filter: letkf, members: 8, localization: {taper: boxcar, radius: 100, convention: length}}
          - {filter: lestkf, members: 8, localization: {taper: boxcar, radius: 100, convention: length}}
          - {label: near, filter: letkf, members: 8, localization: {taper: gaspari-cohn, radius: 0.3,
             convention: length}}
          """), Workers.serial(), ProgressListener.NONE);
      double[] rmse = IntStream.range(0, 4).mapToDouble(m -> result.means(m).rmse().mean()).toArray();
      assertEquals(rmse[0], rmse[1], 1e-9 * rmse[0], one[0]);
      assertEquals(rmse[0], rmse[2], 1e-9 * rmse[0], one[0]);
      assertTrue(rmse[3] > 0 && Math.abs(rmse[3] - rmse[0]) > 1e-3 * rmse[0], one[0] + ": " + rmse[3]);
    }
  }

  @Test
  void messagesNameTheMethod() {
    String message = assertThrows(IllegalArgumentException.class, () -> experiment("{name: lorenz63}",
        "{scheme: rk4, step: 0.01}", "{mean: 0, variance: 1}", "- {label: near, filter: letkf, members: 4" + LOCAL
        + "1, convention: support}}\n")).getMessage();
    assertTrue(message.contains("method 'near': localisation needs a place for each variable, and those of lorenz63 "
        + "have none"), message);
    message = assertThrows(IllegalArgumentException.class, () -> experiment("{name: quasi-geostrophic, points: 5}",
        "{scheme: rk4, step: 1.25}", "{mean: 0, variance: 1}", "- {label: near, filter: letkf, members: 4" + LOCAL
        + "1, convention: support, distances: {geometry: periodic, length-z: 2}}}\n")).getMessage();
    assertTrue(message.contains("method 'near': periodic has length-z 2.0, but places have 2 coordinates"), message);
  }
}
