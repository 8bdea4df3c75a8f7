// Master of FloatWholeAnalysis: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;

/**
 * A whole LETKF analysis as a program calls it, from arrays of the Java heap to arrays of the Java heap: on the device
 * that is in force, with all transfers and all that the processor does for it, against the processor alone with all its
 * threads. Times are the host's.
 */
final class WholeAnalysis {

  static final String GROUP = "whole analyses";
  private static final String TYPE = "double";
  private static final double DEVIATION = 1.0; // float: unchanged
  private static final int WARM = 2;

  private final Sizes sizes;
  private final int members;
  private final int points;
  private final Ensemble forecast;
  private final Observations observations;
  private final LETKF onDevice;
  private final LETKF onProcessor;

  private WholeAnalysis(Sizes sizes, HostArrays host) {
    this.sizes = sizes;
    members = sizes.members()[sizes.members().length / 2];
    points = points(sizes);
    forecast = Ensemble.of(java.util.Arrays.copyOf(host.doubles(members * points), members * points), members, points);
    double[] values = java.util.Arrays.copyOf(host.doubles(points), points); // float: unchanged
    observations = Observations.of(values, DEVIATION, ObservationOperator.indices(Sizes.range(points)));
    // The taper's support ends just beyond (near − 1) ÷ 2 points to each side.
    onDevice = new LETKF(Localization.ring(points, TaperLaw.GASPARI_COHN, Radius.support((near(sizes) + 1) / 2)));
    onProcessor = onDevice.withBackend(Backend.active());
  }

  private static int points(Sizes sizes) {
    return sizes.points(sizes.members()[sizes.members().length / 2], 1) * (sizes.kind() == Sizes.Kind.TINY ? 4 : 1);
  }

  private static int near(Sizes sizes) {
    return sizes.kind() == Sizes.Kind.TINY ? 7 : 101;
  }

  /** What an analysis does. */
  static DeviceWork work(Sizes sizes) {
    int members = sizes.members()[sizes.members().length / 2];
    double k = members;
    double flops = points(sizes) * (k * k * near(sizes) + 9.0 * k * k * k + 2.0 * k * k);
    return new DeviceWork(GROUP, "LETKF", members + "x" + near(sizes) + "x1, " + points(sizes) + " points", TYPE,
        "letkfAnalysis.double", Limit.ITEMS, flops, 4.0 * Double.BYTES * k * points(sizes), points(sizes));
  }

  /** Measures both and compares all bits. */
  static DeviceResult measure(Sizes sizes, HostArrays host) {
    WholeAnalysis analysis = new WholeAnalysis(sizes, host);
    Ensemble device = analysis.forecast.copy();
    Ensemble processor = analysis.forecast.copy();
    double[] seconds = analysis.seconds(analysis.onDevice, device); // float: unchanged
    double[] opponent = analysis.seconds(analysis.onProcessor, processor); // float: unchanged
    long compared = 0;
    String difference = null;
    try {
      compared = Bits.same(processor.values(), 0, device.values(), 0, analysis.members * analysis.points);
    } catch (BitsDifferException e) {
      difference = e.getMessage();
    }
    return new DeviceResult(work(sizes), seconds, seconds, compared, difference,
        Map.of("processor, " + Workers.shared().threads() + " threads", opponent),
        List.of("from the Java heap to the Java heap, by the host's clock"));
  }

  private double[] seconds(LETKF filter, Ensemble ensemble) { // float: private double[] seconds(FloatLETKF filter, FloatEnsemble ensemble) {
    Cycle cycle = Cycle.of(1, 0).with(Workers.shared()).with(new Workspace());
    double[] seconds = new double[Math.min(5, sizes.repeats())]; // float: unchanged
    for (int i = -WARM; i < seconds.length; i++) {
      System.arraycopy(forecast.values(), 0, ensemble.values(), 0, members * points);
      long start = System.nanoTime();
      filter.analyse(ensemble, observations, cycle);
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9; // float: unchanged
      }
    }
    return seconds;
  }
}
