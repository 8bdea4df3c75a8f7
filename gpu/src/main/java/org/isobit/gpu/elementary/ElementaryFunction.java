package org.isobit.gpu.elementary;

/** The functions of {@link org.isobit.kernels.elementary.Elementary} and {@code LogNdtr}. Immutable. */
public enum ElementaryFunction {
  /** e^x. */
  EXP("exp", true),
  /** e^x − 1. */
  EXPM1("expm1", true),
  /** Natural logarithm. */
  LOG("log", true),
  /** ln(1 + x). */
  LOG1P("log1p", true),
  /** Hyperbolic tangent. */
  TANH("tanh", true),
  /** 1/(1 + e^−x). */
  SIGMOID("sigmoid", true),
  /** ln(1 + e^x). */
  SOFTPLUS("softplus", true),
  /** Error function. */
  ERF("erf", true),
  /** Sine, radians. */
  SIN("sin", true),
  /** Cosine, radians. */
  COS("cos", true),
  /** sin(πx). */
  SINPI("sinpi", true),
  /** cos(πx). */
  COSPI("cospi", true),
  /** Cube root. */
  CBRT("cbrt", true),
  /** Logarithm of the normal distribution function; double only. */
  LOG_NDTR("logNdtr", false),
  /** Its derivative; double only. */
  LOG_NDTR_DERIVATIVE("logNdtrDerivative", false);

  private final String kernel;
  private final boolean inFloat;

  ElementaryFunction(String kernel, boolean inFloat) {
    this.kernel = kernel;
    this.inFloat = inFloat;
  }

  /**
   * Its name in the catalogue of kernels.
   *
   * @return the name without the type
   */
  public String kernel() {
    return kernel;
  }

  /**
   * Whether there is a float version.
   *
   * @return false for the two that are double only
   */
  public boolean inFloat() {
    return inFloat;
  }
}
