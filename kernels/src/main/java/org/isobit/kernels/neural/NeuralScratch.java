// Master of FloatNeuralScratch: the float version is generated from this file.
package org.isobit.kernels.neural;

/** The scratch arrays of one thread. */
final class NeuralScratch {

  /** Elements that pass through the scratch at a time. */
  static final int CHUNK = 512;

  /** Where the second chunk begins: a little further, lest stores to one stall loads from the other. */
  static final int SECOND = CHUNK + 48;

  private static final ThreadLocal<NeuralScratch> MINE = new ThreadLocal<>();

  /** Two chunks. */
  final double[] pair = new double[SECOND + CHUNK];

  /** The terms of one chunk of a reduction. */
  final double[] terms = new double[4096];

  private double[] block = {};
  private double[] samples = {};

  private NeuralScratch() {}

  /** The calling thread's. */
  static NeuralScratch mine() {
    NeuralScratch scratch = MINE.get();
    if (scratch == null) {
      scratch = new NeuralScratch();
      MINE.set(scratch);
    }
    return scratch;
  }

  /** Room for a block of outputs. */
  double[] block(int size) {
    if (block.length < size) {
      block = new double[Math.max(size, block.length + block.length / 2)];
    }
    return block;
  }

  /** Room for the activations of a block of samples; may be in use while {@link #block} is. */
  double[] samples(int size) {
    if (samples.length < size) {
      samples = new double[Math.max(size, samples.length + samples.length / 2)];
    }
    return samples;
  }
}
