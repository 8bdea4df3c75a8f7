package org.isobit.models.dynamics.pde;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobit.kernels.pde.QuasiGeostrophicFlow;
import org.isobit.linalg.poisson.DirichletHelmholtz;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.dynamics.profile.ModelProfile;
import org.isobit.models.dynamics.profile.Positions;
import org.isobit.models.dynamics.profile.StateLayout;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * The reduced-gravity quasi-geostrophic model of Sakov and Oke (2008), A deterministic formulation of the ensemble
 * Kalman filter, Tellus 60A, 361–371, appendix: a double gyre driven by wind in a closed square. A state is the stream
 * function ψ at n × n points, row after row from south to north, boundary included, where ψ stays as it is and counts
 * as 0. {@link QuasiGeostrophicFlow} has the change of q = ∇²ψ − F·ψ; that of ψ is the solution of Helmholtz' equation,
 * by {@link DirichletHelmholtz}. A step of a scheme for ψ is one for q, of which ψ is a linear function.
 *
 * <p>The usual setting is n = 129, F = 1600, r = 10⁻⁵, biharmonic viscosity 2·10⁻¹² or 2·10⁻¹¹, and steps of 1.25 of
 * the fourth-order Runge–Kutta scheme, of which 4 are between two outputs. Immutable, thread-safe; each thread that
 * calls it keeps a workspace of some states.
 */
public final class QuasiGeostrophic implements LinearizedModel {

  private static final int LARGEST = 4097;

  private final int points;
  private final QuasiGeostrophicFlow flow;
  private final ThreadLocal<Work> work;
  private final String name;

  /** What a thread needs. */
  private static final class Work {
    private final DirichletHelmholtz solver;
    private final double[] flow;
    private final double[] field;

    private Work(int points, double froude, QuasiGeostrophicFlow flow) {
      double h = 1.0 / (points - 1);
      solver = DirichletHelmholtz.of(points - 2, points - 2, h, h, froude);
      this.flow = new double[flow.workspace()];
      field = new double[flow.size()];
    }
  }

  /** 129 × 129 points in the usual setting. */
  public QuasiGeostrophic() {
    this(129, 1600.0, 1e-5, 0.0, 0.0, 2e-12);
  }

  /**
   * The model.
   *
   * @param points points along each side, at least 4, boundary included; 2·(points − 1) is 2^a·3^b·5^c
   * @param froude F, at least 0
   * @param r      factor of the advection
   * @param rkb    friction at the bottom
   * @param rkh    viscosity
   * @param rkh2   biharmonic viscosity
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public QuasiGeostrophic(int points, double froude, double r, double rkb, double rkh, double rkh2) {
    if (points < 4 || points > LARGEST) {
      throw new IllegalArgumentException("QuasiGeostrophic: points must be from 4 to " + LARGEST + ", but are "
          + points);
    }
    if (!(froude >= 0.0)) {
      throw new IllegalArgumentException("QuasiGeostrophic: froude must not be below 0, but is " + froude);
    }
    this.points = points;
    flow = QuasiGeostrophicFlow.of(points, points, froude, r, rkb, rkh, rkh2);
    work = ThreadLocal.withInitial(() -> new Work(points, froude, flow));
    try {
      work.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("QuasiGeostrophic: there is no solver for points = " + points + ": "
          + e.getMessage(), e);
    }
    name = "QuasiGeostrophic[points=" + points + ", F=" + froude + ", r=" + r + ", rkb=" + rkb + ", rkh=" + rkh
        + ", rkh2=" + rkh2 + "]";
  }

  @Override
  public int size() {
    return flow.size();
  }

  /** Solves (∇² − F)·u = f inside; u is 0 at the boundary, where f is not read. */
  private void solve(Work w, double[] f, int fo, double[] u, int uo) {
    int first = points + 1;
    Arrays.fill(u, uo, uo + size(), 0.0);
    w.solver.solve(f, fo + first, points, u, uo + first, points);
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Work w = work.get();
    flow.tendency(x, xOffset, w.field, 0, w.flow, 0);
    solve(w, w.field, 0, dxdt, dxdtOffset);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    Work w = work.get();
    flow.tangent(x, xOffset, dx, dxOffset, w.field, 0, w.flow, 0);
    solve(w, w.field, 0, out, outOffset);
  }

  /** The solver is its own transpose. */
  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    Work w = work.get();
    solve(w, dy, dyOffset, w.field, 0);
    flow.adjoint(x, xOffset, w.field, 0, out, outOffset, w.flow, 0);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("quasi-geostrophic", "wind-driven double gyre", "Sakov and Oke 2008, appendix");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("points", Key.Form.INTEGER, "points along each side; twice one less is 2^a·3^b·5^c").usual(129)
              .between(4, LARGEST),
          Key.of("froude", Key.Form.NUMBER, "F, (length of the domain / radius of deformation)²").usual(1600.0)
              .atLeast(0.0),
          Key.of("r", Key.Form.NUMBER, "factor of the advection").usual(1e-5),
          Key.of("rkb", Key.Form.NUMBER, "friction at the bottom").usual(0.0),
          Key.of("rkh", Key.Form.NUMBER, "viscosity").usual(0.0),
          Key.of("rkh2", Key.Form.NUMBER, "biharmonic viscosity").usual(2e-12));
    }

    @Override
    public ModelProfile profile(Values values) {
      int points = values.integer("points");
      double h = 1.0 / (points - 1);
      StateLayout.Axis y = new StateLayout.Axis("y", "northwards", "1", points, 0.0, h);
      StateLayout.Axis x = new StateLayout.Axis("x", "eastwards", "1", points, 0.0, h);
      return ModelProfile.of(new StateLayout(List.of(new StateLayout.Field("psi", "stream function", "1",
          List.of(y, x))))).withRun("rk4", 1.25, 4000, 1000, 4)
          .withGrowth(0.009, "measured over 15 000 units of time");
    }

    @Override
    public Optional<Positions> positions(Values values) {
      return Optional.of(Positions.grid(profile(values).layout(), 0.0, 0.0));
    }

    @Override
    public double[] start(Values values, long seed) {
      double[][] waves = SmoothFields.closed(values.integer("points"), 4);
      return SmoothFields.of(seed, 1.0, waves, waves);
    }

    @Override
    public QuasiGeostrophic build(Values values) {
      return new QuasiGeostrophic(values.integer("points"), values.number("froude"), values.number("r"),
          values.number("rkb"), values.number("rkh"), values.number("rkh2"));
    }
  }
}
