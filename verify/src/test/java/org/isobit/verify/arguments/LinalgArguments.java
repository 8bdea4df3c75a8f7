// Master of FloatLinalgArguments: the float version is generated from this file.
package org.isobit.verify.arguments;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.batch.BatchCholesky;
import org.isobit.linalg.batch.BatchEigen;
import org.isobit.linalg.batch.BatchGram;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.linalg.batch.BatchRoot;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.ejml.EjmlViews;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.linalg.local.LocalRules; // float:
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.isobit.linalg.svd.JacobiSvd;

/** The entries of module linalg. */
final class LinalgArguments extends ArgumentTable {

  private static final int N = 7;
  private static final int ROWS = 9;
  private static final int NRHS = 3;
  private static final int LANES = 37;

  private final Workers workers;
  private final double[] definite = definite(1);
  private final double[] block = definite(LANES);
  private final double[] tall = (double[]) numbers(new Random(3), ROWS * N);

  /**
   * Makes the table.
   *
   * @param workers the threads of calls that take some: any block of several groups of lanes uses them
   */
  LinalgArguments(Workers workers) {
    this.workers = workers;
    cholesky();
    eigen();
    rectangular();
    root();
    batchCholesky();
    batchEigen();
    batchRational();
    batchRoot();
    local();
    views();
    factorsOfViews();
  }

  @Override
  Object numbers(Random random, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = 0.25 + random.nextInt(1 << 20) * 0x1p-20;
    }
    return x;
  }

  /** Symmetric positive definite matrices, problem after problem in the lanes. */
  private static double[] definite(int lanes) {
    double[] a = new double[N * N * lanes];
    for (int i = 0; i < N * N; i++) {
      for (int b = 0; b < lanes; b++) {
        a[i * lanes + b] = i / N == i % N ? N + 0.5 * i / N + 0.125 * b / lanes : 0.25;
      }
    }
    return a;
  }

  private Operand definite(String name) {
    return matrix(name, N, N).holding(definite);
  }

  private Operand block(String name) {
    return vector(name, N * N * LANES).holding(block);
  }

  private void local() {
    call(LocalRules.class, "observationOrder", number("rows", N, x -> x >= 1), number("terms", N, x -> x >= 0)); // float:
    call(LocalRules.class, "forms", number("rows", N, x -> x >= 1), number("vectors", N, x -> x >= 1)); // float:
    double[] by = {0.5, 0.25, -0.25, 0.75, 1.0, -0.5};
    double[] innovation = {0.5, -0.25}; // float: unchanged
    LocalProblems problems = new LocalProblems(3, 1, 2, 1, by, new double[2], new double[6], by, 2, 3, by, innovation,
        false, 2.0, 1.0, 1.0, 100.0);
    TargetLists lists = new TargetLists(0, 2, new int[] {0, 2, 3}, new int[] {0, 1, 1},
        new double[] {1.0, 0.5, 0.25}); // float: unchanged
    on(LocalAnalysis.class, LocalAnalysis::new, "analyse", problems, lists, array("status", 2).holding(new int[2]),
        array("condition", 2).holding(new double[2])); // float: unchanged
  }

  private void cholesky() {
    on(Cholesky.class, Cholesky::new, "factor", size("n", N), definite("A"));
    call(Cholesky.class, "inPlace", size("n", N), outMatrix("A", N, N).holding(definite));
    for (String solve : new String[] {"solve", "solveLower", "solveLowerTransposed"}) {
      on(Cholesky.class, this::factored, solve, size("nrhs", NRHS), outMatrix("B", N, NRHS));
    }
    on(Cholesky.class, this::factored, "lower", outMatrix("L", N, N));
    on(Cholesky.class, this::factored, "reconstruct", outMatrix("A", N, N));
    on(Cholesky.class, this::factored, "quality", definite("A"));
    call(Cholesky.class, "accepted", number("n", 3, x -> true), number("pivot", 1.0, x -> true),
        number("diagonal", 1.0, x -> true));
    call(Triangular.class, "solve", true, false, size("n", N), size("nrhs", NRHS), definite("T"), outMatrix("B", N,
        NRHS));
  }

  private Cholesky factored() {
    return new Cholesky().factor(N, definite, 0, N);
  }

  private void eigen() {
    on(SymmetricEigen.class, SymmetricEigen::new, "factor", size("n", N), definite("A"));
    call(SymmetricEigen.class, "decompose", size("n", N), definite("A"), outVector("values", N),
        outMatrix("vectors", N, N));
    on(SymmetricEigen.class, this::decomposed, "value", index("", 2, N));
    on(SymmetricEigen.class, this::decomposed, "values", outVector("values", N));
    on(SymmetricEigen.class, this::decomposed, "vectors", outMatrix("vectors", N, N));
    on(SymmetricEigen.class, this::decomposed, "function", vector("f", N), outMatrix("result", N, N));
    on(SymmetricEigen.class, this::decomposed, "solve", size("nrhs", NRHS), outMatrix("B", N, NRHS));
    on(SymmetricEigen.class, this::decomposed, "reconstruct", outMatrix("result", N, N));
    on(SymmetricEigen.class, this::decomposed, "quality", definite("A"));
  }

  private SymmetricEigen decomposed() {
    return new SymmetricEigen().factor(N, definite, 0, N);
  }

  private void rectangular() {
    on(HouseholderQr.class, HouseholderQr::new, "factor", size("m", ROWS), size("n", N), matrix("A", ROWS, N));
    on(HouseholderQr.class, this::qr, "upper", outMatrix("R", N, N));
    on(HouseholderQr.class, this::qr, "orthogonal", outMatrix("Q", ROWS, N));
    on(HouseholderQr.class, this::qr, "apply", true, size("columns", NRHS), outMatrix("X", ROWS, NRHS));
    on(HouseholderQr.class, this::qr, "solve", size("nrhs", NRHS), outMatrix("B", ROWS, NRHS));
    on(HouseholderQr.class, this::qr, "reconstruct", outMatrix("A", ROWS, N));
    on(HouseholderQr.class, this::qr, "quality", matrix("A", ROWS, N));
    on(JacobiSvd.class, JacobiSvd::new, "factor", size("m", ROWS), size("n", N), matrix("A", ROWS, N));
    on(JacobiSvd.class, this::svd, "values", outVector("values", N));
    on(JacobiSvd.class, this::svd, "value", index("", 2, N));
    on(JacobiSvd.class, this::svd, "left", outMatrix("U", ROWS, N));
    on(JacobiSvd.class, this::svd, "rightTransposed", outMatrix("V", N, N));
    on(JacobiSvd.class, this::svd, "solve", size("nrhs", NRHS), matrix("B", ROWS, NRHS), outMatrix("X", N, NRHS));
    on(JacobiSvd.class, this::svd, "reconstruct", outMatrix("A", ROWS, N));
    on(JacobiSvd.class, this::svd, "quality", matrix("A", ROWS, N));
  }

  private HouseholderQr qr() {
    return new HouseholderQr().factor(ROWS, N, tall, 0, N);
  }

  private JacobiSvd svd() {
    return new JacobiSvd().factor(ROWS, N, tall, 0, N);
  }

  private void root() {
    on(SymmetricRoot.class, SymmetricRoot::new, "factor", size("n", N), definite("A"));
    on(SymmetricRoot.class, this::rooted, "squareRoot", outMatrix("result", N, N));
    on(SymmetricRoot.class, this::rooted, "inverseSquareRoot", outMatrix("result", N, N));
    on(SymmetricRoot.class, this::rooted, "solve", size("nrhs", NRHS), outMatrix("B", N, NRHS));
    on(SymmetricRoot.class, this::rooted, "reconstruct", outMatrix("A", N, N));
    on(SymmetricRoot.class, this::rooted, "quality", definite("A"));
  }

  private SymmetricRoot rooted() {
    return new SymmetricRoot().factor(N, definite, 0, N);
  }

  private void batchCholesky() {
    on(BatchCholesky.class, BatchCholesky::new, "factor", size("n", N), size("lanes", LANES), block("A"));
    on(BatchCholesky.class, BatchCholesky::new, "factor", size("n", N), size("lanes", LANES), block("A"), workers);
    on(BatchCholesky.class, this::batchFactored, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES));
    on(BatchCholesky.class, this::batchFactored, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES),
        workers);
    on(BatchCholesky.class, this::batchFactored, "lower", outVector("L", N * N * LANES));
    on(BatchCholesky.class, this::batchFactored, "reconstruct", outVector("A", N * N * LANES));
    on(BatchCholesky.class, this::batchFactored, "quality", block("A"), index("", 2, LANES));
    int terms = 6;
    call(BatchGram.class, "gram", size("n", N), size("terms", terms), size("lanes", LANES),
        vector("A", terms * N * LANES), number("beta", 0.5, x -> true), outVector("C", N * N * LANES));
    call(BatchGram.class, "gram", size("n", N), size("terms", terms), size("lanes", LANES),
        vector("A", terms * N * LANES), number("beta", 0.5, x -> true), outVector("C", N * N * LANES), workers);
  }

  private BatchCholesky batchFactored() {
    return new BatchCholesky().factor(N, LANES, block, 0);
  }

  private void batchEigen() {
    on(BatchEigen.class, BatchEigen::new, "factor", size("n", N), size("lanes", LANES), block("A"));
    on(BatchEigen.class, BatchEigen::new, "factor", size("n", N), size("lanes", LANES), block("A"), workers);
    on(BatchEigen.class, this::batchDecomposed, "value", index("", 2, N), index("", 3, LANES));
    on(BatchEigen.class, this::batchDecomposed, "negligible", index("", 3, LANES));
    on(BatchEigen.class, this::batchDecomposed, "values", outVector("values", N * LANES));
    on(BatchEigen.class, this::batchDecomposed, "vectors", outVector("vectors", N * N * LANES));
    on(BatchEigen.class, this::batchDecomposed, "function", vector("f", N * LANES), outVector("result", N * N * LANES));
    on(BatchEigen.class, this::batchDecomposed, "function", vector("f", N * LANES), outVector("result", N * N * LANES),
        workers);
    on(BatchEigen.class, this::batchDecomposed, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES));
    on(BatchEigen.class, this::batchDecomposed, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES), workers);
    on(BatchEigen.class, this::batchDecomposed, "reconstruct", outVector("result", N * N * LANES));
    on(BatchEigen.class, this::batchDecomposed, "quality", block("A"), index("", 3, LANES));
  }

  private BatchEigen batchDecomposed() {
    return new BatchEigen().factor(N, LANES, block, 0);
  }

  private void batchRational() {
    on(BatchRational.class, BatchRational::new, "factor", size("n", N), size("lanes", LANES), block("A"),
        number("c", 1.5, x -> x > 0.0 && x <= Double.MAX_VALUE && x >= Double.MIN_NORMAL));
    on(BatchRational.class, BatchRational::new, "attempt", size("n", N), size("lanes", LANES), block("A"),
        number("c", 1.5, x -> x > 0.0 && x <= Double.MAX_VALUE && x >= Double.MIN_NORMAL));
    on(BatchRational.class, this::reduced, "rotate", size("vectors", NRHS), outVector("X", NRHS * N * LANES));
    on(BatchRational.class, this::reduced, "rotateBack", size("vectors", NRHS), outVector("X", NRHS * N * LANES));
    for (String function : new String[] {"inverseRoot", "inverse", "dividedDifference"}) {
      on(BatchRational.class, this::reduced, function, size("vectors", NRHS), vector("X", NRHS * N * LANES),
          outVector("Y", NRHS * N * LANES));
    }
    on(BatchRational.class, this::reduced, "matrix", outVector("result", N * N * LANES));
    on(BatchRational.class, this::reduced, "tridiagonal", outVector("T", N * LANES), outVector("E", N * LANES));
    on(BatchRational.class, this::reduced, "reduced", index("", 3, LANES));
    on(BatchRational.class, this::reduced, "bound", index("", 3, LANES));
    on(BatchRational.class, this::reduced, "largest", index("", 3, LANES));
  }

  private BatchRational reduced() {
    return new BatchRational().factor(N, LANES, block, 0, 1.5);
  }

  private void batchRoot() {
    on(BatchRoot.class, BatchRoot::new, "factor", size("n", N), size("lanes", LANES), block("A"));
    on(BatchRoot.class, BatchRoot::new, "factor", size("n", N), size("lanes", LANES), block("A"), workers);
    for (String root : new String[] {"squareRoot", "inverseSquareRoot"}) {
      on(BatchRoot.class, this::batchRooted, root, outVector("result", N * N * LANES));
      on(BatchRoot.class, this::batchRooted, root, outVector("result", N * N * LANES), workers);
    }
    on(BatchRoot.class, this::batchRooted, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES));
    on(BatchRoot.class, this::batchRooted, "solve", size("nrhs", NRHS), outVector("B", N * NRHS * LANES), workers);
    on(BatchRoot.class, this::batchRooted, "reconstruct", outVector("A", N * N * LANES));
    on(BatchRoot.class, this::batchRooted, "quality", block("A"), index("", 3, LANES));
  }

  private BatchRoot batchRooted() {
    return new BatchRoot().factor(N, LANES, block, 0);
  }

  private void views() {
    DMatrixRMaj matrix = new DMatrixRMaj(ROWS, N);
    call(EjmlViews.class, "dense", array("matrix", ROWS * N), size("rows", ROWS), size("columns", N));
    call(EjmlViews.class, "view", matrix);
    call(EjmlViews.class, "matrix", matrix);
    call(EjmlViews.class, "view", matrix, number("", 2, x -> x >= 0.0 && x <= ROWS - 3),
        number("", 1, x -> x >= 0.0 && x <= N - 2), size("", 3), size("", 2));
  }

  private Matrix view(int rows, int columns) {
    return Matrix.of((double[]) numbers(new Random(rows), rows * columns), rows, columns);
  }

  private void factorsOfViews() {
    Matrix a = Matrix.of(definite, N, N);
    on(Cholesky.class, Cholesky::new, "factor", a);
    call(Cholesky.class, "inPlace", Matrix.of(definite.clone(), N, N));
    for (String solve : new String[] {"solve", "solveLower", "solveLowerTransposed"}) {
      on(Cholesky.class, this::factored, solve, view(N, NRHS));
    }
    on(Cholesky.class, this::factored, "lower", view(N, N));
    call(Triangular.class, "solve", true, false, a, view(N, NRHS));
    on(SymmetricEigen.class, SymmetricEigen::new, "factor", a);
    on(SymmetricEigen.class, this::decomposed, "vectors", view(N, N));
    on(SymmetricEigen.class, this::decomposed, "solve", view(N, NRHS));
    on(SymmetricRoot.class, SymmetricRoot::new, "factor", a);
    on(SymmetricRoot.class, this::rooted, "squareRoot", view(N, N));
    on(SymmetricRoot.class, this::rooted, "inverseSquareRoot", view(N, N));
    on(SymmetricRoot.class, this::rooted, "solve", view(N, NRHS));
    on(HouseholderQr.class, HouseholderQr::new, "factor", view(ROWS, N));
    on(HouseholderQr.class, this::qr, "upper", view(N, N));
    on(HouseholderQr.class, this::qr, "orthogonal", view(ROWS, N));
    on(HouseholderQr.class, this::qr, "apply", true, view(ROWS, NRHS));
    on(HouseholderQr.class, this::qr, "solve", view(ROWS, NRHS));
    on(JacobiSvd.class, JacobiSvd::new, "factor", view(ROWS, N));
    on(JacobiSvd.class, this::svd, "left", view(ROWS, N));
    on(JacobiSvd.class, this::svd, "rightTransposed", view(N, N));
    on(JacobiSvd.class, this::svd, "solve", view(ROWS, NRHS), view(N, NRHS));
  }
}
