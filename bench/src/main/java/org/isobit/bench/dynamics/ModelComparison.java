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
import java.util.Random;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.dynamics.QuadraticSystem.Term;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;

/**
 * Whole models, 40 members and RK4 on one thread, against NumPy and, where it is installed, gfortran: all start from
 * the same states, take turns in every round, and must end in the same states.
 */
public final class ModelComparison {

  private static final int MEMBERS = 40;

  /** Steps that results are compared after; few enough that chaos has not yet made much of rounding. */
  private static final int COMPARED_STEPS = 20;

  /** A model with its name in the opponents' programs, and their variants of it. */
  private record Case(String title, String name, Model model, double dt, double mean, double deviation,
      List<String> variants, boolean fortran) {}

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

  private static List<Case> cases() {
    return List.of(
        new Case("Lorenz-96, 40 variables", "lorenz96", new Lorenz96(), 0.05, 2.3, 3.6,
            List.of("lorenz96", "lorenz96-roll"), false),
        new Case("MAOOAM, 56 variables", "maooam", new Maooam(Preset.TV.parameters(), 2, 4, 2, 4), 0.1, 0.0, 0.02,
            List.of("maooam", "maooam-reduce"), true));
  }

  /**
   * Measures and describes.
   *
   * @param rounds       rounds in which all take turns
   * @param milliseconds about how long each one runs in a round
   * @return a table in Markdown
   * @throws IOException           if a temporary file cannot be written, or an opponent ends early
   * @throws InterruptedException  if the thread is interrupted
   * @throws IllegalStateException if results differ
   */
  public static String run(int rounds, int milliseconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("isobit-models");
    try {
      List<Case> cases = cases();
      for (Case one : cases) {
        prepare(folder, one);
      }
      try (ModelOpponent numpy = ModelOpponent.numpy(folder, MEMBERS);
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
        return table(rows) + absent(numpy, "Python with NumPy") + absent(fortran, "gfortran");
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

  /** The members' first states. */
  private static Ensemble start(Case one) {
    Random random = new Random(1);
    double[] values = new double[MEMBERS * one.model().size()];
    for (int e = 0; e < values.length; e++) {
      values[e] = one.mean() + one.deviation() * random.nextGaussian();
    }
    return Ensemble.of(values, MEMBERS, one.model().size());
  }

  private static void prepare(Path folder, Case one) throws IOException {
    Ensemble ensemble = start(one);
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * ensemble.values().length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ensemble.size(); i++) {
      for (int m = 0; m < MEMBERS; m++) {
        bytes.putDouble(ensemble.get(m, i));
      }
    }
    Files.write(folder.resolve(one.name() + ".bin"), bytes.array());
    if (one.model() instanceof Maooam maooam) {
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

  private static double seconds(Case one, int steps) {
    Ensemble ensemble = start(one);
    long begin = System.nanoTime();
    new RungeKutta4().advance(one.model(), one.dt(), steps, ensemble, Workers.serial());
    return 1e-9 * (System.nanoTime() - begin);
  }

  private static void measure(Path folder, Case one, List<Row> rows, int rounds, int milliseconds)
      throws IOException {
    for (Row row : rows) {
      row.opponent.seconds(row.variant, COMPARED_STEPS);
      compare(folder, row);
    }
    int own = steps(n -> seconds(one, n), milliseconds);
    int[] other = new int[rows.size()];
    for (int r = 0; r < other.length; r++) {
      Row row = rows.get(r);
      other[r] = steps(n -> row.opponent.seconds(row.variant, n), milliseconds);
    }
    for (int round = 0; round < rounds; round++) {
      double mine = seconds(one, own) / own;
      for (int r = 0; r < other.length; r++) {
        Row row = rows.get(r);
        row.ratios.add(row.opponent.seconds(row.variant, other[r]) / other[r] / mine);
        row.micros.add(1e6 * mine);
      }
    }
  }

  private interface Timed {
    double seconds(int steps) throws IOException;
  }

  /** Steps that take so long, once it is warm: found by doubling, each length run three times. */
  private static int steps(Timed timed, int milliseconds) throws IOException {
    int steps = 16;
    double seconds = 0.0;
    while (seconds < 1e-3 * milliseconds) {
      steps *= 2;
      for (int repeat = 0; repeat < 3; repeat++) {
        seconds = timed.seconds(steps);
      }
    }
    return steps;
  }

  /** Another order of sums is all that may differ. */
  private static void compare(Path folder, Row row) throws IOException {
    Ensemble mine = start(row.what);
    new RungeKutta4().advance(row.what.model(), row.what.dt(), COMPARED_STEPS, mine, Workers.serial());
    String suffix = row.opponent.version().startsWith("numpy") ? ".numpy.bin" : ".fortran.bin";
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(row.variant + suffix)))
        .order(ByteOrder.LITTLE_ENDIAN);
    double largest = Arrays.stream(mine.values()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < mine.size(); i++) {
      for (int m = 0; m < MEMBERS; m++) {
        double other = bytes.getDouble();
        if (!(Math.abs(other - mine.get(m, i)) <= 1e-10 * largest)) {
          throw new IllegalStateException(row.opponent.version() + ", " + row.variant + ": variable " + i
              + " of member " + m + " is " + other + ", but here " + mine.get(m, i));
        }
      }
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder("""
        | model, 40 members, a step of RK4 | opponent | µs | times as fast | smallest | greatest |
        |---|---|---|---|---|---|
        """);
    for (Row row : rows) {
      text.append(String.format(Locale.ROOT, "| %s | %s, %s | %.1f | %.1f | %.1f | %.1f |%n", row.what.title(),
          row.opponent.version(), row.variant, median(row.micros), median(row.ratios),
          row.ratios.stream().mapToDouble(v -> v).min().orElseThrow(),
          row.ratios.stream().mapToDouble(v -> v).max().orElseThrow()));
    }
    return text.toString();
  }
}
