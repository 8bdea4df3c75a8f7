package org.isobit.models.dynamics.pde;

import org.isobit.kernels.Checks;
import org.isobit.kernels.dynamics.QuadraticSystem;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.QuadraticModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * Linear advection on a ring of n points, ∂u/∂t + c·∂u/∂x = 0: the test model of Evensen (2004), Sampling strategies
 * and square root analysis schemes for the EnKF, Ocean Dyn. 54, 539–560, section 5. A step takes the field on by C =
 * c·Δt/Δx points, the Courant number, with s = ⌊C⌋ and f = C − s:
 *
 * <pre>
 *   x_i ← a·(x_{i−s} + f·(x_{i−s−1} − x_{i−s}))
 * </pre>
 *
 * Whole C are exact shifts; with 0 &lt; C &lt; 1 it is the upwind scheme. Sum and sum of squares stay with a = 1, the
 * latter of exact shifts only. The product with f is fused with its sum. {@link #centred} is the equation with centred
 * differences in space, for any scheme in time.
 *
 * <p>Immutable, thread-safe.
 */
public final class LinearAdvection implements DiscreteModel {

  private static final String NAME = "LinearAdvection";
  private static final int LARGEST = 100_000;

  /** Waves of states to start from, as in the article. */
  private static final int WAVES = 25;

  private final int n;
  private final double courant;
  private final double damping;
  private final int shift;
  private final double fraction;

  /** 1000 points that are shifted by one a step. */
  public LinearAdvection() {
    this(1000, 1.0, 1.0);
  }

  /**
   * The model with other parameters.
   *
   * @param n       number of points, from 1 to 100 000
   * @param courant C, points a step, of any sign
   * @param damping a, what is left of the field after a step
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public LinearAdvection(int n, double courant, double damping) {
    this.n = size(n, 1);
    this.courant = ModelParameters.finite(NAME, "courant", courant);
    this.damping = ModelParameters.finite(NAME, "damping", damping);
    double whole = Math.floor(courant);
    shift = (int) (((whole % n) + n) % n);
    fraction = courant - whole;
  }

  /** A state to start from, whose points have the variance 1. */
  private static double[] field(long seed, int n) {
    return SmoothFields.of(seed, Math.sqrt(1.0 / WAVES), SmoothFields.CONSTANT, SmoothFields.ring(n, WAVES));
  }

  private static int size(int n, int least) {
    if (n < least || n > LARGEST) {
      throw new IllegalArgumentException(NAME + ": size must be from " + least + " to " + LARGEST + ", but is " + n);
    }
    return n;
  }

  /**
   * The equation with centred differences, dx_i/dt = c·(x_{i−1} − x_{i+1})/2 with Δx = 1, which keeps sum and sum of
   * squares. A wave of number k moves with c·sin(k)/k instead of c.
   *
   * @param n     number of points, from 3 to 100 000
   * @param speed c, points a unit of time
   * @return the model, with tangent and adjoint
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static QuadraticModel centred(int n, double speed) {
    size(n, 3);
    double half = 0.5 * ModelParameters.finite(NAME, "speed", speed);
    QuadraticSystem.Builder terms = new QuadraticSystem.Builder(n);
    for (int i = 0; i < n; i++) {
      terms.add(i + 1, 0, (i + n - 1) % n + 1, half).add(i + 1, 0, (i + 1) % n + 1, -half);
    }
    return new QuadraticModel(NAME + "[centred, n=" + n + ", speed=" + speed + "]", terms.build());
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public void step(long k, double[] x, int xOffset) {
    move(x, xOffset, shift, -1);
  }

  /**
   * Takes a perturbation one step on, in place: what {@link #step} does, since it is linear.
   *
   * @param dx     array that holds the perturbation
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   */
  public void tangent(double[] dx, int offset) {
    Checks.vector(NAME, "dx", dx, offset, n);
    move(dx, offset, shift, -1);
  }

  /**
   * Takes an adjoint one step back, in place: dy_i ← a·(dy_{i+s} + f·(dy_{i+s+1} − dy_{i+s})).
   *
   * @param dy     array that holds the adjoint
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   */
  public void adjoint(double[] dy, int offset) {
    Checks.vector(NAME, "dy", dy, offset, n);
    move(dy, offset, n - shift, 1);
  }

  @Override
  public Linearization linearize(long from, int steps, double[] state) {
    advance(from, steps, state);
    return new Linearization() {
      @Override
      public void tangent(double[] dx, int offset) {
        for (int s = 0; s < steps; s++) {
          LinearAdvection.this.tangent(dx, offset);
        }
      }

      @Override
      public void adjoint(double[] dy, int offset) {
        for (int s = 0; s < steps; s++) {
          LinearAdvection.this.adjoint(dy, offset);
        }
      }
    };
  }

  /** Element i becomes that of so many points before it, interpolated with the next one in a direction. */
  private void move(double[] x, int offset, int points, int direction) {
    double[] old = new double[n];
    System.arraycopy(x, offset, old, 0, n);
    int near = (n - points) % n;
    int far = (near + direction + n) % n;
    for (int i = 0; i < n; i++) {
      // A product with 0 would lose the sign of −0.
      double value = fraction == 0.0 ? old[near] : Math.fma(fraction, old[far] - old[near], old[near]);
      x[offset + i] = damping * value;
      near = near + 1 == n ? 0 : near + 1;
      far = far + 1 == n ? 0 : far + 1;
    }
  }

  @Override
  public String toString() {
    return NAME + "[n=" + n + ", courant=" + courant + ", damping=" + damping + "]";
  }

  /** Advection by steps in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("linear-advection", "a field on a ring that is shifted, with steps of its own", "Evensen 2004, section 5");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "number of points").usual(1000).between(1, LARGEST),
          Key.of("courant", Key.Form.NUMBER, "points by which a step shifts the field; exact if whole, else upwind")
              .usual(1.0),
          Key.of("damping", Key.Form.NUMBER, "what is left of the field after a step").usual(1.0));
    }

    @Override
    public LinearAdvection build(Values values) {
      return new LinearAdvection(values.integer("size"), values.number("courant"), values.number("damping"));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("u", values.integer("size"))).withGrowth(0.0, "the equation is linear")
          .withRun("", 1.0, 0, 1000, 5);
    }

    @Override
    public double[] start(Values values, long seed) {
      return field(seed, values.integer("size"));
    }

    @Override
    public boolean isRing() {
      return true;
    }
  }

  /** Advection by centred differences in configurations. */
  public static final class CentredProvider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CentredProvider() {
      super("linear-advection-centred", "a field on a ring that is moved by centred differences",
          "Durran 2010, section 3.3");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Key.Form.INTEGER, "number of points").usual(1000).between(3, LARGEST),
          Key.of("speed", Key.Form.NUMBER, "points that the field moves by in a unit of time").usual(1.0));
    }

    @Override
    public QuadraticModel build(Values values) {
      return centred(values.integer("size"), values.number("speed"));
    }

    @Override
    public ModelProfile profile(Values values) {
      return ModelProfile.of(StateLayout.ring("u", values.integer("size"))).withGrowth(0.0, "the equation is linear")
          .withRun("rk4", 0.5, 0, 2000, 10);
    }

    @Override
    public double[] start(Values values, long seed) {
      return field(seed, values.integer("size"));
    }

    @Override
    public boolean isRing() {
      return true;
    }
  }
}
