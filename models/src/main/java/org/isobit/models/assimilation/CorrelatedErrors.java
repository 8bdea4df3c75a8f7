package org.isobit.models.assimilation;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;

/**
 * The observations whose errors are correlated: for some types the whole error covariance R = L·Lᵀ of the type's
 * observations. Whitening multiplies by L⁻¹ (a forward substitution, chains of fma in ascending order as in
 * {@link Triangular}), after which the errors are independent and have variance 1. Immutable, thread-safe.
 */
public final class CorrelatedErrors {

  /** No correlated errors. */
  static final CorrelatedErrors NONE = new CorrelatedErrors(new Block[0]);

  /**
   * The observations of one type.
   *
   * @param type       which type
   * @param index      their numbers, ascending
   * @param covariance R, row-major
   * @param lower      L with R = L·Lᵀ, row-major
   */
  public record Block(int type, int[] index, double[] covariance, double[] lower) {}

  private final Block[] blocks;

  private CorrelatedErrors(Block[] blocks) {
    this.blocks = blocks;
  }

  /**
   * With one type's R, in place of what the type had.
   *
   * @throws IllegalArgumentException if R is not square of the type's order, finite, symmetric and positive definite
   */
  CorrelatedErrors with(String name, int type, int[] index, double[] r) {
    int n = index.length;
    String what = "Observations: error covariance of type '" + name + "'";
    if (n == 0) {
      throw new IllegalArgumentException(what + " is given, but there is no observation of that type");
    }
    if (r.length != (long) n * n) {
      throw new IllegalArgumentException(what + " must be " + n + " x " + n + ", but has " + r.length + " elements");
    }
    Checks.finite("Observations", "error covariance of type '" + name + "'", r, 0, r.length);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (r[i * n + j] != r[j * n + i]) {
          throw new IllegalArgumentException(what + " is not symmetric: element (" + i + ", " + j + ") is "
              + r[i * n + j] + ", but (" + j + ", " + i + ") is " + r[j * n + i]);
        }
      }
    }
    double[] lower = new double[r.length];
    try {
      new Cholesky().factor(n, r, 0, n).lower(lower, 0, n);
    } catch (NumericalException e) {
      throw new IllegalArgumentException(what + " is not positive definite to working precision: pivot "
          + e.index() + " is " + e.value(), e);
    }
    int kept = 0;
    Block[] all = new Block[blocks.length + 1];
    for (Block block : blocks) {
      if (block.type != type) {
        all[kept++] = block;
      }
    }
    all[kept++] = new Block(type, index, r.clone(), lower);
    return new CorrelatedErrors(java.util.Arrays.copyOf(all, kept));
  }

  /**
   * Whether all errors are independent.
   *
   * @return true if there is no block
   */
  public boolean isEmpty() {
    return blocks.length == 0;
  }

  /**
   * The blocks.
   *
   * @return one for each type with correlated errors; their arrays are those at work and must not be written to
   */
  public List<Block> blocks() {
    return List.of(blocks);
  }

  /**
   * Replaces rows of x, rows × count, by L⁻¹ of each block; observations outside the blocks stay.
   *
   * @param rows      rows of x, members or one
   * @param x         row-major without gaps
   * @param count     number of observations
   * @param workspace where the block in hand stands
   */
  public void whiten(int rows, double[] x, int count, Workspace workspace) {
    for (Block block : blocks) {
      int[] index = block.index;
      double[] b = workspace.doubles(CorrelatedErrors.class, "whitened", index.length, rows);
      for (int q = 0; q < index.length; q++) {
        for (int m = 0; m < rows; m++) {
          b[q * rows + m] = x[m * count + index[q]];
        }
      }
      Triangular.solve(true, false, index.length, rows, block.lower, 0, index.length, b, 0, rows);
      for (int q = 0; q < index.length; q++) {
        for (int m = 0; m < rows; m++) {
          x[m * count + index[q]] = b[q * rows + m];
        }
      }
    }
  }
}
