// Master of FloatLocalAnalysisBenchmark: the float version is generated from this file.
package org.isobit.bench.assimilation;

import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.OpenBlas;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius; // float: import org.isobit.models.assimilation.Ensemble; import org.isobit.models.assimilation.Precision; import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The LETKF's local analyses at every point of a ring of smooth fields, on one thread: the whole analysis of Isobit
 * against the same pipeline with OpenBLAS, point by point. The lists of near observations are there on both sides, as
 * after the first cycle. Flops are those of S·Sᵀ, 9·N³ for each root, and of the products with it.
 */
@State(Scope.Thread)
public class LocalAnalysisBenchmark implements KernelBenchmark {

  /** Members x observations near each point x fields. */
  @Param({"20x51x1", "20x51x4", "40x51x1", "40x101x1", "40x101x4", "64x51x1", "64x101x4", "20x51x64", "40x101x64",
      "64x101x64", "100x401x1", "128x101x1", "256x101x1", "256x1001x1", "40x11x1"})
  public String shape;

  /** Whose. */
  @Param({"simd", "reference", "dsyevd", "dsyev"}) // float: @Param({"simd", "reference", "ssyevd", "ssyev"})
  public String implementation;

  private SmoothFields fields;
  private LETKF filter;
  private Observations observations;
  private Cycle cycle;
  private Ensemble forecast;
  private Ensemble ensemble;
  private LapackLocal lapack;

  /** Makes the benchmark. */
  public LocalAnalysisBenchmark() {}

  /** Makes the fields and the implementation's arrays. */
  @Setup
  public void prepare() {
    fields = SmoothFields.of(shape);
    int points = fields.points();
    int size = fields.fields() * points;
    forecast = Ensemble.of(fields.ensemble(), fields.members(), size); // float: forecast = Precision.round(Ensemble.of(fields.ensemble(), fields.members(), size));
    ensemble = forecast.copy();
    // The taper's support ends just beyond (near − 1) ÷ 2 points to each side.
    Localization localization = Localization.ring(points, TaperLaw.GASPARI_COHN,
        Radius.support((fields.near() + 1) / 2))
        .withFields(fields.fields());
    if (implementation.contains("syev")) {
      OpenBlas.use(1);
      lists(localization);
      return;
    }
    int[] indices = new int[points];
    for (int i = 0; i < points; i++) {
      indices[i] = i;
    }
    observations = Observations.of(fields.values(), SmoothFields.DEVIATION, ObservationOperator.indices(indices));
    filter = new LETKF(localization).withBackend(KernelBenchmark.backend(implementation));
    cycle = Cycle.of(1, 0).with(Workers.serial()).with(new Workspace());
  }

  private void lists(Localization localization) {
    int points = fields.points();
    int[][] lists = new int[points][fields.near()];
    double[][] roots = new double[points][fields.near()];
    int side = fields.near() / 2;
    for (int i = 0; i < points; i++) {
      for (int q = 0; q < fields.near(); q++) {
        lists[i][q] = Math.floorMod(i + q - side, points);
        roots[i][q] = Math.sqrt(localization.weight(Math.abs(q - side)));
      }
    }
    lapack = new LapackLocal(fields, lists, roots, implementation.endsWith("d"));
  }

  /** One analysis of all points. */
  @Benchmark
  public void analyse() {
    System.arraycopy(forecast.values(), 0, ensemble.values(), 0, forecast.values().length);
    if (lapack != null) {
      lapack.letkf(ensemble.values());
    } else {
      filter.analyse(ensemble, observations, cycle);
    }
  }

  @Override
  public Work work() {
    String[] parts = shape.split("x");
    double k = Integer.parseInt(parts[0]);
    double p = Integer.parseInt(parts[1]);
    double v = Integer.parseInt(parts[2]);
    int points = SmoothFields.points(shape);
    return new Work("letkf_local.double", v > 4 ? "local, many fields" : "local", points * (k * k * p + 9 * k * k * k
        + 2 * k * k * v), 4 * Double.BYTES * k * v * points, points);
  }

  @Override
  public double[] output() { // float: unchanged
    return ensemble.values(); // float: return Precision.widen(ensemble).values();
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-11; // float: return 2e-5;
  }
}
