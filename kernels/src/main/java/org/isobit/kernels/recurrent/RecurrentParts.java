// Master of FloatRecurrentParts: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;

/** Gates of cells by several threads: a part is some of the rows. One object a thread, used again for its next call. */
final class RecurrentParts implements Workers.Task {

  /** Elements of a state from which on a second thread pays: some 20 µs of work. */
  private static final int LEAST = 1 << 13;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 4;

  /** Operands at most. */
  private static final int OPERANDS = 6;

  private static final ThreadLocal<RecurrentParts> MINE = new ThreadLocal<>();

  /** What is done. */
  enum Step {
    LSTM_FORWARD, LSTM_BACKWARD, LSTM_TANGENT,
    GRU_FORWARD, GRU_BACKWARD, GRU_TANGENT
  }

  private Step step;
  private int rows;
  private int n;
  private int length;
  private final double[][] x = new double[OPERANDS][];
  private final int[] offset = new int[OPERANDS];
  private final int[] ld = new int[OPERANDS];

  private RecurrentParts() {}

  /** The calling thread's, for so many rows of n elements. */
  static RecurrentParts of(Step step, int rows, int n) {
    RecurrentParts parts = MINE.get();
    if (parts == null) {
      parts = new RecurrentParts();
      MINE.set(parts);
    }
    parts.step = step;
    parts.rows = rows;
    parts.n = n;
    return parts;
  }

  /** Columns of Z. */
  static int four(String operation, int rows, int n) {
    Checks.size(operation, "rows", rows);
    Checks.size(operation, "n", n);
    if (n > Checks.LONGEST_ARRAY / 4) {
      throw new IllegalArgumentException(operation + ": n is " + n + ", but no row has four times as many elements");
    }
    return 4 * n;
  }

  void operand(int i, double[] array, int first, int leading) {
    x[i] = array;
    offset[i] = first;
    ld[i] = leading;
  }

  /** Holds on to nobody's arrays. */
  void run(Workers workers) {
    int threads = workers.available();
    boolean alone = threads == 1 || (long) rows * n < LEAST;
    length = alone ? rows : Math.max(1, rows / (PARTS * threads));
    try {
      if (length >= rows) {
        run(0, 0);
      } else {
        workers.run((rows - 1) / length + 1, this);
      }
    } finally {
      Arrays.fill(x, null);
    }
  }

  private int from(int row, int i) {
    return offset[i] + row * ld[i];
  }

  @Override
  public void run(int part, int slot) {
    int at = part * length;
    int count = rows - at < length ? rows - at : length;
    switch (step) {
      case LSTM_FORWARD -> LstmGates.KERNELS.forward(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1], x[2],
          from(at, 2), ld[2], x[3], from(at, 3), ld[3]);
      case LSTM_BACKWARD -> LstmGates.KERNELS.backward(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1],
          x[2], from(at, 2), ld[2], x[3], from(at, 3), ld[3], x[4], from(at, 4), ld[4], x[5], from(at, 5), ld[5]);
      case LSTM_TANGENT -> LstmGates.KERNELS.tangent(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1], x[2],
          from(at, 2), ld[2], x[3], from(at, 3), ld[3], x[4], from(at, 4), ld[4], x[5], from(at, 5), ld[5]);
      case GRU_FORWARD -> GruGates.KERNELS.forward(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1], x[2],
          from(at, 2), ld[2]);
      case GRU_BACKWARD -> GruGates.KERNELS.backward(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1], x[2],
          from(at, 2), ld[2], x[3], from(at, 3), ld[3], x[4], from(at, 4), ld[4]);
      case GRU_TANGENT -> GruGates.KERNELS.tangent(count, n, x[0], from(at, 0), ld[0], x[1], from(at, 1), ld[1], x[2],
          from(at, 2), ld[2], x[3], from(at, 3), ld[3], x[4], from(at, 4), ld[4]);
    }
  }
}
