package org.isobit.models.dynamics.lorenz;

import java.util.Arrays;
import org.isobit.kernels.dynamics.Lorenz2005System;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Models II and III of Lorenz (2005), Designing chaotic models, J. Atmos. Sci. 62, 1574–1587, eqs. 9–15: waves on a
 * ring, smooth (II), and with short waves that ride on the smooth ones (III). {@link Lorenz2005System} has the
 * formulas. The two-scale model that some papers call L05III is {@link TwoScaleLorenz}.
 *
 * <p>Runs along the contiguous state, vector by vector. Immutable, thread-safe; each thread that calls it keeps a
 * workspace of some states.
 */
public final class Lorenz2005 implements LinearizedModel {

  private static final int LARGEST = 1_000_000;

  private final Lorenz2005System system;
  private final String name;
  private final ThreadLocal<double[]> work;

  private Lorenz2005(Lorenz2005System system, String name) {
    this.system = system;
    this.name = name;
    work = ThreadLocal.withInitial(() -> new double[system.workspace()]);
  }

  /**
   * Model II.
   *
   * @param size    points, at least 4·K; Lorenz had 240
   * @param k       K, the length of averages, at least 1; Lorenz had 8
   * @param forcing F; Lorenz had 10
   * @return the model
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static Lorenz2005 two(int size, int k, double forcing) {
    requireSize(size, 4L * k, "K = " + k);
    return new Lorenz2005(Lorenz2005System.two(size, k, forcing),
        "Lorenz2005[II, size=" + size + ", K=" + k + ", forcing=" + forcing + "]");
  }

  /**
   * Model III.
   *
   * @param size      points, at least 4·K and 2·I + 4; Lorenz had 960
   * @param k         K, the length of averages, at least 1; Lorenz had 32
   * @param smoothing I, half the length of the smoothing, from 1 to 1000; Lorenz had 12
   * @param b         ratio of amplitudes and time scales; Lorenz had 10
   * @param c         coupling; Lorenz had 2.5
   * @param forcing   F; Lorenz had 15
   * @return the model
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static Lorenz2005 three(int size, int k, int smoothing, double b, double c, double forcing) {
    requireSize(size, 4L * k, "K = " + k);
    requireSize(size, 2L * smoothing + 4L, "I = " + smoothing);
    return new Lorenz2005(Lorenz2005System.three(size, k, smoothing, b, c, forcing),
        "Lorenz2005[III, size=" + size + ", K=" + k + ", smoothing=" + smoothing + ", b=" + b + ", c=" + c
            + ", forcing=" + forcing + "]");
  }

  private static void requireSize(int size, long least, String length) {
    if (size < least) {
      throw new IllegalArgumentException("Lorenz2005: size must be at least " + least + " for " + length + ", but is "
          + size);
    }
  }

  @Override
  public int size() {
    return system.size();
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    system.tendency(x, xOffset, dxdt, dxdtOffset, work.get(), 0);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    system.tangent(x, xOffset, dx, dxOffset, out, outOffset, work.get(), 0);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    system.adjoint(x, xOffset, dy, dyOffset, out, outOffset, work.get(), 0);
  }

  @Override
  public String toString() {
    return name;
  }

  private static double[] startOf(Values values, long seed) {
    double[] mean = new double[values.integer("size")];
    Arrays.fill(mean, 0.25 * values.number("forcing"));
    return ModelProvider.normal(seed, 1.0, mean);
  }

  /** Model II in configurations. */
  public static final class ProviderTwo extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ProviderTwo() {
      super("lorenz2005-ii", "smooth waves on a ring", "Lorenz 2005, model II, eqs. 9-10");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "points, at least 4 times the average").usual(240)
          .between(4, LARGEST), Key.of("average", Key.Form.INTEGER, "K, the length of averages").usual(8)
          .between(1, LARGEST), Key.of("forcing", Key.Form.NUMBER, "the forcing F").usual(10.0));
    }

    @Override
    public boolean isRing() {
      return true;
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("x", values.integer("size"))).withTimeUnit("5 days")
          .withRun("rk4", 0.05, 600, 600, 1).withGrowth(0.91, "measured over 40 000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      return startOf(values, seed);
    }

    @Override
    public Lorenz2005 build(Values values) {
      return two(values.integer("size"), values.integer("average"), values.number("forcing"));
    }
  }

  /** Model III in configurations. */
  public static final class ProviderThree extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ProviderThree() {
      super("lorenz2005-iii", "smooth waves on a ring with short ones on them", "Lorenz 2005, model III, eqs. 13-15");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "points, at least 4 times the average").usual(960)
          .between(4, LARGEST), Key.of("average", Key.Form.INTEGER, "K, the length of averages").usual(32)
          .between(1, LARGEST),
          Key.of("smoothing", Key.Form.INTEGER, "I, half the length of the smoothing").usual(12).between(1, 1000),
          Key.of("b", Key.Form.NUMBER, "ratio of amplitudes and time scales").usual(10.0),
          Key.of("c", Key.Form.NUMBER, "coupling").usual(2.5),
          Key.of("forcing", Key.Form.NUMBER, "the forcing F").usual(15.0));
    }

    @Override
    public boolean isRing() {
      return true;
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("z", values.integer("size"))).withTimeUnit("5 days")
          .withRun("rk4", 0.005, 2000, 2000, 5).withGrowth(8.8, "measured over 2000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      return startOf(values, seed);
    }

    @Override
    public Lorenz2005 build(Values values) {
      return three(values.integer("size"), values.integer("average"), values.integer("smoothing"), values.number("b"),
          values.number("c"), values.number("forcing"));
    }
  }
}
