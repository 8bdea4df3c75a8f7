package org.isobit.bench.device;

import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;

/**
 * Arrays of the host that all cases share: normal random numbers, of which each case takes the first ones, and room for
 * outputs. Made when they are first needed. Not thread-safe.
 */
final class HostArrays {

  private static final long SEED = 20260101;

  /** Draws of one part; even, so that pairs of normals stay together. */
  private static final int PART = 1 << 20;

  private double[] doubles = new double[0];
  private float[] floats = new float[0];
  private double[] doubleRoom = new double[0];
  private float[] floatRoom = new float[0];

  /** Normal numbers, at least n of them; not to be changed. */
  double[] doubles(int n) {
    if (doubles.length < n) {
      double[] fresh = new double[n];
      Workers.shared().run((n + PART - 1) / PART, (part, slot) -> {
        int first = part * PART;
        Philox.gaussian(SEED, 0, first, Math.min(PART, n - first), fresh, first);
      });
      doubles = fresh;
    }
    return doubles;
  }

  /** The same numbers, rounded. */
  float[] floats(int n) {
    if (floats.length < n) {
      float[] fresh = new float[n];
      Workers.shared().run((n + PART - 1) / PART, (part, slot) -> {
        int first = part * PART;
        Philox.gaussian(SEED, 0, first, Math.min(PART, n - first), fresh, first);
      });
      floats = fresh;
    }
    return floats;
  }

  /** Room for at least n outputs, which holds anything. */
  double[] doubleRoom(int n) {
    if (doubleRoom.length < n) {
      doubleRoom = new double[n];
    }
    return doubleRoom;
  }

  /** Room for at least n outputs, which holds anything. */
  float[] floatRoom(int n) {
    if (floatRoom.length < n) {
      floatRoom = new float[n];
    }
    return floatRoom;
  }
}
