package org.isobit.models.studies.latentetkf;

/** The configurations that are compared. */
public enum Method {
  /** Forecasts alone. */
  NO_DA("no DA", 1, 0x6B6B6B),
  /** The ETKF with R = σ²: errors count as Gaussian and without bias. */
  ETKF("ETKF", 1, 0x0072B2),
  /** The ETKF with the operator's tangent about the mean. */
  ETKF_LINEAR("ETKF linear", 1, 0x56B4E9),
  /** The ETKF with sampled innovation covariance. */
  ETKFD("ETKFD", 1, 0x7A3E9D),
  /** Latent states; the autoencoder is that of the climatology. */
  SINGLE_CLIMA("single-clima", 4, 0xD55E00),
  /** Latent states; the autoencoder is trained with the forecast at every analysis. */
  SINGLE_TRANSFER("single-transfer", 300, 0x009E73),
  /** Latent states and innovations; the state autoencoder is that of the climatology. */
  DOUBLE_CLIMA("double-clima", 400, 0xCC79A7),
  /** Latent states and innovations; both autoencoders are trained at every analysis. */
  DOUBLE_TRANSFER("double-transfer", 700, 0xE69F00);

  private final String label;
  private final int cost;
  private final int color;

  Method(String label, int cost, int color) {
    this.label = label;
    this.cost = cost;
    this.color = color;
  }

  /**
   * The name in the paper's code.
   *
   * @return as in {@code single-clima}
   */
  public String label() {
    return label;
  }

  /** About how long a run takes, in units of the shortest. */
  int cost() {
    return cost;
  }

  /** Its colour in pictures, 0xRRGGBB. */
  int color() {
    return color;
  }

  /** Whether it needs a trained state autoencoder. */
  boolean latent() {
    return ordinal() >= SINGLE_CLIMA.ordinal();
  }

  /** Whether the state autoencoder is trained online. */
  boolean transfer() {
    return this == SINGLE_TRANSFER || this == DOUBLE_TRANSFER;
  }

  /** Whether there is an innovation autoencoder. */
  boolean pair() {
    return this == DOUBLE_CLIMA || this == DOUBLE_TRANSFER;
  }
}
