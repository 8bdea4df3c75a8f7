package org.isobit.kernels;

import java.util.Locale;

/**
 * Which implementation runs, chosen once per JVM.
 *
 * <p>{@code -Disobit.backend=auto|reference|simd} chooses; {@code auto} is SIMD where the JVM has the module
 * {@code jdk.incubator.vector} and the processor has fused multiply-add, else the reference, with a warning that says
 * why. Both give the same bits. Thread-safe.
 */
public enum Backend {
  /** Scalar Java; defines the bits. */
  REFERENCE,
  /** The Vector API. */
  SIMD;

  /** The property that chooses the backend. */
  public static final String PROPERTY = "isobit.backend";

  private static final Choice CHOICE = choose(System.getProperty(PROPERTY, "auto"));

  /** Whether façades run the SIMD implementation: a constant to the compiler. */
  public static final boolean SIMD_ACTIVE = CHOICE.backend == SIMD;

  private record Choice(Backend backend, String reason) {}

  /**
   * The backend in use.
   *
   * @return the backend that every façade dispatches to
   */
  public static Backend active() {
    return CHOICE.backend;
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
      case "auto" -> obstacle == null
          ? new Choice(SIMD, "SIMD: the Vector API and hardware fused multiply-add are there")
          : new Choice(REFERENCE, "scalar reference: " + obstacle);
      case "reference" -> new Choice(REFERENCE, "scalar reference: asked for by -D" + PROPERTY + "=reference");
      case "simd" -> {
        if (obstacle != null) {
          throw new IllegalStateException("-D" + PROPERTY + "=simd cannot be had: " + obstacle);
        }
        yield new Choice(SIMD, "SIMD: asked for by -D" + PROPERTY + "=simd");
      }
      default -> throw new IllegalArgumentException(
          "-D" + PROPERTY + " must be auto, reference or simd, but is '" + wanted + "'");
    };
    boolean fellBack = choice.backend == REFERENCE && wanted.equalsIgnoreCase("auto");
    System.getLogger("org.isobit").log(fellBack ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "backend " + choice.reason);
    if (choice.backend == REFERENCE && !fma) {
      System.getLogger("org.isobit").log(System.Logger.Level.WARNING,
          "without hardware fused multiply-add Math.fma is emulated: same bits, hundreds of times slower");
    }
    return choice;
  }
}
