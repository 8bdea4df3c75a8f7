package org.isobit.models.dynamics.column;

import java.util.List;
import java.util.Objects;
import org.isobit.kernels.elementary.ExpReference;

/**
 * How columns differ that nobody can tell apart: parameters and nitrogen that are drawn once, log-normally, and noise
 * of mixing and light that goes on, two autoregressive processes of the first order of the logarithms of the mixed
 * layer's depth and of the light. Immutable.
 *
 * @param parameters     standard deviation of the logarithm of each parameter that is drawn, from 0 to 5
 * @param names          names of these parameters, each once
 * @param nitrogen       standard deviation of the logarithm of nitrogen, from 0 to 5
 * @param mixedLayer     the noise of the mixed layer's depth
 * @param light          the noise of the light
 */
public record Uncertainty(double parameters, List<String> names, double nitrogen, Noise mixedLayer, Noise light) {

  /** The greatest deviation of a logarithm: factors of it are finite in float, too. */
  private static final int WIDEST = 5;

  /**
   * An autoregressive process.
   *
   * @param deviation its standard deviation, from 0 to 5; 0: none
   * @param days      time in which its correlation falls to 1/e, positive
   */
  public record Noise(double deviation, double days) {

    /** None. */
    public static final Noise NONE = new Noise(0.0, 1.0);

    /** Checks the numbers. */
    public Noise {
      if (!isDeviation(deviation) || !(days > 0.0) || days == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("Uncertainty: noise must have a deviation from 0 to " + WIDEST
            + " and a positive, finite time, but has " + deviation + " and " + days + " days");
      }
    }

    /** Whether a deviation is allowed; here, since the outer class needs this one to begin with. */
    private static boolean isDeviation(double x) {
      return x >= 0.0 && x <= WIDEST;
    }

    /** What stays of a number after some days. */
    double keeps(double dt) {
      return ExpReference.exp(-dt / days);
    }

    /** What a normal number is multiplied by, so that the deviation stays. */
    double adds(double dt) {
      double keeps = keeps(dt);
      return deviation * Math.sqrt(Math.fma(-keeps, keeps, 1.0));
    }
  }

  /** None at all. */
  public static final Uncertainty NONE = new Uncertainty(0.0, List.of(), 0.0, Noise.NONE, Noise.NONE);

  /** Checks the numbers and keeps its own copy of the names. */
  public Uncertainty {
    names = List.copyOf(names);
    Objects.requireNonNull(mixedLayer, "mixedLayer");
    Objects.requireNonNull(light, "light");
    if (!Noise.isDeviation(parameters) || !Noise.isDeviation(nitrogen)) {
      throw new IllegalArgumentException("Uncertainty: deviations of logarithms must be from 0 to " + WIDEST
          + ", but are " + parameters + " of parameters and " + nitrogen + " of nitrogen");
    }
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new IllegalArgumentException("Uncertainty: names has '" + name + "' twice");
      }
    }
  }

  /**
   * Whether there is noise that goes on.
   *
   * @return false where both deviations are 0
   */
  public boolean isNoisy() {
    return mixedLayer.deviation() > 0.0 || light.deviation() > 0.0;
  }

  /** A log-normal factor of a normal number. */
  static double factor(double deviation, double draw) {
    return ExpReference.exp(deviation * draw);
  }
}
