// Master of FloatAllocationCalls: the float version is generated from this file.
package org.isobit.verify.allocation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.LogNdtr; // float:
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.WeightBlend;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.gemm.PackedMatrix;
import org.isobit.kernels.localization.Distance;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.localization.UnitVectors;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.reduce.LaneReduce;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.linalg.batch.BatchRoot;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.Inputs;

/**
 * One call of each kernel through its public entry, repeatable for ever: with lengths that leave a rest behind every
 * vector width, and operands that stay finite.
 */
final class AllocationCalls {

  private static final int N = 1003;
  private static final int MEMBERS = 13;
  private static final int ORDER = 13;
  private static final int LANES = 16;

  private final Map<String, Runnable> calls = new LinkedHashMap<>();
  private final Workers one = Workers.serial();
  private double sink;

  /** The calls by kernel name. */
  static Map<String, Runnable> all() {
    AllocationCalls list = new AllocationCalls();
    list.elementary();
    list.reduce();
    list.ensemble();
    list.gemm();
    list.localization();
    list.random();
    list.single();
    list.batch();
    list.local();
    return list.calls;
  }

  /** Adds a call of its own operands: no kernel may see another's. */
  private void add(String name, Supplier<Runnable> call) {
    calls.put(name + ".double", call.get());
  }

  private static double[] values(int n) {
    return new Inputs(n).doubles(n);
  }

  private static double[] identity(int n) {
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 1.0;
    }
    return a;
  }

  /** Symmetric, diagonally dominant; problem after problem in the lanes. */
  private static double[] positive(int n, int lanes) {
    double[] a = new double[n * n * lanes];
    double[] x = values(n * n * lanes);
    for (int b = 0; b < lanes; b++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double v = i == j ? 2 * n + i : x[(i * n + j) * lanes + b];
          a[(i * n + j) * lanes + b] = v;
          a[(j * n + i) * lanes + b] = v;
        }
      }
    }
    return a;
  }

  /** A function of n elements. */
  private interface Elementwise {
    void apply(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  private void elementwise(String name, Elementwise function) {
    add(name, () -> {
      double[] x = values(N);
      double[] y = new double[N];
      for (int i = 0; i < N; i++) {
        x[i] = 3 * Math.abs(x[i]); // inside of every domain
      }
      return () -> function.apply(N, x, 0, y, 0);
    });
  }

  private void elementary() {
    elementwise("exp", Elementary::exp);
    elementwise("expm1", Elementary::expm1);
    elementwise("log", Elementary::log);
    elementwise("log1p", Elementary::log1p);
    elementwise("tanh", Elementary::tanh);
    elementwise("sigmoid", Elementary::sigmoid);
    elementwise("softplus", Elementary::softplus);
    elementwise("erf", Elementary::erf);
    elementwise("sin", Elementary::sin);
    elementwise("cos", Elementary::cos);
    elementwise("sinpi", Elementary::sinpi);
    elementwise("cospi", Elementary::cospi);
    elementwise("cbrt", Elementary::cbrt);
    elementwise("logNdtr", LogNdtr::logNdtr); // float:
    elementwise("logNdtrDerivative", LogNdtr::logNdtrDerivative); // float:
  }

  private void reduce() {
    int n = 5 * N; // several chunks
    double[] x = values(n);
    double[] y = values(n);
    double[] s = new double[N];
    add("sum", () -> () -> sink += Reduce.sum(n, x, 0));
    add("dot", () -> () -> sink += Reduce.dot(n, x, 0, y, 0));
    add("weightedDot", () -> () -> sink += Reduce.weightedDot(n, x, 0, y, 0, x, 0));
    add("norm1", () -> () -> sink += Reduce.norm1(n, x, 0));
    add("norm2", () -> () -> sink += Reduce.norm2(n, x, 0));
    add("maxAbs", () -> () -> sink += Reduce.maxAbs(n, x, 0));
    add("squaredDeviations", () -> () -> sink += Reduce.squaredDeviations(n, x, 0, 0.25));
    add("laneSum", () -> () -> LaneReduce.sum(5, N, x, 0, N, s, 0));
    add("laneMean", () -> () -> LaneReduce.mean(5, N, x, 0, N, s, 0));
    add("laneDot", () -> () -> LaneReduce.dot(5, N, x, 0, N, y, 0, N, s, 0));
    add("laneSquaredDeviations", () -> () -> LaneReduce.squaredDeviations(5, N, x, 0, N, y, 0, s, 0));
  }

  private void ensemble() {
    double[] e = values(MEMBERS * N);
    double[] a = values(MEMBERS * N);
    double[] b = new double[MEMBERS * N];
    double[] s = new double[N];
    double[] t = values(N);
    double[] w = identity(MEMBERS);
    add("ensembleMean", () -> () -> EnsembleMoments.mean(MEMBERS, N, e, 0, N, s, 0));
    add("ensembleSpread", () -> () -> EnsembleMoments.spread(MEMBERS, N, e, 0, N, s, 0));
    add("anomalySpread", () -> () -> EnsembleMoments.anomalySpread(MEMBERS, N, e, 0, N, s, 0));
    add("subtractMean", () -> () -> Anomalies.subtractMean(MEMBERS, N, e, 0, N, s, 0, b, 0, N));
    add("addMean", () -> () -> Anomalies.addMean(MEMBERS, N, t, 0, e, 0, N, b, 0, N));
    add("inflate", () -> () -> Anomalies.inflate(MEMBERS, N, 1.0, a, 0, N));
    add("scaleAnomalies", () -> () -> Anomalies.scale(MEMBERS, N, 1.0, a, 0, N));
    add("relaxToPriorPerturbations", () -> () -> Relaxation.toPriorPerturbations(MEMBERS, N, 0.5, e, 0, N, a, 0, N,
        one));
    add("relaxToPriorSpread", () -> () -> Relaxation.toPriorSpread(MEMBERS, N, 0.5, t, 0, t, 0, a, 0, N, one));
    add("transform", () -> () -> Transform.apply(false, MEMBERS, MEMBERS, N, w, 0, MEMBERS, e, 0, N, b, 0, N, one));
    add("transformAround",
        () -> () -> Transform.applyAround(false, MEMBERS, MEMBERS, N, w, 0, MEMBERS, t, 0, e, 0, N, b, 0, N, one));
    add("weightBlend", () -> () -> WeightBlend.blend(N, e, 0, 0.25, e, N, 0.5, e, 2 * N, 0.75, e, 3 * N, s, 0));
    add("transformInPlace", () -> () -> Transform.applyInPlace(false, MEMBERS, N, w, 0, MEMBERS, a, 0, N, one));
  }

  /** Below and above the size from which operands are packed, and both ways round. */
  private void gemm() {
    int large = 83;
    double[] x = values(large * large);
    double[] y = values(large * large);
    double[] c = new double[large * large];
    add("gemm", () -> () -> {
      Gemm.gemm(false, false, ORDER, ORDER, ORDER, 1.0, x, 0, large, y, 0, large, 0.5, c, 0, large);
      Gemm.gemm(false, true, large, large, large, 1.0, x, 0, large, y, 0, large, 0.5, c, 0, large);
      Gemm.gemm(true, false, large, large, large, 1.0, x, 0, large, y, 0, large, 0.5, c, 0, large);
    });
    add("syrk", () -> () -> {
      Gemm.syrk(false, ORDER, large, 1.0, x, 0, large, 0.5, c, 0, large);
      Gemm.syrk(true, large, large, 1.0, x, 0, large, 0.5, c, 0, large);
    });
    add("gram", () -> () -> {
      Gemm.gram(false, ORDER, large, 1.0, x, 0, large, 0.5, c, 0, large);
      Gemm.gram(true, large, large, 1.0, x, 0, large, 0.5, c, 0, large);
    });
    PackedMatrix packed = PackedMatrix.of(false, large, large, 0.5, x, 0, large);
    add("gemv", () -> () -> {
      Gemm.gemv(false, large, large, 1.0, x, 0, large, y, 0, 1, 0.5, c, 0, 1);
      Gemm.gemv(true, large, large, 1.0, x, 0, large, y, 0, 1, 0.5, c, 0, 1);
      packed.gemv(y, 0, 0.5, c, 0);
      packed.gemm(ORDER, y, 0, large, 0.5, c, 0, large);
    });
    add("ger", () -> () -> Gemm.ger(large, large, 0.0, x, 0, 1, y, 0, 1, c, 0, large));
  }

  private void localization() {
    double[] out = new double[3 * N];
    elementwise("gaspariCohnTaper", (n, x, xo, y, yo) -> Taper.gaspariCohn(n, x, xo, 1.0, y, yo));
    elementwise("gaussianTaper", (n, x, xo, y, yo) -> Taper.gaussian(n, x, xo, 1.0, y, yo));
    elementwise("exponentialTaper", (n, x, xo, y, yo) -> Taper.exponential(n, x, xo, 1.0, y, yo));
    elementwise("cubicExponentialTaper", (n, x, xo, y, yo) -> Taper.cubicExponential(n, x, xo, 1.0, y, yo));
    elementwise("tricubeTaper", (n, x, xo, y, yo) -> Taper.tricube(n, x, xo, 1.0, y, yo));
    elementwise("quarticTaper", (n, x, xo, y, yo) -> Taper.quartic(n, x, xo, 1.0, y, yo));
    elementwise("boxcarTaper", (n, x, xo, y, yo) -> Taper.boxcar(n, x, xo, 1.0, y, yo));
    double[] x = values(3 * N);
    double[] point = {0.25, 0.5, 0.75};
    double[] period = {1.0, 1.0, 1.0};
    add("euclideanDistance", () -> () -> Distance.euclidean(3, N, x, 0, N, point, 0, out, 0));
    add("periodicDistance", () -> () -> Distance.periodic(3, N, x, 0, N, point, 0, period, 0, out, 0));
    add("greatCircleDistance", () -> () -> Distance.greatCircle(N, x, 0, N, point, 0, 6371.0, out, 0));
    add("unitVectors", () -> () -> UnitVectors.fromDegrees(N, x, 0, x, N, out, 0, N));
  }

  private void random() {
    double[] out = new double[N];
    int[] words = new int[N]; // float:
    add("uniform", () -> () -> Philox.uniform(1, 2, 3, N, out, 0));
    add("gaussian", () -> () -> Philox.gaussian(1, 2, 3, N, out, 0));
    calls.put("words.int", () -> Philox.words(1, 2, 3, N, words, 0)); // float:
  }

  private void single() {
    int n = 2 * ORDER;
    double[] a = positive(n, 1);
    double[] b = values(n * n);
    double[] x = new double[n * n];
    Cholesky cholesky = new Cholesky();
    SymmetricEigen eigen = new SymmetricEigen();
    HouseholderQr qr = new HouseholderQr();
    SymmetricRoot root = new SymmetricRoot();
    SymmetricRoot inverse = new SymmetricRoot();
    JacobiSvd svd = new JacobiSvd();
    add("cholesky", () -> () -> {
      System.arraycopy(b, 0, x, 0, b.length);
      cholesky.factor(n, a, 0, n).solve(n, x, 0, n);
    });
    add("triangularSolve", () -> () -> {
      System.arraycopy(b, 0, x, 0, b.length);
      Triangular.solve(false, false, n, n, a, 0, n, x, 0, n);
      Triangular.solve(false, true, n, n, a, 0, n, x, 0, n);
    });
    add("eigen", () -> () -> eigen.factor(n, a, 0, n).function(b, 0, x, 0, n));
    add("squareRoot", () -> () -> root.factor(n, a, 0, n).squareRoot(x, 0, n));
    add("inverseSquareRoot", () -> () -> inverse.factor(n, a, 0, n).inverseSquareRoot(x, 0, n));
    add("qr", () -> () -> {
      System.arraycopy(b, 0, x, 0, b.length);
      qr.factor(n, ORDER, a, 0, n).apply(true, ORDER, x, 0, n);
    });
    add("svd", () -> () -> svd.factor(n, ORDER, b, 0, n).values(x, 0));
  }

  private void batch() {
    double[] a = positive(ORDER, LANES);
    double[] b = values(ORDER * ORDER * LANES);
    double[] x = new double[ORDER * ORDER * LANES];
    BatchCholesky cholesky = new BatchCholesky();
    BatchEigen eigen = new BatchEigen();
    BatchRoot root = new BatchRoot();
    BatchRoot inverse = new BatchRoot();
    add("batchCholesky", () -> () -> {
      System.arraycopy(b, 0, x, 0, b.length);
      cholesky.factor(ORDER, LANES, a, 0).solve(ORDER, x, 0);
    });
    add("batchEigen", () -> () -> eigen.factor(ORDER, LANES, a, 0).function(b, 0, x, 0));
    add("batchGram", () -> () -> BatchGram.gram(ORDER, ORDER, LANES, b, 0, 1.0, x, 0));
    BatchRational rational = new BatchRational();
    add("batchRational", () -> () -> rational.factor(ORDER, LANES, a, 0, 1.0).matrix(x, 0));
    add("batchSquareRoot", () -> () -> root.factor(ORDER, LANES, a, 0).squareRoot(x, 0));
    add("batchInverseSquareRoot", () -> () -> inverse.factor(ORDER, LANES, a, 0).inverseSquareRoot(x, 0));
  }

  /** Targets in both spaces and with nothing near, more than any vector has lanes; few fields, and many. */
  private void local() {
    int targets = 3 * LANES + 1;
    int observations = 30;
    int[] start = new int[targets + 1];
    for (int t = 0; t < targets; t++) {
      start[t + 1] = start[t] + t % 3 * 8;
    }
    int[] index = new int[start[targets]];
    double[] weight = new double[index.length]; // float: unchanged
    for (int e = 0; e < index.length; e++) {
      index[e] = e % observations;
      weight[e] = 0.5; // float: unchanged
    }
    LocalProblems few = problems(1, targets, observations);
    LocalProblems many = problems(9, targets, observations);
    TargetLists lists = new TargetLists(0, targets, start, index, weight);
    int[] status = new int[targets];
    double[] condition = new double[targets]; // float: unchanged
    LocalAnalysis ofFew = new LocalAnalysis();
    LocalAnalysis ofMany = new LocalAnalysis();
    add("localAnalysis", () -> () -> {
      ofFew.analyse(few, lists, status, condition);
      ofMany.analyse(many, lists, status, condition);
    });
  }

  private static LocalProblems problems(int fields, int targets, int observations) {
    int size = fields * targets;
    double[] by = values(observations * MEMBERS);
    return new LocalProblems(MEMBERS, fields, targets, 1, values(MEMBERS * size), new double[size],
        new double[MEMBERS * size], by, observations, MEMBERS, by,
        new Inputs(observations).doubles(observations), // float: unchanged
        true, MEMBERS - 1, 1.0, 1.0, 1e9);
  }
}
