// Master of FloatLstmGatesReference: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ActivationReference;

/** Scalar {@link LstmGates}: defines the bits. Thread-safe. */
public sealed class LstmGatesReference permits LstmGatesSimd {

  LstmGatesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static LstmGatesReference of(Backend backend) {
    return backend.isSimd() ? new LstmGatesSimd() : new LstmGatesReference();
  }

  /**
   * {@link LstmGates#forward}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: Z, replaced by i, f, g, o
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param c           array, rows × n: C
   * @param cOffset     index of its first element
   * @param ldC         its leading dimension
   * @param next        array, rows × n: takes C'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   * @param h           array, rows × n: takes H'
   * @param hOffset     index of its first element
   * @param ldH         its leading dimension
   */
  public void forward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] h, int hOffset, int ldH) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int hAt = hOffset + row * ldH;
      for (int j = 0; j < n; j++) {
        double i = sigmoid(gates[gatesAt + j]);
        double f = sigmoid(gates[gatesAt + n + j]);
        double g = tanh(gates[gatesAt + 2 * n + j]);
        double o = sigmoid(gates[gatesAt + 3 * n + j]);
        gates[gatesAt + j] = i;
        gates[gatesAt + n + j] = f;
        gates[gatesAt + 2 * n + j] = g;
        gates[gatesAt + 3 * n + j] = o;
        double state = Math.fma(f, c[cAt + j], i * g);
        next[nextAt + j] = state;
        h[hAt + j] = o * tanh(state);
      }
    }
  }

  /**
   * {@link LstmGates#backward}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: i, f, g, o as the forward pass left them
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param c           array, rows × n: C
   * @param cOffset     index of its first element
   * @param ldC         its leading dimension
   * @param next        array, rows × n: C'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   * @param dh          array, rows × n: gradient by H'
   * @param dhOffset    index of its first element
   * @param ldDh        its leading dimension
   * @param dc          array, rows × n: gradient by C' from elsewhere, replaced by that by C
   * @param dcOffset    index of its first element
   * @param ldDc        its leading dimension
   * @param dz          array, rows × 4n: takes the gradient by Z
   * @param dzOffset    index of its first element
   * @param ldDz        its leading dimension
   */
  public void backward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] dh, int dhOffset, int ldDh, double[] dc, int dcOffset,
      int ldDc, double[] dz, int dzOffset, int ldDz) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int dhAt = dhOffset + row * ldDh;
      int dcAt = dcOffset + row * ldDc;
      int dzAt = dzOffset + row * ldDz;
      for (int j = 0; j < n; j++) {
        double i = gates[gatesAt + j];
        double f = gates[gatesAt + n + j];
        double g = gates[gatesAt + 2 * n + j];
        double o = gates[gatesAt + 3 * n + j];
        double t = tanh(next[nextAt + j]);
        double d = Math.fma(dh[dhAt + j] * o, Math.fma(-t, t, 1.0), dc[dcAt + j]);
        dz[dzAt + j] = (d * g) * Math.fma(-i, i, i);
        dz[dzAt + n + j] = (d * c[cAt + j]) * Math.fma(-f, f, f);
        dz[dzAt + 2 * n + j] = (d * i) * Math.fma(-g, g, 1.0);
        dz[dzAt + 3 * n + j] = (dh[dhAt + j] * t) * Math.fma(-o, o, o);
        dc[dcAt + j] = d * f;
      }
    }
  }

  /**
   * {@link LstmGates#tangent}.
   *
   * @param rows        rows: samples
   * @param n           columns of a state
   * @param gates       array, rows × 4n: i, f, g, o as the forward pass left them
   * @param gatesOffset index of its first element
   * @param ldGates     its leading dimension
   * @param c           array, rows × n: C
   * @param cOffset     index of its first element
   * @param ldC         its leading dimension
   * @param next        array, rows × n: C'
   * @param nextOffset  index of its first element
   * @param ldNext      its leading dimension
   * @param dz          array, rows × 4n: what Z changes by
   * @param dzOffset    index of its first element
   * @param ldDz        its leading dimension
   * @param dc          array, rows × n: what C changes by, replaced by what C' changes by
   * @param dcOffset    index of its first element
   * @param ldDc        its leading dimension
   * @param dh          array, rows × n: takes what H' changes by
   * @param dhOffset    index of its first element
   * @param ldDh        its leading dimension
   */
  public void tangent(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] dz, int dzOffset, int ldDz, double[] dc, int dcOffset,
      int ldDc, double[] dh, int dhOffset, int ldDh) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int dzAt = dzOffset + row * ldDz;
      int dcAt = dcOffset + row * ldDc;
      int dhAt = dhOffset + row * ldDh;
      for (int j = 0; j < n; j++) {
        double i = gates[gatesAt + j];
        double f = gates[gatesAt + n + j];
        double g = gates[gatesAt + 2 * n + j];
        double o = gates[gatesAt + 3 * n + j];
        double di = dz[dzAt + j] * Math.fma(-i, i, i);
        double df = dz[dzAt + n + j] * Math.fma(-f, f, f);
        double dg = dz[dzAt + 2 * n + j] * Math.fma(-g, g, 1.0);
        double dout = dz[dzAt + 3 * n + j] * Math.fma(-o, o, o);
        double d = Math.fma(f, dc[dcAt + j], Math.fma(df, c[cAt + j], Math.fma(i, dg, di * g)));
        double t = tanh(next[nextAt + j]);
        dc[dcAt + j] = d;
        dh[dhAt + j] = Math.fma(dout, t, (o * d) * Math.fma(-t, t, 1.0));
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
