// Master of FloatGruGates: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * What a GRU cell (Cho et al. 2014, the reset gate behind the product as in cuDNN, Keras and PyTorch) does with its
 * products, class EXACT: Z is rows × 4n, its columns those of r, z, a, u, where a is what comes from the input and u
 * what comes from the state, each with its own bias. Element by element, with sigmoid and tanh of
 * {@link org.isobit.kernels.elementary.Elementary}; a pair of parentheses is one rounding, fma is one.
 * <ul>
 *   <li>Forward: r = sigmoid z_r, z = sigmoid z_z, n = tanh(fma(r, u, a)), which replace the first three of Z, u stays;
 *       h' = fma(z, h − n, n).</li>
 *   <li>Backward: s = fma(−z, dh', dh')·fma(−n, n, 1); dz_r = (s·u)·fma(−r, r, r), dz_z = (dh'·(h − n))·fma(−z, z, z),
 *       da = s, du = s·r, dh = dh'·z: the gradient by h without what comes through Z.</li>
 *   <li>Tangent: dr = dz_r·fma(−r, r, r), q = dz_z·fma(−z, z, z), dn = fma(r, du, fma(dr, u, da))·fma(−n, n, 1),
 *       dh' = fma(z, dh − dn, fma(q, h − n, dn)).</li>
 * </ul>
 *
 * <p>Matrices are row-major with leading dimensions; what is written shares no element with any other operand.
 * {@link IllegalArgumentException} otherwise, and for what does not fit, before anything is written. Threads share
 * rows. Thread-safe; nothing is allocated in the steady state.
 */
public final class GruGates {

  static final GruGatesReference KERNELS = GruGatesReference.of(Backend.active());

  private GruGates() {}

  /**
   * H' from Z and H.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] next, long nextOffset, int ldNext) {
    forward(rows, n, gates, gatesOffset, ldGates, h, hOffset, ldH, next, nextOffset, ldNext, Workers.serial());
  }

  /**
   * H' from Z and H, by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] next, long nextOffset, int ldNext, Workers workers) {
    int four = RecurrentParts.four("gru", rows, n);
    Checks.present("gru", "workers", workers);
    int gatesAt = Checks.matrix("gru", "gates", gates, gatesOffset, rows, four, ldGates);
    int hAt = Checks.matrix("gru", "H", h, hOffset, rows, n, ldH);
    int nextAt = Checks.matrix("gru", "H'", next, nextOffset, rows, n, ldNext);
    Checks.apart("gru", "gates", "H", gates == h, gatesAt, rows, four, ldGates, hAt, rows, n, ldH);
    Checks.apart("gru", "gates", "H'", gates == next, gatesAt, rows, four, ldGates, nextAt, rows, n, ldNext);
    Checks.apart("gru", "H'", "H", next == h, nextAt, rows, n, ldNext, hAt, rows, n, ldH);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.GRU_FORWARD, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, h, hAt, ldH);
    parts.operand(2, next, nextAt, ldNext);
    parts.run(workers);
  }

  /**
   * H' from Z and H, of views.
   *
   * @param gates   rows × 4n: r, z, a and u before activation; r, z, n replace the first three, u stays
   * @param h       rows × n: H
   * @param next    rows × n: takes H'
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(Matrix gates, Matrix h, Matrix next, Workers workers) {
    Checks.present("gru", "H", h);
    int four = RecurrentParts.four("gru", h.rows(), h.columns());
    Shapes.exactly("gru", "gates", gates, h.rows(), four);
    Shapes.same("gru", "H'", next, "H", h);
    forward(h.rows(), h.columns(), gates.array(), gates.offset(), gates.ld(), h.array(), h.offset(), h.ld(),
        next.array(), next.offset(), next.ld(), workers);
  }

  /**
   * Gradients by Z and H from that by H'.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] dnext, long dnextOffset, int ldDnext, double[] dh, long dhOffset, int ldDh, double[] dz,
      long dzOffset, int ldDz) {
    backward(rows, n, gates, gatesOffset, ldGates, h, hOffset, ldH, dnext, dnextOffset, ldDnext, dh, dhOffset, ldDh, dz,
        dzOffset, ldDz, Workers.serial());
  }

  /**
   * Gradients by Z and H from that by H', by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] dnext, long dnextOffset, int ldDnext, double[] dh, long dhOffset, int ldDh, double[] dz,
      long dzOffset, int ldDz, Workers workers) {
    int four = RecurrentParts.four("gru gradient", rows, n);
    Checks.present("gru gradient", "workers", workers);
    int gatesAt = Checks.matrix("gru gradient", "gates", gates, gatesOffset, rows, four, ldGates);
    int hAt = Checks.matrix("gru gradient", "H", h, hOffset, rows, n, ldH);
    int dnextAt = Checks.matrix("gru gradient", "dH'", dnext, dnextOffset, rows, n, ldDnext);
    int dhAt = Checks.matrix("gru gradient", "dH", dh, dhOffset, rows, n, ldDh);
    int dzAt = Checks.matrix("gru gradient", "dZ", dz, dzOffset, rows, four, ldDz);
    Checks.apart("gru gradient", "dH", "gates", dh == gates, dhAt, rows, n, ldDh, gatesAt, rows, four, ldGates);
    Checks.apart("gru gradient", "dH", "H", dh == h, dhAt, rows, n, ldDh, hAt, rows, n, ldH);
    Checks.apart("gru gradient", "dH", "dH'", dh == dnext, dhAt, rows, n, ldDh, dnextAt, rows, n, ldDnext);
    Checks.apart("gru gradient", "dH", "dZ", dh == dz, dhAt, rows, n, ldDh, dzAt, rows, four, ldDz);
    Checks.apart("gru gradient", "dZ", "gates", dz == gates, dzAt, rows, four, ldDz, gatesAt, rows, four, ldGates);
    Checks.apart("gru gradient", "dZ", "H", dz == h, dzAt, rows, four, ldDz, hAt, rows, n, ldH);
    Checks.apart("gru gradient", "dZ", "dH'", dz == dnext, dzAt, rows, four, ldDz, dnextAt, rows, n, ldDnext);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.GRU_BACKWARD, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, h, hAt, ldH);
    parts.operand(2, dnext, dnextAt, ldDnext);
    parts.operand(3, dh, dhAt, ldDh);
    parts.operand(4, dz, dzAt, ldDz);
    parts.run(workers);
  }

  /**
   * Gradients by Z and H from that by H', of views.
   *
   * @param gates   rows × 4n: r, z, n, u as the forward pass left them
   * @param h       rows × n: H
   * @param dnext   rows × n: gradient by H'
   * @param dh      rows × n: takes the gradient by H, as far as it goes not through the gates
   * @param dz      rows × 4n: takes the gradient by the four of Z
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void backward(Matrix gates, Matrix h, Matrix dnext, Matrix dh, Matrix dz, Workers workers) {
    Checks.present("gru gradient", "H", h);
    int four = RecurrentParts.four("gru gradient", h.rows(), h.columns());
    Shapes.exactly("gru gradient", "gates", gates, h.rows(), four);
    Shapes.same("gru gradient", "dH'", dnext, "H", h);
    Shapes.same("gru gradient", "dH", dh, "H", h);
    Shapes.exactly("gru gradient", "dZ", dz, h.rows(), four);
    backward(h.rows(), h.columns(), gates.array(), gates.offset(), gates.ld(), h.array(), h.offset(), h.ld(),
        dnext.array(), dnext.offset(), dnext.ld(), dh.array(), dh.offset(), dh.ld(), dz.array(), dz.offset(), dz.ld(),
        workers);
  }

  /**
   * What H' changes by where Z and H do.
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
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] dz, long dzOffset, int ldDz, double[] dh, long dhOffset, int ldDh, double[] dnext,
      long dnextOffset, int ldDnext) {
    tangent(rows, n, gates, gatesOffset, ldGates, h, hOffset, ldH, dz, dzOffset, ldDz, dh, dhOffset, ldDh, dnext,
        dnextOffset, ldDnext, Workers.serial());
  }

  /**
   * What H' changes by where Z and H do, by several threads, which share the rows.
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
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(int rows, int n, double[] gates, long gatesOffset, int ldGates, double[] h, long hOffset,
      int ldH, double[] dz, long dzOffset, int ldDz, double[] dh, long dhOffset, int ldDh, double[] dnext,
      long dnextOffset, int ldDnext, Workers workers) {
    int four = RecurrentParts.four("gru tangent", rows, n);
    Checks.present("gru tangent", "workers", workers);
    int gatesAt = Checks.matrix("gru tangent", "gates", gates, gatesOffset, rows, four, ldGates);
    int hAt = Checks.matrix("gru tangent", "H", h, hOffset, rows, n, ldH);
    int dzAt = Checks.matrix("gru tangent", "dZ", dz, dzOffset, rows, four, ldDz);
    int dhAt = Checks.matrix("gru tangent", "dH", dh, dhOffset, rows, n, ldDh);
    int dnextAt = Checks.matrix("gru tangent", "dH'", dnext, dnextOffset, rows, n, ldDnext);
    Checks.apart("gru tangent", "dH'", "gates", dnext == gates, dnextAt, rows, n, ldDnext, gatesAt, rows, four,
        ldGates);
    Checks.apart("gru tangent", "dH'", "H", dnext == h, dnextAt, rows, n, ldDnext, hAt, rows, n, ldH);
    Checks.apart("gru tangent", "dH'", "dZ", dnext == dz, dnextAt, rows, n, ldDnext, dzAt, rows, four, ldDz);
    Checks.apart("gru tangent", "dH'", "dH", dnext == dh, dnextAt, rows, n, ldDnext, dhAt, rows, n, ldDh);
    Environment.require();
    RecurrentParts parts = RecurrentParts.of(RecurrentParts.Step.GRU_TANGENT, rows, n);
    parts.operand(0, gates, gatesAt, ldGates);
    parts.operand(1, h, hAt, ldH);
    parts.operand(2, dz, dzAt, ldDz);
    parts.operand(3, dh, dhAt, ldDh);
    parts.operand(4, dnext, dnextAt, ldDnext);
    parts.run(workers);
  }

  /**
   * What H' changes by where Z and H do, of views.
   *
   * @param gates   rows × 4n: r, z, n, u as the forward pass left them
   * @param h       rows × n: H
   * @param dz      rows × 4n: what the four of Z change by
   * @param dh      rows × n: what H changes by
   * @param dnext   rows × n: takes what H' changes by
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void tangent(Matrix gates, Matrix h, Matrix dz, Matrix dh, Matrix dnext, Workers workers) {
    Checks.present("gru tangent", "H", h);
    int four = RecurrentParts.four("gru tangent", h.rows(), h.columns());
    Shapes.exactly("gru tangent", "gates", gates, h.rows(), four);
    Shapes.exactly("gru tangent", "dZ", dz, h.rows(), four);
    Shapes.same("gru tangent", "dH", dh, "H", h);
    Shapes.same("gru tangent", "dH'", dnext, "H", h);
    tangent(h.rows(), h.columns(), gates.array(), gates.offset(), gates.ld(), h.array(), h.offset(), h.ld(), dz.array(),
        dz.offset(), dz.ld(), dh.array(), dh.offset(), dh.ld(), dnext.array(), dnext.offset(), dnext.ld(), workers);
  }
}
