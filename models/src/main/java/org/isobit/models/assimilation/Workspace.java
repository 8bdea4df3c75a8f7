package org.isobit.models.assimilation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.isobit.kernels.Checks;

/**
 * Arrays that filters keep from one analysis to the next, so that a cycle allocates next to nothing.
 *
 * <p>Serves one analysis at a time: a second one that comes meanwhile is refused. Analyses of several ensembles at once
 * need a workspace each.
 */
public final class Workspace {

  private final AtomicBoolean busy = new AtomicBoolean();
  private final Map<Class<?>, Map<String, Object>> owners = new HashMap<>();

  /** An empty workspace. */
  public Workspace() {}

  /**
   * Begins an analysis.
   *
   * @throws IllegalStateException if another one has the workspace
   */
  public void acquire() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("Workspace: another analysis is using it");
    }
  }

  /** Ends an analysis. */
  public void release() {
    busy.set(false);
  }

  /**
   * An array, with whatever it held.
   *
   * @param owner  the class whose array it is, the only one that asks for it
   * @param name   its name there
   * @param length exactly so many elements
   * @return the same array as before, if that was as long
   */
  public double[] doubles(Class<?> owner, String name, int length) {
    double[] array = kept(owner, name, double[].class);
    if (array == null || array.length != length) {
      array = new double[length];
      keep(owner, name, array);
    }
    return array;
  }

  /**
   * An array for a matrix without gaps, with whatever it held.
   *
   * @param owner   the class whose array it is, the only one that asks for it
   * @param name    its name there
   * @param rows    rows
   * @param columns columns
   * @return the same array as before, if that was as long
   * @throws IllegalArgumentException if one array or the heap cannot hold it
   */
  public double[] doubles(Class<?> owner, String name, int rows, int columns) {
    return doubles(owner, name, elements(name, rows, columns, Double.BYTES));
  }

  /**
   * An array of floats, with whatever it held.
   *
   * @param owner  the class whose array it is, the only one that asks for it
   * @param name   its name there
   * @param length exactly so many elements
   * @return the same array as before, if that was as long
   */
  public float[] floats(Class<?> owner, String name, int length) {
    float[] array = kept(owner, name, float[].class);
    if (array == null || array.length != length) {
      array = new float[length];
      keep(owner, name, array);
    }
    return array;
  }

  /**
   * An array of floats for a matrix without gaps, with whatever it held.
   *
   * @param owner   the class whose array it is, the only one that asks for it
   * @param name    its name there
   * @param rows    rows
   * @param columns columns
   * @return the same array as before, if that was as long
   * @throws IllegalArgumentException if one array or the heap cannot hold it
   */
  public float[] floats(Class<?> owner, String name, int rows, int columns) {
    return floats(owner, name, elements(name, rows, columns, Float.BYTES));
  }

  /** Only a large matrix is worth asking the heap for. */
  private static int elements(String name, int rows, int columns, int bytes) {
    return (long) rows * columns < 1 << 20 ? rows * columns : Checks.elements("Workspace: " + name, rows, columns,
        bytes);
  }

  /**
   * An object that was kept.
   *
   * @param <T>   its type
   * @param owner the class whose object it is
   * @param name  its name there
   * @param type  its type
   * @return the object, or null if there is none of that type
   */
  public <T> T kept(Class<?> owner, String name, Class<T> type) {
    Map<String, Object> names = owners.get(owner);
    Object object = names == null ? null : names.get(name);
    return type.isInstance(object) ? type.cast(object) : null;
  }

  /**
   * An object of an owner, which is made and kept if there is none.
   *
   * @param <T>   its class
   * @param owner who keeps it
   * @param name  its name among the owner's
   * @param type  its class
   * @param made  makes it
   * @return the object
   */
  public <T> T kept(Class<?> owner, String name, Class<T> type, Supplier<T> made) {
    T object = kept(owner, name, type);
    if (object == null) {
      object = made.get();
      keep(owner, name, object);
    }
    return object;
  }

  /**
   * Keeps an object, in place of what had the name.
   *
   * @param owner  the class whose object it is
   * @param name   its name there
   * @param object what to keep
   */
  public void keep(Class<?> owner, String name, Object object) {
    owners.computeIfAbsent(owner, o -> new HashMap<>()).put(name, object);
  }
}
