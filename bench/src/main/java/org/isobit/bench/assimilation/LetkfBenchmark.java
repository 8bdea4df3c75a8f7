package org.isobit.bench.assimilation;

import org.isobit.bench.KernelBenchmark;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One LETKF analysis, a transform for every point, on one thread; flops are those of the products and 9·N³ for each
 * root. The lists of near observations are there already, as after the first cycle.
 */
public class LetkfBenchmark extends AnalysisBenchmark {

  /** Members x points x distance between observed points: Lorenz-96 first. */
  @Param({"7x40x1", "10x40x1", "20x2000x2", "40x1000x1"})
  public String shape;

  /** Whose analysis. */
  @Param({"simd", "reference", "ejml"})
  public String implementation;

  private static final Radius RADIUS = Radius.dapper(6);

  private EjmlAnalyses ejml;
  private int[][] lists;
  private double[][] roots;

  /** Makes the benchmark. */
  public LetkfBenchmark() {}

  /** Makes the forecast, the lists and the implementation's arrays. */
  @Setup
  public void prepare() {
    int size = RingForecast.of(shape).size();
    Localization localization = Localization.ring(size, TaperLaw.GASPARI_COHN, RADIUS);
    prepare(shape, new LETKF(localization).withBackend(KernelBenchmark.backend(implementation)));
    ejml = new EjmlAnalyses(forecast);
    lists = new int[size][];
    roots = new double[size][];
    for (int i = 0; i < size; i++) {
      int[] list = new int[forecast.count()];
      double[] root = new double[forecast.count()];
      int found = 0;
      for (int j = 0; j < list.length; j++) {
        int apart = Math.abs(i - j * forecast.every());
        double weight = localization.weight(Math.min(apart, size - apart));
        if (weight > localization.dropped()) {
          list[found] = j;
          root[found++] = Math.sqrt(weight);
        }
      }
      lists[i] = java.util.Arrays.copyOf(list, found);
      roots[i] = java.util.Arrays.copyOf(root, found);
    }
  }

  /** One analysis. */
  @Benchmark
  public void analyse() {
    if (implementation.equals("ejml")) {
      ejml.letkf(reset(), lists, roots);
    } else {
      filter();
    }
  }

  @Override
  public Work work() {
    RingForecast f = RingForecast.of(shape);
    double k = f.members();
    // Coefficients above 0.001 reach a little over 3 radii to both sides.
    double near = Math.min(f.count(), 37.0 / f.every());
    return new Work("letkfAnalysis.double", "analysis", f.size() * (k * k * near + 9 * k * k * k + 2 * k * k),
        8 * 4 * k * f.size());
  }
}
