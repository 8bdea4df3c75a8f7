package org.isobit.kernels;

import java.util.List;
import java.util.Locale;

/**
 * Which implementation runs, chosen once per JVM.
 *
 * <p>{@code -Disobit.backend=auto|reference|simd|cuda} chooses. On the processor, {@code auto} is SIMD where the JVM
 * has the module {@code jdk.incubator.vector} and the processor has fused multiply-add, else the reference, with a
 * warning that says why, and some families take the reference for their {@linkplain Gradual first} calls; {@code cuda}
 * is like {@code auto} there. Whether whole steps of filters and networks go to a
 * device is the part of the choice that {@link org.isobit.kernels.device.Accelerator} has: with {@code cuda} they must,
 * with {@code auto} they do where a device can be used and the step is large. All give the same bits. Thread-safe.
 */
public enum Backend {
  /** Scalar Java; defines the bits. */
  REFERENCE,
  /** The Vector API. */
  SIMD,
  /**
   * A CUDA device. It is never {@link #active}: methods that take Java arrays run on the processor, and nothing is
   * copied to a device behind their backs.
   */
  CUDA;

  /** The property that chooses the backend. */
  public static final String PROPERTY = "isobit.backend";

  private static final Choice CHOICE = choose(System.getProperty(PROPERTY, "auto"));

  private record Choice(Backend backend, String reason, boolean gradual) {

    Choice(Backend backend, String reason) {
      this(backend, reason, false);
    }
  }

  /**
   * The implementations that run on the processor.
   *
   * @return reference and SIMD
   */
  public static List<Backend> ofProcessor() {
    return List.of(REFERENCE, SIMD);
  }

  /**
   * The processor's backend in use.
   *
   * @return the backend that every façade dispatches to
   */
  public static Backend active() {
    return CHOICE.backend;
  }

  /**
   * Whether a family's implementation on this backend is that of the Vector API, which a JVM without its module lacks.
   *
   * @return true for SIMD, false for the reference
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public boolean isSimd() {
    if (this == CUDA) {
      throw new IllegalArgumentException("backend: CUDA has no implementation that takes Java arrays");
    }
    return this == SIMD;
  }

  /** Whether families may {@linkplain Gradual begin} with the reference. */
  static boolean isGradual() {
    return CHOICE.gradual;
  }

  /**
   * Why this backend is in use.
   *
   * @return one sentence
   */
  public static String reason() {
    return CHOICE.reason;
  }

  private static Choice choose(String wanted) {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    boolean fma = FusedMultiplyAdd.inHardware();
    String obstacle = !module
        ? "this JVM was started without --add-modules jdk.incubator.vector"
        : !fma ? "this processor (or -XX:-UseFMA) has no hardware fused multiply-add" : null;
    Choice choice = switch (wanted.toLowerCase(Locale.ROOT)) {
      case "auto", "cuda" -> obstacle == null
          ? new Choice(SIMD, "SIMD: the Vector API and hardware fused multiply-add are there; sums, moments, "
              + "anomalies, distances and tapers begin with the reference", true)
          : new Choice(REFERENCE, "scalar reference: " + obstacle);
      case "reference" -> new Choice(REFERENCE, "scalar reference: asked for by -D" + PROPERTY + "=reference");
      case "simd" -> {
        if (obstacle != null) {
          throw new IllegalStateException("-D" + PROPERTY + "=simd cannot be had: " + obstacle);
        }
        yield new Choice(SIMD, "SIMD: asked for by -D" + PROPERTY + "=simd");
      }
      default -> throw new IllegalArgumentException(
          "-D" + PROPERTY + " must be auto, reference, simd or cuda, but is '" + wanted + "'");
    };
    boolean fellBack = choice.backend == REFERENCE && !wanted.equalsIgnoreCase("reference");
    System.getLogger("org.isobit").log(fellBack ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "backend " + choice.reason);
    if (choice.backend == REFERENCE && !fma) {
      System.getLogger("org.isobit").log(System.Logger.Level.WARNING,
          "without hardware fused multiply-add Math.fma is emulated: same bits, hundreds of times slower");
    }
    return choice;
  }
}
