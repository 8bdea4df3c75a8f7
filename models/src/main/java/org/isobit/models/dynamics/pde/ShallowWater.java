package org.isobit.models.dynamics.pde;

import java.util.List;
import java.util.Optional;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.pde.ShallowWaterFlow;
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
 * The shallow-water equations over a bottom on a rotating plane, periodic in both directions: the finite volumes of
 * Fjordholm, Mishra and Tadmor (2011), J. Comput. Phys. 230, 5587–5609, conservative, well balanced, and without
 * viscosity energy-conserving. {@link ShallowWaterFlow} has the formulas. A state is thickness h, momentum hu along x
 * and momentum hv along y, each rows × columns, one after the other; one row is the one-dimensional model.
 *
 * <p>Immutable, thread-safe; each thread that calls it keeps a workspace of some states.
 */
public final class ShallowWater implements LinearizedModel {

  private static final int LARGEST = 65_536;

  private final ShallowWaterFlow flow;
  private final ThreadLocal<double[]> work;
  private final String name;

  /**
   * The model.
   *
   * @param rows     cells along y, at least 1
   * @param columns  cells along x, at least 1
   * @param dy       their length along y
   * @param dx       their length along x
   * @param gravity  g
   * @param coriolis f
   * @param alpha    speed of the viscosity, 0 for none; for shocks about that of the fastest wave
   * @param bottom   height of the bottom, rows × columns; copied
   * @throws IllegalArgumentException if a number is out of range or not finite or the bottom has another size
   */
  public ShallowWater(int rows, int columns, double dy, double dx, double gravity, double coriolis, double alpha,
      double[] bottom) {
    flow = ShallowWaterFlow.of(rows, columns, dy, dx, gravity, coriolis, alpha, bottom);
    work = ThreadLocal.withInitial(() -> new double[flow.workspace()]);
    name = "ShallowWater[rows=" + rows + ", columns=" + columns + ", dy=" + dy + ", dx=" + dx + ", gravity=" + gravity
        + ", coriolis=" + coriolis + ", alpha=" + alpha + "]";
  }

  @Override
  public int size() {
    return flow.size();
  }

  @Override
  public void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    flow.tendency(x, xOffset, dxdt, dxdtOffset, work.get(), 0);
  }

  @Override
  public void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    flow.tangent(x, xOffset, dx, dxOffset, out, outOffset, work.get(), 0);
  }

  @Override
  public void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    flow.adjoint(x, xOffset, dy, dyOffset, out, outOffset, work.get(), 0);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The model in configurations. */
  public static final class Provider extends NamedEntry implements ModelProvider {

    /** Thickness of the layer at rest over a flat bottom. */
    private static final double DEPTH = 10.0;

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("shallow-water", "waves of a thin layer over a bottom, with rotation",
          "Fjordholm, Mishra and Tadmor 2011");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("rows", Key.Form.INTEGER, "cells along y; 1: one dimension").usual(64).between(1, LARGEST),
          Key.of("columns", Key.Form.INTEGER, "cells along x").usual(64).between(1, LARGEST),
          Key.of("spacing", Key.Form.NUMBER, "their length along x and y").usual(1.0).positive(),
          Key.of("gravity", Key.Form.NUMBER, "gravity").usual(9.8).positive(),
          Key.of("coriolis", Key.Form.NUMBER, "the parameter of rotation").usual(0.1),
          Key.of("alpha", Key.Form.NUMBER, "speed of the viscosity, for shocks that of the fastest wave").usual(0.0)
              .atLeast(0.0),
          Key.of("hill", Key.Form.NUMBER, "height of a bottom that is a cosine of x").usual(0.0));
    }

    @Override
    public ModelProfile profile(Values values) {
      double h = values.number("spacing");
      StateLayout.Axis y = new StateLayout.Axis("y", "northwards", "m", values.integer("rows"), 0.0, h);
      StateLayout.Axis x = new StateLayout.Axis("x", "eastwards", "m", values.integer("columns"), 0.0, h);
      List<StateLayout.Axis> axes = y.size() == 1 ? List.of(x) : List.of(y, x);
      return ModelProfile.of(new StateLayout(List.of(new StateLayout.Field("h", "thickness", "m", axes),
          new StateLayout.Field("hu", "momentum along x", "m2 s-1", axes),
          new StateLayout.Field("hv", "momentum along y", "m2 s-1", axes)))).withTimeUnit("s")
          .withGrowth(0.0, "waves of the usual run are not chaotic").withRun("rk4", 0.05, 0, 2000, 10);
    }

    @Override
    public Optional<Positions> positions(Values values) {
      double h = values.number("spacing");
      double x = values.integer("columns") * h;
      double y = values.integer("rows") * h;
      StateLayout layout = profile(values).layout();
      return Optional.of(values.integer("rows") == 1 ? Positions.grid(layout, x) : Positions.grid(layout, x, y));
    }

    /** Small long waves on a surface {@link #DEPTH} above the highest bottom, at rest. */
    @Override
    public double[] start(Values values, long seed) {
      double[] bottom = bottom(values);
      int rows = values.integer("rows");
      double[] waves = SmoothFields.of(seed, 0.05, rows == 1 ? SmoothFields.CONSTANT : SmoothFields.ring(rows, 3),
          SmoothFields.ring(values.integer("columns"), 3));
      double hill = values.number("hill");
      double surface = hill > 0.0 ? DEPTH + hill : DEPTH;
      double[] state = new double[Checks.elements("ShallowWater", 3, bottom.length, Double.BYTES)];
      for (int k = 0; k < bottom.length; k++) {
        state[k] = surface - bottom[k] + waves[k];
      }
      return state;
    }

    private static double[] bottom(Values values) {
      int columns = values.integer("columns");
      double[] bottom = new double[Checks.elements("ShallowWater", values.integer("rows"), columns, Double.BYTES)];
      for (int k = 0; k < bottom.length; k++) {
        double wave = SinPiReference.cospi(2.0 * (k % columns) / columns);
        bottom[k] = 0.5 * values.number("hill") * (1.0 - wave);
      }
      return bottom;
    }

    @Override
    public ShallowWater build(Values values) {
      double h = values.number("spacing");
      return new ShallowWater(values.integer("rows"), values.integer("columns"), h, h, values.number("gravity"),
          values.number("coriolis"), values.number("alpha"), bottom(values));
    }
  }
}
