// Master of FloatElementaryCuda: the float version is generated from this file.
package org.isobit.gpu.elementary;

import java.util.EnumMap;
import java.util.Map;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.elementary.Elementary} on a device, class EXACT: y[i] = f(x[i]), one thread an element. The
 * device code is translated from the References at build time. No call waits. Not thread-safe: an object belongs to its
 * stream.
 */
public final class ElementaryCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelModule module;
  private final Map<ElementaryFunction, KernelFunction> functions = new EnumMap<>(ElementaryFunction.class);

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public ElementaryCuda(Stream stream) {
    this.stream = stream;
    module = stream.device().module("elementary");
  }

  /**
   * Applies a function.
   *
   * @param function which
   * @param n        elements
   * @param x        arguments
   * @param xOffset  index of the first
   * @param y        takes the results; the same elements as the arguments, or apart from them
   * @param yOffset  index of the first
   * @throws IllegalArgumentException if elements are not inside their array, overlap in part, or the type has no such
   *                                  function
   */
  public void apply(ElementaryFunction function, long n, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    String name = function.kernel();
    DeviceChecks.size(name, "n", n);
    DeviceChecks.vector(name, "x", x, xOffset, n);
    DeviceChecks.vector(name, "y", y, yOffset, n);
    if (x != y || xOffset != yOffset) {
      DeviceChecks.apart(name, "y", "x", y, yOffset, n, x, xOffset, n);
    }
    functions.computeIfAbsent(function, f -> module.function("elementary_" + f.kernel() + "_double"))
        .set(0, n).set(1, x, xOffset).set(2, y, yOffset).launch(stream, n, THREADS);
  }
}
