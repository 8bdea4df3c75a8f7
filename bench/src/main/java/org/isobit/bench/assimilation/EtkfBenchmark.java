package org.isobit.bench.assimilation;

import org.isobit.bench.OpenBlas;
import org.isobit.models.assimilation.global.ETKF;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One ETKF analysis; flops are those of the products and 9·N³ for the root. */
public class EtkfBenchmark extends AnalysisBenchmark {

  /** Members x points x distance between observed points: Lorenz-96 first. */
  @Param({"24x40x1", "40x1000x5", "40x100000x100"})
  public String shape;

  /** Whose analysis. */
  @Param({"simd", "reference", "ejml", "openblas"})
  public String implementation;

  private ScalarAnalyses scalar;
  private EjmlAnalyses ejml;
  private LapackEtkf lapack;

  /** Makes the benchmark. */
  public EtkfBenchmark() {}

  /** Makes the forecast and the implementation's arrays. */
  @Setup
  public void prepare() {
    prepare(shape, new ETKF());
    scalar = new ScalarAnalyses(forecast);
    ejml = new EjmlAnalyses(forecast);
    if (implementation.equals("openblas")) {
      OpenBlas.use(1);
      lapack = new LapackEtkf(forecast);
    }
  }

  /** One analysis. */
  @Benchmark
  public void analyse() {
    switch (implementation) {
      case "simd" -> filter();
      case "reference" -> scalar.etkf(reset());
      case "ejml" -> ejml.etkf(reset());
      default -> lapack.etkf(reset());
    }
  }

  @Override
  public Work work() {
    RingForecast f = RingForecast.of(shape);
    double k = f.members();
    double elements = k * f.size();
    return new Work("etkfAnalysis.double", "analysis", k * k * f.count() + 9 * k * k * k + 2 * k * elements,
        8 * (2 * elements + 2 * elements));
  }
}
