// Master of FloatReduceVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import java.util.Arrays;
import org.isobit.kernels.reduce.LaneReduce;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.verify.Inputs;

/** Reductions: nothing, fewer elements than partials, more, many chunks; huge and tiny ones, infinities and NaN. */
public final class ReduceVectors implements KernelVectors {

  private static final double HUGE = 0x1p1000; // float: private static final float HUGE = 0x1p126f;
  private static final double TINY = 0x1p-1060; // float: private static final float TINY = 0x1p-140f;
  private static final double LARGEST = Double.MAX_VALUE;
  /** Elements of several terms a partial; of 4, 11 and 13 chunks, which are joined in ways that differ. */
  private static final int[] LENGTHS = {1000, 3 * 4096 + 5, 10 * 4096 + 77, 13 * 4096};
  private static final int PARTIALS = 32; // float: private static final int PARTIALS = 64;
  private static final double MEAN = 0.1875;

  /** Made by the service loader. */
  public ReduceVectors() {}

  @Override
  public void write(VectorText out) {
    for (String kernel : new String[] {"sum.double", "dot.double", "weightedDot.double", "norm1.double", "norm2.double",
        "maxAbs.double", "squaredDeviations.double"}) {
      int operands = kernel.startsWith("dot") ? 2 : kernel.startsWith("weighted") ? 3 : 1;
      for (int n : new int[] {0, 3, 37, 70}) {
        out.kernel(kernel);
        double[][] x = new double[3][];
        for (int i = 0; i < operands; i++) {
          x[i] = new Inputs(10L * n + i).doubles(n);
          out.in("xyw".substring(i, i + 1), x[i]);
        }
        reduce(out, kernel, x);
      }
      for (int n : LENGTHS) {
        out.kernel(kernel);
        double[][] x = new double[3][];
        for (int i = 0; i < operands; i++) {
          x[i] = out.randomDoubles("xyw".substring(i, i + 1), 20 + i, n);
        }
        reduce(out, kernel, x);
      }
    }
    for (double factor : new double[] {HUGE, TINY}) {
      double[] x = new Inputs(30).doubles(5);
      for (int i = 0; i < x.length; i++) {
        x[i] *= factor;
      }
      one(out, "norm2.double", x);
    }
    for (int seed : new int[] {5002, 5407}) {
      out.kernel("norm2.double");
      double[] x = out.randomDoubles("x", seed, seed == 5002 ? 500 : 100);
      reduce(out, "norm2.double", new double[][] {x});
    }
    for (int seed = 41; seed < 45; seed++) {
      twoTerms(out, "norm2.double", seed, 0.0);
      twoTerms(out, "squaredDeviations.double", seed, MEAN);
    }
    double infinity = Double.POSITIVE_INFINITY;
    double[][] special = {{0.0, -0.0}, {1.0, Double.NaN, 3.0, -0.0}, {-infinity, 2.0}, {infinity, Double.NaN, 1.0},
        {LARGEST, 1.0, Double.MIN_NORMAL}, {LARGEST, -LARGEST}};
    for (double[] x : special) {
      one(out, "maxAbs.double", x);
      one(out, "norm2.double", x);
    }
    lanes(out);
  }

  /** All terms vanish but two of the same partial, so that the rounding of a product decides half of the sums. */
  private static void twoTerms(VectorText out, String kernel, long seed, double nothing) {
    double[] x = new double[PARTIALS + 1];
    Arrays.fill(x, nothing);
    Inputs inputs = new Inputs(seed);
    x[0] = inputs.nextDouble();
    x[PARTIALS] = inputs.nextDouble();
    one(out, kernel, x);
  }

  private static void one(VectorText out, String kernel, double[] x) {
    out.kernel(kernel).in("x", x);
    reduce(out, kernel, new double[][] {x});
  }

  private static void reduce(VectorText out, String kernel, double[][] x) {
    int n = x[0].length;
    String name = kernel.substring(0, kernel.indexOf('.'));
    if (name.equals("squaredDeviations")) {
      out.in("mean", MEAN);
    }
    out.out("result", switch (name) {
      case "sum" -> Reduce.sum(n, x[0], 0);
      case "dot" -> Reduce.dot(n, x[0], 0, x[1], 0);
      case "weightedDot" -> Reduce.weightedDot(n, x[2], 0, x[0], 0, x[1], 0);
      case "norm1" -> Reduce.norm1(n, x[0], 0);
      case "norm2" -> Reduce.norm2(n, x[0], 0);
      case "maxAbs" -> Reduce.maxAbs(n, x[0], 0);
      default -> Reduce.squaredDeviations(n, x[0], 0, MEAN);
    });
  }

  private static void lanes(VectorText out) {
    int rows = 5;
    int n = 3;
    Inputs inputs = new Inputs(40);
    double[] x = inputs.doubles(rows * n);
    double[] y = inputs.doubles(rows * n);
    double[] mean = inputs.doubles(n);
    double[] s = new double[n];
    out.kernel("laneSum.double").in("rows", rows).in("n", n).in("x", x);
    LaneReduce.sum(rows, n, x, 0, n, s, 0);
    out.out("s", s);
    out.kernel("laneMean.double").in("rows", rows).in("n", n).in("x", x);
    LaneReduce.mean(rows, n, x, 0, n, s, 0);
    out.out("s", s);
    out.kernel("laneDot.double").in("rows", rows).in("n", n).in("x", x).in("y", y);
    LaneReduce.dot(rows, n, x, 0, n, y, 0, n, s, 0);
    out.out("s", s);
    out.kernel("laneSquaredDeviations.double").in("rows", rows).in("n", n).in("x", x).in("mean", mean);
    LaneReduce.squaredDeviations(rows, n, x, 0, n, mean, 0, s, 0);
    out.out("s", s);
  }
}
