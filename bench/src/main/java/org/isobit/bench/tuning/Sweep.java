package org.isobit.bench.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.bench.timed.TimingMachine;
import org.isobit.kernels.Tuning;

/**
 * What is tried for one size of {@link Tuning}: values, and works whose time depends on it.
 *
 * @param size   the name of the size
 * @param values what is tried, the value in use among them
 * @param works  what is timed, as {@link TimingMachine#start} names it
 */
public record Sweep(String size, List<Integer> values, List<String> works) {

  /** What is tried for a size in double; widths of columns are twice as large in float. */
  private record Trial(List<Integer> values, List<String> works) {}

  private static final List<String> SQUARES = List.of("480x480x480", "768x768x768", "1536x1536x1536");

  private static final Map<String, Trial> TRIALS = new TreeMap<>(Map.of(
      "gemm.terms", new Trial(List.of(128, 192, 256, 384), SQUARES),
      "gemm.columns", new Trial(List.of(128, 256, 384, 512), SQUARES),
      "gemm.pack-rows", new Trial(List.of(32, 64, 96, 128, 192, 256),
          List.of("48x100x250", "72x100x250", "96x100x250", "144x100x250", "216x100x250")),
      "gemm.far-rows", new Trial(List.of(8, 16, 32, 48, 72, 96, 144),
          List.of("12x512x256", "24x512x256", "48x512x256", "96x512x256", "24x2048x512", "48x2048x512",
              "96x2048x512")),
      "gemm.narrow-terms", new Trial(List.of(85, 128, 170, 256), List.of("1000x40x1000", "400x24x2000")),
      "dense.samples", new Trial(List.of(120, 240, 384, 528, 804), List.of("net256", "net1600"))));

  /**
   * The sweep of a size.
   *
   * @param size its name
   * @return what is tried
   * @throws IllegalArgumentException if there is no such size
   */
  public static Sweep of(String size) {
    int inUse = Tuning.size(size);
    boolean floats = size.contains(".float.");
    String type = floats ? "float:" : "double:";
    Trial trial = TRIALS.get(size.replace(floats ? ".float" : ".double", ""));
    if (trial == null) {
      throw new IllegalStateException("nothing is tried for the size " + size);
    }
    int factor = floats && size.endsWith("columns") ? 2 : 1;
    List<Integer> values = new ArrayList<>(trial.values.stream().map(v -> factor * v).toList());
    if (!values.contains(inUse)) {
      values.add(inUse);
      values.sort(null);
    }
    return new Sweep(size, List.copyOf(values), trial.works.stream().map(w -> type + w).toList());
  }

  /** Keeps its own copies of the lists. */
  public Sweep {
    values = List.copyOf(values);
    works = List.copyOf(works);
  }
}
