// Master of FloatTransfersCuda: the float version is generated from this file.
package org.isobit.gpu.ecosystem;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.ecosystem.Transfers;

/**
 * {@link Transfers} on a device, class EXACT: one thread a cell; layout as there. No call waits, so that the refusal of
 * a flow is written and not thrown: then nothing is changed. Not thread-safe: an object belongs to its stream.
 */
public final class TransfersCuda {

  private static final String EULER = "transferEuler";
  private static final String PATANKAR = "transferPatankar";
  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction euler;
  private final KernelFunction patankar;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public TransfersCuda(Stream stream) {
    this.stream = stream;
    euler = stream.device().module("ecosystem").function("ecosystem_euler_double");
    patankar = stream.device().module("ecosystem").function("ecosystem_patankar_double");
  }

  /**
   * An explicit step, in place.
   *
   * @param cells   cells, at least 1
   * @param pools   pools of a cell, from 2 to {@link Transfers#MOST_POOLS}
   * @param count   flows, from 1 to {@link Transfers#MOST_FLOWS}
   * @param from    the pool that each flow comes from
   * @param fromAt  index of that of flow 0
   * @param to      the pool that it goes to
   * @param toAt    index of that of flow 0
   * @param dt      time step, positive and finite
   * @param floor   least number that a pool keeps, −∞ for none
   * @param flows   array of the flows, count × cells
   * @param fOffset index of flow 0 of cell 0
   * @param ldflow  distance between the starts of two flows, at least cells
   * @param c       array of the pools, pools × cells, which are changed
   * @param cOffset index of pool 0 of cell 0
   * @param ldf     distance between the starts of two pools, at least cells
   * @param refused takes the first flow that does not go from a pool to another one, or −1
   * @param rOffset its index there
   * @throws IllegalArgumentException if a size is out of its range, an operand is not inside its array, dt is not
   *                                  positive and finite, floor is NaN, or pools overlap flows
   */
  public void euler(int cells, int pools, int count, IntDeviceArray from, long fromAt, IntDeviceArray to, long toAt,
      double dt, double floor, DeviceArray flows, long fOffset, long ldflow, DeviceArray c, long cOffset, long ldf,
      IntDeviceArray refused, long rOffset) {
    if (floor != floor) {
      throw new IllegalArgumentException(EULER + ": floor must be a number, but is NaN");
    }
    check(EULER, cells, pools, count, from, fromAt, to, toAt, dt, flows, fOffset, ldflow, c, cOffset, ldf, refused,
        rOffset);
    euler.set(0, (long) cells).set(1, pools).set(2, count).set(3, from, fromAt).set(4, to, toAt).set(5, dt)
        .set(6, floor).set(7, flows, fOffset).set(8, ldflow).set(9, c, cOffset).set(10, ldf)
        .set(11, refused, rOffset).launch(stream, cells, THREADS);
  }

  /**
   * A modified Patankar–Euler step, in place.
   *
   * @param cells   cells, at least 1
   * @param pools   pools of a cell, from 2 to {@link Transfers#MOST_POOLS}
   * @param count   flows, from 1 to {@link Transfers#MOST_FLOWS}
   * @param from    the pool that each flow comes from
   * @param fromAt  index of that of flow 0
   * @param to      the pool that it goes to
   * @param toAt    index of that of flow 0
   * @param dt      time step, positive and finite
   * @param flows   array of the flows, count × cells, none negative
   * @param fOffset index of flow 0 of cell 0
   * @param ldflow  distance between the starts of two flows, at least cells
   * @param c       array of the pools, pools × cells, none negative, which are changed
   * @param cOffset index of pool 0 of cell 0
   * @param ldf     distance between the starts of two pools, at least cells
   * @param refused takes the first flow that does not go from a pool to another one, or −1
   * @param rOffset its index there
   * @throws IllegalArgumentException if a size is out of its range, an operand is not inside its array, dt is not
   *                                  positive and finite, or pools overlap flows
   */
  public void patankar(int cells, int pools, int count, IntDeviceArray from, long fromAt, IntDeviceArray to, long toAt,
      double dt, DeviceArray flows, long fOffset, long ldflow, DeviceArray c, long cOffset, long ldf,
      IntDeviceArray refused, long rOffset) {
    check(PATANKAR, cells, pools, count, from, fromAt, to, toAt, dt, flows, fOffset, ldflow, c, cOffset, ldf, refused,
        rOffset);
    patankar.set(0, (long) cells).set(1, pools).set(2, count).set(3, from, fromAt).set(4, to, toAt).set(5, dt)
        .set(6, flows, fOffset).set(7, ldflow).set(8, c, cOffset).set(9, ldf).set(10, refused, rOffset)
        .launch(stream, cells, THREADS);
  }

  private static void check(String operation, int cells, int pools, int count, IntDeviceArray from, long fromAt,
      IntDeviceArray to, long toAt, double dt, DeviceArray flows, long fOffset, long ldflow, DeviceArray c,
      long cOffset, long ldf, IntDeviceArray refused, long rOffset) {
    DeviceChecks.positive(operation, "cells", cells);
    if (pools < 2 || pools > Transfers.MOST_POOLS || count < 1 || count > Transfers.MOST_FLOWS) {
      throw new IllegalArgumentException(operation + ": there must be from 2 to " + Transfers.MOST_POOLS
          + " pools and from 1 to " + Transfers.MOST_FLOWS + " flows, but there are " + pools + " and " + count);
    }
    Checks.positive(operation, "dt", dt);
    DeviceChecks.vector(operation, "from", from, fromAt, count);
    DeviceChecks.vector(operation, "to", to, toAt, count);
    DeviceChecks.vector(operation, "refused", refused, rOffset, 1);
    DeviceChecks.matrix(operation, "flows", flows, fOffset, count, cells, ldflow);
    DeviceChecks.matrix(operation, "c", c, cOffset, pools, cells, ldf);
    DeviceChecks.apart(operation, "c", "flows", c, cOffset, DeviceChecks.extent(pools, cells, ldf), flows, fOffset,
        DeviceChecks.extent(count, cells, ldflow));
  }
}
