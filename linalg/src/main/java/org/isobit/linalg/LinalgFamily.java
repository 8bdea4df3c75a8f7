package org.isobit.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue entries of this module; operation counts are those of the leading order. */
public final class LinalgFamily implements KernelFamily {

  private final List<Kernel> kernels = new ArrayList<>();
  private String type;
  private int size;

  /** Made by the service loader. */
  public LinalgFamily() {}

  @Override
  public List<Kernel> kernels() {
    kernels.clear();
    for (String each : List.of("double", "float")) {
      type = each;
      size = each.equals("double") ? 8 : 4;
      single();
      batch();
      local();
    }
    return List.copyOf(kernels);
  }

  private void single() {
    List<String> n = List.of("n");
    add("cholesky", "cholesky", "A = L·Lᵀ", n, "n³/3", d -> cube(d[0]) / 3.0, "1.5n²", d -> 1.5 * square(d[0]));
    add("triangularSolve", "cholesky", "op(T)·X = B", List.of("n", "nrhs"), "n²·nrhs", d -> square(d[0]) * d[1],
        "n²/2 + 2n·nrhs", d -> square(d[0]) / 2.0 + 2.0 * d[0] * d[1]);
    add("eigen", "eigen", "A = V·Λ·Vᵀ, symmetric", n, "9n³", d -> 9.0 * cube(d[0]), "1.5n²", d -> 1.5 * square(d[0]));
    add("qr", "qr", "A = Q·R", List.of("m", "n"), "2mn² − 2n³/3", d -> 2.0 * d[0] * square(d[1]) - cube(d[1]) / 1.5,
        "2mn", d -> 2.0 * d[0] * d[1]);
    add("svd", "svd", "A = U·Σ·Vᵀ", List.of("m", "n"), "4mn² + 8n³", d -> 4.0 * d[0] * square(d[1]) + 8.0 * cube(d[1]),
        "2mn + n²", d -> 2.0 * d[0] * d[1] + square(d[1]));
    add("squareRoot", "sqrt", "A^½, symmetric", n, "11n³", d -> 11.0 * cube(d[0]), "1.5n²",
        d -> 1.5 * square(d[0]));
    add("inverseSquareRoot", "sqrt", "A^−½, symmetric", n, "11n³", d -> 11.0 * cube(d[0]), "1.5n²",
        d -> 1.5 * square(d[0]));
  }

  /** One problem a lane; the counts are those of all lanes. */
  private void batch() {
    List<String> n = List.of("n", "lanes");
    add("batchCholesky", "batch", "A = L·Lᵀ, one problem a lane", n, "n³/3·lanes", d -> cube(d[0]) / 3.0 * d[1],
        "1.5n²·lanes", d -> 1.5 * square(d[0]) * d[1]);
    add("batchEigen", "batch", "A = V·Λ·Vᵀ, one problem a lane", n, "9n³·lanes", d -> 9.0 * cube(d[0]) * d[1],
        "1.5n²·lanes", d -> 1.5 * square(d[0]) * d[1]);
    add("batchGram", "batch", "C = AᵀA + β·C, one problem a lane", List.of("n", "terms", "lanes"),
        "n(n+1)·terms·lanes", d -> (double) d[0] * (d[0] + 1) * d[1] * d[2], "(n·terms + n²)·lanes",
        d -> ((double) d[0] * d[1] + square(d[0])) * d[2]);
    add("batchSquareRoot", "batch", "A^½, one problem a lane", n, "11n³·lanes", d -> 11.0 * cube(d[0]) * d[1],
        "1.5n²·lanes", d -> 1.5 * square(d[0]) * d[1]);
    add("batchInverseSquareRoot", "batch", "A^−½, one problem a lane", n, "11n³·lanes",
        d -> 11.0 * cube(d[0]) * d[1], "1.5n²·lanes", d -> 1.5 * square(d[0]) * d[1]);
    add("batchRational", "batch", "(I + A/c)^−½·X and (I + A/c)^−1·X, one problem a lane",
        List.of("n", "vectors", "lanes"), "(4n³/3 + 4n²·vectors)·lanes",
        d -> (4.0 * cube(d[0]) / 3.0 + 4.0 * square(d[0]) * d[1]) * d[2], "(n²/2 + 2n·vectors)·lanes",
        d -> (square(d[0]) / 2.0 + 2.0 * d[0] * d[1]) * d[2]);
  }

  /** The ensemble is read and written once; observed anomalies stay in the caches. */
  private void local() {
    add("localAnalysis", "local", "analyses of an ensemble transform Kalman filter, one target a problem",
        List.of("rows", "observations", "vectors", "targets"),
        "(rows²·observations + 4rows³/3 + 4rows²·vectors)·targets",
        d -> (square(d[0]) * (d[1] + 4.0 * d[2]) + 4.0 * cube(d[0]) / 3.0) * d[3], "2rows·vectors·targets",
        d -> 2.0 * d[0] * d[2] * d[3]);
  }

  /** Bytes are given in elements. */
  private void add(String name, String family, String summary, List<String> dimensions, String flops,
      ToDoubleFunction<long[]> flopCount, String elements, ToDoubleFunction<long[]> elementCount) {
    int bytes = size;
    kernels.add(Kernel.exact(name + "." + type, family, summary, dimensions, new Formula(flops, flopCount),
        new Formula(size + "(" + elements + ")", d -> bytes * elementCount.applyAsDouble(d))));
  }

  private static double square(long n) {
    return (double) n * n;
  }

  private static double cube(long n) {
    return (double) n * n * n;
  }
}
