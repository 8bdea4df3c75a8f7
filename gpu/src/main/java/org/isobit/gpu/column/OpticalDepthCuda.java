// Master of FloatOpticalDepthCuda: the float version is generated from this file.
package org.isobit.gpu.column;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.column.OpticalDepth;

/**
 * {@link OpticalDepth} on a device, class EXACT: one thread a column; layout as there. Not thread-safe: an object
 * belongs to its stream.
 */
public final class OpticalDepthCuda {

  private static final String DEPTH = "opticalDepth";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction kernel;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public OpticalDepthCuda(Stream stream) {
    this.stream = stream;
    kernel = stream.device().module("column").function("column_optical_depth_double");
  }

  /**
   * Depths of columns.
   *
   * @param n          levels of a column, at least 1
   * @param lanes      columns, at least 1
   * @param background array of the absorptions without fields, one a level
   * @param bOffset    index of that of level 0
   * @param thickness  array of the thicknesses, one a level
   * @param hOffset    index of that of level 0
   * @param k          absorption by unit of length and of concentration
   * @param fields     fields that absorb, at least 1
   * @param c          array of their concentrations, fields × n × lanes
   * @param cOffset    index of level 0 of field 0 in column 0
   * @param ldf        distance between the starts of two fields
   * @param depth      takes the depths, n × lanes
   * @param dOffset    index of level 0 in column 0
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, or depth overlaps
   *                                  another
   */
  public void depth(int n, int lanes, DeviceArray background, long bOffset, DeviceArray thickness, long hOffset,
      double k, int fields, DeviceArray c, long cOffset, long ldf, DeviceArray depth, long dOffset) {
    DeviceChecks.positive(DEPTH, "n", n);
    DeviceChecks.positive(DEPTH, "lanes", lanes);
    DeviceChecks.positive(DEPTH, "fields", fields);
    long size = (long) n * lanes;
    DeviceChecks.vector(DEPTH, "background", background, bOffset, n);
    DeviceChecks.vector(DEPTH, "thickness", thickness, hOffset, n);
    DeviceChecks.matrix(DEPTH, "c", c, cOffset, fields, size, ldf);
    DeviceChecks.vector(DEPTH, "depth", depth, dOffset, size);
    DeviceChecks.apart(DEPTH, "depth", "background", depth, dOffset, size, background, bOffset, n);
    DeviceChecks.apart(DEPTH, "depth", "thickness", depth, dOffset, size, thickness, hOffset, n);
    DeviceChecks.apart(DEPTH, "depth", "c", depth, dOffset, size, c, cOffset, DeviceChecks.extent(fields, size, ldf));
    kernel.set(0, n).set(1, lanes).set(2, background, bOffset).set(3, thickness, hOffset).set(4, k)
        .set(5, fields).set(6, c, cOffset).set(7, ldf).set(8, depth, dOffset).launch(stream, lanes, THREADS);
  }
}
