package org.isobit.models.dynamics.maooam;

import org.isobit.models.registry.Key;

/** The physical parameters of MAOOAM, called as in the original programs' namelists, in small letters. */
public enum Parameter {
  /** Width of the channel times π. */
  SCALE("characteristic length, π times that of the equations, m", 5e6, true),
  /** Coriolis parameter; its inverse is the unit of time. */
  F0("Coriolis parameter, 1/s; its inverse is the unit of time", 1.032e-4, true),
  /** Aspect ratio. */
  N("aspect ratio of the channel, twice width by length", 1.5, true),
  /** Radius of the earth. */
  RRA("radius of the earth, m", 6.37e6, true),
  /** Latitude. */
  PHI0("latitude of the channel's middle, in parts of 180 degrees", 0.25, true),
  /** Reduced gravity. */
  GP("reduced gravity of the ocean, m/s^2", 0.031, true),
  /** Bottom friction. */
  R("friction at the bottom of the ocean's layer, 1/s", 1e-8, false),
  /** Depth of the ocean's layer. */
  H("depth of the ocean's layer, m", 500.0, true),
  /** Mechanical coupling. */
  D("mechanical coupling of ocean and atmosphere, 1/s", 1e-8, false),
  /** Friction of the lower layer. */
  K("friction between the lower layer of the atmosphere and the ground, in parts of f0", 0.02, false),
  /** Friction between the layers. */
  KP("friction between the layers of the atmosphere, in parts of f0", 0.04, false),
  /** Static stability. */
  SIG0("static stability of the atmosphere, dimensionless", 0.1, true),
  /** Heat capacity of the ocean. */
  GO("heat capacity of the ocean's layer, J/(m^2 K)", 2e8, true),
  /** Radiation that the ocean takes. */
  CO("meridional difference of the radiation that the ocean takes, W/m^2", 350.0, false),
  /** Equilibrium temperature of the ocean. */
  TO0("equilibrium temperature of the ocean, K", 285.0, true),
  /** Heat capacity of the atmosphere. */
  GA("heat capacity of the atmosphere, J/(m^2 K)", 1e7, true),
  /** Radiation that the atmosphere takes. */
  CA("meridional difference of the radiation that the atmosphere takes, W/m^2", 100.0, false),
  /** Emissivity. */
  EPSA("emissivity of the atmosphere", 0.76, false),
  /** Equilibrium temperature of the atmosphere. */
  TA0("equilibrium temperature of the atmosphere, K", 270.0, true),
  /** Share of the surface. */
  SC("temperature of the air at the ground by that of the atmosphere", 1.0, false),
  /** Exchange of heat. */
  LAMBDA("exchange of sensible and latent heat, W/(m^2 K)", 20.0, false),
  /** Gas constant. */
  RR("gas constant of dry air, J/(kg K)", 287.0, true),
  /** Constant of Stefan and Boltzmann. */
  SB("constant of Stefan and Boltzmann, W/(m^2 K^4)", 5.6e-8, false);

  private final String says;
  private final double usual;
  private final boolean positive;

  Parameter(String says, double usual, boolean positive) {
    this.says = says;
    this.usual = usual;
    this.positive = positive;
  }

  /**
   * Its name in configurations.
   *
   * @return the name, for example {@code sig0}
   */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What it has in the preset {@link Preset#DEFAULT}. */
  double usual() {
    return usual;
  }

  /** Its description for configurations, where the preset's value holds if it is missing. */
  Key described() {
    Key key = Key.of(key(), Key.Form.NUMBER, says + "; missing: the preset's");
    return positive ? key.positive() : key.atLeast(0.0);
  }

  /** Refuses a value that it cannot have, and returns it else. */
  double checked(double value) {
    if (!Double.isFinite(value) || value < 0.0 || positive && value == 0.0) {
      throw new IllegalArgumentException("Maooam: " + key() + " must be finite and " + (positive ? "above 0"
          : "not negative") + ", but is " + value);
    }
    return value;
  }
}
