package org.isobit.models.dynamics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.elementary.TrigReference;
import org.isobit.kernels.pde.ExponentialStages;
import org.isobit.kernels.pde.SpectralProducts;

/** Steps of {@link ExponentialRungeKutta4} of one length with one model, and their derivative. Thread-safe. */
final class ExponentialSteps implements Trajectory.StepDerivative {

  /** Points on the upper half of the contour, a circle of radius 1 around each eigenvalue. */
  private static final int POINTS = 16;

  private final Semilinear model;

  /** The model's derivative, or null if only steps are taken. */
  private final SemilinearModel derivative;
  private final double dt;
  private final int n;
  private final int m;

  /** e^{Lh}, f1, f2 and f3, one after the other. */
  private final double[] ends;

  /** e^{Lh/2}. */
  private final double[] half;
  private final double[] q;

  /** What adjoints need: 2·Q, −Q, 2·f2 and 1. */
  private final double[] twiceQ;
  private final double[] minusQ;
  private final double[] twiceF2;
  private final double[] ones;

  ExponentialSteps(SemilinearModel model, double dt) {
    this(model, model, dt);
  }

  /** Of a system whose derivative nobody asks for. */
  ExponentialSteps(Semilinear model, double dt) {
    this(model, null, dt);
  }

  private ExponentialSteps(Semilinear model, SemilinearModel derivative, double dt) {
    this.model = model;
    this.derivative = derivative;
    this.dt = dt;
    n = model.size();
    m = model.coefficients();
    ends = new double[Checks.elements("ExponentialRungeKutta4", 4, m, Double.BYTES)];
    half = new double[m];
    q = new double[m];
    double[] eigenvalues = model.eigenvalues();
    for (int i = 0; i < m; i++) {
      if (i > 0 && eigenvalues[i] == eigenvalues[i - 1]) {
        copy(i);
      } else {
        factors(i, dt * eigenvalues[i]);
      }
    }
    int adjoint = derivative == null ? 0 : m;
    twiceQ = new double[adjoint];
    minusQ = new double[adjoint];
    twiceF2 = new double[adjoint];
    ones = new double[adjoint];
    for (int i = 0; i < adjoint; i++) {
      twiceQ[i] = 2.0 * q[i];
      minusQ[i] = -q[i];
      twiceF2[i] = 2.0 * ends[2 * m + i];
      ones[i] = 1.0;
    }
  }

  private void copy(int i) {
    half[i] = half[i - 1];
    q[i] = q[i - 1];
    for (int f = 0; f < 4; f++) {
      ends[f * m + i] = ends[f * m + i - 1];
    }
  }

  /**
   * The factors of an eigenvalue times dt, z0: means over the contour of (e^{z/2} − 1)/z,
   * (−4 − z + e^z(4 − 3z + z²))/z³, (2 + z + e^z(z − 2))/z³ and (−4 − 3z − z² + e^z(4 − z))/z³, of which real parts on
   * half a circle are enough.
   */
  private void factors(int i, double z0) {
    double s = 0.0;
    double s1 = 0.0;
    double s2 = 0.0;
    double s3 = 0.0;
    for (int j = 0; j < POINTS; j++) {
      double angle = (j + 0.5) / POINTS;
      double re = z0 + SinPiReference.cospi(angle);
      double im = SinPiReference.sinpi(angle);
      double size = ExpReference.exp(re);
      double er = size * TrigReference.cos(im);
      double ei = size * TrigReference.sin(im);
      double root = ExpReference.exp(0.5 * re);
      double square = re * re + im * im;
      double hr = root * TrigReference.cos(0.5 * im) - 1.0;
      double hi = root * TrigReference.sin(0.5 * im);
      s += (hr * re + hi * im) / square;
      // z², and conj(z)³ ÷ |z|⁶ for 1 ÷ z³
      double zr = re * re - im * im;
      double zi = 2.0 * re * im;
      double cube = square * square * square;
      double dr = (zr * re - zi * im) / cube;
      double di = -(zr * im + zi * re) / cube;
      s1 += real(-4.0 - re, -im, er, ei, 4.0 - 3.0 * re + zr, -3.0 * im + zi, dr, di);
      s2 += real(2.0 + re, im, er, ei, re - 2.0, im, dr, di);
      s3 += real(-4.0 - 3.0 * re - zr, -3.0 * im - zi, er, ei, 4.0 - re, -im, dr, di);
    }
    half[i] = ExpReference.exp(0.5 * z0);
    q[i] = dt * (s / POINTS);
    ends[i] = ExpReference.exp(z0);
    ends[m + i] = dt * (s1 / POINTS);
    ends[2 * m + i] = dt * (s2 / POINTS);
    ends[3 * m + i] = dt * (s3 / POINTS);
  }

  /** The real part of (a + e·b)·d of complex numbers. */
  private static double real(double ar, double ai, double er, double ei, double br, double bi, double dr, double di) {
    double sumR = ar + (er * br - ei * bi);
    double sumI = ai + (er * bi + ei * br);
    return sumR * dr - sumI * di;
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public int stages() {
    return 4;
  }

  @Override
  public int workspace() {
    return workspace(1);
  }

  /** Three coefficients, four terms and a state a member. */
  int workspace(int members) {
    return Checks.elements("ExponentialRungeKutta4", members, Math.addExact(Math.multiplyExact(7, m), n), Double.BYTES);
  }

  /** Advances members in place. */
  void step(int members, double[] x, int xo, int ld, double[] work) {
    step(members, x, xo, ld, null, 0, work, 7 * m * members, 0, work);
  }

  /** Advances one state, and keeps those of the stages. */
  void record(double[] state, double[] kept, int at, double[] work) {
    System.arraycopy(state, 0, kept, at, n);
    step(1, state, 0, n, null, 0, kept, at + n, n, work);
  }

  @Override
  public void tangent(double[] states, int first, double[] dx, int offset, double[] work) {
    step(1, dx, offset, n, states, first, work, 7 * m, 0, work);
  }

  /**
   * A step of states, or of a perturbation around the stages' states if they are given. States of later stages go to an
   * index of y, each next one by a distance later.
   */
  private void step(int members, double[] x, int xo, int ld, double[] around, int first, double[] y, int yo, int apart,
      double[] work) {
    int a = members * m;
    int b = 2 * a;
    int terms = 3 * a;
    model.transform(members, x, xo, ld, work, 0, m);
    term(members, around, first, x, xo, ld, work, terms);
    for (int j = 0; j < members; j++) {
      ExponentialStages.stage(m, half, 0, work, j * m, q, 0, work, terms + 4 * j * m, work, a + j * m);
    }
    model.inverse(members, work, a, m, y, yo, n);
    term(members, around, first + n, y, yo, n, work, terms + m);
    for (int j = 0; j < members; j++) {
      ExponentialStages.stage(m, half, 0, work, j * m, q, 0, work, terms + (4 * j + 1) * m, work, b + j * m);
    }
    model.inverse(members, work, b, m, y, yo + apart, n);
    term(members, around, first + 2 * n, y, yo + apart, n, work, terms + 2 * m);
    for (int j = 0; j < members; j++) {
      int own = terms + 4 * j * m;
      ExponentialStages.correctedStage(m, half, 0, work, a + j * m, q, 0, work, own, work, b + j * m);
    }
    model.inverse(members, work, b, m, y, yo + 2 * apart, n);
    term(members, around, first + 3 * n, y, yo + 2 * apart, n, work, terms + 3 * m);
    for (int j = 0; j < members; j++) {
      ExponentialStages.finish(m, ends, 0, work, terms + 4 * j * m, work, j * m);
    }
    model.inverse(members, work, 0, m, x, xo, ld);
  }

  private void term(int members, double[] around, int at, double[] x, int xo, int ld, double[] work, int to) {
    if (around == null) {
      model.nonlinear(members, x, xo, ld, work, to, 4 * m);
    } else {
      derivative.nonlinearTangent(around, at, x, xo, work, to);
    }
  }

  /** The tangent's stages backwards; v, a, b and c are adjoints of what they are in the scheme. */
  @Override
  public void adjoint(double[] states, int first, double[] dy, int offset, double[] work) {
    int v = 0;
    int a = m;
    int b = 2 * m;
    int c = 3 * m;
    int t = 4 * m;
    int s = 5 * m;
    int state = 7 * m;
    model.transform(1, dy, offset, n, work, v, m);
    SpectralProducts.product(m, ends, 3 * m, work, v, work, t);
    back(states, first + 3 * n, work, t, state, c);
    ExponentialStages.stage(m, twiceF2, 0, work, v, twiceQ, 0, work, c, work, t);
    back(states, first + 2 * n, work, t, state, b);
    ExponentialStages.stage(m, twiceF2, 0, work, v, q, 0, work, b, work, t);
    back(states, first + n, work, t, state, s);
    ExponentialStages.stage(m, half, 0, work, c, ones, 0, work, s, work, a);
    ExponentialStages.stage(m, ends, m, work, v, minusQ, 0, work, c, work, s);
    ExponentialStages.stage(m, q, 0, work, a, ones, 0, work, s, work, t);
    derivative.nonlinearAdjoint(states, first, work, t, work, state);
    ExponentialStages.stage(m, ends, 0, work, v, half, 0, work, b, work, s);
    ExponentialStages.stage(m, half, 0, work, a, ones, 0, work, s, work, t);
    model.inverse(1, work, t, m, dy, offset, n);
    for (int i = 0; i < n; i++) {
      dy[offset + i] = dy[offset + i] + work[state + i];
    }
  }

  /** From the adjoint of a stage's nonlinear term to that of its state, as coefficients. */
  private void back(double[] states, int at, double[] work, int t, int state, int to) {
    derivative.nonlinearAdjoint(states, at, work, t, work, state);
    model.transform(1, work, state, n, work, to, m);
  }
}
