package org.isobit.bench.device;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an H100 shall reach, and whether this one did.
 *
 * @param text what is wanted
 * @param met  whether it was reached
 */
record Target(String text, boolean met) {

  private static final double DOUBLE_TERAFLOPS = 33.5;
  private static final double FLOAT_TERAFLOPS = 66.9;
  private static final double SHARE_OF_PEAK = 0.70;
  private static final double SHARE_OF_COPY = 0.85;
  private static final double MILLION_POINTS = 2.0;
  private static final double TIMES_CUPY = 10.0;

  /** From this order on square products are long enough for all multiprocessors. */
  private static final double LARGE = 2.0 * 4096 * 4096 * 4096;

  private static final Set<String> PASSES = Set.of("reductions", "ensembles", "tapers");

  /**
   * The targets of a result.
   *
   * @param result what was measured
   * @param copy   the measured bandwidth of a copy, GB/s
   * @param cupy   million points a second of CuPy on the same problems, or NaN
   * @return them; none for most
   */
  static List<Target> of(DeviceResult result, double copy, double cupy) {
    DeviceWork work = result.work();
    if (!result.ran()) {
      return List.of();
    }
    if (work.group().equals("square products") && work.flops() >= LARGE) {
      double wanted = 1e3 * SHARE_OF_PEAK * (work.type().equals("float") ? FLOAT_TERAFLOPS : DOUBLE_TERAFLOPS);
      return List.of(least(wanted, "GF/s", result.rate()));
    }
    if (PASSES.contains(work.group()) && work.limit() == Limit.MEMORY) {
      return List.of(least(SHARE_OF_COPY * copy, "GB/s", result.rate()));
    }
    if (work.group().equals(LocalCase.GROUP) && work.shape().startsWith("40x100x1,")) {
      Target points = least(MILLION_POINTS, "million/s", result.rate());
      return Double.isNaN(cupy) ? List.of(points)
          : List.of(points, new Target("10 x CuPy", result.rate() >= TIMES_CUPY * cupy));
    }
    return List.of();
  }

  private static Target least(double wanted, String unit, double rate) {
    return new Target(String.format(Locale.ROOT, wanted < 100 ? "%.1f %s" : "%.0f %s", wanted, unit), rate >= wanted);
  }
}
