package org.isobit.bench.dynamics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.bench.Median;
import org.isobit.kernels.Workers;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.ExponentialRungeKutta4;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.ColumnModel;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.dynamics.column.Npzd;
import org.isobit.models.dynamics.column.Site;
import org.isobit.models.dynamics.column.Uncertainty;
import org.isobit.models.dynamics.column.Uncertainty.Noise;
import org.isobit.models.dynamics.column.WaterColumn;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.models.dynamics.pde.KuramotoSivashinsky;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;
import org.isobit.models.registry.Values;

/**
 * Whole models, 40 members on one thread and of columns of water a thousand, too, against NumPy and gfortran, where they
 * are installed: all start from the same states, take turns in every round, and must end in the same states.
 */
public final class ModelComparison {

  private static final int MEMBERS = 40;

  /** Columns of water of which NumPy makes most: more do not fit into the cache, of fewer each call takes its time. */
  private static final int COLUMNS = 1000;

  /** Runs of each length, so that Java's compiler is done before a length is found long enough. */
  private static final int WARMING = 12;

  /** Of the quasi-geostrophic model, along each side. */
  private static final int USUAL_POINTS = 129;

  /**
   * A model with its scheme, its name in the opponents' programs, and their variants of it. Results are compared after
   * some steps, so few that chaos has not yet made much of rounding.
   */
  private record Case(String title, String name, DiscreteModel model, int comparedSteps, Ensemble start,
      List<String> variants, boolean fortran) {

    void advance(int steps, Ensemble ensemble) {
      model.advance(0, steps, ensemble, Workers.serial());
    }

    int members() {
      return start.members();
    }

    double seconds(int steps) {
      Ensemble ensemble = start.copy();
      long begin = System.nanoTime();
      advance(steps, ensemble);
      return 1e-9 * (System.nanoTime() - begin);
    }
  }

  /** An opponent's times for a case, next to Isobit's of the same rounds. */
  private static final class Row {
    final Case what;
    final String variant;
    final ModelOpponent opponent;
    final List<Double> ratios = new ArrayList<>();
    final List<Double> micros = new ArrayList<>();

    Row(Case what, String variant, ModelOpponent opponent) {
      this.what = what;
      this.variant = variant;
      this.opponent = opponent;
    }
  }

  private ModelComparison() {}

  private static List<Case> cases(int side) {
    RungeKutta4 rk4 = new RungeKutta4();
    Lorenz96 lorenz96 = new Lorenz96();
    Maooam maooam = new Maooam(Preset.TV.parameters(), 2, 4, 2, 4);
    KuramotoSivashinsky flames = new KuramotoSivashinsky();
    QuasiGeostrophic gyre = new QuasiGeostrophic(side, 1600.0, 1e-5, 0.0, 0.0, 2e-12);
    QuasiGeostrophic.Provider gyres = new QuasiGeostrophic.Provider();
    Values points = new Values(Map.of("points", side));
    return List.of(
        new Case("Lorenz-96, 40 variables, RK4", "lorenz96", new SteppedModel(lorenz96, rk4, 0.05), 20, members(member -> {
          double[] mean = new double[lorenz96.size()];
          Arrays.fill(mean, 2.3);
          return ModelProvider.normal(member, 3.6, mean);
        }), List.of("lorenz96", "lorenz96-roll"), false),
        new Case("MAOOAM, 56 variables, RK4", "maooam", new SteppedModel(maooam, rk4, 0.1), 20,
            members(member -> ModelProvider.normal(member, 0.02, new double[maooam.size()])),
            List.of("maooam", "maooam-reduce"), true),
        new Case("Kuramoto–Sivashinsky, 128 points, ETDRK4", "kuramoto-sivashinsky",
            new SteppedModel(flames, new ExponentialRungeKutta4(), 0.25), 20,
            members(member -> ModelProvider.normal(member, 0.01, flames.wave())),
            List.of("kuramoto-sivashinsky"), false),
        new Case("quasi-geostrophic, " + side + " × " + side + " points, RK4", "quasi-geostrophic",
            new SteppedModel(gyre, rk4, 1.25), 4, members(member -> gyres.start(points, member)),
            List.of("quasi-geostrophic", "quasi-geostrophic-blocks"), false),
        columns("npzd-column", MEMBERS), columns("npzd-columns", COLUMNS));
  }

  /** Columns of water at L4 after two years, 40 with a member's nitrogen each, again and again. */
  private static Case columns(String name, int members) {
    WaterColumn water = WaterColumn.of(Npzd.USUAL, Site.L4, 50, 0.125);
    ColumnEnsemble columns = new ColumnEnsemble(water, MEMBERS);
    columns.perturb(new Uncertainty(0.0, List.of(), 0.3, Noise.NONE, Noise.NONE), 1, 0);
    columns.advance((int) (2.3 * Forcing.YEAR / water.dt()), Workers.serial());
    Ensemble start = Ensemble.allocate(members, water.size());
    for (int m = 0; m < members; m++) {
      columns.get(m % MEMBERS, start.values(), start.index(m));
    }
    return new Case("NPZD, 50 levels of water", name, new ColumnModel(water), 20, start, List.of(name), false);
  }

  /**
   * Measures and describes.
   *
   * @param rounds       rounds in which all take turns
   * @param milliseconds about how long each one runs in a round
   * @return a table in Markdown
   * @throws IOException           if a temporary file cannot be written
   * @throws InterruptedException  if the thread is interrupted
   * @throws IllegalStateException if results differ, or an opponent is installed, but fails
   */
  public static String run(int rounds, int milliseconds) throws IOException, InterruptedException {
    return run(rounds, milliseconds, USUAL_POINTS);
  }

  /** With so many points of the quasi-geostrophic model along each side. */
  static String run(int rounds, int milliseconds, int side) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("isobit-models");
    try {
      List<Case> cases = cases(side);
      for (Case one : cases) {
        prepare(folder, one);
      }
      try (ModelOpponent numpy = ModelOpponent.numpy(folder);
          ModelOpponent fortran = ModelOpponent.fortran(folder)) {
        List<Row> rows = new ArrayList<>();
        for (Case one : cases) {
          if (numpy != null) {
            one.variants().forEach(variant -> rows.add(new Row(one, variant, numpy)));
          }
          if (fortran != null && one.fortran()) {
            rows.add(new Row(one, one.name(), fortran));
          }
        }
        for (Case one : cases) {
          measure(folder, one, rows.stream().filter(row -> row.what == one).toList(), rounds, milliseconds);
        }
        return table(rows) + absent(numpy, "Python with NumPy 2") + absent(fortran, "gfortran");
      }
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static String absent(ModelOpponent opponent, String what) {
    return opponent == null ? "\nNot measured: there is no " + what + ".\n" : "";
  }

  private static Ensemble members(IntFunction<double[]> state) {
    double[] values = IntStream.range(0, MEMBERS).mapToObj(state).flatMapToDouble(Arrays::stream).toArray();
    return Ensemble.of(values, MEMBERS, values.length / MEMBERS);
  }

  private static void prepare(Path folder, Case one) throws IOException {
    Ensemble ensemble = one.start();
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * one.members() * ensemble.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ensemble.size(); i++) {
      for (int m = 0; m < one.members(); m++) {
        bytes.putDouble(ensemble.get(m, i));
      }
    }
    Files.write(folder.resolve(one.name() + ".bin"), bytes.array());
    Files.writeString(folder.resolve(one.name() + ".members"), one.members() + "\n");
    if (one.model() instanceof SteppedModel stepped && stepped.model() instanceof Maooam maooam) {
      QuadraticSystem system = maooam.system();
      StringBuilder text = new StringBuilder();
      for (int t = 0; t < system.terms(); t++) {
        Term term = system.term(t);
        text.append(term.i()).append(' ').append(term.j()).append(' ').append(term.k()).append(' ').append(term.v())
            .append('\n');
      }
      Files.writeString(folder.resolve("maooam.terms"), text);
      Files.writeString(folder.resolve("maooam.sizes"), system.size() + " " + system.terms() + "\n");
    }
  }

  private static void measure(Path folder, Case one, List<Row> rows, int rounds, int milliseconds)
      throws IOException {
    Ensemble mine = one.start().copy();
    one.advance(one.comparedSteps(), mine);
    for (Row row : rows) {
      row.opponent.seconds(row.variant, one.comparedSteps());
      compare(folder, row, mine);
    }
    int own = steps(one::seconds, milliseconds, WARMING);
    int[] other = new int[rows.size()];
    for (int r = 0; r < other.length; r++) {
      Row row = rows.get(r);
      other[r] = steps(n -> row.opponent.seconds(row.variant, n), milliseconds, 3);
    }
    for (int round = 0; round < rounds; round++) {
      double micros = 1e6 * one.seconds(own) / own;
      for (int r = 0; r < other.length; r++) {
        Row row = rows.get(r);
        row.ratios.add(1e6 * row.opponent.seconds(row.variant, other[r]) / other[r] / micros);
        row.micros.add(micros);
      }
    }
  }

  private interface Timed {
    double seconds(int steps) throws IOException;
  }

  /** Steps that take so long, once it is warm: found by doubling, each length run several times. */
  private static int steps(Timed timed, int milliseconds, int repeats) throws IOException {
    for (int steps = 1;; steps *= 2) {
      double seconds = 0.0;
      for (int repeat = 0; repeat < repeats; repeat++) {
        seconds = timed.seconds(steps);
      }
      if (seconds >= 1e-3 * milliseconds) {
        return steps;
      }
    }
  }

  /** Another order of sums is all that may differ. */
  private static void compare(Path folder, Row row, Ensemble mine) throws IOException {
    String suffix = row.opponent.version().startsWith("numpy") ? ".numpy.bin" : ".fortran.bin";
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(row.variant + suffix)))
        .order(ByteOrder.LITTLE_ENDIAN);
    double largest = Arrays.stream(mine.values()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < mine.size(); i++) {
      for (int m = 0; m < mine.members(); m++) {
        double other = bytes.getDouble();
        if (!(Math.abs(other - mine.get(m, i)) <= 1e-10 * largest)) {
          throw new IllegalStateException(row.opponent.version() + ", " + row.variant + ": variable " + i
              + " of member " + m + " is " + other + ", but here " + mine.get(m, i));
        }
      }
    }
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder("""
        | model, a step of all members | members | opponent | µs | times as fast | smallest | greatest |
        |---|---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      text.append(String.format(Locale.ROOT, "| %s | %d | %s, %s | %.1f | %.1f | %.1f | %.1f |%n", row.what.title(),
          row.what.members(), row.opponent.version(), row.variant, median(row.micros), median(row.ratios),
          row.ratios.stream().mapToDouble(v -> v).min().orElseThrow(),
          row.ratios.stream().mapToDouble(v -> v).max().orElseThrow()));
    }
    return text.toString();
  }
}
