// Master of FloatKernelArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.LogNdtr; // float:
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.WeightBlend;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.GemmCall;
import org.isobit.kernels.gemm.PackedMatrix;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.reduce.LaneReduce;
import org.isobit.kernels.reduce.Reduce;

/** The entries of module kernels without its networks. */
final class KernelArguments extends ArgumentTable {

  private final Workers workers;

  /** Elements of a vector; points of an ensemble; rows and columns of matrices. */
  private final int n;
  private final int points;
  private final int m;
  private final int k;

  private static final int MEMBERS = 5;

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some
   * @param large   whether calls are so large that they use them
   */
  KernelArguments(Workers workers, boolean large) {
    this.workers = workers;
    n = large ? 70_003 : 41;
    points = large ? 14_003 : 41;
    m = large ? 139 : 23;
    k = large ? 131 : 19;
    elementary();
    reduce();
    laneReduce();
    ensemble();
    transform();
    blend();
    gemm();
    localization();
    random();
    productsOfViews();
    ensemblesOfViews();
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  private void elementary() {
    for (String function : new String[] {"exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus", "erf", "sin",
        "cos",
        "sinpi", "cospi", "cbrt"}) {
      call(Elementary.class, function, size("n", n), vector("x", n), outVector("y", n));
    }
    call(LogNdtr.class, "logNdtr", size("n", n), vector("x", n), outVector("y", n)); // float:
    call(LogNdtr.class, "logNdtrDerivative", size("n", n), vector("x", n), outVector("y", n)); // float:
  }

  private void reduce() {
    for (String sum : new String[] {"sum", "norm1", "norm2", "maxAbs"}) {
      call(Reduce.class, sum, size("n", n), vector("x", n));
      call(Reduce.class, sum, size("n", n), vector("x", n), workers);
    }
    call(Reduce.class, "mean", least("n", 1, n), vector("x", n));
    call(Reduce.class, "mean", least("n", 1, n), vector("x", n), workers);
    call(Reduce.class, "variance", least("n", 2, n), vector("x", n));
    call(Reduce.class, "variance", least("n", 2, n), vector("x", n), workers);
    call(Reduce.class, "squaredDeviations", size("n", n), vector("x", n), number("mean", 0.5, x -> true));
    call(Reduce.class, "squaredDeviations", size("n", n), vector("x", n), number("mean", 0.5, x -> true), workers);
    call(Reduce.class, "sum", size("n", n), matrix("x", n, 1));
    call(Reduce.class, "dot", size("n", n), matrix("x", n, 1), matrix("y", n, 1));
    call(Reduce.class, "dot", size("n", n), vector("x", n), vector("y", n));
    call(Reduce.class, "dot", size("n", n), vector("x", n), vector("y", n), workers);
    call(Reduce.class, "weightedDot", size("n", n), vector("w", n), vector("x", n), vector("y", n));
    call(Reduce.class, "weightedDot", size("n", n), vector("w", n), vector("x", n), vector("y", n), workers);
    call(EnsembleMoments.class, "rootMeanSquare", least("n", 1, n), vector("x", n));
  }

  private void laneReduce() {
    int p = points;
    call(LaneReduce.class, "sum", size("rows", MEMBERS), size("n", p), matrix("x", MEMBERS, p), outVector("s", p));
    call(LaneReduce.class, "mean", least("rows", 1, MEMBERS), size("n", p), matrix("x", MEMBERS, p),
        outVector("mean", p));
    call(LaneReduce.class, "mean", least("rows", 1, MEMBERS), size("n", p), matrix("x", MEMBERS, p), outVector("mean",
        p),
        workers);
    call(LaneReduce.class, "dot", size("rows", MEMBERS), size("n", p), matrix("x", MEMBERS, p), matrix("y", MEMBERS, p),
        outVector("s", p));
    call(LaneReduce.class, "squaredDeviations", size("rows", MEMBERS), size("n", p), matrix("x", MEMBERS, p),
        vector("mean", p), outVector("s", p));
  }

  private void ensemble() {
    int p = points;
    for (int threads = 0; threads < 2; threads++) {
      add(threads, EnsembleMoments.class, "mean", least("members", 1, MEMBERS), size("n", p),
          matrix("the ensemble", MEMBERS, p), outVector("mean", p));
      add(threads, EnsembleMoments.class, "spread", least("members", 2, MEMBERS), size("n", p),
          matrix("the ensemble", MEMBERS, p), outVector("spread", p));
      add(threads, EnsembleMoments.class, "anomalySpread", least("members", 2, MEMBERS), size("n", p),
          matrix("the ensemble", MEMBERS, p), outVector("spread", p));
      add(threads, Anomalies.class, "subtractMean", least("members", 1, MEMBERS), size("n", p),
          matrix("the ensemble", MEMBERS, p), outVector("mean", p), outMatrix("the anomalies", MEMBERS, p));
      add(threads, Anomalies.class, "addMean", size("members", MEMBERS), size("n", p), vector("mean", p),
          matrix("the anomalies", MEMBERS, p), outMatrix("the ensemble", MEMBERS, p));
      add(threads, Anomalies.class, "inflate", least("members", 1, MEMBERS), size("n", p),
          number("factor", 1.5, x -> true), outMatrix("the ensemble", MEMBERS, p));
      add(threads, Anomalies.class, "scale", size("members", MEMBERS), size("n", p), number("factor", 1.5, x -> true),
          outMatrix("the anomalies", MEMBERS, p));
    }
    call(Relaxation.class, "toPriorPerturbations", size("members", MEMBERS), size("n", p),
        number("alpha", 0.5, x -> x >= 0.0 && x <= 1.0), matrix("the forecast", MEMBERS, p),
        outMatrix("the analysis", MEMBERS, p), workers);
    call(Relaxation.class, "toPriorSpread", size("members", MEMBERS), size("n", p),
        number("alpha", 0.5, x -> x >= 0.0 && x <= 1.0), vector("the forecast spread", p),
        vector("the analysis spread", p), outMatrix("the analysis", MEMBERS, p), workers);
  }

  /** With threads or without. */
  private void add(int threads, Class<?> owner, String method, Object... parts) {
    if (threads == 0) {
      call(owner, method, parts);
    } else {
      Object[] more = java.util.Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = workers;
      call(owner, method, more);
    }
  }

  private void transform() {
    int results = 4;
    int p = points;
    call(Transform.class, "apply", false, size("m", results), size("k", MEMBERS), size("n", p),
        matrix("A", results, MEMBERS), matrix("B", MEMBERS, p), outMatrix("C", results, p), workers);
    call(Transform.class, "applyAround", true, size("results", results), least("members", 1, MEMBERS), size("n", p),
        matrix("W", MEMBERS, results), vector("mean", p), matrix("A", MEMBERS, p), outMatrix("E", results, p), workers);
    call(Transform.class, "applyInPlace", false, least("members", 1, MEMBERS), size("n", p),
        matrix("W", MEMBERS, MEMBERS), outMatrix("A", MEMBERS, p), workers);
  }

  private void blend() {
    call(WeightBlend.class, "blend", size("n", n), vector("a", n), number("c1", 0.25, ArgumentTable::any),
        vector("x1", n), number("c2", 0.25, ArgumentTable::any), vector("x2", n),
        number("c3", 0.25, ArgumentTable::any), vector("x3", n), outVector("t", n));
  }

  private void gemm() {
    for (int threads = 0; threads < 2; threads++) {
      add(threads, Gemm.class, "gemm", false, true, size("m", m), size("n", k), size("k", m),
          number("alpha", 1.5, x -> true), matrix("A", m, m), matrix("B", k, m), number("beta", 0.5, x -> true),
          outMatrix("C", m, k));
      add(threads, Gemm.class, "syrk", true, size("n", m), size("k", k), number("alpha", 1.5, x -> true),
          matrix("A", k, m), number("beta", 0.5, x -> true), outMatrix("C", m, m));
      add(threads, Gemm.class, "gram", false, size("n", m), size("k", k), number("alpha", 1.5, x -> true),
          matrix("A", m, k), number("beta", 0.5, x -> true), outMatrix("C", m, m));
      add(threads, Gemm.class, "gemv", false, size("m", m), size("k", k), number("alpha", 1.5, x -> true),
          matrix("A", m, k), matrix("x", k, 1), number("beta", 0.5, x -> true), outMatrix("y", m, 1));
      add(threads, Gemm.class, "ger", size("m", m), size("n", k), number("alpha", 1.5, x -> true), matrix("x", m, 1),
          matrix("y", k, 1), outMatrix("A", m, k));
    }
    PackedMatrix packed = PackedMatrix.of(Matrix.allocate(m, k));
    call(PackedMatrix.class, "of", false, size("m", m), size("k", k), number("alpha", 1.5, x -> true),
        matrix("A", m, k));
    on(PackedMatrix.class, () -> packed, "gemv", vector("x", k), number("beta", 0.5, x -> true), outVector("y", m));
    on(PackedMatrix.class, () -> packed, "gemm", size("n", k), matrix("X", k, k), number("beta", 0.5, x -> true),
        outMatrix("Y", k, m));
  }

  private void localization() {
    int d = 3;
    call(Distance.class, "euclidean", least("dimensions", 1, d), size("n", n), matrix("x", d, n), vector("point", d),
        outVector("distance", n));
    call(Distance.class, "periodic", least("dimensions", 1, d), size("n", n), matrix("x", d, n), vector("point", d),
        vector("period", d), outVector("distance", n));
    call(Distance.class, "greatCircle", size("n", n), matrix("x", d, n), vector("point", d),
        number("radius", 2.5, ArgumentTable::positive), outVector("distance", n));
    for (String taper : new String[] {"gaspariCohn", "tricube", "quartic", "boxcar", "gaussian", "exponential",
        "cubicExponential"}) {
      call(Taper.class, taper, size("n", n), vector("distance", n), number("length", 0.75, ArgumentTable::positive),
          outVector("weight", n));
    }
    call(UnitVectors.class, "fromDegrees", size("n", n), vector("latitude", n), vector("longitude", n),
        outMatrix("u", d, n));
  }

  private void random() {
    call(Philox.class, "uniform", 1L, 2L, number("indices", 3L, ArgumentTable::draws), size("n", n), outVector("out",
        n));
    call(Philox.class, "gaussian", 1L, 2L, number("indices", 3L, ArgumentTable::draws), size("n", n), outVector("out",
        n));
    call(Philox.class, "uniform", 1L, 2L, number("indices", 3L, ArgumentTable::draws)); // float:
    call(Philox.class, "gaussian", 1L, 2L, number("indices", 3L, ArgumentTable::draws)); // float:
    call(Philox.class, "word", 1L, 2L, number("indices", 3L, ArgumentTable::draws)); // float:
    call(Philox.class, "words", 1L, 2L, number("indices", 3L, ArgumentTable::draws), size("n", n), // float:
        outVector("out", n).holding(new int[n])); // float:
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  private void productsOfViews() {
    GemmCall call = GemmCall.PLAIN.withWorkers(workers);
    on(GemmCall.class, () -> call, "withTransposes", true, false);
    on(GemmCall.class, () -> call, "withAlpha", number("alpha", 1.5, x -> true));
    on(GemmCall.class, () -> call, "withBeta", number("beta", 0.5, x -> true));
    on(GemmCall.class, () -> call, "withWorkers", workers);
    on(GemmCall.class, () -> call, "gemm", view(m, k), view(k, n), view(m, n));
    on(GemmCall.class, () -> call, "syrk", view(m, k), view(m, m));
    on(GemmCall.class, () -> call, "gram", view(m, k), view(m, m));
    on(GemmCall.class, () -> call, "gemv", view(m, k), view(k, 1), view(1, m));
    call(Gemm.class, "ger", number("alpha", 1.5, x -> true), view(m, 1), view(1, k), view(m, k), workers);
    call(PackedMatrix.class, "of", view(m, k));
    PackedMatrix packed = PackedMatrix.of(Matrix.allocate(m, k));
    on(PackedMatrix.class, () -> packed, "gemm", view(k, k), number("beta", 0.5, x -> true), view(k, m));
  }

  private void ensemblesOfViews() {
    int p = points;
    for (String moment : new String[] {"mean", "spread", "anomalySpread"}) {
      call(EnsembleMoments.class, moment, view(MEMBERS, p), view(1, p), workers);
    }
    call(Anomalies.class, "subtractMean", view(MEMBERS, p), view(1, p), view(MEMBERS, p), workers);
    call(Anomalies.class, "addMean", view(1, p), view(MEMBERS, p), view(MEMBERS, p), workers);
    call(Anomalies.class, "inflate", number("factor", 1.5, x -> true), view(MEMBERS, p), workers);
    call(Anomalies.class, "scale", number("factor", 1.5, x -> true), view(MEMBERS, p), workers);
    call(Relaxation.class, "toPriorPerturbations", number("alpha", 0.5, x -> x >= 0.0 && x <= 1.0), view(MEMBERS, p),
        view(MEMBERS, p), workers);
    call(Relaxation.class, "toPriorSpread", number("alpha", 0.5, x -> x >= 0.0 && x <= 1.0), view(1, p), view(p, 1),
        view(MEMBERS, p), workers);
    call(Transform.class, "apply", false, view(4, MEMBERS), view(MEMBERS, p), view(4, p), workers);
    call(Transform.class, "applyAround", true, view(MEMBERS, 4), view(1, p), view(MEMBERS, p), view(4, p), workers);
    call(Transform.class, "applyInPlace", false, view(MEMBERS, MEMBERS), view(MEMBERS, p), workers);
    call(WeightBlend.class, "blend", view(3, n), number("c1", 0.25, ArgumentTable::any), view(3, n),
        number("c2", 0.25, ArgumentTable::any), view(3, n), number("c3", 0.25, ArgumentTable::any), view(3, n),
        view(3, n));
  }
}
