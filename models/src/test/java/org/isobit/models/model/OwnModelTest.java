package org.isobit.models.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.isobit.models.chart.ColorScale;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.dynamics.profile.StateLayout.Axis;
import org.isobit.models.dynamics.profile.StateLayout.Field;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Models from a jar: a tendency and nothing else, fields on a plane, and some that contradict themselves. */
@Isolated
class OwnModelTest {

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path jar;

  /** dx = −rate·x. */
  public static final class Decay implements ModelProvider {
    @Override
    public String label() {
      return "decay";
    }

    @Override
    public String sentence() {
      return "exponential decay";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Form.INTEGER, "number of variables").usual(3).atLeast(1),
          Key.of("rate", Form.NUMBER, "how fast").required());
    }

    @Override
    public Model build(Values values) {
      int size = values.integer("size");
      double rate = values.number("rate");
      return Model.of(size, (x, xo, y, yo) -> {
        for (int i = 0; i < size; i++) {
          y[yo + i] = -rate * x[xo + i];
        }
      });
    }
  }

  /** A depth that moves one place a step, in two layers, and a number that is the same everywhere. */
  public static final class Basin implements ModelProvider {
    @Override
    public String label() {
      return "basin";
    }

    @Override
    public String sentence() {
      return "what goes round";
    }

    @Override
    public DiscreteModel build(Values values) {
      return new DiscreteModel() {
        @Override
        public int size() {
          return 2 * 4 * 6 + 1;
        }

        @Override
        public void step(long k, double[] x, int xo) {
          double last = x[xo + 47];
          System.arraycopy(x, xo, x, xo + 1, 47);
          x[xo] = last;
        }
      };
    }

    @Override
    public ModelProfile profile(Values values) {
      Axis y = new Axis("y", "northwards", "km", 4, 100.0, 10.0);
      Axis x = new Axis("x", "", "km", 6, 0.0, 10.0);
      return ModelProfile.of(new StateLayout(List.of(
          new Field("h", "depth", "m", List.of(Axis.numbers("layer", "from above", 2), y, x)),
          new Field("level", "", "", List.of())))).withTimeUnit("hours").withRun("", 0.5, 0, 3, 1);
    }

    @Override
    public double[] start(Values values, long seed) {
      double[] state = new double[49];
      Arrays.setAll(state, i -> i);
      return state;
    }
  }

  /** A profile of two variables, of a model of three. */
  public static final class Crooked implements ModelProvider {
    @Override
    public String label() {
      return "crooked";
    }

    @Override
    public String sentence() {
      return "contradicts itself";
    }

    @Override
    public Model build(Values values) {
      return Model.of(3, (x, xo, y, yo) -> Arrays.fill(y, yo, yo + 3, 0.0));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("a", "b"));
    }
  }

  /** Starts from nothing. */
  public static final class Startless implements ModelProvider {
    @Override
    public String label() {
      return "startless";
    }

    @Override
    public String sentence() {
      return "has no state to start from";
    }

    @Override
    public Model build(Values values) {
      return Model.of(1, (x, xo, y, yo) -> y[yo] = 0.0);
    }

    @Override
    public double[] start(Values values, long seed) {
      return null;
    }
  }

  /** Starts from what is no number, and stays there. */
  public static final class Astray implements ModelProvider {
    @Override
    public String label() {
      return "astray";
    }

    @Override
    public String sentence() {
      return "starts from no number";
    }

    @Override
    public Model build(Values values) {
      return Model.of(2, (x, xo, y, yo) -> Arrays.fill(y, yo, yo + 2, 0.0));
    }

    @Override
    public double[] start(Values values, long seed) {
      return new double[] {1.0, Double.NaN};
    }
  }

  /** Makes nothing. */
  public static final class Empty implements ModelProvider {
    @Override
    public String label() {
      return "empty";
    }

    @Override
    public String sentence() {
      return "makes no model";
    }

    @Override
    public Model build(Values values) {
      return null;
    }
  }

  /** Has a usual scheme that there is not. */
  public static final class Schemeless implements ModelProvider {
    @Override
    public String label() {
      return "schemeless";
    }

    @Override
    public String sentence() {
      return "names a scheme that nobody has";
    }

    @Override
    public Model build(Values values) {
      return Model.of(1, (x, xo, y, yo) -> y[yo] = 0.0);
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.variables("a")).withRun("rk5", 0.1, 0, 10, 1);
    }
  }

  @BeforeEach
  void aJar() throws IOException {
    jar = jar("own.jar", Decay.class, Basin.class);
  }

  private Path jar(String name, Class<?>... providers) throws IOException {
    Path file = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + ModelProvider.class.getName()));
      out.write(String.join("\n", Stream.of(providers).map(Class::getName).toList()).getBytes());
      out.closeEntry();
    }
    return file;
  }

  @AfterEach
  void noPlugins() {
    Registry.lookIn(null);
  }

  private String model(int code, Path plugins, String... arguments) {
    Told told = Told.of(new ModelCommand(), Stream.concat(Stream.of("--plugins", plugins.toString()),
        Stream.of(arguments)).toArray(String[]::new));
    assertEquals(code, told.code(), told.text());
    return told.text();
  }

  @Test
  void theListHasThem() {
    String list = model(0, jar, "--list");
    assertTrue(list.startsWith("lorenz63: "), list);
    assertTrue(list.contains("""

        decay: exponential decay
          variables                   as the parameters say
          parameters                  size = 3 (number of variables), rate = (required) (how fast)
        """), list);
    assertTrue(list.contains("""

        basin: what goes round
          variables                   49: h[2 x 4 x 6] (depth), level
          parameters                  none
          time unit                   hours
          Lyapunov time               not known
          usual run                   3 steps of its own
        """), list);
    assertFalse(Told.of(new ModelCommand(), "--list").text().contains("decay"));
  }

  @Test
  void aTendencyAloneRuns() throws IOException {
    Path file = folder.resolve("t.nc");
    assertEquals("isobit model: decay: rate: is missing\n", model(2, jar, "decay", "--out", file.toString()));
    assertEquals("isobit model: --dt is needed: the model decay names no usual time step\n",
        model(2, jar, "decay", "--set", "rate=2", "--out", file.toString()));
    Path picture = folder.resolve("p.png");
    model(0, jar, "decay", "--set", "rate=2", "--set", "size=5", "--dt", "0.01", "--steps", "30", "--out",
        file.toString(), "--picture", picture.toString());
    double[] state = ModelProvider.normal(1, 1.0, new double[5]);
    new RungeKutta4().advance(Model.of(5, (x, xo, y, yo) -> {
      for (int i = 0; i < 5; i++) {
        y[yo + i] = -2.0 * x[xo + i];
      }
    }), 0.01, 30, state);
    try (NetcdfFile read = NetcdfFile.open(file)) {
      double[] x = read.variable("x").read();
      for (int i = 0; i < 5; i++) {
        assertEquals(Double.doubleToRawLongBits(state[i]), Double.doubleToRawLongBits(x[150 + i]));
      }
      assertFalse(read.attributes().containsKey("references"));
    }
    assertTrue(ImageIO.read(picture.toFile()).getWidth() > 600);
    for (String size : List.of("1", "2", "3")) {
      model(0, jar, "decay", "--set", "rate=2", "--set", "size=" + size, "--dt", "0.01", "--picture",
          picture.toString());
    }
  }

  /** Each point of the maps has the colour of its value in the last state. */
  @Test
  void fieldsOnPlanesAreMaps() throws IOException {
    Path picture = folder.resolve("p.png");
    Path file = folder.resolve("t.nc");
    String text = model(0, jar, "basin", "--picture", picture.toString(), "--out", file.toString());
    assertTrue(text.startsWith("Ran basin, steps of its own: 3 steps to time 1.5, after 0 of spin-up.\n"), text);
    BufferedImage image = ImageIO.read(picture.toFile());
    int width = 430;
    int height = (int) Math.round(430 * 40 / 60.0);
    for (int layer = 0; layer < 2; layer++) {
      double[] values = new double[24];
      Arrays.setAll(values, i -> 0);
      for (int i = 0; i < 24; i++) {
        values[i] = (24 * layer + i + 45) % 48;
      }
      double low = Arrays.stream(values).min().getAsDouble();
      ColorScale scale = ColorScale.field(low, Arrays.stream(values).max().getAsDouble());
      for (int i = 0; i < 24; i++) {
        int x = 66 + layer * (66 + width + 84) + (int) ((i % 6 + 0.3) * width / 6);
        int y = 62 + 34 + height - 1 - (int) ((i / 6 + 0.3) * height / 4);
        assertEquals(scale.color(values[i]), image.getRGB(x, y) & 0xffffff, "layer " + layer + ", point " + i);
      }
    }
    try (NetcdfFile read = NetcdfFile.open(file)) {
      assertEquals(List.of("time", "layer", "y", "x"), read.variable("h").dimensions());
      assertEquals("m", read.variable("h").text("units"));
      assertEquals(130.0, read.variable("y").read()[3]);
      assertEquals(45.0, read.variable("h").read()[3 * 48]);
      assertEquals(48.0, read.variable("level").read()[3]);
      assertEquals(1.5, read.variable("time").read()[3]);
      assertEquals("", read.variable("level").text("units"));
    }
  }

  @Test
  void whatContradictsItselfIsRefused() throws IOException {
    Path bad = jar("bad.jar", Crooked.class, Startless.class);
    String file = folder.resolve("t.nc").toString();
    assertEquals("isobit model: " + Crooked.class.getName() + ": the profile of the model 'crooked' has 2 variables, "
        + "but the model has 3\n", model(2, bad, "crooked", "--dt", "1", "--out", file));
    assertEquals("isobit model: " + Startless.class.getName() + ": the state to start from has no variables, but the "
        + "model has 1\n", model(2, bad, "startless", "--dt", "1", "--out", file));
    Path worse = jar("worse.jar", Astray.class, Empty.class, Schemeless.class);
    assertEquals("isobit model: the usual scheme of the model schemeless must be one of rk4, heun, rk2, euler, etdrk4, "
        + "but is 'rk5'; did you mean 'rk4'?\n", model(2, worse, "schemeless", "--out", file));
    assertEquals("isobit model: " + Astray.class.getName() + ": the state to start from has x2 = NaN\n",
        model(2, worse, "astray", "--dt", "1", "--out", file));
    String none = "isobit model: " + Empty.class.getName() + " makes no model 'empty'\n";
    assertEquals(none, model(2, worse, "empty", "--dt", "1", "--out", file));
    assertEquals(none, model(2, worse, "empty"));
    assertEquals(none, model(2, worse, "--list"));
    assertFalse(Files.exists(Path.of(file)));
  }
}
