package org.isobit.models.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.column.ColumnModel;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfWriter;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns as a model of states and in configurations, weather from files, and a box without neighbours. */
class ColumnModelTest {

  @TempDir
  Path folder;

  private static Values values(Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>(Map.of("site", "L4", "levels", 20L, "surface-zoom", 0.0, "bed-zoom",
        0.0, "step", 0.125, "reactions", "clipped"));
    all.putAll(own);
    return new Values(all);
  }

  @Test
  void aStateHasTheBitsOfAMember() {
    ColumnProvider provider = new ColumnProvider.OfFasham();
    ColumnModel model = provider.build(values(Map.of()));
    Ensemble ensemble = Ensemble.allocate(9, model.size());
    double[][] states = new double[9][];
    for (int m = 0; m < 9; m++) {
      states[m] = provider.start(values(Map.of()), m);
      System.arraycopy(states[m], 0, ensemble.values(), ensemble.index(m), model.size());
    }
    model.advance(700, 5, ensemble, Workers.serial());
    for (int m = 0; m < 9; m++) {
      model.advance(700, 5, states[m]);
      assertArrayEquals(states[m], Arrays.copyOfRange(ensemble.values(), ensemble.index(m),
          ensemble.index(m) + model.size()));
    }
    assertThrows(IllegalArgumentException.class, () -> model.advance(0, 1, Ensemble.allocate(2, 7), Workers.serial()));
  }

  @Test
  void threadsShareAModel() {
    ColumnProvider provider = new ColumnProvider.OfNpzd();
    ColumnModel model = provider.build(values(Map.of()));
    double[] start = provider.start(values(Map.of()), 3);
    double[][] expected = new double[16][];
    for (int k = 0; k < expected.length; k++) {
      expected[k] = start.clone();
      model.advance(100 * k, 20, expected[k]);
    }
    double[][] actual = new double[expected.length][];
    try (Workers four = Workers.of(4)) {
      four.run(actual.length, (k, slot) -> {
        actual[k] = start.clone();
        model.advance(100 * k, 20, actual[k]);
      });
    }
    for (int k = 0; k < expected.length; k++) {
      assertArrayEquals(expected[k], actual[k], "from step " + 100 * k);
    }
  }

  @Test
  void configurationsNameFieldsAndDepths() {
    ModelProfile profile = new ColumnProvider.OfNpzd().profile(values(Map.of()));
    assertEquals(List.of("n", "p", "z", "d"), profile.layout().fields().stream().map(f -> f.name()).toList());
    assertEquals(1.25, profile.layout().axes().getFirst().at(0));
    assertEquals("level", new ColumnProvider.OfNpzd().profile(values(Map.of("surface-zoom", 0.5))).layout().axes()
        .getFirst().name());
    assertThrows(IllegalArgumentException.class, () -> new ColumnProvider.OfNpzd().build(values(Map.of("step", 1.0))));
  }

  /** Weather in a file, at the steps of a seasonal run, gives that run. */
  @Test
  void weatherFromFiles() throws IOException {
    Forcing seasonal = Forcing.seasonal(Site.L4);
    double[][] series = new double[3][81];
    StringBuilder csv = new StringBuilder("day,shortwave,mixed_layer\n");
    for (int k = 0; k <= 80; k++) {
      series[0][k] = k * 0.125;
      series[1][k] = seasonal.shortwave(series[0][k]);
      series[2][k] = seasonal.mixedLayer(series[0][k]);
      csv.append(series[0][k]).append(',').append(series[1][k]).append(',').append(series[2][k]).append('\n');
    }
    Path table = folder.resolve("weather.csv");
    Files.writeString(table, csv.toString());
    Path netcdf = folder.resolve("weather.nc");
    try (NetcdfWriter out = new NetcdfWriter(netcdf, new NetcdfDefinition().dimension("time", 81)
        .variable("time", NetcdfType.DOUBLE, Map.of("units", "days since 2015-01-01"), List.of("time"))
        .variable("shortwave", NetcdfType.DOUBLE, Map.of("units", "W m-2"), List.of("time"))
        .variable("mixed_layer", NetcdfType.DOUBLE, Map.of("units", "m"), List.of("time")))) {
      out.write("time", series[0], 0, 81);
      out.write("shortwave", series[1], 0, 81);
      out.write("mixed_layer", series[2], 0, 81);
    }
    double[] start = new ColumnProvider.OfNpzd().start(values(Map.of()), 1);
    double[] expected = start.clone();
    new ColumnProvider.OfNpzd().build(values(Map.of())).advance(0, 80, expected);
    for (Path file : List.of(table, netcdf)) {
      ColumnModel model = new ColumnProvider.OfNpzd().build(values(Map.of("forcing", file.toString())));
      double[] x = start.clone();
      model.advance(0, 80, x);
      assertArrayEquals(expected, x, file.toString());
      String message = assertThrows(IllegalArgumentException.class, () -> model.advance(81, 1, x)).getMessage();
      assertTrue(message.endsWith("weather." + (file == table ? "csv" : "nc") + ": is from day 0.0 to 10.0, not at day "
          + "10.125"), message);
    }
  }

  @Test
  void weatherThatIsNoneIsRefused() throws IOException {
    assertRefused("day,shortwave\n0,1\n", "no column \"mixed_layer\"".replace('"', '\''));
    assertRefused("day,shortwave,mixed_layer\n0,1,2\n", "needs two times");
    assertRefused("day,shortwave,mixed_layer\n0,1,2\n0,1,2\n", "times must ascend, but number 1 is 0.0 after 0.0");
    assertRefused("day,shortwave,mixed_layer\n0,1,2\n1,-1,2\n", "shortwave number 1 must be finite and not negative");
    assertRefused("day,shortwave,mixed_layer\n0,1,2\n1,1,NaN\n", "mixed_layer number 1 must be finite");
    assertRefused("day,shortwave,mixed_layer\n-1.7e308,1,2\n1.7e308,1,2\n",
        "day number 0 must be from -1.0E9 to 1.0E9");
  }

  /** What is wrong with the time of a NetCDF file is said with the file's name. */
  @Test
  void weatherOfNoTimeIsRefused() throws IOException {
    assertTimeRefused("", 1.0, "no-units.nc: time number 0: the time 0.0 '' is not understood");
    assertTimeRefused("months since 2015-01-01", 1.0, "time number 0: the time 0.0 'months");
    assertTimeRefused("days since 2015-06-01", 1e300, "time number 1: the time 1.0E300 'days");
    assertTimeRefused("days since 2015-06-01", 1e14, "time number 1: the time 1.0E14 'days");
  }

  private void assertTimeRefused(String units, double last, String part) throws IOException {
    Path file = folder.resolve((units.isEmpty() ? "no-units" : units + last) + ".nc");
    try (NetcdfWriter out = new NetcdfWriter(file, new NetcdfDefinition().dimension("time", 2)
        .variable("time", NetcdfType.DOUBLE, units.isEmpty() ? Map.of() : Map.of("units", units), List.of("time"))
        .variable("shortwave", NetcdfType.DOUBLE, Map.of("units", "W m-2"), List.of("time"))
        .variable("mixed_layer", NetcdfType.DOUBLE, Map.of("units", "m"), List.of("time")))) {
      out.write("time", new double[] {0.0, last}, 0, 2);
      out.write("shortwave", new double[2], 0, 2);
      out.write("mixed_layer", new double[2], 0, 2);
    }
    String message = assertThrows(IllegalArgumentException.class, () -> ForcingFiles.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": ") && message.contains(part), message);
  }

  /** The two years before a state to start from must be a number of steps that ends. */
  @Test
  void stepsThatNeverEndAreRefused() {
    for (String step : List.of("1e-300", "1e-8", "0", "366")) {
      Settings settings = Settings.parse("npzd-column", null, "", List.of("step=" + step));
      String message = assertThrows(IllegalArgumentException.class,
          () -> settings.read(new ColumnProvider.OfNpzd().keys())).getMessage();
      assertTrue(message.contains("step: must be between 1.0E-4 and 365"), message);
    }
  }

  private void assertRefused(String text, String part) throws IOException {
    Path file = folder.resolve("bad.csv");
    Files.writeString(file, text);
    String message = assertThrows(IllegalArgumentException.class, () -> ForcingFiles.read(file)).getMessage();
    assertTrue(message.contains("bad.csv") && message.contains(part), message);
  }

  /** A cell in steady light comes to rest where an integration of the page's equations by RK4 does. */
  @Test
  void aBoxComesToRest() {
    double light = 40.0;
    double[] usual = {1.0, 0.2, 1.1, 1.35, 0.01, 0.01, 0.003, 0.02, 0.1, 0.02, 25.0, 0.0225, 0.0225};
    double[] c = {4.5, 0.1, 0.1, 4.3};
    double[] flows = new double[7];
    for (int k = 0; k < 200_000; k++) {
      NpzdFlows.rates(1, 1, usual, 0, new double[] {120.0}, 0, new double[] {light}, 0, c, 0, 1, flows, 0, 1,
          Workers.serial());
      Transfers.euler(1, 4, NpzdFlows.from(), NpzdFlows.to(), 0.1, 0.0, flows, 0, 1, c, 0, 1, Workers.serial());
    }
    double[] y = {4.5, 0.1, 0.1, 4.3};
    for (int k = 0; k < 60_000; k++) {
      rk4(y, 0.25, light, 120.0);
    }
    assertArrayEquals(y, c, 1e-9);
    assertTrue(c[1] > 0.05 && c[2] > 0.05, Arrays.toString(c));
  }

  private static void rk4(double[] y, double h, double light, double surface) {
    double[] k1 = npzd(y, light, surface);
    double[] k2 = npzd(plus(y, 0.5 * h, k1), light, surface);
    double[] k3 = npzd(plus(y, 0.5 * h, k2), light, surface);
    double[] k4 = npzd(plus(y, h, k3), light, surface);
    for (int i = 0; i < 4; i++) {
      y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
  }

  private static double[] plus(double[] y, double h, double[] k) {
    double[] sum = new double[4];
    for (int i = 0; i < 4; i++) {
      sum[i] = y[i] + h * k[i];
    }
    return sum;
  }

  private static double[] npzd(double[] y, double light, double surface) {
    double n = y[0];
    double p = y[1];
    double z = y[2];
    double d = y[3];
    double best = Math.max(surface / 4.0, 25.0);
    double growth = light / best * Math.exp(1.0 - light / best) * n / (1.35 + n) * (p + 0.0225);
    double grazing = 0.2 * (1.0 - Math.exp(-1.21 * p * p)) * (z + 0.0225);
    double death = (light >= 25.0 ? 0.02 : 0.1) * p;
    return new double[] {-growth + 0.01 * p + 0.01 * z + 0.003 * d, growth - grazing - 0.01 * p - death,
        grazing - 0.01 * z - 0.02 * z, death + 0.02 * z - 0.003 * d};
  }
}
