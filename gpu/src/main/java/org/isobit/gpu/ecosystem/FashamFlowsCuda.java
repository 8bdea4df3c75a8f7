// Master of FloatFashamFlowsCuda: the float version is generated from this file.
package org.isobit.gpu.ecosystem;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.ecosystem.FashamFlows;

/**
 * {@link FashamFlows} on a device, class EXACT: one thread a cell; layout as there. Not thread-safe: an object belongs
 * to its stream.
 */
public final class FashamFlowsCuda {

  private static final String RATES = "fashamFlows";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction kernel;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public FashamFlowsCuda(Stream stream) {
    this.stream = stream;
    kernel = stream.device().module("ecosystem").function("ecosystem_fasham_double");
  }

  /**
   * Flows of columns.
   *
   * @param n          levels of a column, at least 1
   * @param lanes      columns, at least 1
   * @param parameters array of the parameters, {@link FashamFlows#PARAMETERS} × lanes
   * @param pOffset    index of the first one of column 0
   * @param light      array of the light of the levels, n × lanes
   * @param lOffset    index of level 0 in column 0
   * @param c          array of the pools, {@link FashamFlows#POOLS} × n × lanes
   * @param cOffset    index of level 0 of pool 0 in column 0
   * @param ldf        distance between the starts of two pools, at least n·lanes
   * @param flows      takes the flows, {@link FashamFlows#FLOWS} × n × lanes
   * @param fOffset    index of level 0 of flow 0 in column 0
   * @param ldflow     distance between the starts of two flows, at least n·lanes
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, or flows overlap another
   */
  public void rates(int n, int lanes, DeviceArray parameters, long pOffset, DeviceArray light, long lOffset,
      DeviceArray c, long cOffset, long ldf, DeviceArray flows, long fOffset, long ldflow) {
    DeviceChecks.positive(RATES, "n", n);
    DeviceChecks.positive(RATES, "lanes", lanes);
    long size = (long) n * lanes;
    long rows = (long) FashamFlows.PARAMETERS * lanes;
    DeviceChecks.vector(RATES, "parameters", parameters, pOffset, rows);
    DeviceChecks.vector(RATES, "light", light, lOffset, size);
    DeviceChecks.matrix(RATES, "c", c, cOffset, FashamFlows.POOLS, size, ldf);
    DeviceChecks.matrix(RATES, "flows", flows, fOffset, FashamFlows.FLOWS, size, ldflow);
    long extent = DeviceChecks.extent(FashamFlows.FLOWS, size, ldflow);
    DeviceChecks.apart(RATES, "flows", "parameters", flows, fOffset, extent, parameters, pOffset, rows);
    DeviceChecks.apart(RATES, "flows", "light", flows, fOffset, extent, light, lOffset, size);
    DeviceChecks.apart(RATES, "flows", "c", flows, fOffset, extent, c, cOffset,
        DeviceChecks.extent(FashamFlows.POOLS, size, ldf));
    kernel.set(0, n).set(1, lanes).set(2, parameters, pOffset).set(3, light, lOffset).set(4, c, cOffset).set(5, ldf)
        .set(6, flows, fOffset).set(7, ldflow).launchRows(stream, lanes, n, THREADS);
  }
}
