package org.isobit.models.studies.marinebgc;

/** How a forecast is updated. */
enum Scheme {
  /** Not at all. */
  FREE("free run", "free", 1, 0x6B6B6B),
  /** The observed field alone, by climatological variances: what operations do. */
  RUS("RUS", "rus", 1, 0x0072B2),
  /** All fields, by the correlations of a climatology. */
  OI("climatological OI", "oi", 1, 0x56B4E9),
  /** All fields, by correlations that a network predicts. */
  ML_OI("ML-OI", "ml-oi", 2, 0xD55E00),
  /** By increments that a network predicts. */
  ML_ETE("ML-EtE", "ml-ete", 2, 0x009E73),
  /** By the mean of what several such networks predict. */
  ML_ETE_MEAN("mean of ML-EtE networks", "ml-ete-mean", 3, 0xE69F00),
  /** An ensemble, by the serial square-root filter. */
  ENSRF("EnSRF", "ensrf", 24, 0x7A3E9D),
  /** An ensemble, by the ensemble transform Kalman filter. */
  ETKF("ETKF", "etkf", 24, 0xCC79A7);

  private final String label;
  private final String file;
  private final int cost;
  private final int color;

  Scheme(String label, String file, int cost, int color) {
    this.label = label;
    this.file = file;
    this.cost = cost;
    this.color = color;
  }

  String label() {
    return label;
  }

  String file() {
    return file;
  }

  int cost() {
    return cost;
  }

  int color() {
    return color;
  }

  boolean ensemble() {
    return this == ENSRF || this == ETKF;
  }

  /** Whether it was learned at some places. */
  boolean learned() {
    return this == ML_OI || this == ML_ETE || this == ML_ETE_MEAN;
  }

  /** Whether it has one network, and so scores that depend on its initial weights. */
  boolean initialised() {
    return this == ML_OI || this == ML_ETE;
  }

  /** Whether it has correlations that can be damped. */
  boolean damped() {
    return this == OI || this == ML_OI;
  }
}
