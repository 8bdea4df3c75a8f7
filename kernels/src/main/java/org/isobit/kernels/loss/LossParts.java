// Master of FloatLossParts: the float version is generated from this file.
package org.isobit.kernels.loss;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Losses by several threads. Where elements have a term, a part is a complete subtree of the sum over chunks, and the
 * calling thread adds the parts' sums in the order of that tree; where rows have one, a part is some of the rows, and
 * the calling thread sums what all have left. One object a thread, used again for its next call, so that nothing is
 * allocated.
 */
final class LossParts implements Workers.Task {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.active());

  /** Steps of work from which on a second thread pays: some 20 µs. */
  private static final int LEAST = 1 << 16;

  /** Parts for each thread: enough to even out, few enough to cost nothing. */
  private static final int PARTS = 8;

  /** Operands at most. */
  private static final int OPERANDS = 7;

  private static final ThreadLocal<LossParts> MINE = new ThreadLocal<>();

  /** What is done. */
  enum Step {
    QUANTILE, CENSORED, CRPS, CROSS_ENTROPY, CLASSES, ENERGY
  }

  /** A level. */
  double first;

  /** Whether pairs of members count so that the loss is fair. */
  boolean fair;

  /** Members of an ensemble, and columns of a row or elements of a member. */
  int members;

  int columns;

  private Step step;
  private int n;
  private int length;

  /** Steps of work of an element or row. */
  private long work;

  private boolean rows;
  private double weight;
  private final double[][] x = new double[OPERANDS][];
  private final int[] offset = new int[OPERANDS];
  private final int[] ld = new int[OPERANDS];
  private double[] sums = {};

  private LossParts() {}

  /** The calling thread's, for so many elements, each of which has a term. */
  static LossParts elements(Step step, int n, long work, double weight) {
    LossParts parts = MINE.get();
    if (parts == null) {
      parts = new LossParts();
      MINE.set(parts);
    }
    parts.step = step;
    parts.n = n;
    parts.work = work;
    parts.weight = weight;
    parts.rows = false;
    return parts;
  }

  /** The calling thread's, for so many rows, each of which has a term. */
  static LossParts rows(Step step, int rows, long work, double weight) {
    LossParts parts = elements(step, rows, work, weight);
    parts.rows = true;
    if (parts.sums.length < rows) {
      parts.sums = new double[rows];
    }
    return parts;
  }

  void operand(int i, double[] array, int at, int leading) {
    x[i] = array;
    offset[i] = at;
    ld[i] = leading;
  }

  /** The sum of the terms. Holds on to nobody's arrays. */
  double run(Workers workers) {
    try {
      return rows ? rows(workers) : elements(workers);
    } finally {
      Arrays.fill(x, null);
    }
  }

  private double rows(Workers workers) {
    int threads = workers.available();
    boolean alone = threads == 1 || n * work < LEAST;
    length = alone ? n : Math.max(1, n / (PARTS * threads));
    if (length >= n) {
      run(0, 0);
    } else {
      workers.run((n - 1) / length + 1, this);
    }
    return REDUCE.sum(n, sums, 0, 1);
  }

  private double elements(Workers workers) {
    int threads = workers.available();
    length = n;
    if (threads > 1 && n * work >= LEAST) {
      length = ReduceReference.CHUNK;
      while (length <= n / 2 / (PARTS * threads)) {
        length *= 2;
      }
    }
    if (length >= n) {
      return sum(0, n);
    }
    int parts = (n - 1) / length + 1;
    if (sums.length < parts) {
      sums = new double[parts];
    }
    workers.run(parts, this);
    return tree(0, parts);
  }

  private double tree(int from, int count) {
    if (count == 1) {
      return sums[from];
    }
    int left = Integer.highestOneBit(count - 1);
    return tree(from, left) + tree(from + left, count - left);
  }

  @Override
  public void run(int part, int slot) {
    int at = part * length;
    int count = n - at < length ? n - at : length;
    if (rows) {
      terms(at, count);
    } else {
      sums[part] = sum(at, count);
    }
  }

  /** Where element or row number at begins: rows lie ld apart, elements one after the other. */
  private int from(int at, int i) {
    return offset[i] + (rows ? at * ld[i] : at);
  }

  private double sum(int at, int count) {
    return switch (step) {
      case QUANTILE -> QuantileLoss.KERNELS.quantile(first, weight, count, x[0], from(at, 0), x[1], from(at, 1), x[2],
          from(at, 2));
      case CENSORED -> CensoredGaussian.KERNELS.censored(weight, count, x[0], from(at, 0), x[1], from(at, 1), x[2],
          from(at, 2), x[3], from(at, 3), x[4], from(at, 4), x[5], from(at, 5), x[6], from(at, 6));
      default -> EnsembleLosses.KERNELS.crps(fair, weight, members, count, x[0], from(at, 0), ld[0], x[1], from(at, 1),
          x[2], from(at, 2), ld[2]);
    };
  }

  private void terms(int at, int count) {
    switch (step) {
      case CROSS_ENTROPY -> CrossEntropy.KERNELS.probabilities(weight, count, columns, x[0], from(at, 0), ld[0], x[1],
          from(at, 1), ld[1], x[2], from(at, 2), ld[2], sums, at);
      case CLASSES -> CrossEntropy.KERNELS.classes(weight, count, columns, x[0], from(at, 0), ld[0], x[1],
          from(at, 1), x[2], from(at, 2), ld[2], sums, at);
      default -> EnsembleLosses.KERNELS.energy(fair, weight, count, members, columns, x[0], from(at, 0), ld[0], x[1],
          from(at, 1), ld[1], x[2], from(at, 2), ld[2], sums, at);
    }
  }
}
