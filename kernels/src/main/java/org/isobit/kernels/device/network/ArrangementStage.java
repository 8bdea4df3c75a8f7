package org.isobit.kernels.device.network;

import java.util.List;

/** Stages that copy, add and scale values. */
public sealed interface ArrangementStage extends NetworkStage {

  /**
   * Rows as they are. Reads X, writes Y.
   *
   * @param rows rows of a sample
   * @param n    columns
   */
  record Copy(int rows, int n) implements ArrangementStage {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Copy {
      new OperandShape(rows, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }
  }

  /**
   * Weights as each row. Reads nothing, writes Y.
   *
   * @param rows    rows of a sample
   * @param n       columns
   * @param weights index of the first of n weights
   */
  record Repeat(int rows, int n, int weights) implements ArrangementStage {

    /**
     * Checks sizes and place.
     *
     * @throws IllegalArgumentException if a size is out of range or the place negative
     */
    public Repeat {
      WeightChecks.present("repeat", "weights", weights);
      new OperandShape(rows, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of();
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public long weightsEnd() {
      return WeightChecks.end(weights, n);
    }
  }

  /**
   * y = a + b. Reads A and B, writes Y, which may be A.
   *
   * @param n elements of a sample
   */
  record Sum(int n) implements ArrangementStage {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Sum {
      new OperandShape(1, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, n), new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, n));
    }
  }

  /**
   * y = x + w, the same weights for each row. Reads X, writes Y, which may be X.
   *
   * @param rows    rows of a sample
   * @param n       columns
   * @param weights index of the first of n weights
   */
  record Shift(int rows, int n, int weights) implements ArrangementStage {

    /**
     * Checks sizes and place.
     *
     * @throws IllegalArgumentException if a size is out of range or the place negative
     */
    public Shift {
      WeightChecks.present("shift", "weights", weights);
      new OperandShape(rows, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public long weightsEnd() {
      return WeightChecks.end(weights, n);
    }
  }

  /**
   * y = fma(scale, x, shift) with numbers for each element. Reads X, writes Y, which may be X.
   *
   * @param n     elements of a sample
   * @param scale index of the first of n factors among the weights
   * @param shift index of the first of n summands
   */
  record Affine(int n, int scale, int shift) implements ArrangementStage {

    /**
     * Checks size and places.
     *
     * @throws IllegalArgumentException if the size is not positive or a place negative
     */
    public Affine {
      WeightChecks.present("affine", "scale", scale);
      WeightChecks.present("affine", "shift", shift);
      new OperandShape(1, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(scale, n), WeightChecks.end(shift, n));
    }
  }

  /**
   * y = fma(w, b − a, a) with a weight for each row of a sample. Reads A and B, writes Y, which may be A.
   *
   * @param rows    rows of a sample
   * @param n       columns
   * @param weights index of the first of as many weights as rows
   */
  record Lerp(int rows, int n, int weights) implements ArrangementStage {

    /**
     * Checks sizes and place.
     *
     * @throws IllegalArgumentException if a size is out of range or the place negative
     */
    public Lerp {
      WeightChecks.present("lerp", "weights", weights);
      new OperandShape(rows, n);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n), new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public long weightsEnd() {
      return WeightChecks.end(weights, rows);
    }
  }

  /**
   * y = fma(x, 1 + s, t) with s and t of each channel. Reads X and, one after the other, the channels' s and t; writes
   * Y, which may be X.
   *
   * @param channels channels of a sample
   * @param each     elements of each
   * @param last     whether channels are neighbours; else the elements of one
   */
  record Conditioning(int channels, int each, boolean last) implements ArrangementStage {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Conditioning {
      new OperandShape(channels, each);
      new OperandShape(2, channels);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, channels * each), new OperandShape(1, 2 * channels));
    }

    @Override
    public List<OperandShape> writes() {
      return List.of(new OperandShape(1, channels * each));
    }
  }
}
