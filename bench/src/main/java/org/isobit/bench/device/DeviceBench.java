package org.isobit.bench.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.isobit.bench.BenchProgress;
import org.isobit.gpu.Device;
import org.isobit.gpu.Driver;
import org.isobit.gpu.NvidiaSmi;
import org.isobit.kernels.Backend;
import org.isobit.kernels.device.AcceleratorException;
import org.isobit.models.cli.Cli;

/** {@code isobit bench --backend cuda}: measures the kernels on a device. */
public final class DeviceBench {

  private final Sizes.Kind kind;
  private final Pattern pattern;
  private final int ordinal;
  private final Path out;

  /**
   * Prepares a run.
   *
   * @param size    full, quick or tiny
   * @param pattern regular expression on group, name, sizes and type of computations; ceilings are always measured
   * @param ordinal number of the device, from 0
   * @param out     folder for the files, or null
   * @throws IllegalArgumentException for another size
   */
  public DeviceBench(String size, Pattern pattern, int ordinal, Path out) {
    kind = switch (size) {
      case "full" -> Sizes.Kind.FULL;
      case "quick" -> Sizes.Kind.QUICK;
      case "tiny" -> Sizes.Kind.TINY;
      default -> throw new IllegalArgumentException("--size must be full, quick or tiny, but is '" + size + "'");
    };
    this.pattern = pattern;
    this.ordinal = ordinal;
    this.out = out;
  }

  /**
   * Lists what would be measured.
   *
   * @return the exit code
   */
  public int list() {
    for (DeviceCase one : DeviceMeasurement.cases(new Sizes(kind, 1), pattern)) {
      System.out.println(one.work());
      one.close();
    }
    DeviceMeasurement.analyses(new Sizes(kind, 1), ordinal, pattern).forEach(System.out::println);
    return Cli.OK;
  }

  /**
   * Measures, prints the tables, writes the files.
   *
   * @return the exit code: {@link Cli#FAILED} if an output has not the processor's bits
   * @throws AcceleratorException     if there is no device
   * @throws IllegalArgumentException if the host's memory is too small, or nothing matches the pattern
   * @throws IOException              if files cannot be written
   */
  public int run() throws IOException {
    // Filters ask which backend is in force, once per JVM; nothing has asked yet.
    System.setProperty(Backend.PROPERTY, "cuda");
    if (Driver.obstacle() != null) {
      throw new AcceleratorException("--backend cuda cannot be had: " + Driver.obstacle());
    }
    try (Device device = Device.open(ordinal)) {
      Sizes sizes = new Sizes(kind, device.multiprocessors());
      if (sizes.hostBytes() > Runtime.getRuntime().maxMemory()) {
        throw new IllegalArgumentException("--size " + kind.name().toLowerCase(java.util.Locale.ROOT) + " needs "
            + (sizes.hostBytes() >> 20) + " MiB of the Java heap, which has " + (Runtime.getRuntime().maxMemory() >> 20)
            + "; take --quick");
      }
      Card card = Card.of(device);
      List<DeviceCase> cases = DeviceMeasurement.cases(sizes, pattern);
      List<DeviceWork> analyses = DeviceMeasurement.analyses(sizes, ordinal, pattern);
      List<DeviceResult> results;
      try (BenchProgress bar = BenchProgress.of("bench", cases.size() + analyses.size())) {
        results = new DeviceMeasurement(device, sizes).run(cases, analyses, work -> bar.step(work.toString()));
      }
      return report(device, card, sizes, results);
    }
  }

  private int report(Device device, Card card, Sizes sizes, List<DeviceResult> results) throws IOException {
    List<String> notes = new ArrayList<>();
    if (!card.standIn()) {
      notes.add("after the run: " + NvidiaSmi.of(device));
    }
    notes.add("sizes: " + kind.name().toLowerCase(java.util.Locale.ROOT) + "; times are medians of up to "
        + sizes.repeats() + " repeats by the device's events, after a warm-up; with transfers: from and to the Java "
        + "heap");
    CupyOpponent cupy = CupyOpponent.run(card, ordinal, sizes);
    DeviceReport report = new DeviceReport(card, results, cupy, notes);
    System.out.print(report.markdown());
    if (out != null) {
      DeviceOutput.write(out, card, results, cupy, report);
      System.out.println("written to " + out);
    }
    return code(report);
  }

  /** The exit code, with a sentence on standard error if it is none of success. */
  static int code(DeviceReport report) {
    if (report.differing().isEmpty()) {
      return Cli.OK;
    }
    System.err.println("isobit bench: outputs of the device have not the processor's bits: see the report's end");
    return Cli.FAILED;
  }
}
