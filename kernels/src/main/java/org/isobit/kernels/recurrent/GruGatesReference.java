// Master of FloatGruGatesReference: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ActivationReference;

/** Scalar {@link GruGates}: defines the bits. Thread-safe. */
public sealed class GruGatesReference permits GruGatesSimd {

  GruGatesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static GruGatesReference of(Backend backend) {
    return backend.isSimd() ? new GruGatesSimd() : new GruGatesReference();
  }

  /**
   * {@link GruGates#forward}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: r, z, a and u before activation; r, z, n replace the first three, u stays
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param h           array, rows × n: H
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   * @param next        array, rows × n: takes H'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   */
  public void forward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] next, int nextOffset, int ldNext) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int nextAt = nextOffset + row * ldNext;
      for (int j = 0; j < n; j++) {
        double r = sigmoid(gates[gatesAt + j]);
        double z = sigmoid(gates[gatesAt + n + j]);
        double candidate = tanh(Math.fma(r, gates[gatesAt + 3 * n + j], gates[gatesAt + 2 * n + j]));
        gates[gatesAt + j] = r;
        gates[gatesAt + n + j] = z;
        gates[gatesAt + 2 * n + j] = candidate;
        next[nextAt + j] = Math.fma(z, h[hAt + j] - candidate, candidate);
      }
    }
  }

  /**
   * {@link GruGates#backward}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: r, z, n, u as the forward pass left them
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param h           array, rows × n: H
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   * @param dnext       array, rows × n: gradient by H'
   * @param dnextOffset index of its first element
   * @param ldDnext     its leading dimension
   * @param dh          array, rows × n: takes the gradient by H, as far as it goes not through the gates
   * @param dhOffset    index of its first element
   * @param ldDh        its leading dimension
   * @param dz          array, rows × 4n: takes the gradient by the four of Z
   * @param dzOffset    index of its first element
   * @param ldDz        its leading dimension
   */
  public void backward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] dnext, int dnextOffset, int ldDnext, double[] dh, int dhOffset, int ldDh, double[] dz, int dzOffset,
      int ldDz) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int dnextAt = dnextOffset + row * ldDnext;
      int dhAt = dhOffset + row * ldDh;
      int dzAt = dzOffset + row * ldDz;
      for (int j = 0; j < n; j++) {
        double r = gates[gatesAt + j];
        double z = gates[gatesAt + n + j];
        double candidate = gates[gatesAt + 2 * n + j];
        double d = dnext[dnextAt + j];
        double s = Math.fma(-z, d, d) * Math.fma(-candidate, candidate, 1.0);
        dz[dzAt + j] = (s * gates[gatesAt + 3 * n + j]) * Math.fma(-r, r, r);
        dz[dzAt + n + j] = (d * (h[hAt + j] - candidate)) * Math.fma(-z, z, z);
        dz[dzAt + 2 * n + j] = s;
        dz[dzAt + 3 * n + j] = s * r;
        dh[dhAt + j] = d * z;
      }
    }
  }

  /**
   * {@link GruGates#tangent}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: r, z, n, u as the forward pass left them
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param h           array, rows × n: H
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   * @param dz          array, rows × 4n: what the four of Z change by
   * @param dzOffset    index of its first element
   * @param ldDz        its leading dimension
   * @param dh          array, rows × n: what H changes by
   * @param dhOffset    index of its first element
   * @param ldDh        its leading dimension
   * @param dnext       array, rows × n: takes what H' changes by
   * @param dnextOffset index of its first element
   * @param ldDnext     its leading dimension
   */
  public void tangent(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] dz, int dzOffset, int ldDz, double[] dh, int dhOffset, int ldDh, double[] dnext, int dnextOffset,
      int ldDnext) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int dzAt = dzOffset + row * ldDz;
      int dhAt = dhOffset + row * ldDh;
      int dnextAt = dnextOffset + row * ldDnext;
      for (int j = 0; j < n; j++) {
        double r = gates[gatesAt + j];
        double z = gates[gatesAt + n + j];
        double candidate = gates[gatesAt + 2 * n + j];
        double dr = dz[dzAt + j] * Math.fma(-r, r, r);
        double q = dz[dzAt + n + j] * Math.fma(-z, z, z);
        double s = Math.fma(r, dz[dzAt + 3 * n + j], Math.fma(dr, gates[gatesAt + 3 * n + j], dz[dzAt + 2 * n + j]));
        double dn = s * Math.fma(-candidate, candidate, 1.0);
        dnext[dnextAt + j] = Math.fma(z, dh[dhAt + j] - dn, Math.fma(q, h[hAt + j] - candidate, dn));
      }
    }
  }

  private static double tanh(double x) {
    return ActivationReference.tanh(x);
  }

  private static double sigmoid(double x) {
    return ActivationReference.sigmoid(x);
  }
}
