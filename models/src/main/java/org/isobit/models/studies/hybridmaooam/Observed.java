package org.isobit.models.studies.hybridmaooam;

/** The variables that are scored, those of Table 3. */
enum Observed {
  /** Streamfunction of the ocean, second mode. */
  PSI_O2("psi_o2", 21),
  /** Temperature of the ocean, second mode. */
  THETA_O2("theta_o2", 29),
  /** Streamfunction of the atmosphere, first mode. */
  PSI_A1("psi_a1", 0);

  private final String label;
  private final int index;

  Observed(String label, int index) {
    this.label = label;
    this.index = index;
  }

  String label() {
    return label;
  }

  /** Its place in a state of the truncated model. */
  int index() {
    return index;
  }

  boolean ocean() {
    return index >= CoupledSystem.ATMOSPHERE;
  }
}
