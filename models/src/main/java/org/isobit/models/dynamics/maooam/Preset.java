package org.isobit.models.dynamics.maooam;

/** Published sets of parameters. What a set does not say is that of {@link #DEFAULT}. */
public enum Preset {
  /** Of the original program: De Cruz, Demaeyer and Vannitsem (2016), code of version 1. */
  DEFAULT("default", 1e-8, 500.0, 1e-8, 0.02, 0.04, 2e8, 350.0, 285.0, 100.0, 0.76, 270.0, 20.0),
  /** De Cruz, Demaeyer and Vannitsem (2016), Geosci. Model Dev. 9, 2793–2808. */
  DDV2016("ddv2016", 1e-7, 136.5, 1.1e-7, 0.0145, 0.029, 5.46e8, 310.0, 301.46, 103.3333, 0.7, 289.30, 15.06),
  /** Vannitsem, Demaeyer, De Cruz and Ghil (2015), Physica D 309, 71–85. */
  V2015("v2015", 1e-7, 164.8, 1.1e-7, 0.0145, 0.029, 5.46e8, 310.0, 301.46, 103.3333, 0.7, 289.30, 15.06),
  /** Vannitsem and Lucarini (2016), J. Phys. A 49, 224001. */
  VL2016("vl2016", 1e-7, 500.0, 1e-8, 0.02, 0.04, 2e8, 350.0, 285.0, 87.5, 0.76, 270.0, 20.0),
  /** Strong coupling: Tondeur, Carrassi, Vannitsem and Bocquet (2020), J. Stat. Phys. 179, 1161–1185. */
  TV("tv", 1e-7, 165.0, 9e-8, 0.0145, 0.029, 6.6e8, 310.0, 299.35, 103.3333, 0.7, 290.2, 15.06),
  /** Weak coupling: the same article; DAPPER's second set. */
  WEAK("36wk", 1e-7, 165.0, 6e-8, 0.01, 0.02, 6.6e8, 310.0, 301.0, 103.3333, 0.7, 289.0, 10.0);

  private static final Parameter[] SAID = {Parameter.R, Parameter.H, Parameter.D, Parameter.K, Parameter.KP,
      Parameter.GO, Parameter.CO, Parameter.TO0, Parameter.CA, Parameter.EPSA, Parameter.TA0, Parameter.LAMBDA};

  private final String label;
  private final double[] values;

  Preset(String label, double... values) {
    this.label = label;
    this.values = values;
  }

  /**
   * Its name in configurations.
   *
   * @return the name, for example {@code tv}
   */
  public String label() {
    return label;
  }

  /**
   * The set of a name.
   *
   * @param label the name
   * @return the set
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Preset of(String label) {
    for (Preset preset : values()) {
      if (preset.label.equals(label)) {
        return preset;
      }
    }
    throw new IllegalArgumentException("Maooam: there is no preset '" + label + "'");
  }

  /**
   * All its parameters.
   *
   * @return the set
   */
  public Parameters parameters() {
    Parameters parameters = Parameters.usual();
    for (int p = 0; p < SAID.length; p++) {
      parameters = parameters.with(SAID[p], values[p]);
    }
    return parameters;
  }
}
