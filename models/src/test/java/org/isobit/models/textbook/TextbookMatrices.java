package org.isobit.models.textbook;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Products and functions of small matrices, rows of numbers; decompositions are EJML's. */
public final class TextbookMatrices {

  private TextbookMatrices() {}

  public static double[][] times(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b.length == 0 ? 0 : b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[k].length; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  public static double[] times(double[][] a, double[] x) {
    double[] y = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < x.length; k++) {
        y[i] += a[i][k] * x[k];
      }
    }
    return y;
  }

  public static double[][] transposed(double[][] a, int columns) {
    double[][] t = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  public static double[][] scaled(double[][] a, double factor) {
    double[][] b = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      b[i] = java.util.Arrays.stream(a[i]).map(v -> v * factor).toArray();
    }
    return b;
  }

  public static double[][] identity(int n) {
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 1;
    }
    return a;
  }

  /** Eigenvalues and eigenvectors of a symmetric matrix. */
  public record Spectrum(double[] values, double[][] vectors) {

    public static Spectrum of(double[][] b) {
      int n = b.length;
      DMatrixRMaj a = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a.set(i, j, 0.5 * (b[i][j] + b[j][i]));
        }
      }
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
      if (!eigen.decompose(a)) {
        throw new IllegalStateException("no convergence");
      }
      double[] values = new double[n];
      double[][] vectors = new double[n][];
      for (int i = 0; i < n; i++) {
        values[i] = eigen.getEigenvalue(i).getReal();
        vectors[i] = eigen.getEigenVector(i).getData().clone();
      }
      return new Spectrum(values, vectors);
    }

    /** V·λ^power·Vᵀ. */
    public double[][] power(double power) {
      int n = values.length;
      double[][] sum = new double[n][n];
      for (int e = 0; e < n; e++) {
        double f = Math.pow(values[e], power);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            sum[i][j] += f * vectors[e][i] * vectors[e][j];
          }
        }
      }
      return sum;
    }
  }

  /** L⁻¹ of R = L·Lᵀ (Cholesky). */
  static double[][] inverseFactor(double[][] r) {
    int n = r.length;
    double[][] l = new double[n][n];
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = r[i][j];
        for (int k = 0; k < j; k++) {
          s -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
      }
      for (int j = 0; j <= i; j++) {
        double s = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          s -= l[i][k] * inverse[k][j];
        }
        inverse[i][j] = s / l[i][i];
      }
    }
    return inverse;
  }
}
