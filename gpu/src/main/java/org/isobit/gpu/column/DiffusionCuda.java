// Master of FloatDiffusionCuda: the float version is generated from this file.
package org.isobit.gpu.column;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.column.Diffusion;

/**
 * {@link Diffusion} on a device, class EXACT: one thread a column, and a field of a step; layout as there.
 *
 * <p>Every method throws {@link IllegalArgumentException} for sizes that are not allowed there, what is not inside its
 * array, and output that overlaps input. No call waits, so that refusals are written and not thrown. Not thread-safe:
 * an object belongs to its stream.
 */
public final class DiffusionCuda {

  private static final String FACTOR = "diffusionFactor";
  private static final String STEP = "diffusionStep";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction factor;
  private final KernelFunction step;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public DiffusionCuda(Stream stream) {
    this.stream = stream;
    factor = stream.device().module("column").function("column_diffusion_factor_double");
    step = stream.device().module("column").function("column_diffusion_step_double");
  }

  /**
   * Factors the systems of columns.
   *
   * @param n           levels of a column, at least 1
   * @param lanes       columns, at least 1
   * @param exchange    array of the exchange of each level with the one above
   * @param eOffset     index of row 0 in column 0
   * @param reciprocals array of the reciprocals of the thicknesses, one a level
   * @param rOffset     index of that of level 0
   * @param factors     takes the factors, which are of no use in columns that are refused
   * @param fOffset     index of the first one
   * @param refused     takes, of each column, the first level whose exchange or reciprocal is not allowed, or −1
   * @param toOffset    index of that of column 0
   */
  public void factor(int n, int lanes, DeviceArray exchange, long eOffset, DeviceArray reciprocals, long rOffset,
      DeviceArray factors, long fOffset, IntDeviceArray refused, long toOffset) {
    long size = size(FACTOR, n, lanes);
    DeviceChecks.vector(FACTOR, "exchange", exchange, eOffset, size);
    DeviceChecks.vector(FACTOR, "reciprocals", reciprocals, rOffset, n);
    DeviceChecks.vector(FACTOR, "factors", factors, fOffset, 3 * size);
    DeviceChecks.vector(FACTOR, "refused", refused, toOffset, lanes);
    DeviceChecks.apart(FACTOR, "factors", "exchange", factors, fOffset, 3 * size, exchange, eOffset, size);
    DeviceChecks.apart(FACTOR, "factors", "reciprocals", factors, fOffset, 3 * size, reciprocals, rOffset, n);
    factor.set(0, n).set(1, lanes).set(2, exchange, eOffset).set(3, reciprocals, rOffset).set(4, factors, fOffset)
        .set(5, refused, toOffset).launch(stream, lanes, THREADS);
  }

  /**
   * A step of all fields, in place.
   *
   * @param n           levels of a column, at least 1
   * @param lanes       columns, at least 1
   * @param reciprocals array of the reciprocals of the thicknesses, one a level
   * @param rOffset     index of that of level 0
   * @param factors     array of the factors
   * @param fOffset     index of the first one
   * @param fields      fields of a column
   * @param c           array of the fields, which are changed
   * @param cOffset     index of level 0 of field 0 in column 0
   * @param ldf         distance between the starts of two fields
   * @param work        workspace of fields × n × lanes numbers
   * @param wOffset     index of the first one
   */
  public void step(int n, int lanes, DeviceArray reciprocals, long rOffset, DeviceArray factors, long fOffset,
      int fields, DeviceArray c, long cOffset, long ldf, DeviceArray work, long wOffset) {
    long size = size(STEP, n, lanes);
    DeviceChecks.vector(STEP, "reciprocals", reciprocals, rOffset, n);
    DeviceChecks.vector(STEP, "factors", factors, fOffset, 3 * size);
    DeviceChecks.matrix(STEP, "c", c, cOffset, fields, size, ldf);
    DeviceChecks.vector(STEP, "work", work, wOffset, fields * size);
    long extent = DeviceChecks.extent(fields, size, ldf);
    DeviceChecks.apart(STEP, "c", "reciprocals", c, cOffset, extent, reciprocals, rOffset, n);
    DeviceChecks.apart(STEP, "c", "factors", c, cOffset, extent, factors, fOffset, 3 * size);
    DeviceChecks.apart(STEP, "work", "reciprocals", work, wOffset, fields * size, reciprocals, rOffset, n);
    DeviceChecks.apart(STEP, "work", "factors", work, wOffset, fields * size, factors, fOffset, 3 * size);
    DeviceChecks.apart(STEP, "work", "c", work, wOffset, fields * size, c, cOffset, extent);
    if (fields > 0) {
      step.set(0, n).set(1, lanes).set(2, reciprocals, rOffset).set(3, factors, fOffset).set(4, fields)
          .set(5, c, cOffset).set(6, ldf).set(7, work, wOffset).launchRows(stream, lanes, fields, THREADS);
    }
  }

  private static long size(String operation, int n, int lanes) {
    DeviceChecks.positive(operation, "n", n);
    DeviceChecks.positive(operation, "lanes", lanes);
    return (long) n * lanes;
  }
}
