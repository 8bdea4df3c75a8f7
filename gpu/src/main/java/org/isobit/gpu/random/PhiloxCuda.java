package org.isobit.gpu.random;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemory;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.random.Philox} on a device, class EXACT: draw {@code firstIndex + i} of (seed, stream) goes to
 * element {@code offset + i}. Every method throws {@link IllegalArgumentException} for a negative n and for what is not
 * inside its array. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class PhiloxCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction words;
  private final KernelFunction uniformDouble;
  private final KernelFunction uniformFloat;
  private final KernelFunction gaussianDouble;
  private final KernelFunction gaussianFloat;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public PhiloxCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("random");
    words = module.function("random_words");
    uniformDouble = module.function("random_uniform_double");
    uniformFloat = module.function("random_uniform_float");
    gaussianDouble = module.function("random_gaussian_double");
    gaussianFloat = module.function("random_gaussian_float");
  }

  /**
   * Consecutive 32-bit words.
   *
   * @param seed       the key
   * @param stream     number of the sequence
   * @param firstIndex index of the first draw, any 64 bits
   * @param n          draws
   * @param out        takes them
   * @param offset     index of the first element
   */
  public void words(long seed, long stream, long firstIndex, long n, IntDeviceArray out, long offset) {
    run(words, "words", seed, stream, firstIndex, n, out, offset, n);
  }

  /**
   * Consecutive uniform numbers in [0, 1).
   *
   * @param seed       the key
   * @param stream     number of the sequence
   * @param firstIndex index of the first draw, any 64 bits
   * @param n          draws
   * @param out        takes them
   * @param offset     index of the first element
   */
  public void uniform(long seed, long stream, long firstIndex, long n, DeviceArray out, long offset) {
    run(uniformDouble, "uniform", seed, stream, firstIndex, n, out, offset, n);
  }

  /**
   * Consecutive uniform numbers in [0, 1], each the double one rounded.
   *
   * @param seed       the key
   * @param stream     number of the sequence
   * @param firstIndex index of the first draw, any 64 bits
   * @param n          draws
   * @param out        takes them
   * @param offset     index of the first element
   */
  public void uniform(long seed, long stream, long firstIndex, long n, FloatDeviceArray out, long offset) {
    run(uniformFloat, "uniform", seed, stream, firstIndex, n, out, offset, n);
  }

  /**
   * Consecutive normal numbers.
   *
   * @param seed       the key
   * @param stream     number of the sequence
   * @param firstIndex index of the first draw, any 64 bits
   * @param n          draws
   * @param out        takes them
   * @param offset     index of the first element
   */
  public void gaussian(long seed, long stream, long firstIndex, long n, DeviceArray out, long offset) {
    run(gaussianDouble, "gaussian", seed, stream, firstIndex, n, out, offset, pairs(firstIndex, n));
  }

  /**
   * Consecutive normal numbers, each the double one rounded.
   *
   * @param seed       the key
   * @param stream     number of the sequence
   * @param firstIndex index of the first draw, any 64 bits
   * @param n          draws
   * @param out        takes them
   * @param offset     index of the first element
   */
  public void gaussian(long seed, long stream, long firstIndex, long n, FloatDeviceArray out, long offset) {
    run(gaussianFloat, "gaussian", seed, stream, firstIndex, n, out, offset, pairs(firstIndex, n));
  }

  /** Blocks that n normals are in. */
  private static long pairs(long firstIndex, long n) {
    return (n + (firstIndex & 1) + 1) / 2;
  }

  private void run(KernelFunction kernel, String name, long seed, long number, long firstIndex, long n,
      DeviceMemory out, long offset, long threads) {
    DeviceChecks.size(name, "n", n);
    DeviceChecks.vector(name, "out", out, offset, n);
    kernel.set(0, seed).set(1, number).set(2, firstIndex).set(3, n).set(4, out, offset)
        .launch(stream, n == 0 ? 0 : threads, THREADS);
  }
}
