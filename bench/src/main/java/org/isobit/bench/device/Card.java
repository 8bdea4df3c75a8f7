package org.isobit.bench.device;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceFacts;
import org.isobit.gpu.NvidiaSmi;
import org.isobit.gpu.cublas.CublasLibrary;
import org.isobit.kernels.Isobit;

/**
 * The card that was measured. Immutable.
 *
 * @param name      as the driver gives it
 * @param standIn   whether it is no card at all, but the stand-in of the tests, whose times mean nothing
 * @param facts     name and value, in the order of the report
 * @param published what its maker states, or null if that is not known here
 */
record Card(String name, boolean standIn, Map<String, String> facts, Published published) {

  /**
   * A card's rates by its maker.
   *
   * @param card        what its name contains
   * @param teraflops   in double, without tensor cores
   * @param floats      in float
   * @param gigabytes   a second, of its memory
   * @param bus         gigabytes a second each way between host and card: PCIe of its generation, 16 lanes
   */
  record Published(String card, double teraflops, double floats, double gigabytes, double bus) {

    /** Those that are known; the first whose name stands in a card's, with a space before it, counts. */
    private static final List<Published> KNOWN = List.of(new Published("H100 PCIe", 25.6, 51.2, 2039, 63),
        new Published("H100 NVL", 30.0, 60.0, 3938, 63), new Published("H100", 33.5, 66.9, 3352, 63),
        new Published("H200", 33.5, 66.9, 4800, 63), new Published("A100 80GB", 9.7, 19.5, 1935, 31.5),
        new Published("A100-SXM4-80GB", 9.7, 19.5, 2039, 31.5), new Published("A100", 9.7, 19.5, 1555, 31.5));

    private static Published of(String name) {
      return KNOWN.stream().filter(p -> name.contains(" " + p.card)).findFirst().orElse(null);
    }

    /** The published ceiling of a computation in its unit, or NaN. */
    double ceiling(DeviceWork work) {
      return switch (work.limit()) {
        case ARITHMETIC -> 1e3 * (work.type().equals("float") ? floats : teraflops);
        case MEMORY -> gigabytes;
        case BUS -> bus;
        default -> Double.NaN;
      };
    }
  }

  /** Looks at a device. */
  static Card of(Device device) {
    String name = device.name();
    boolean standIn = standIn(device);
    Map<String, String> facts = new LinkedHashMap<>(DeviceFacts.of(device));
    if (standIn) {
      facts.put("STAND-IN", "no GPU: kernels were emulated by a processor, and no time here is one of a GPU");
    }
    facts.putAll(standIn ? Map.of("nvidia-smi", "not asked: the device is a stand-in") : NvidiaSmi.of(device));
    facts.put("cuBLAS", cublas(device) == null ? CublasLibrary.description() : "none: " + cublas(device));
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("JDK", Runtime.version() + " " + System.getProperty("java.vm.vendor"));
    facts.put("operating system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch"));
    facts.put("contract version", Integer.toString(Isobit.contractVersion()));
    return new Card(name, standIn, facts, standIn ? null : Published.of(name));
  }

  private static boolean standIn(Device device) {
    return device.name().contains("stand-in");
  }

  /** Why cuBLAS is no opponent, or null: a stand-in gets none but one that is named, since a real one needs a card. */
  static String cublas(Device device) {
    return standIn(device) && System.getProperty(CublasLibrary.PROPERTY) == null ? "the device is a stand-in"
        : CublasLibrary.obstacle();
  }

  /** Whether it is a card that targets are stated for. */
  boolean isH100() {
    return !standIn && name.contains("H100");
  }
}
