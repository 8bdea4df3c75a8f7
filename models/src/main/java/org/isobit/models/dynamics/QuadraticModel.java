package org.isobit.models.dynamics;

import java.util.Objects;
import org.isobit.kernels.dynamics.QuadraticSystem;

/**
 * A model whose right-hand side is a sparse quadratic system; its derivative comes from the same terms. Models that
 * are one are subclasses, which say the terms and a name.
 *
 * <p>Ensembles run with one member a lane. Immutable, thread-safe.
 */
public class QuadraticModel implements InterleavedModel, LinearizedModel {

  private final String name;
  private final QuadraticSystem system;

  /**
   * A model of terms.
   *
   * @param name   what messages and reports call it
   * @param system its terms
   */
  public QuadraticModel(String name, QuadraticSystem system) {
    this.name = Objects.requireNonNull(name, "name");
    this.system = Objects.requireNonNull(system, "system");
  }

  /**
   * The terms.
   *
   * @return the system that the model was made of
   */
  public final QuadraticSystem system() {
    return system;
  }

  @Override
  public final int size() {
    return system.size();
  }

  @Override
  public final void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    system.tendency(1, x, xOffset, dxdt, dxdtOffset);
  }

  /** Five vectors of eight lanes are what the kernel does at once. */
  @Override
  public final int lanes() {
    return 5 * MULTIPLE;
  }

  @Override
  public final void tendencyInterleaved(int lanes, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    system.tendency(lanes, x, xOffset, dxdt, dxdtOffset);
  }

  @Override
  public final void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset) {
    system.tangent(1, x, xOffset, dx, dxOffset, out, outOffset);
  }

  @Override
  public final void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset) {
    system.adjoint(1, x, xOffset, dy, dyOffset, out, outOffset);
  }

  @Override
  public final String toString() {
    return name;
  }
}
