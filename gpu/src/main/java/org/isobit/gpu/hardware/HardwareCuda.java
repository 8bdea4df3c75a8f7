// Master of FloatHardwareCuda: the float version is generated from this file.
package org.isobit.gpu.hardware;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * Kernels that reach a card's ceilings, so that the others can be read against them: arithmetic ({@link #chains}),
 * memory ({@link #triad}, after McCalpin 1995) and launches ({@link #nothing}). Class EXACT, with the bits of {@link
 * HardwareReference}. Every method throws {@link IllegalArgumentException} for negative sizes and what is not inside
 * its array. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class HardwareCuda {

  private static final int THREADS = 256;

  /** Elements that a thread of the triad takes: sixteen bytes. */
  private static final int PACK = 2; // float: private static final int PACK = 4;

  private final Stream stream;
  private final KernelFunction chains;
  private final KernelFunction triad;
  private final KernelFunction nothing;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public HardwareCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("hardware");
    chains = module.function("hardware_chains_double");
    triad = module.function("hardware_triad_double");
    nothing = module.function("hardware_nothing");
  }

  /**
   * Fused multiply-adds in registers: n threads of {@value HardwareReference#CHAINS} chains each, 2·n·steps·{@value
   * HardwareReference#CHAINS} operations.
   *
   * @param n      threads
   * @param steps  steps of each chain
   * @param factor factor of each step
   * @param y      takes a sum for each thread
   */
  public void chains(long n, int steps, double factor, DeviceArray y) {
    DeviceChecks.size("chains", "n", n);
    DeviceChecks.size("chains", "steps", steps);
    DeviceChecks.vector("chains", "y", y, 0, n);
    chains.set(0, n).set(1, steps).set(2, factor).set(3, y, 0).launch(stream, n, THREADS);
  }

  /**
   * a = fma(s, c, b).
   *
   * @param n elements
   * @param s factor
   * @param b summands
   * @param c factors
   * @param a takes the results; another array than b and c
   */
  public void triad(long n, double s, DeviceArray b, DeviceArray c, DeviceArray a) {
    DeviceChecks.size("triad", "n", n);
    DeviceChecks.vector("triad", "a", a, 0, n);
    DeviceChecks.vector("triad", "b", b, 0, n);
    DeviceChecks.vector("triad", "c", c, 0, n);
    DeviceChecks.apart("triad", "a", "b", a, 0, n, b, 0, n);
    DeviceChecks.apart("triad", "a", "c", a, 0, n, c, 0, n);
    triad.set(0, n).set(1, s).set(2, b, 0).set(3, c, 0).set(4, a, 0).launch(stream, n / PACK + n % PACK, THREADS);
  }

  /** Launches one warp that does nothing. */
  public void nothing() {
    nothing.set(0, 0).launch(stream, 1, 1, 1, 32, 0);
  }
}
