// Master of FloatProductCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.cublas.CublasException;
import org.isobit.gpu.cublas.CublasGemm;
import org.isobit.gpu.cublas.GemmBound;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;

/** Matrix products, one or a batch, and Gram matrices; class EXACT, against cuBLAS where its library is. */
final class ProductCase extends DeviceCase {

  private static final String TYPE = "double";

  /** Operations a byte below which memory decides on all current cards. */
  private static final double RIDGE = 8; // float: private static final double RIDGE = 16;

  /** Distance between A and B in the numbers they are taken from. */
  private static final int APART = 64;

  /** Operations of the processor's part of a comparison, about. */
  private static final double CHECKED_FLOPS = 1e9;

  private final boolean gram;
  private final boolean transB;
  private final int m;
  private final int n;
  private final int k;
  private final int count;
  private GemmCuda gemm;
  private CublasGemm cublas;
  private DeviceArray a;
  private DeviceArray b;
  private DeviceArray c;
  private double[] out;

  private ProductCase(DeviceWork work, boolean gram, boolean transB, int m, int n, int k, int count) {
    super(work);
    this.gram = gram;
    this.transB = transB;
    this.m = m;
    this.n = n;
    this.k = k;
    this.count = count;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    for (int n : sizes.squares()) {
      cases.add(gemm("square products", "C = A B", false, n, n, n));
    }
    for (int k : sizes.members()) {
      int columns = sizes.columns(k);
      cases.add(gemm("products of ensembles", "transform W A", false, k, columns, k));
      cases.add(gemm("products of ensembles", "cross A B'", true, k, k, columns));
      cases.add(gram("products of ensembles", "gram S S'", k, columns));
      cases.add(gram("products of ensembles", "gram S' S", sizes.observations(), k));
    }
    for (int n : sizes.batched()) {
      cases.add(batch(n, sizes.problems(n)));
    }
    return cases;
  }

  private static DeviceWork limited(DeviceWork work) {
    return work.limitedBy(work.flops() < RIDGE * work.bytes() ? Limit.MEMORY : Limit.ARITHMETIC);
  }

  private static ProductCase gemm(String group, String name, boolean transB, int m, int n, int k) {
    DeviceWork work = DeviceWork.of(group, name, TYPE, Limit.ARITHMETIC, "gemm", m, n, k);
    return new ProductCase(limited(work), false, transB, m, n, k, 1);
  }

  private static ProductCase gram(String group, String name, int n, int k) {
    DeviceWork work = DeviceWork.of(group, name, TYPE, Limit.ARITHMETIC, "gram", n, k);
    return new ProductCase(limited(work), true, true, n, n, k, 1);
  }

  private static ProductCase batch(int n, int problems) {
    double flops = 2.0 * n * n * n * problems;
    double bytes = 3.0 * Double.BYTES * n * n * problems;
    return new ProductCase(limited(new DeviceWork("batches of products", "C = A B", n + "x" + n + "x" + n + ", "
        + problems + " problems", TYPE, "gemm.double", Limit.ARITHMETIC, flops, bytes, 0)), false, false, n, n, n,
        problems);
  }

  private int lengthA() {
    return m * k * count;
  }

  private int lengthB() {
    return n * k * count;
  }

  @Override
  void prepare() {
    gemm = new GemmCuda(stream());
    a = own(device().doubles(lengthA()));
    c = own(device().doubles((long) m * n * count));
    if (!gram) {
      b = own(device().doubles(lengthB()));
    }
    out = host().doubleRoom(m * n * count);
    if (Card.cublas(device()) == null) {
      try {
        cublas = own(new CublasGemm(stream(), CublasGemm.Precision.DOUBLE));
        opponents().put("cuBLAS", this::opponent);
      } catch (CublasException e) {
        note("cuBLAS did not run: " + e.getMessage());
      }
    }
  }

  @Override
  void upload() {
    double[] x = host().doubles(Math.max(lengthA(), lengthB()) + APART);
    a.copyFrom(x, 0, 0, lengthA(), stream());
    if (!gram) {
      b.copyFrom(x, APART, 0, lengthB(), stream());
    }
  }

  @Override
  void run() {
    int ldb = transB ? k : n;
    if (gram) {
      gemm.gram(false, n, k, 1.0, a, 0, k, 0.0, c, 0, n);
    } else if (count == 1) {
      gemm.gemm(false, transB, m, n, k, 1.0, a, 0, k, b, 0, ldb, 0.0, c, 0, n);
    } else {
      gemm.gemmBatch(false, transB, m, n, k, 1.0, a, 0, k, (long) m * k, b, 0, ldb, (long) k * n, 0.0, c, 0, n,
          (long) m * n, count);
    }
  }

  /** The whole product, where the own one is a Gram matrix. */
  private void opponent() {
    DeviceArray other = gram ? a : b;
    int ldb = transB ? k : n;
    if (count == 1) {
      cublas.gemm(false, transB, m, n, k, 1.0, a, 0, k, other, 0, ldb, 0.0, c, 0, n);
    } else {
      cublas.gemmBatch(false, transB, m, n, k, 1.0, a, 0, k, (long) m * k, other, 0, ldb, (long) k * n, 0.0, c, 0, n,
          (long) m * n, count);
    }
  }

  @Override
  void download() {
    c.copyTo(0, out, 0, m * n * count, stream());
  }

  @Override
  long compare() {
    long compared = 0;
    for (int problem : count == 1 ? new int[] {0} : new int[] {0, count / 2, count - 1}) {
      int rows = rows();
      double[] expected = expected(problem, 0, rows);
      compared += Bits.same(expected, 0, out, problem * m * n, rows * n);
      if (rows < m) {
        expected = expected(problem, m - rows, rows);
        compared += Bits.same(expected, 0, out, (problem * m + m - rows) * n, rows * n);
      }
    }
    return compared;
  }

  /** Rows at the beginning and at the end that are compared: bits do not depend on the others. */
  private int rows() {
    return (int) Math.clamp(CHECKED_FLOPS / (2.0 * n * k), 1, m);
  }

  /** Rows of the processor's result. */
  private double[] expected(int problem, int first, int rows) {
    double[] x = host().doubles(Math.max(lengthA(), lengthB()) + APART);
    double[] expected = new double[rows * n];
    int offsetA = (problem * m + first) * k;
    if (gram) {
      Gemm.gemm(false, true, rows, n, k, 1.0, x, offsetA, k, x, 0, k, 0.0, expected, 0, n, Workers.shared());
    } else {
      Gemm.gemm(false, transB, rows, n, k, 1.0, x, offsetA, k, x, APART + problem * n * k, transB ? k : n, 0.0,
          expected, 0, n, Workers.shared());
    }
    return expected;
  }

  @Override
  String observe(String opponent) {
    int rows = Math.min(rows(), 64);
    double[] expected = expected(0, 0, rows);
    long equal = Bits.equal(expected, 0, out, 0, rows * n);
    double[] x = host().doubles(Math.max(lengthA(), lengthB()) + APART);
    GemmBound.Worst worst = GemmBound.worst( // float: GemmBound.Worst worst = GemmBound.worst(CublasGemm.Precision.FLOAT,
        false, transB, rows, n, k, 1.0, x, 0, k, x, gram ? 0 : APART, transB ? k : n, 0.0, null, out, 0, n);
    return String.format(Locale.ROOT,
        "%s gave the bits of the chain of fused multiply-adds in %d of %d elements looked at, "
        + "and its error there is %s", opponent, equal, rows * n, worst.within()
        ? String.format(Locale.ROOT, "at most %.2g of its bound", worst.ratio()) : "OUTSIDE OF ITS BOUND: " + worst);
  }
}
