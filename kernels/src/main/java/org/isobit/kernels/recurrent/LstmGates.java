// Master of FloatLstmGates: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * What an LSTM cell (Hochreiter and Schmidhuber 1997; with forget gate, Gers et al. 2000) does with its products, class
 * EXACT: Z = X·W + H·U + b is rows × 4n, its columns those of i, f, g, o. Element by element, with sigmoid and tanh of
 * {@link org.isobit.kernels.elementary.Elementary}; a pair of parentheses is one rounding, fma is one.
 * <ul>
 *   <li>Forward: i = sigmoid z_i, f = sigmoid z_f, g = tanh z_g, o = sigmoid z_o, which replace Z; c' = fma(f, c, i·g),
 *       h' = o·tanh c'.</li>
 *   <li>Backward: t = tanh c', D = fma(dh'·o, fma(−t, t, 1), dc'); dz_i = (D·g)·fma(−i, i, i),
 *       dz_f = (D·c)·fma(−f, f, f), dz_g = (D·i)·fma(−g, g, 1), dz_o = (dh'·t)·fma(−o, o, o); D·f replaces dc'.</li>
 *   <li>Tangent: di = dz_i·fma(−i, i, i), df = dz_f·fma(−f, f, f), dg = dz_g·fma(−g, g, 1), do = dz_o·fma(−o, o, o);
 *       dc' = fma(f, dc, fma(df, c, fma(i, dg, di·g))), which replaces dc; t = tanh c',
 *       dh' = fma(do, t, (o·dc')·fma(−t, t, 1)).</li>
 * </ul>
 *
 * <p>Matrices are row-major with leading dimensions; what is written shares no element with any other operand.
 * {@link IllegalArgumentException} otherwise, and for what does not fit, before anything is written. Threads share
 * rows. Thread-safe; nothing is allocated in the steady state.
 */
public final class LstmGates {

  static final LstmGatesReference KERNELS = LstmGatesReference.of(Backend.active());

  private LstmGates() {}

  /**
   * C' and H' from Z and C.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] h, long hOffset, int ldH) {
    forward(rows, n, gates, gatesOffset, ldGates, c, cOffset, ldC, next, nextOffset, ldNext, h, hOffset, ldH,
        Workers.serial());
  }

  /**
   * C' and H' from Z and C, by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] h, long hOffset, int ldH, Workers workers) {
    int four = RecurrentParts.four("lstm", rows, n);
    Checks.present("lstm", "workers", workers);
    int gatesAt = Checks.matrix("lstm", "gates", gates, gatesOffset, rows, four, ldGates);
    int cAt = Checks.matrix("lstm", "C", c, cOffset, rows, n, ldC);
    int nextAt = Checks.matrix("lstm", "C'", next, nextOffset, rows, n, ldNext);
    int hAt = Checks.matrix("lstm", "H'", h, hOffset, rows, n, ldH);
    Checks.apart("lstm", "gates", "C", gates == c, gatesAt, rows, four, ldGates, cAt, rows, n, ldC);
    Checks.apart("lstm", "gates", "C'", gates == next, gatesAt, rows, four, ldGates, nextAt, rows, n, ldNext);
    Checks.apart("lstm", "gates", "H'", gates == h, gatesAt, rows, four, ldGates, hAt, rows, n, ldH);
    Checks.apart("lstm", "C'", "C", next == c, nextAt, rows, n, ldNext, cAt, rows, n, ldC);
    Checks.apart("lstm", "C'", "H'", next == h, nextAt, rows, n, ldNext, hAt, rows, n, ldH);
    Checks.apart("lstm", "H'", "C", h == c, hAt, rows, n, ldH, cAt, rows, n, ldC);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.LSTM_FORWARD, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, c, cAt, ldC);
    parts.operand(2, next, nextAt, ldNext);
    parts.operand(3, h, hAt, ldH);
    parts.run(workers);
  }

  /**
   * C' and H' from Z and C, of views.
   *
   * @param gates   rows × 4n: Z, replaced by i, f, g, o
   * @param c       rows × n: C
   * @param next    rows × n: takes C'
   * @param h       rows × n: takes H'
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(Matrix gates, Matrix c, Matrix next, Matrix h, Workers workers) {
    Checks.present("lstm", "C", c);
    int four = RecurrentParts.four("lstm", c.rows(), c.columns());
    Shapes.exactly("lstm", "gates", gates, c.rows(), four);
    Shapes.same("lstm", "C'", next, "C", c);
    Shapes.same("lstm", "H'", h, "C", c);
    forward(c.rows(), c.columns(), gates.array(), gates.offset(), gates.ld(), c.array(), c.offset(), c.ld(),
        next.array(), next.offset(), next.ld(), h.array(), h.offset(), h.ld(), workers);
  }

  /**
   * Gradients by Z and C from those by H' and C'.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] dh, long dhOffset, int ldDh, double[] dc,
      long dcOffset, int ldDc, double[] dz, long dzOffset, int ldDz) {
    backward(rows, n, gates, gatesOffset, ldGates, c, cOffset, ldC, next, nextOffset, ldNext, dh, dhOffset, ldDh, dc,
        dcOffset, ldDc, dz, dzOffset, ldDz, Workers.serial());
  }

  /**
   * Gradients by Z and C from those by H' and C', by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] dh, long dhOffset, int ldDh, double[] dc,
      long dcOffset, int ldDc, double[] dz, long dzOffset, int ldDz, Workers workers) {
    int four = RecurrentParts.four("lstm gradient", rows, n);
    Checks.present("lstm gradient", "workers", workers);
    int gatesAt = Checks.matrix("lstm gradient", "gates", gates, gatesOffset, rows, four, ldGates);
    int cAt = Checks.matrix("lstm gradient", "C", c, cOffset, rows, n, ldC);
    int nextAt = Checks.matrix("lstm gradient", "C'", next, nextOffset, rows, n, ldNext);
    int dhAt = Checks.matrix("lstm gradient", "dH'", dh, dhOffset, rows, n, ldDh);
    int dcAt = Checks.matrix("lstm gradient", "dC", dc, dcOffset, rows, n, ldDc);
    int dzAt = Checks.matrix("lstm gradient", "dZ", dz, dzOffset, rows, four, ldDz);
    Checks.apart("lstm gradient", "dC", "gates", dc == gates, dcAt, rows, n, ldDc, gatesAt, rows, four, ldGates);
    Checks.apart("lstm gradient", "dC", "C", dc == c, dcAt, rows, n, ldDc, cAt, rows, n, ldC);
    Checks.apart("lstm gradient", "dC", "C'", dc == next, dcAt, rows, n, ldDc, nextAt, rows, n, ldNext);
    Checks.apart("lstm gradient", "dC", "dH'", dc == dh, dcAt, rows, n, ldDc, dhAt, rows, n, ldDh);
    Checks.apart("lstm gradient", "dC", "dZ", dc == dz, dcAt, rows, n, ldDc, dzAt, rows, four, ldDz);
    Checks.apart("lstm gradient", "dZ", "gates", dz == gates, dzAt, rows, four, ldDz, gatesAt, rows, four, ldGates);
    Checks.apart("lstm gradient", "dZ", "C", dz == c, dzAt, rows, four, ldDz, cAt, rows, n, ldC);
    Checks.apart("lstm gradient", "dZ", "C'", dz == next, dzAt, rows, four, ldDz, nextAt, rows, n, ldNext);
    Checks.apart("lstm gradient", "dZ", "dH'", dz == dh, dzAt, rows, four, ldDz, dhAt, rows, n, ldDh);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.LSTM_BACKWARD, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, c, cAt, ldC);
    parts.operand(2, next, nextAt, ldNext);
    parts.operand(3, dh, dhAt, ldDh);
    parts.operand(4, dc, dcAt, ldDc);
    parts.operand(5, dz, dzAt, ldDz);
    parts.run(workers);
  }

  /**
   * Gradients by Z and C from those by H' and C', of views.
   *
   * @param gates   rows × 4n: i, f, g, o as the forward pass left them
   * @param c       rows × n: C
   * @param next    rows × n: C'
   * @param dh      rows × n: gradient by H'
   * @param dc      rows × n: gradient by C' from elsewhere, replaced by that by C
   * @param dz      rows × 4n: takes the gradient by Z
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void backward(Matrix gates, Matrix c, Matrix next, Matrix dh, Matrix dc, Matrix dz, Workers workers) {
    Checks.present("lstm gradient", "C", c);
    int four = RecurrentParts.four("lstm gradient", c.rows(), c.columns());
    Shapes.exactly("lstm gradient", "gates", gates, c.rows(), four);
    Shapes.same("lstm gradient", "C'", next, "C", c);
    Shapes.same("lstm gradient", "dH'", dh, "C", c);
    Shapes.same("lstm gradient", "dC", dc, "C", c);
    Shapes.exactly("lstm gradient", "dZ", dz, c.rows(), four);
    backward(c.rows(), c.columns(), gates.array(), gates.offset(), gates.ld(), c.array(), c.offset(), c.ld(),
        next.array(), next.offset(), next.ld(), dh.array(), dh.offset(), dh.ld(), dc.array(), dc.offset(), dc.ld(),
        dz.array(), dz.offset(), dz.ld(), workers);
  }

  /**
   * What C' and H' change by where Z and C do.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] dz, long dzOffset, int ldDz, double[] dc,
      long dcOffset, int ldDc, double[] dh, long dhOffset, int ldDh) {
    tangent(rows, n, gates, gatesOffset, ldGates, c, cOffset, ldC, next, nextOffset, ldNext, dz, dzOffset, ldDz, dc,
        dcOffset, ldDc, dh, dhOffset, ldDh, Workers.serial());
  }

  /**
   * What C' and H' change by where Z and C do, by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] c, long cOffset,
      int ldC, double[] next, long nextOffset, int ldNext, double[] dz, long dzOffset, int ldDz, double[] dc,
      long dcOffset, int ldDc, double[] dh, long dhOffset, int ldDh, Workers workers) {
    int four = RecurrentParts.four("lstm tangent", rows, n);
    Checks.present("lstm tangent", "workers", workers);
    int gatesAt = Checks.matrix("lstm tangent", "gates", gates, gatesOffset, rows, four, ldGates);
    int cAt = Checks.matrix("lstm tangent", "C", c, cOffset, rows, n, ldC);
    int nextAt = Checks.matrix("lstm tangent", "C'", next, nextOffset, rows, n, ldNext);
    int dzAt = Checks.matrix("lstm tangent", "dZ", dz, dzOffset, rows, four, ldDz);
    int dcAt = Checks.matrix("lstm tangent", "dC", dc, dcOffset, rows, n, ldDc);
    int dhAt = Checks.matrix("lstm tangent", "dH'", dh, dhOffset, rows, n, ldDh);
    Checks.apart("lstm tangent", "dC", "gates", dc == gates, dcAt, rows, n, ldDc, gatesAt, rows, four, ldGates);
    Checks.apart("lstm tangent", "dC", "C", dc == c, dcAt, rows, n, ldDc, cAt, rows, n, ldC);
    Checks.apart("lstm tangent", "dC", "C'", dc == next, dcAt, rows, n, ldDc, nextAt, rows, n, ldNext);
    Checks.apart("lstm tangent", "dC", "dZ", dc == dz, dcAt, rows, n, ldDc, dzAt, rows, four, ldDz);
    Checks.apart("lstm tangent", "dC", "dH'", dc == dh, dcAt, rows, n, ldDc, dhAt, rows, n, ldDh);
    Checks.apart("lstm tangent", "dH'", "gates", dh == gates, dhAt, rows, n, ldDh, gatesAt, rows, four, ldGates);
    Checks.apart("lstm tangent", "dH'", "C", dh == c, dhAt, rows, n, ldDh, cAt, rows, n, ldC);
    Checks.apart("lstm tangent", "dH'", "C'", dh == next, dhAt, rows, n, ldDh, nextAt, rows, n, ldNext);
    Checks.apart("lstm tangent", "dH'", "dZ", dh == dz, dhAt, rows, n, ldDh, dzAt, rows, four, ldDz);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.LSTM_TANGENT, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, c, cAt, ldC);
    parts.operand(2, next, nextAt, ldNext);
    parts.operand(3, dz, dzAt, ldDz);
    parts.operand(4, dc, dcAt, ldDc);
    parts.operand(5, dh, dhAt, ldDh);
    parts.run(workers);
  }

  /**
   * What C' and H' change by where Z and C do, of views.
   *
   * @param gates   rows × 4n: i, f, g, o as the forward pass left them
   * @param c       rows × n: C
   * @param next    rows × n: C'
   * @param dz      rows × 4n: what Z changes by
   * @param dc      rows × n: what C changes by, replaced by what C' changes by
   * @param dh      rows × n: takes what H' changes by
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void tangent(Matrix gates, Matrix c, Matrix next, Matrix dz, Matrix dc, Matrix dh, Workers workers) {
    Checks.present("lstm tangent", "C", c);
    int four = RecurrentParts.four("lstm tangent", c.rows(), c.columns());
    Shapes.exactly("lstm tangent", "gates", gates, c.rows(), four);
    Shapes.same("lstm tangent", "C'", next, "C", c);
    Shapes.exactly("lstm tangent", "dZ", dz, c.rows(), four);
    Shapes.same("lstm tangent", "dC", dc, "C", c);
    Shapes.same("lstm tangent", "dH'", dh, "C", c);
    tangent(c.rows(), c.columns(), gates.array(), gates.offset(), gates.ld(), c.array(), c.offset(), c.ld(),
        next.array(), next.offset(), next.ld(), dz.array(), dz.offset(), dz.ld(), dc.array(), dc.offset(), dc.ld(),
        dh.array(), dh.offset(), dh.ld(), workers);
  }
}
