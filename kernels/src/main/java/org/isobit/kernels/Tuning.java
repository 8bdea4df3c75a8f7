package org.isobit.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Sizes of blocks that suit the processor, chosen once at start. They change the speed and never a bit: block sizes
 * that arithmetic depends on are constants of the contract, and not here.
 *
 * <p>The table {@code tuning.txt} beside this class has one column a kind of processor. In use is the first whose
 * vectors are not wider and whose first-level cache is not larger than the machine's (32 KB where Linux does not tell),
 * else the last; {@code -Disobit.tuning=NAME} takes another, and {@code -Disobit.tuning.SIZE=NUMBER} sets one size, for
 * example {@code -Disobit.tuning.gemm.double.terms=192}. {@code isobit info} says which is in use, and
 * {@code isobit bench tuning} measures the sizes again. Thread-safe.
 */
public final class Tuning {

  /** The property that names a column; with a dot and a size's name behind it, the one that sets this size. */
  public static final String PROPERTY = "isobit.tuning";

  private static final String BITS = "vector-bits";
  private static final String CACHE = "first-level-cache-kb";

  private static final int USUAL_CACHE = 32;

  /** Beyond any cache; products of two sizes are an int. */
  private static final int LARGEST = 1 << 15;

  /** Numbers of columns are multiples of this: whole panels of vectors of any width. */
  private static final int COLUMNS = 32;

  private static final Tuning ACTIVE = of(table(), SpeciesSimd.bits(), firstLevelCache(), System.getProperties());

  private final String machine;
  private final Map<String, Integer> sizes;
  private final List<String> changed;

  private Tuning(String machine, Map<String, Integer> sizes, List<String> changed) {
    this.machine = machine;
    this.sizes = sizes;
    this.changed = changed;
  }

  /**
   * A size.
   *
   * @param name its name in the table
   * @return the size in use, from 1 to 32768
   * @throws IllegalArgumentException if the table does not have it
   */
  public static int size(String name) {
    Integer size = ACTIVE.sizes.get(name);
    if (size == null) {
      throw new IllegalArgumentException("there is no size '" + name + "'; there are " + ACTIVE.sizes.keySet());
    }
    return size;
  }

  /**
   * A size of which only multiples serve.
   *
   * @param name     its name in the table
   * @param multiple of what it must be a multiple
   * @return the size in use
   * @throws IllegalArgumentException if the table does not have it, or a property set it to something else
   */
  public static int size(String name, int multiple) {
    return requireMultiple(name, size(name), multiple);
  }

  private static int requireMultiple(String name, int size, int multiple) {
    if (size % multiple != 0) {
      throw new IllegalArgumentException("-D" + PROPERTY + "." + name + " must be a multiple of " + multiple
          + ", but is " + size);
    }
    return size;
  }

  /**
   * The names of all sizes.
   *
   * @return the names, in the order of the table
   */
  public static List<String> names() {
    return List.copyOf(ACTIVE.sizes.keySet());
  }

  /**
   * What is in use, for reports.
   *
   * @return the name of the table's column, and sizes that properties set
   */
  public static String description() {
    return ACTIVE.describe();
  }

  String describe() {
    return machine + (changed.isEmpty() ? "" : " with " + String.join(", ", changed));
  }

  /** The rows of the table; the first of each is its name. */
  static List<String[]> table() {
    try (InputStream stream = Tuning.class.getResourceAsStream("tuning.txt")) {
      if (stream == null) {
        throw new IllegalStateException("the table tuning.txt is missing beside " + Tuning.class);
      }
      List<String[]> rows = new ArrayList<>();
      BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(line.trim().split(" +"));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sizes for a processor. */
  static Tuning of(List<String[]> table, int bits, int cache, Properties properties) {
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String[] row : table) {
      rows.put(row[0], row);
    }
    String[] machines = rows.remove("machine");
    int column = column(machines, rows.remove(BITS), rows.remove(CACHE), bits, cache, properties.getProperty(PROPERTY));
    Map<String, Integer> sizes = new LinkedHashMap<>();
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, String[]> row : rows.entrySet()) {
      String name = row.getKey();
      String property = PROPERTY + "." + name;
      String value = properties.getProperty(property);
      if (value != null) {
        changed.add(name + " " + value);
      }
      int size = value == null ? Integer.parseInt(row.getValue()[column]) : within(property, value);
      sizes.put(name, requireMultiple(name, size, name.endsWith(".columns") ? COLUMNS : 1));
    }
    for (String property : new TreeSet<>(properties.stringPropertyNames())) {
      if (property.startsWith(PROPERTY + ".") && !sizes.containsKey(property.substring(PROPERTY.length() + 1))) {
        throw new IllegalArgumentException("-D" + property + ": there is no such size; there are " + sizes.keySet());
      }
    }
    return new Tuning(machines[column], Collections.unmodifiableMap(sizes), List.copyOf(changed));
  }

  private static int column(String[] machines, String[] widths, String[] caches, int bits, int cache, String wanted) {
    List<String> names = Arrays.asList(machines).subList(1, machines.length);
    if (wanted != null) {
      if (!names.contains(wanted)) {
        throw new IllegalArgumentException("-D" + PROPERTY + " must be one of " + names + ", but is '" + wanted + "'");
      }
      return 1 + names.indexOf(wanted);
    }
    int last = machines.length - 1;
    for (int i = 1; i < last; i++) {
      if (Integer.parseInt(widths[i]) <= bits && Integer.parseInt(caches[i]) <= cache) {
        return i;
      }
    }
    return last;
  }

  private static int within(String property, String value) {
    try {
      int size = Integer.parseInt(value);
      if (size > 0 && size <= LARGEST) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw refusal(property, value, e);
    }
    throw refusal(property, value, null);
  }

  private static IllegalArgumentException refusal(String property, String value, NumberFormatException cause) {
    return new IllegalArgumentException("-D" + property + " must be a number from 1 to " + LARGEST + ", but is '"
        + value + "'", cause);
  }

  /** Kilobytes of the first core's data cache, as Linux tells it; elsewhere what every processor has. */
  private static int firstLevelCache() {
    Path caches = Path.of("/sys/devices/system/cpu/cpu0/cache");
    for (int i = 0; Files.isDirectory(caches.resolve("index" + i)); i++) {
      Path cache = caches.resolve("index" + i);
      try {
        String size = Files.readString(cache.resolve("size")).strip();
        if (Files.readString(cache.resolve("level")).strip().equals("1")
            && Files.readString(cache.resolve("type")).strip().equals("Data") && size.endsWith("K")) {
          return Integer.parseInt(size.substring(0, size.length() - 1));
        }
      } catch (IOException | NumberFormatException e) {
        return USUAL_CACHE; // a machine that does not tell gets sizes that suit everywhere
      }
    }
    return USUAL_CACHE;
  }
}
