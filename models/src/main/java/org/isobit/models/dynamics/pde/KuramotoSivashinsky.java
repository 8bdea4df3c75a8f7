package org.isobit.models.dynamics.pde;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.SpectralProducts;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.Semilinear;
import org.isobit.models.dynamics.SemilinearModel;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The equation of Kuramoto and Sivashinsky, u_t = −u·u_x − u_xx − u_xxxx, on a ring of length L, pseudo-spectral as in
 * Kassam and Trefethen (2005), SIAM J. Sci. Comput. 26, 1214–1233, section 5. A state is u at n points j·L/n; its
 * coefficients are the discrete Fourier transform's for wave numbers k = 2π·j/L, j = 0 … n/2. L has the eigenvalues
 * k² − k⁴, N(u) is −½·i·k times the transform of u², without dealiasing, as in that paper. For j = n/2 the derivative
 * is 0, and the eigenvalue is k² − k⁴ too, where the paper's program has 0 and never damps that wave.
 *
 * <p>The usual setting of data assimilation is L = 32π, 128 points and dt = 0.25 to 0.5 of {@link
 * org.isobit.models.dynamics.ExponentialRungeKutta4}. Other schemes need about dt &lt; 2.8 ÷ max k⁴. Immutable,
 * thread-safe; each thread that calls it keeps a workspace of some states.
 */
public final class KuramotoSivashinsky implements SemilinearModel {

  private static final int LARGEST = 1 << 20;

  private final int n;
  private final double length;
  private final RealFourierPlan plan;
  private final int m;

  /** k² − k⁴, each twice. */
  private final double[] eigenvalues;

  /** Factors of −½·i·k, i·k and −i·k: two numbers each. */
  private final double[] half;
  private final double[] whole;
  private final double[] minus;
  private final double[] ones;
  private final ThreadLocal<double[][]> work;

  /** 128 points on a ring of length 32π. */
  public KuramotoSivashinsky() {
    this(128, 32.0);
  }

  /**
   * The model.
   *
   * @param points number of points, even, at least 4 and 2^a·3^b·5^c up to 2^20
   * @param length length of the ring in units of π
   * @throws IllegalArgumentException if a number is out of range
   */
  public KuramotoSivashinsky(int points, double length) {
    if (points < 4 || points % 2 != 0) {
      throw new IllegalArgumentException("KuramotoSivashinsky: points must be even and at least 4, but are " + points);
    }
    Checks.positive("KuramotoSivashinsky", "length", length);
    plan = RealFourierPlan.of(points);
    n = points;
    this.length = length;
    m = n + 2;
    eigenvalues = new double[m];
    half = new double[m];
    whole = new double[m];
    minus = new double[m];
    ones = new double[m];
    for (int j = 0; j <= n / 2; j++) {
      double k = 2.0 * j / length;
      double square = k * k;
      double derivative = j < n / 2 ? k : 0.0;
      for (int part = 2 * j; part <= 2 * j + 1; part++) {
        eigenvalues[part] = square - square * square;
        whole[part] = part % 2 == 0 ? -derivative : derivative;
        half[part] = -0.5 * whole[part];
        minus[part] = -whole[part];
        ones[part] = 1.0;
      }
    }
    work = ThreadLocal.withInitial(() -> new double[1][0]);
  }

  /** A workspace of a thread. */
  private double[] work(int size) {
    double[][] own = work.get();
    if (own[0].length < size) {
      own[0] = new double[size];
    }
    return own[0];
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public int coefficients() {
    return m;
  }

  @Override
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  @Override
  public void transform(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
    RealFourier.forward(plan, members, x, xOffset, ldx, c, cOffset, ldc, Workers.serial());
  }

  @Override
  public void inverse(int members, double[] c, int cOffset, int ldc, double[] x, int xOffset, int ldx) {
    RealFourier.inverse(plan, members, c, cOffset, ldc, x, xOffset, ldx, Workers.serial());
  }

  @Override
  public void nonlinear(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
    double[] w = work(members * (n + m));
    for (int j = 0; j < members; j++) {
      SpectralProducts.product(n, x, xOffset + j * ldx, x, xOffset + j * ldx, w, j * n);
    }
    int spectrum = members * n;
    transform(members, w, 0, n, w, spectrum, m);
    for (int j = 0; j < members; j++) {
      SpectralProducts.imaginary(n / 2 + 1, half, 0, w, spectrum + j * m, c, cOffset + j * ldc);
    }
  }

  @Override
  public Semilinear interleaved(int lanes) {
    return new Lanes(lanes);
  }

  /** States in lanes as one. */
  private final class Lanes implements Semilinear {
    private final int lanes;

    private Lanes(int lanes) {
      this.lanes = lanes;
    }

    @Override
    public int size() {
      return Math.multiplyExact(n, lanes);
    }

    @Override
    public int coefficients() {
      return Math.multiplyExact(m, lanes);
    }

    @Override
    public double[] eigenvalues() {
      double[] all = new double[coefficients()];
      for (int i = 0; i < all.length; i++) {
        all[i] = eigenvalues[i / lanes];
      }
      return all;
    }

    @Override
    public void transform(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
      for (int j = 0; j < members; j++) {
        RealFourier.forwardInterleaved(plan, lanes, x, xOffset + j * ldx, c, cOffset + j * ldc);
      }
    }

    @Override
    public void inverse(int members, double[] c, int cOffset, int ldc, double[] x, int xOffset, int ldx) {
      for (int j = 0; j < members; j++) {
        RealFourier.inverseInterleaved(plan, lanes, c, cOffset + j * ldc, x, xOffset + j * ldx);
      }
    }

    @Override
    public void nonlinear(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc) {
      double[] w = work((n + m) * lanes);
      for (int j = 0; j < members; j++) {
        SpectralProducts.product(n * lanes, x, xOffset + j * ldx, x, xOffset + j * ldx, w, 0);
        RealFourier.forwardInterleaved(plan, lanes, w, 0, w, n * lanes);
        SpectralProducts.imaginaryInterleaved(n / 2 + 1, lanes, half, 0, w, n * lanes, c, cOffset + j * ldc);
      }
    }
  }

  @Override
  public void nonlinearTangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] c, int cOffset) {
    double[] w = work(n + m);
    SpectralProducts.product(n, x, xOffset, dx, dxOffset, w, 0);
    transform(1, w, 0, n, w, n, m);
    SpectralProducts.imaginary(n / 2 + 1, minus, 0, w, n, c, cOffset);
  }

  @Override
  public void nonlinearAdjoint(double[] x, int xOffset, double[] c, int cOffset, double[] out, int offset) {
    double[] w = work(n + m);
    SpectralProducts.imaginary(n / 2 + 1, whole, 0, c, cOffset, w, n);
    inverse(1, w, n, m, w, 0, n);
    SpectralProducts.product(n, x, xOffset, w, 0, out, offset);
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    double[] w = work(n + 4 * m);
    int c = n + m;
    nonlinear(1, x, xOffset, n, w, c, m);
    addLinear(x, xOffset, w, c, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    double[] w = work(n + 4 * m);
    int c = n + m;
    nonlinearTangent(x, xOffset, dx, dxOffset, w, c);
    addLinear(dx, dxOffset, w, c, out, outOffset);
  }

  /** From the nonlinear term's coefficients to the whole right-hand side. */
  private void addLinear(double[] x, int xo, double[] w, int c, double[] out, int offset) {
    transform(1, x, xo, n, w, c + m, m);
    ExponentialStages.stage(m, eigenvalues, 0, w, c + m, ones, 0, w, c, w, c + 2 * m);
    inverse(1, w, c + 2 * m, m, out, offset, n);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    double[] w = work(2 * n + 4 * m);
    int c = n + m;
    int state = c + 3 * m;
    transform(1, dy, dyOffset, n, w, c, m);
    nonlinearAdjoint(x, xOffset, w, c, w, state);
    SpectralProducts.product(m, eigenvalues, 0, w, c, w, c + m);
    inverse(1, w, c + m, m, out, outOffset, n);
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = out[outOffset + i] + w[state + i];
    }
  }

  /**
   * The initial state of Kassam and Trefethen, cos(2π·s)·(1 + sin(2π·s)), s = j/n for j = 1 … n, for a ring of 32π.
   *
   * @return a new state
   */
  public double[] wave() {
    double[] u = new double[n];
    for (int j = 1; j <= n; j++) {
      double turns = 2.0 * j / n;
      u[j - 1] = SinPiReference.cospi(turns) * (1.0 + SinPiReference.sinpi(turns));
    }
    return u;
  }

  @Override
  public String toString() {
    return "KuramotoSivashinsky[points=" + n + ", length=" + length + "π]";
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("kuramoto-sivashinsky", "chaotic flame fronts on a ring, for the scheme etdrk4",
          "Kassam and Trefethen 2005, section 5");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("points", Key.Form.INTEGER, "number of points, even, 2^a·3^b·5^c").usual(128)
          .between(4, LARGEST), Key.of("length", Key.Form.NUMBER, "length of the ring in units of pi").usual(32.0)
          .positive());
    }

    @Override
    public boolean isRing() {
      return true;
    }

    @Override
    public ModelProfile profile(Values values) {
      int points = values.integer("points");
      StateLayout.Axis x = new StateLayout.Axis("x", "place on the ring", "1", points, 0.0,
          Math.PI * values.number("length") / points);
      StateLayout.Field u = new StateLayout.Field("u", "slope of the front", "1", List.of(x));
      return ModelProfile.of(new StateLayout(List.of(u))).withRun("etdrk4", 0.25, 600, 1200, 2)
          .withGrowth(0.09, "measured over 40 000 units of time");
    }

    @Override
    public double[] start(Values values, long seed) {
      return ModelProvider.normal(seed, 0.01, build(values).wave());
    }

    @Override
    public KuramotoSivashinsky build(Values values) {
      return new KuramotoSivashinsky(values.integer("points"), values.number("length"));
    }
  }
}
