package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.elementary.SinPiReference;

/**
 * The change of potential vorticity in the reduced-gravity quasi-geostrophic model of Sakov and Oke (2008), Tellus 60A,
 * 361–371, appendix, on rows × columns points of the unit square, boundary included, row i at y = i ÷ (rows − 1):
 *
 * <pre>
 *   q = ∇²ψ − F·ψ
 *   dq/dt = −r·J(ψ, q) − rkb·∇²ψ + rkh·∇⁴ψ − rkh2·∇⁶ψ − ∂ψ/∂x − 2π·sin(2πy)
 * </pre>
 *
 * <p>with the Jacobian of Arakawa (1966), eq. 46, which keeps energy and enstrophy, and ψ, ∇²ψ and ∇⁴ψ 0 at the
 * boundary: what stands there is not read as a state's and is +0 in results. The wind has the sign of the authors'
 * program. kernels/README.md has the order of operations. The derivative D of it by ψ is there times a
 * perturbation and, transposed, times an adjoint.
 *
 * <p>Calls need a workspace and allocate nothing. Immutable, thread-safe.
 */
public final class QuasiGeostrophicFlow {

  private static final String NAME = "QuasiGeostrophic";
  private static final QuasiGeostrophicReference KERNELS = QuasiGeostrophicReference.of(Backend.active());

  /** Arrays of the workspace. */
  private static final int ARRAYS = 8;

  final int rows;
  final int columns;

  /** 1 ÷ squares of spacings. */
  final double down;
  final double along;
  final double froude;
  final double r;
  final double rkb;
  final double rkh;
  final double rkh2;

  /** Of the centred difference along rows, and of the Jacobian. */
  final double slope;
  final double area;

  /** The wind's part, by row. */
  final double[] wind;

  private QuasiGeostrophicFlow(int rows, int columns, double froude, double r, double rkb, double rkh, double rkh2) {
    this.rows = rows;
    this.columns = columns;
    this.froude = froude;
    this.r = r;
    this.rkb = rkb;
    this.rkh = rkh;
    this.rkh2 = rkh2;
    double m = rows - 1;
    double k = columns - 1;
    down = m * m;
    along = k * k;
    slope = 0.5 * k;
    area = m * k / 12.0;
    wind = new double[rows];
    for (int i = 0; i < rows; i++) {
      wind[i] = -(2.0 * SinPiReference.PI_HI * SinPiReference.sinpi(2.0 * i / m));
    }
  }

  /**
   * The flow.
   *
   * @param rows    points along y, from 3 to 65536, boundary included
   * @param columns points along x, from 3 to 65536, boundary included
   * @param froude  F, the square of the domain's length over the radius of deformation
   * @param r       factor of the advection, a Rossby number
   * @param rkb     friction at the bottom
   * @param rkh     viscosity
   * @param rkh2    biharmonic viscosity
   * @return the flow
   * @throws IllegalArgumentException if a number is out of range or not finite
   */
  public static QuasiGeostrophicFlow of(int rows, int columns, double froude, double r, double rkb, double rkh,
      double rkh2) {
    points("rows", rows);
    points("columns", columns);
    Checks.elements(NAME, rows, ARRAYS * columns, Double.BYTES);
    finite("froude", froude);
    finite("r", r);
    finite("rkb", rkb);
    finite("rkh", rkh);
    finite("rkh2", rkh2);
    return new QuasiGeostrophicFlow(rows, columns, froude, r, rkb, rkh, rkh2);
  }

  private static void points(String name, int points) {
    if (points < 3 || points > 65_536) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be from 3 to 65536, but are " + points);
    }
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(NAME + ": " + name + " must be finite, but is " + value);
    }
  }

  /**
   * Number of points.
   *
   * @return rows·columns
   */
  public int size() {
    return rows * columns;
  }

  /**
   * What calls need beside their operands.
   *
   * @return how many numbers
   */
  public int workspace() {
    return ARRAYS * size();
  }

  /** Where an array of the workspace begins. */
  int array(int wo, int index) {
    return wo + index * size();
  }

  /**
   * The change of vorticity.
   *
   * @param psi     ψ
   * @param pOffset index of its first element
   * @param dqdt    takes dq/dt
   * @param dOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void tendency(double[] psi, long pOffset, double[] dqdt, long dOffset, double[] work, long wOffset) {
    int n = size();
    int po = Checks.vector(NAME, "psi", psi, pOffset, n);
    int at = Checks.vector(NAME, "dqdt", dqdt, dOffset, n);
    int wo = Checks.vector(NAME, "work", work, wOffset, workspace());
    Checks.apart(NAME, "dqdt", "psi", dqdt == psi, at, n, po, n);
    Checks.apart(NAME, "work", "psi", work == psi, wo, workspace(), po, n);
    Checks.apart(NAME, "work", "dqdt", work == dqdt, wo, workspace(), at, n);
    Environment.require();
    KERNELS.tendency(this, psi, po, dqdt, at, work, wo);
  }

  /**
   * D·dψ.
   *
   * @param psi     ψ
   * @param pOffset index of its first element
   * @param dpsi    a perturbation of it
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void tangent(double[] psi, long pOffset, double[] dpsi, long uOffset, double[] out, long oOffset,
      double[] work, long wOffset) {
    int po = Checks.vector(NAME, "psi", psi, pOffset, size());
    int uo = Checks.vector(NAME, "dpsi", dpsi, uOffset, size());
    int at = product(psi, po, "dpsi", dpsi, uo, out, oOffset);
    int wo = workspace(psi, po, "dpsi", dpsi, uo, out, at, work, wOffset);
    Environment.require();
    KERNELS.tangent(this, psi, po, dpsi, uo, out, at, work, wo);
  }

  /**
   * Dᵀ·dq.
   *
   * @param psi     ψ
   * @param pOffset index of its first element
   * @param dq      an adjoint of the change of vorticity
   * @param uOffset index of its first element
   * @param out     takes the product
   * @param oOffset index of its first element
   * @param work    workspace of {@link #workspace()} numbers
   * @param wOffset index of its first element
   * @throws IllegalArgumentException if an operand is not inside its array or what is written overlaps another operand
   */
  public void adjoint(double[] psi, long pOffset, double[] dq, long uOffset, double[] out, long oOffset,
      double[] work, long wOffset) {
    int po = Checks.vector(NAME, "psi", psi, pOffset, size());
    int uo = Checks.vector(NAME, "dq", dq, uOffset, size());
    int at = product(psi, po, "dq", dq, uo, out, oOffset);
    int wo = workspace(psi, po, "dq", dq, uo, out, at, work, wOffset);
    Environment.require();
    KERNELS.adjoint(this, psi, po, dq, uo, out, at, work, wo);
  }

  private int product(double[] psi, int po, String name, double[] u, int uo, double[] out, long oOffset) {
    int n = size();
    int at = Checks.vector(NAME, "out", out, oOffset, n);
    Checks.apart(NAME, "out", "psi", out == psi, at, n, po, n);
    Checks.apart(NAME, "out", name, out == u, at, n, uo, n);
    return at;
  }

  private int workspace(double[] psi, int po, String name, double[] u, int uo, double[] out, int at, double[] work,
      long wOffset) {
    int n = size();
    int wo = Checks.vector(NAME, "work", work, wOffset, workspace());
    Checks.apart(NAME, "work", "psi", work == psi, wo, workspace(), po, n);
    Checks.apart(NAME, "work", name, work == u, wo, workspace(), uo, n);
    Checks.apart(NAME, "work", "out", work == out, wo, workspace(), at, n);
    return wo;
  }
}
