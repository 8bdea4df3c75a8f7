package org.isobit.models.dynamics.maooam;

import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.kernels.elementary.SinPiReference;

/**
 * The equations of the amplitudes of {@link Maooam} as a sparse quadratic system: De Cruz et al. (2016), eqs. 17–24 and
 * appendix B, in the form of the authors' programs. J(ψ, ∇²ψ) and the like are antisymmetric, so that the two orders of
 * a pair of factors are one term here.
 */
final class Tensor {

  private final InnerProducts products;
  private final QuadraticSystem.Builder terms;
  private final int atmosphere;
  private final int ocean;

  /** Static stability. */
  private final double sigma;
  /** β, the change of the Coriolis parameter across the channel. */
  private final double beta;
  /** Friction with the ground, and between the layers. */
  private final double ground;
  private final double layers;
  /** Friction of the ocean with its bottom, and its coupling. */
  private final double bottom;
  private final double coupling;
  /** −L²/LR², LR being the radius of deformation of the ocean. */
  private final double deformation;
  /** Radiation and exchange of heat of ocean and atmosphere, and what each one's emission gives to the other. */
  private final double radiationOcean;
  private final double radiationAtmosphere;
  private final double exchangeOcean;
  private final double exchangeAtmosphere;
  private final double emissionOcean;
  private final double emissionToOcean;
  private final double emissionToAtmosphere;
  private final double emissionAtmosphere;
  /** Temperature of the air at the ground by that of the atmosphere. */
  private final double surface;

  private Tensor(InnerProducts products, Parameters p) {
    this.products = products;
    atmosphere = products.atmosphere().size();
    ocean = products.ocean().size();
    terms = new QuadraticSystem.Builder(2 * (atmosphere + ocean));
    double f0 = p.get(Parameter.F0);
    double length = p.get(Parameter.SCALE) / Math.PI;
    double radius = Math.sqrt(p.get(Parameter.GP) * p.get(Parameter.H)) / f0;
    double phi0 = p.get(Parameter.PHI0);
    double temperature = p.get(Parameter.RR) / (f0 * f0 * (length * length));
    double heatOcean = p.get(Parameter.GO) * f0;
    double heatAtmosphere = p.get(Parameter.GA) * f0;
    double cubeOcean = p.get(Parameter.TO0) * p.get(Parameter.TO0) * p.get(Parameter.TO0);
    double cubeAtmosphere = p.get(Parameter.TA0) * p.get(Parameter.TA0) * p.get(Parameter.TA0);
    sigma = p.get(Parameter.SIG0);
    beta = length / p.get(Parameter.RRA) * (SinPiReference.cospi(phi0) / SinPiReference.sinpi(phi0));
    ground = 2.0 * p.get(Parameter.K);
    layers = p.get(Parameter.KP);
    bottom = p.get(Parameter.R) / f0;
    coupling = p.get(Parameter.D) / f0;
    deformation = -(length * length) / (radius * radius);
    surface = p.get(Parameter.SC);
    radiationOcean = p.get(Parameter.CO) / heatOcean * temperature;
    radiationAtmosphere = p.get(Parameter.CA) / heatAtmosphere * temperature / 2.0;
    exchangeOcean = p.get(Parameter.LAMBDA) / heatOcean;
    exchangeAtmosphere = p.get(Parameter.LAMBDA) / heatAtmosphere;
    emissionOcean = 4.0 * p.get(Parameter.SB) * cubeOcean / heatOcean;
    emissionToOcean = 8.0 * p.get(Parameter.EPSA) * p.get(Parameter.SB) * cubeAtmosphere / heatOcean;
    emissionToAtmosphere = 2.0 * p.get(Parameter.EPSA) * p.get(Parameter.SB) * cubeOcean / heatAtmosphere;
    emissionAtmosphere = 8.0 * p.get(Parameter.EPSA) * p.get(Parameter.SB) * cubeAtmosphere / heatAtmosphere;
  }

  /** The system of modes and parameters; variables are ψ, θ, then ψ and temperature of the ocean. */
  static QuadraticSystem of(InnerProducts products, Parameters parameters) {
    Tensor tensor = new Tensor(products, parameters);
    for (int i = 0; i < tensor.atmosphere; i++) {
      tensor.linearAtmosphere(i);
      tensor.advectionAtmosphere(i);
    }
    for (int i = 0; i < tensor.ocean; i++) {
      tensor.linearOcean(i);
      tensor.advectionOcean(i);
    }
    return tensor.terms.build();
  }

  private int psi(int i) {
    return 1 + i;
  }

  private int theta(int i) {
    return 1 + atmosphere + i;
  }

  private int stream(int i) {
    return 1 + 2 * atmosphere + i;
  }

  private int temperature(int i) {
    return 1 + 2 * atmosphere + ocean + i;
  }

  private void linearAtmosphere(int i) {
    double a = products.a(i);
    double below = 2.0 - 2.0 * a * sigma;
    if (i == 0) {
      terms.add(theta(0), 0, 0, radiationAtmosphere / (1.0 - a * sigma));
    }
    terms.add(psi(i), 0, psi(i), -0.5 * ground).add(psi(i), 0, theta(i), 0.5 * ground);
    terms.add(theta(i), 0, psi(i), -(a * ground * sigma / below));
    terms.add(theta(i), 0, theta(i), (sigma * (a * (ground + 4.0 * layers))
        - 2.0 * (emissionAtmosphere + surface * exchangeAtmosphere)) / below);
    for (int j = 0; j < atmosphere; j++) {
      double c = products.c(i, j);
      terms.add(psi(i), 0, psi(j), -(c * beta / a));
      terms.add(theta(i), 0, theta(j), sigma * (2.0 * c * beta) / below);
    }
    for (int j = 0; j < ocean; j++) {
      double s = products.s(i, j);
      double d = s * products.m(j);
      terms.add(psi(i), 0, stream(j), ground * d / (2.0 * a));
      terms.add(theta(i), 0, stream(j), ground * d * sigma / below);
      terms.add(theta(i), 0, temperature(j), s * (2.0 * emissionToAtmosphere + exchangeAtmosphere) / below);
    }
  }

  private void advectionAtmosphere(int i) {
    double a = products.a(i);
    for (int j = 0; j < atmosphere; j++) {
      for (int k = 0; k < atmosphere; k++) {
        double g = products.g(i, j, k);
        if (g == 0.0) {
          continue;
        }
        double difference = products.a(k) - products.a(j);
        if (j < k) {
          terms.add(psi(i), psi(j), psi(k), -(difference * g / a));
          terms.add(psi(i), theta(j), theta(k), -(difference * g / a));
        }
        terms.add(theta(i), psi(j), theta(k), g * (1.0 - difference * sigma) / (a * sigma - 1.0));
      }
    }
  }

  private void linearOcean(int i) {
    double m = products.m(i);
    double below = m + deformation;
    terms.add(stream(i), 0, stream(i), -(m * (bottom + coupling) / below));
    terms.add(temperature(i), 0, 0, radiationOcean * products.s(0, i));
    terms.add(temperature(i), 0, temperature(i), -(exchangeOcean + emissionOcean));
    for (int j = 0; j < atmosphere; j++) {
      double s = products.s(j, i);
      double k = s * products.a(j);
      terms.add(stream(i), 0, psi(j), k * coupling / below).add(stream(i), 0, theta(j), -(k * coupling / below));
      terms.add(temperature(i), 0, theta(j), s * (2.0 * surface * exchangeOcean + emissionToOcean));
    }
    for (int j = 0; j < ocean; j++) {
      terms.add(stream(i), 0, stream(j), -(products.n(i, j) * beta / below));
    }
  }

  private void advectionOcean(int i) {
    double below = products.m(i) + deformation;
    for (int j = 0; j < ocean; j++) {
      for (int k = 0; k < ocean; k++) {
        double o = products.o(i, j, k);
        if (o == 0.0) {
          continue;
        }
        if (j < k) {
          terms.add(stream(i), stream(j), stream(k), -((products.m(k) - products.m(j)) * o / below));
        }
        terms.add(temperature(i), stream(j), temperature(k), -o);
      }
    }
  }
}
