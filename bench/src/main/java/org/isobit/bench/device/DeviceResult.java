package org.isobit.bench.device;

import java.util.List;
import java.util.Map;
import org.isobit.bench.Median;

/**
 * What was measured of one computation.
 *
 * @param work         what a call does
 * @param seconds      seconds a call on the device, of each repeat; empty if it could not be run
 * @param transfers    seconds of a call with copies from and to the host's heap, of each repeat; empty if not measured
 * @param compared     elements whose bits were compared with the processor's
 * @param difference   the first one that differs, or null
 * @param opponents    seconds a call of others, by name
 * @param observations what else is to be told
 */
record DeviceResult(DeviceWork work, double[] seconds, double[] transfers, long compared, String difference,
    Map<String, double[]> opponents, List<String> observations) {

  /** Whether it ran. */
  boolean ran() {
    return seconds.length > 0;
  }

  /** Median seconds a call. */
  double time() {
    return Median.of(seconds);
  }

  /** Median rate, in the unit of the limit. */
  double rate() {
    return work.rate(time());
  }
}
