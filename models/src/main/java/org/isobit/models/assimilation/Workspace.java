package org.isobit.models.assimilation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Arrays that filters keep from one analysis to the next, so that a cycle allocates next to nothing.
 *
 * <p>Serves one analysis at a time: a second one that comes meanwhile is refused. Analyses of several ensembles at once
 * need a workspace each.
 */
public final class Workspace {

  private final AtomicBoolean busy = new AtomicBoolean();
  private final Map<String, double[]> doubles = new HashMap<>();
  private final Map<String, float[]> floats = new HashMap<>();
  private final Map<String, Object> objects = new HashMap<>();

  /** An empty workspace. */
  public Workspace() {}

  void acquire() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("Workspace: another analysis is using it");
    }
  }

  void release() {
    busy.set(false);
  }

  /** The array of a name, of exactly this length, with whatever it held. */
  double[] doubles(String name, int length) {
    double[] array = doubles.get(name);
    if (array == null || array.length != length) {
      array = new double[length];
      doubles.put(name, array);
    }
    return array;
  }

  /** The array of a name for a matrix without gaps. */
  double[] doubles(String name, int rows, int columns) {
    return doubles(name, small(rows, columns) ? rows * columns
        : Ensemble.elements("Workspace: " + name, rows, columns));
  }

  /** The array of floats of a name, of exactly this length, with whatever it held. */
  float[] floats(String name, int length) {
    float[] array = floats.get(name);
    if (array == null || array.length != length) {
      array = new float[length];
      floats.put(name, array);
    }
    return array;
  }

  /** The array of floats of a name for a matrix without gaps. */
  float[] floats(String name, int rows, int columns) {
    return floats(name, small(rows, columns) ? rows * columns
        : FloatEnsemble.elements("Workspace: " + name, rows, columns));
  }

  /** Only a large matrix is worth asking the heap for. */
  private static boolean small(int rows, int columns) {
    return (long) rows * columns < 1 << 20;
  }

  /** The object kept under a name, or null. */
  <T> T kept(String name, Class<T> type) {
    Object object = objects.get(name);
    return type.isInstance(object) ? type.cast(object) : null;
  }

  /** Keeps an object. */
  void keep(String name, Object object) {
    objects.put(name, object);
  }
}
