package org.isobit.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.isobit.models.cli.BuildVersion;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.CircleModel;
import org.isobit.models.dynamics.Euler;
import org.isobit.models.dynamics.Heun;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.models.method.Registries;
import org.isobit.models.netcdf.NetcdfFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static String fine(Object... arguments) {
    Told told = told(arguments);
    assertEquals(Cli.OK, told.code(), told.text());
    return told.text();
  }

  private static Told told(Object... arguments) {
    return Told.of(new ModelCommand(), Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** One line, this one, and no file. */
  private void refused(String message, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--out", folder.resolve("none.nc").toString()));
    Told told = told(line.toArray());
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertEquals("isobit model: " + message, told.text().lines().findFirst().orElse(""));
    assertFalse(told.text().contains("\tat "), told.text());
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(), all.toList());
    }
  }

  private static void assertBits(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(actual[i]), "element " + i);
    }
  }

  private static ModelProvider provider(String name) {
    return Registries.models().get(name);
  }

  @Test
  void theListHasAllOfEveryModel() {
    String list = fine("--list");
    for (ModelProvider provider : Registries.models().entries()) {
      String page = fine(provider.label());
      assertTrue(list.contains(page), provider.label());
      for (String part : List.of(provider.sentence(), "  paper ", "  variables ", "  parameters ", "  time unit ",
          "  Lyapunov time ", "  usual run ")) {
        assertTrue(page.contains(part), provider.label() + ": " + part);
      }
      provider.keys().own().forEach(key -> assertTrue(page.replaceAll("\\s+", " ").contains(key.name() + " = "
          + key.usual() + " (" + key.says()), provider.label() + ": " + key.name()));
    }
    list.lines().forEach(line -> assertTrue(line.length() <= 110, line));
    String page = fine("lorenz63");
    assertTrue(page.contains("  variables                   3: x, y, z\n"), page);
    assertTrue(page.contains("  Lyapunov time               1.104 (greatest exponent 0.9056: Sprott 2003"), page);
    assertTrue(fine("lotka-volterra").contains("  Lyapunov time               none: orbits are closed\n"));
    assertTrue(fine("double-pendulum").contains("  Lyapunov time               not known: it depends on the energy\n"));
    assertTrue(fine("lorenz-wilks").contains("264: x[8] (slow variables), y[256] (fast variables)\n"));
  }

  @Test
  void aTrajectoryHasTheBitsOfTheModel() throws IOException {
    Path file = folder.resolve("t.nc");
    String text = fine("lorenz63", "--set", "rho=14", "--scheme", "heun", "--dt", "0.02", "--steps", "9000", "--every",
        "3", "--spin-up", "0.1", "--seed", "7", "--out", file);
    assertEquals("Ran lorenz63 (beta=2.6666666666666665, rho=14.0, sigma=10.0), heun, step 0.02: 9000 steps to time "
        + "180.0, after 5 of spin-up.\nWrote " + file + ": 3001 states of 3 variables\n", text);
    double[] state = ModelProvider.normal(7, 1.0, 1.0, 2.0, 20.0);
    Lorenz63 model = new Lorenz63(10.0, 14.0, 8.0 / 3.0);
    new Heun().advance(model, 0.02, 5, state);
    double[][] expected = new double[4][3001];
    for (int k = 0; k <= 3000; k++) {
      new Heun().advance(model, 0.02, k == 0 ? 0 : 3, state);
      for (int v = 0; v < 3; v++) {
        expected[v][k] = state[v];
      }
      expected[3][k] = 3 * k * 0.02;
    }
    try (NetcdfFile read = NetcdfFile.open(file)) {
      assertBits(expected[0], read.variable("x").read());
      assertBits(expected[1], read.variable("y").read());
      assertBits(expected[2], read.variable("z").read());
      assertBits(expected[3], read.variable("time").read());
      assertEquals("1", read.variable("time").text("units"));
    }
  }

  @Test
  void fieldsHaveAxesUnitsAndOrigin() throws IOException {
    Path file = folder.resolve("t.nc");
    fine("lorenz-two-scale", "--set", "slow=5", "--set", "fast=3", "--spin-up", 0, "--steps", 4, "--every", 2, "--out",
        file);
    double[] state = ModelProvider.normal(1, 1.0, new double[20]);
    new RungeKutta4().advance(new TwoScaleLorenz(5, 3, 10.0, 1.0, 10.0, 10.0), 0.005, 4, state);
    try (NetcdfFile read = NetcdfFile.open(file)) {
      assertEquals(List.of("time", "k"), read.variable("x").dimensions());
      assertEquals(List.of("time", "j"), read.variable("y").dimensions());
      double[] y = read.variable("y").read();
      assertEquals(3 * 15, y.length);
      for (int j = 0; j < 15; j++) {
        assertEquals(Double.doubleToRawLongBits(state[5 + j]), Double.doubleToRawLongBits(y[30 + j]));
      }
      assertArrayEquals(new double[] {0, 1, 2, 3, 4}, read.variable("k").read());
      assertEquals("5 days", read.variable("time").text("units"));
      assertEquals("slow variables", read.variable("x").text("long_name"));
      assertEquals("CF-1.11", read.attributes().get("Conventions"));
      assertEquals("lorenz-two-scale", read.attributes().get("isobit_model"));
      assertEquals("slow=5, fast=3, forcing=10.0, h=1.0, c=10.0, b=10.0", read.attributes().get("isobit_parameters"));
      assertEquals("rk4", read.attributes().get("isobit_scheme"));
      assertEquals(BuildVersion.number(), read.attributes().get("isobit_version"));
      assertEquals("Lorenz 1996, eqs. 2-3", read.attributes().get("references"));
    }
  }

  @Test
  void modelsWithStepsOfTheirOwnKeepThem() throws IOException {
    Path file = folder.resolve("t.nc");
    fine("circle", "--set", "amplitude=0.2", "--set", "period=7", "--spin-up", 3, "--steps", 10, "--out", file);
    double[] state = provider("circle").start(null, 1);
    new CircleModel(0.1, 0.2, 7).advance(0, 13, state);
    try (NetcdfFile read = NetcdfFile.open(file)) {
      assertEquals(Double.doubleToRawLongBits(state[0]), Double.doubleToRawLongBits(read.variable("x").read()[10]));
    }
    Files.delete(file);
    refused("--dt is not for the model circle, which has steps of its own", "circle", "--dt", "0.1");
    refused("--scheme is not for the model circle, which has steps of its own", "circle", "--scheme", "rk4");
  }

  @Test
  void anotherStepRunsAsLong() throws IOException {
    Path file = folder.resolve("t.nc");
    String text = fine("lorenz96", "--dt", "0.025", "--out", file);
    assertTrue(text.contains("rk4, step 0.025: 800 steps to time 20.0, after 800 of spin-up"), text);
    assertTrue(text.contains("401 states of 40"), text);
    text = fine("lorenz96", "--every", "7", "--out", file);
    assertTrue(text.contains(": 399 steps to time 19.950000000000003, after 400"), text);
    assertTrue(text.contains("58 states"), text);
    text = fine("lorenz96", "--steps", "1", "--spin-up", "0", "--out", file);
    assertTrue(text.contains(": 1 step to time 0.05, after 0"), text);
    Files.delete(file);
    refused("--dt must not be so small that a usual run has more than 1000000000000000 steps, but is 1.0E-300",
        "lorenz96", "--dt", "1e-300");
    refused("--dt must not be so small that a usual run has more than 1000000000000000 steps, but is 1.0E-320",
        "lorenz96", "--dt", "1e-320", "--steps", "5");
  }

  /** A run is as long as was said, and not shorter by what is left after the last state that is kept. */
  @Test
  void stepsBetweenStatesDivideTheRun() throws IOException {
    refused("--every must divide the number of steps, 30, but is 7", "lorenz96", "--time", "1.5", "--every", "7");
    refused("--every must divide the number of steps, 10, but is 1000", "lorenz96", "--steps", "10", "--every",
        "1000");
    refused("--every must divide the number of steps, 200, but is 400, as is usual for the model", "maooam", "--time",
        "100");
    refused("--every must be at most the number of steps, 400, but is 401", "lorenz96", "--every", "401");
  }

  @Test
  void badInputIsOneMessage() throws IOException {
    refused("there is no model 'lorenz69'; did you mean 'lorenz63'?; 'isobit model --list' shows all", "lorenz69");
    refused("the NAME of a model or --list is needed; 'isobit model --list' shows all");
    refused("--set rh=3: rh: is not known here; did you mean 'rho'?; known: beta, rho, sigma", "lorenz63", "--set",
        "rh=3");
    refused("--set rho=big: rho: must be a number, but is 'big'", "lorenz63", "--set", "rho=big");
    refused("--set size=3: size: must be between 4 and 10000000, but is 3", "lorenz96", "--set", "size=3");
  }

  @Test
  void theListStandsAlone() throws IOException {
    refused("--list goes with no NAME and no option of a run", "--list");
    for (String[] line : new String[][] {{"--list", "lorenz63"}, {"--list", "--picture"}, {"--list", "--steps", "3"},
        {"--list", "--set", "rho=14"}}) {
      Told told = told((Object[]) line);
      assertEquals(Cli.BAD_INPUT, told.code());
      assertTrue(told.text().startsWith("isobit model: --list goes with no NAME and no option of a run\n"),
          told.text());
    }
  }

  @Test
  void statesBeyondTheHeapAreOneMessage() throws IOException {
    Told told = told("lorenz-two-scale", "--set", "slow=100000", "--set", "fast=10000", "--out",
        folder.resolve("none.nc"));
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().startsWith("isobit model: TwoScaleLorenz: 100000 x 10001 doubles need 7630.15"),
        told.text());
    refused("--set slow=100001: slow: must be between 4 and 100000, but is 100001", "lorenz-two-scale", "--set",
        "slow=100001");
  }

  @Test
  void aRunOfWhichNothingIsKeptIsRefused() {
    for (String[] line : new String[][] {{"lorenz63", "--set", "rho=14"}, {"lorenz63", "--dt", "0.1"},
        {"lorenz63", "--every", "3"}, {"lorenz63", "--seed", "3"}}) {
      Told told = told((Object[]) line);
      assertEquals(Cli.BAD_INPUT, told.code());
      assertTrue(told.text().startsWith("isobit model: a run needs --picture or --out, or nothing is kept of it\n"),
          told.text());
    }
  }

  @Test
  void wrongNumbersOfStepsAreOneMessage() throws IOException {
    refused("--time must be a whole number of steps of 0.05, at least one, but is 1.03", "lorenz96", "--time", "1.03");
    refused("--time must be a whole number of steps of 0.05, at least one, but is -1.0", "lorenz96", "--time", "-1");
    refused("--spin-up must be a whole number of steps of 0.05, but is NaN", "lorenz96", "--spin-up", "NaN");
    refused("--time must be at most 1000000000000000 steps of 0.05 long, but is 1.0E14", "lorenz96", "--time", "1e14");
    refused("--spin-up must be at most 1000000000000000 steps of 0.05 long, but is Infinity", "lorenz96", "--spin-up",
        "Infinity");
    refused("--steps must be at least 1, and at most 1000000000000000, but is 0", "lorenz96", "--steps", "0");
    refused("--every must be at least 1, and at most 2147483647, but is -2", "lorenz96", "--every", "-2");
    refused("--steps and --time say the same; one is enough", "lorenz96", "--steps", "2", "--time", "1");
    refused("--dt must be a positive number, but is 0.0", "lorenz96", "--dt", "0");
    refused("--scheme must be one of rk4, heun, rk2, euler, etdrk4, but is 'rk5'; did you mean 'rk4'?", "lorenz96",
        "--scheme", "rk5");
    refused("--out: a file has at most 2147483647 times, but 3000000001 are kept; --every keeps fewer", "lorenz96",
        "--steps", "3000000000");
  }

  @Test
  void aRunThatBlowsUpNamesTimeAndVariable() throws IOException {
    Told told = told("lorenz96", "--scheme", "euler", "--dt", "0.5", "--every", "1000", "--steps", "100000",
        "--spin-up", "0", "--out", folder.resolve("none.nc"));
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    double[] state = provider("lorenz96").start(ModelPage.usual(provider("lorenz96")), 1);
    int steps = 0;
    for (boolean finite = true; finite; steps++) {
      new Euler().advance(new Lorenz96(), 0.5, 1, state);
      finite = Arrays.stream(state).allMatch(Double::isFinite);
    }
    int i = 0;
    while (Double.isFinite(state[i])) {
      i++;
    }
    assertEquals("isobit model: lorenz96: x[" + i + "] is " + state[i] + " at time " + 0.5 * steps + ", after " + steps
        + " steps of 0.5: the step is too long, or the parameters make the model unstable\n", told.text());
    refused(told.text().strip().replace("isobit model: ", "").replace(" at time ", " in the spin-up, at time "),
        "lorenz96", "--scheme", "euler", "--dt", "0.5", "--spin-up", "1000");
  }

  @Test
  void filesThatCannotBeWrittenAreRefused() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("d.nc"));
    Told told = told("lorenz63", "--out", taken);
    assertEquals("isobit model: " + taken + ": cannot be written: it is a directory\n", told.text());
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told("lorenz63", "--out", folder.resolve("t.txt")).text().startsWith("isobit model: --out takes the "
        + "name of a NetCDF file, which ends in .nc, but it is '"));
    assertTrue(told("--picture", "lorenz63").text().startsWith("isobit model: --picture takes the name of a file that "
        + "ends in .png, but it is 'lorenz63'; the model's name comes first\n"));
    Path kept = Files.writeString(folder.resolve("kept.nc"), "old");
    assertEquals(Cli.BAD_INPUT, told("lorenz96", "--dt", "5", "--out", kept).code());
    assertEquals("old", Files.readString(kept));
    fine("lorenz96", "--steps", 1, "--spin-up", 0, "--out", kept);
    assertTrue(Files.size(kept) > 600);
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(2, all.count(), "nothing temporary is left");
    }
  }

  @Test
  void everyModelHasAPicture() throws IOException {
    for (ModelProvider provider : Registries.models().entries()) {
      Path file = folder.resolve(provider.label() + ".png");
      String text = fine(provider.label(), "--spin-up", "0", "--steps", "60", "--every", "1",
          "--picture", file);
      assertTrue(text.endsWith("Wrote " + file + "\n"), text);
      BufferedImage image = ImageIO.read(file.toFile());
      assertTrue(image.getWidth() >= 480 && image.getHeight() >= 500, provider.label());
      long coloured = 0;
      for (int p = 0; p < image.getWidth() * image.getHeight(); p++) {
        int rgb = image.getRGB(p % image.getWidth(), p / image.getWidth());
        int red = rgb >> 16 & 255;
        int blue = rgb & 255;
        coloured += Math.abs(red - blue) > 20 ? 1 : 0;
      }
      assertTrue(coloured > 200, provider.label() + ": coloured points " + coloured);
    }
  }

  @Test
  void filesHaveTheSameBytesOnEveryEngine() throws Exception {
    EveryEngine.sameBytes(ModelCommand.class, List.of("-XX:TieredStopAtLevel=1"), folder, List.of("t.nc"), "lorenz96",
        "--steps", "40", "--out", folder.resolve("t.nc").toString());
  }
}
