package org.isobit.models.analyse.internal.plan;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobit.kernels.random.Philox;
import org.isobit.models.cli.PluginOptions;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.io.NpyFile;

/**
 * Computes a share of the points again, by the scalar reference in a Java process of its own, and compares bits: what
 * an output's bits may not depend on (vector width, threads, neighbours, compiler, machine) is all different there. A
 * difference is a fault of the machine, the compiler or the program, and ends the run before anything is written.
 *
 * <p>The process gets the forecast at those points, what the operators made of the whole ensemble, and the same filter
 * with the same options. What the operators made is looked after by an {@link OperatorAudit}. Points and observations
 * are drawn by Philox from a seed that stands in the report. Used once.
 */
public final class Audit {

  /** Stream of the draws; streams whose top byte is 1, 2 or 3 belong to filters. */
  private static final long STREAM = 0x41L << 56;

  /**
   * What is drawn.
   *
   * @param share of the points and of the observations, from 0 to 1
   * @param seed  of the draw
   */
  public record Draw(double share, long seed) {}

  private final AnalysisPlan plan;
  private OperatorAudit operators;
  private int[] points;
  private double[] forecast;
  private double[] field;
  private final List<double[]> observed = new ArrayList<>();
  private ObservationNetwork network;
  private Result result;

  public Audit(AnalysisPlan plan) {
    this.plan = plan;
  }

  /**
   * What an audit found.
   *
   * @param seed      of the draw
   * @param points    how many points were computed again
   * @param of        of how many
   * @param operators what was computed again of observations
   */
  public record Result(long seed, int points, int of, OperatorAudit operators) {
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("seed", seed);
      map.put("pointsComputedAgain", points);
      map.put("pointsOfTheState", of);
      map.put("pointsThatDiffer", 0);
      map.putAll(operators.toMap());
      return map;
    }

    public String text() {
      return "audit, seed " + seed + ": " + points + " of " + of
          + " points computed again by the scalar reference: the "
          + "same bits; " + operators.text();
    }
  }

  public Result result() {
    return result;
  }

  /** Keeps what the second computation needs. */
  public ObservationNetwork before(Ensemble ensemble, ObservationNetwork whole, FieldTransform[] transforms,
      InflationField inflation) {
    network = whole;
    operators = new OperatorAudit(plan.layout(), whole, transforms, plan.audit(), plan.cycle());
    int all = plan.layout().points();
    // Whole batches, since their variables share a transform.
    int batch = plan.method().batch();
    int batches = (all + batch - 1) / batch;
    List<Integer> chosen = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      if (Philox.uniform(plan.audit().seed(), STREAM | plan.cycle(), b) < plan.audit().share()) {
        chosen.add(b);
      }
    }
    if (chosen.isEmpty()) {
      chosen.add((int) (Philox.uniform(plan.audit().seed(), STREAM | plan.cycle(), batches) * batches));
    }
    points = chosen.stream().flatMapToInt(b -> java.util.stream.IntStream.range(b * batch,
        Math.min(all, (b + 1) * batch))).toArray();
    forecast = atPoints(ensemble);
    if (inflation != null) {
      field = atPoints(Ensemble.of(inflation.toArray(), 2, plan.layout().size()));
    }
    ObservationOperator operator = operators.watched();
    return whole.with(new ObservationOperator() {
      @Override
      public void apply(Ensemble states, double[] values) {
        operator.apply(states, values);
        observed.add(values.clone());
      }

      @Override
      public void apply(FloatEnsemble states, double[] values) {
        operator.apply(states, values);
        observed.add(values.clone());
      }
    });
  }

  private double[] atPoints(Ensemble ensemble) {
    int fields = plan.layout().fieldsAtPoint();
    double[] some = new double[Math.multiplyExact(ensemble.members(), Math.multiplyExact(fields, points.length))];
    int at = 0;
    for (int m = 0; m < ensemble.members(); m++) {
      for (int v = 0; v < fields; v++) {
        for (int point : points) {
          some[at++] = ensemble.values()[ensemble.index(m) + v * plan.layout().points() + point];
        }
      }
    }
    return some;
  }

  /**
   * Computes the points again and compares.
   *
   * @param workplace a folder for what the second process reads and writes, all of which is removed
   * @throws AuditException if a bit differs
   * @throws IOException    if the second process fails
   */
  public void after(Ensemble analysis, Path workplace) throws IOException {
    double[] again = again(analysis.members(), workplace);
    double[] now = atPoints(analysis);
    int fields = plan.layout().fieldsAtPoint();
    int perMember = fields * points.length;
    int differ = 0;
    int first = -1;
    for (int i = 0; i < now.length; i++) {
      if (Double.doubleToLongBits(now[i]) != Double.doubleToLongBits(again[i])) {
        first = first < 0 ? i : first;
        differ++;
      }
    }
    if (differ > 0) {
      int element = first % perMember;
      int point = element / points.length * plan.layout().points() + points[element % points.length];
      throw new AuditException(String.format(Locale.ROOT,
          "audit: %d of %d values computed again by the scalar reference "
          + "differ; the first, member %d at %s, is %s (%016x) but should be %s (%016x): a fault of this machine, its "
          + "Java or Isobit; nothing was written", differ, now.length, first / perMember,
          plan.layout().elementText(point), now[first], Double.doubleToLongBits(now[first]), again[first],
          Double.doubleToLongBits(again[first])));
    }
    result = new Result(plan.audit().seed(), points.length, plan.layout().points(), operators);
  }

  private double[] again(int members, Path workplace) throws IOException {
    Path folder = Files.createTempDirectory(workplace, "audit");
    try {
      AuditProblem.write(folder, plan, network, points, members, forecast, field, observed);
      run(folder);
      return NpyFile.read(folder.resolve(AuditProblem.ANALYSIS)).doubles();
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(Audit::delete);
      }
      Files.deleteIfExists(folder);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This process's classes, and what its user brought along. */
  private static String classPath() {
    String plugins = System.getProperty(PluginOptions.PROPERTY, "");
    return System.getProperty("java.class.path") + (plugins.isEmpty() ? "" : File.pathSeparator + plugins);
  }

  /** The process ends when its standard input does, which is when this process ends. */
  private static void run(Path folder) throws IOException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true",
        "-Disobit.backend=reference", "-Disobit.threads=1", "-Xmx" + Runtime.getRuntime().maxMemory(), "-cp",
        classPath(), AuditProblem.class.getName(), folder.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    try {
      if (!process.waitFor(1, TimeUnit.DAYS) || process.exitValue() != 0) {
        process.destroyForcibly();
        String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8).strip();
        throw new IOException("audit: the second process failed: " + log.replaceAll("\\s*\\R\\s*", " | "));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("audit: interrupted", e);
    }
  }
}
