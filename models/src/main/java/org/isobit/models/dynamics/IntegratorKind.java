package org.isobit.models.dynamics;

import java.util.function.Supplier;
import org.isobit.models.registry.Entry;

/** The time-stepping schemes that configurations can name. */
public enum IntegratorKind implements Entry {
  /** The classical fourth-order Runge–Kutta scheme. */
  RK4("rk4", "classical Runge-Kutta scheme of order 4", RungeKutta4::new),
  /** Heun's scheme of order 2. */
  HEUN("heun", "Heun's scheme of order 2", Heun::new),
  /** The explicit midpoint scheme of order 2. */
  RK2("rk2", "explicit midpoint scheme of order 2", RungeKutta2::new),
  /** Euler's scheme of order 1. */
  EULER("euler", "Euler's scheme of order 1", Euler::new),
  /** Exponential time differencing of order 4, for {@link SemilinearModel}s; for others the Runge–Kutta scheme. */
  ETDRK4("etdrk4", "exponential Runge-Kutta scheme of order 4 for stiff models; for others it is rk4",
      ExponentialRungeKutta4::new);

  private final String label;
  private final String sentence;
  private final Supplier<Integrator> maker;

  IntegratorKind(String label, String sentence, Supplier<Integrator> maker) {
    this.label = label;
    this.sentence = sentence;
    this.maker = maker;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  /**
   * The scheme itself.
   *
   * @return a new one
   */
  public Integrator build() {
    return maker.get();
  }
}
