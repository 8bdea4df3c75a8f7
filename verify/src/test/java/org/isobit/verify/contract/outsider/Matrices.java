// Master of FloatMatrices: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Linear algebra" of the document on the test vectors' inputs. Thread-safe. */
final class Matrices {

  private static final Poles POLES = new Poles();

  private Matrices() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "cholesky" -> cholesky((int) v.integer("n"), v, output);
      case "triangularSolve" -> triangular((int) v.integer("n"), v, output);
      case "eigen", "squareRoot", "inverseSquareRoot" ->
          symmetric(kernel, lower(v.doubles("a"), 1, 0), v.has("b") ? v.doubles("b") : null, output);
      case "qr", "svd" -> rectangular(kernel, v, output);
      case "batchRational" -> rational(v, output);
      case "batchGram" -> batchGram(v);
      case "batchCholesky", "batchEigen", "batchSquareRoot", "batchInverseSquareRoot" -> batch(kernel, v, output);
      default -> null;
    };
  }

  /** The lower triangle of a problem of a block of square matrices. */
  private static double[][] lower(double[] a, int lanes, int lane) {
    int n = 0;
    while (n * n * lanes < a.length) {
      n++;
    }
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        lower[i][j] = a[(i * n + j) * lanes + lane];
      }
    }
    return lower;
  }

  private static double[][] rows(double[] a, int columns) {
    double[][] rows = new double[columns == 0 ? 0 : a.length / columns][columns];
    for (int i = 0; i < a.length; i++) {
      rows[i / columns][i % columns] = a[i];
    }
    return rows;
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length == 0 ? 0 : rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return flat;
  }

  private static double[] column(double[] b, int columns, int c) {
    double[] column = new double[b.length / columns];
    for (int i = 0; i < column.length; i++) {
      column[i] = b[i * columns + c];
    }
    return column;
  }

  private static double[] cholesky(int n, TestVector v, String output) {
    Factors.LowerFactor factor = new Factors.LowerFactor(lower(v.doubles("a"), 1, 0));
    if (factor.refused >= 0) {
      return refusal(output, factor.refused, factor.value);
    }
    if (output.equals("l")) {
      return flat(factor.l);
    }
    int nrhs = (int) v.integer("nrhs");
    double[] x = new double[n * nrhs];
    for (int c = 0; c < nrhs; c++) {
      put(factor.solve(column(v.doubles("b"), nrhs, c)), x, nrhs, c);
    }
    return x;
  }

  /** What is said of a matrix that is refused. */
  private static double[] refusal(String output, int index, double value) {
    return new double[] {output.equals("index") ? index : value};
  }

  private static void put(double[] column, double[] x, int columns, int c) {
    for (int i = 0; i < column.length; i++) {
      x[i * columns + c] = column[i];
    }
  }

  private static double[] triangular(int n, TestVector v, String output) {
    int nrhs = (int) v.integer("nrhs");
    double[][] t = rows(v.doubles("t"), n);
    boolean transposed = v.word("transposed").equals("true");
    if (transposed) {
      t = Factors.transposed(t, n);
    }
    int singular = Factors.singular(t);
    if (singular >= 0) {
      return refusal(output, singular, t[singular][singular]);
    }
    double[] x = new double[n * nrhs];
    for (int c = 0; c < nrhs; c++) {
      double[] b = column(v.doubles("b"), nrhs, c);
      put(v.word("lower").equals("true") != transposed ? Factors.forward(t, b) : Factors.backward(n, t, b), x, nrhs, c);
    }
    return x;
  }

  private static double[] symmetric(String kernel, double[][] lower, double[] b, String output) {
    Eigen eigen = new Eigen(lower);
    boolean inverse = kernel.toLowerCase(java.util.Locale.ROOT).endsWith("inversesquareroot");
    int refused = eigen.refused(inverse);
    return switch (output) {
      case "index", "value" -> refusal(output, refused, eigen.values[refused]);
      case "values" -> eigen.values;
      case "vectors" -> flat(eigen.vectors);
      case "product" -> eigen.function(eigen.values);
      case "x" -> eigen.solve(b);
      default -> inverse ? eigen.inverseSquareRoot() : eigen.squareRoot();
    };
  }

  private static double[] rectangular(String kernel, TestVector v, String output) {
    int n = (int) v.integer("n");
    double[][] a = rows(v.doubles("a"), n);
    if (kernel.equals("qr")) {
      Factors.Qr qr = new Factors.Qr(a, n);
      return switch (output) {
        case "r" -> flat(qr.r);
        case "q" -> flat(qr.orthogonal());
        case "index", "value" -> refusal(output, qr.dependent(), qr.r[qr.dependent()][qr.dependent()]);
        default -> {
          // Below the solution stands what is left of b.
          double[][] b = rows(v.doubles("b"), 1);
          qr.apply(true, b, 1);
          double[] x = flat(b);
          double[] solution = qr.solve(v.doubles("b"));
          System.arraycopy(solution, 0, x, 0, solution.length);
          yield x;
        }
      };
    }
    SingularValues svd = new SingularValues(a, n);
    return switch (output) {
      case "values" -> svd.values;
      case "u" -> flat(svd.u);
      case "vTransposed" -> flat(svd.transposedV);
      case "rank" -> new double[] {svd.rank()};
      default -> svd.solve(v.doubles("b"));
    };
  }

  private static double[] rational(TestVector v, String output) {
    RationalFunctions f = new RationalFunctions(lower(v.doubles("a"), 1, 0), v.doubles("c")[0], POLES);
    if (output.equals("refused")) {
      return new double[] {f.refusal == null ? 0.0 : 1.0};
    }
    double[] rotated = f.refusal == null ? f.rotate(v.doubles("x")) : null;
    return switch (output) {
      case "bound" -> new double[] {f.bound};
      case "largest" -> new double[] {f.largest()};
      case "rotated" -> rotated;
      case "turned" -> f.rotateBack(v.doubles("x"));
      case "inverseRoot" -> f.inverseRoot(rotated);
      case "dividedDifference" -> f.dividedDifference(rotated);
      case "inverse" -> f.inverse(rotated);
      case "rotatedBack" -> f.rotateBack(f.inverse(rotated));
      default -> f.matrix();
    };
  }

  private static double[] batchGram(TestVector v) {
    int n = (int) v.integer("n");
    int lanes = (int) v.integer("lanes");
    int terms = (int) v.integer("terms");
    double[] result = new double[n * n * lanes];
    for (int b = 0; b < lanes; b++) {
      double[] c = Sums.product(true, false, n, n, terms, 1.0, column(v.doubles("a"), lanes, b),
          column(v.doubles("a"), lanes, b), v.doubles("beta")[0], column(v.doubles("c"), lanes, b), true);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          result[(i * n + j) * lanes + b] = c[i * n + j];
          result[(j * n + i) * lanes + b] = c[i * n + j];
        }
      }
    }
    return result;
  }

  private static double[] batch(String kernel, TestVector v, String output) {
    int n = (int) v.integer("n");
    int lanes = (int) v.integer("lanes");
    double[] a = v.doubles("a");
    double[] result = new double[output.equals("values") || output.equals("x") ? n * lanes : a.length];
    for (int b = 0; b < lanes; b++) {
      double[][] lower = lower(a, lanes, b);
      double[] one;
      if (kernel.equals("batchCholesky")) {
        Factors.LowerFactor factor = new Factors.LowerFactor(lower);
        one = output.equals("l") ? flat(factor.l) : factor.solve(column(v.doubles("b"), lanes, b));
      } else {
        one = symmetric(kernel, lower, null, output);
      }
      put(one, result, lanes, b);
    }
    return result;
  }
}
