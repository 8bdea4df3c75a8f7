package org.isobit.models.dynamics.maooam;

import java.util.List;
import org.isobit.models.dynamics.ModelParameters;
import org.isobit.models.dynamics.maooam.Mode.Kind;

/**
 * Inner products of modes, (f, h) = n/(2π²)·∫∫ f·h dx dy over the channel, in closed form: Cehelsky and Tung (1987),
 * Theories of multiple equilibria and weather regimes, J. Atmos. Sci. 44, 3282–3303, for the atmosphere; De Cruz et
 * al. (2016), appendix A, for the others, with their symbols. F are modes of the atmosphere, φ those of the ocean,
 * counted from 0.
 *
 * <p>Immutable, thread-safe.
 */
public final class InnerProducts {

  private static final double ROOT_2 = Math.sqrt(2.0);

  private final List<Mode> atmosphere;
  private final List<Mode> ocean;
  private final double n;

  /**
   * The inner products of modes.
   *
   * @param atmosphere modes of the atmosphere
   * @param ocean      modes of the ocean
   * @param n          aspect ratio of the channel, 2·width/length; above 0
   * @throws IllegalArgumentException if n is not, or a mode is in the wrong list
   */
  public InnerProducts(List<Mode> atmosphere, List<Mode> ocean, double n) {
    this.atmosphere = List.copyOf(atmosphere);
    this.ocean = List.copyOf(ocean);
    this.n = ModelParameters.finite("InnerProducts", "n", n);
    if (n <= 0.0) {
      throw new IllegalArgumentException("InnerProducts: n must be positive, but is " + n);
    }
    for (Mode mode : this.atmosphere) {
      check(mode, mode.kind() != Kind.OCEAN);
    }
    for (Mode mode : this.ocean) {
      check(mode, mode.kind() == Kind.OCEAN);
    }
  }

  private static void check(Mode mode, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("InnerProducts: " + mode + " is in the list of the other fluid");
    }
  }

  /**
   * The modes of the atmosphere.
   *
   * @return the list
   */
  public List<Mode> atmosphere() {
    return atmosphere;
  }

  /**
   * The modes of the ocean.
   *
   * @return the list
   */
  public List<Mode> ocean() {
    return ocean;
  }

  /**
   * (F_i, ∇²F_i) = −n²·M² − P²; with another mode the product is 0.
   *
   * @param i mode of the atmosphere
   * @return a_ii
   */
  public double a(int i) {
    Mode f = atmosphere.get(i);
    return -(n * n) * (f.x() * f.x()) - f.y() * f.y();
  }

  /**
   * (F_i, ∂F_j/∂x): ±n·M between the two modes of a pair of wave numbers.
   *
   * @param i mode of the atmosphere
   * @param j mode of the atmosphere
   * @return c_ij
   */
  public double c(int i, int j) {
    Mode f = atmosphere.get(i);
    Mode h = atmosphere.get(j);
    if (f.x() != h.x() || f.y() != h.y()) {
      return 0.0;
    }
    return f.kind() == Kind.K && h.kind() == Kind.L ? n * f.x()
        : f.kind() == Kind.L && h.kind() == Kind.K ? -(n * f.x()) : 0.0;
  }

  /**
   * (F_i, J(F_j, F_k)), J being the Jacobian; it changes its sign with every exchange of two modes. With ∇²F_k in place
   * of F_k it is b_ijk = g_ijk·a_kk.
   *
   * @param i mode of the atmosphere
   * @param j mode of the atmosphere
   * @param k mode of the atmosphere
   * @return g_ijk
   */
  public double g(int i, int j, int k) {
    return ordered(atmosphere, i, j, k);
  }

  /**
   * (F_i, φ_j). With ∇²φ_j in place of φ_j it is d_ij = s_ij·M_jj; with ∇²F_i in place of F_i, K_ji = s_ij·a_ii; and
   * W_ji = s_ij.
   *
   * @param i mode of the atmosphere
   * @param j mode of the ocean
   * @return s_ij
   */
  public double s(int i, int j) {
    Mode f = atmosphere.get(i);
    int h = ocean.get(j).x();
    int p = ocean.get(j).y();
    boolean same = f.y() == p;
    return switch (f.kind()) {
      case A -> odd(h) && odd(p + f.y())
          ? 8.0 * ROOT_2 * p / (Math.PI * Math.PI * ((p * p - f.y() * f.y()) * h)) : 0.0;
      case K -> odd(h) && same ? 4.0 * h / (Math.PI * (h * h - 4 * f.x() * f.x())) : 0.0;
      default -> same && 2 * f.x() == h ? 1.0 : 0.0;
    };
  }

  /**
   * (φ_i, ∇²φ_i) = −n²·H²/4 − P²; with another mode the product is 0.
   *
   * @param i mode of the ocean
   * @return M_ii
   */
  public double m(int i) {
    Mode f = ocean.get(i);
    return -(n * n) * (f.x() * f.x()) / 4.0 - f.y() * f.y();
  }

  /**
   * (φ_i, ∂φ_j/∂x).
   *
   * @param i mode of the ocean
   * @param j mode of the ocean
   * @return N_ij
   */
  public double n(int i, int j) {
    int h = ocean.get(i).x();
    int other = ocean.get(j).x();
    return ocean.get(i).y() == ocean.get(j).y() && odd(h + other)
        ? -2.0 * (h * other) * n / ((other * other - h * h) * Math.PI) : 0.0;
  }

  /**
   * (φ_i, J(φ_j, φ_k)); it changes its sign with every exchange of two modes. With ∇²φ_k in place of φ_k it is
   * C_ijk = O_ijk·M_kk.
   *
   * @param i mode of the ocean
   * @param j mode of the ocean
   * @param k mode of the ocean
   * @return O_ijk
   */
  public double o(int i, int j, int k) {
    return ordered(ocean, i, j, k);
  }

  /** The triple product, whose closed forms are for ascending kinds and, of a kind, ascending numbers. */
  private double ordered(List<Mode> modes, int i, int j, int k) {
    if (i == j || j == k || i == k) {
      return 0.0;
    }
    if (after(modes, i, j)) {
      return -ordered(modes, j, i, k);
    }
    if (after(modes, j, k)) {
      return -ordered(modes, i, k, j);
    }
    Mode f = modes.get(i);
    Mode g = modes.get(j);
    Mode h = modes.get(k);
    return switch (h.kind()) {
      case OCEAN -> 0.5 * n * sines(f, g, h);
      case L -> switch (g.kind()) {
        case L -> f.kind() == Kind.L ? n * sines(f, g, h) : 0.0;
        case K -> n * (f.kind() == Kind.A ? zonal(f, g, h) : waves(f, g, h));
        default -> 0.0;
      };
      default -> 0.0;
    };
  }

  private static boolean after(List<Mode> modes, int i, int j) {
    int order = modes.get(i).kind().compareTo(modes.get(j).kind());
    return order > 0 || order == 0 && i > j;
  }

  /** Of A, K and L. */
  private static double zonal(Mode a, Mode k, Mode l) {
    if (k.x() != l.x() || !odd(a.y() + k.y() + l.y())) {
      return 0.0;
    }
    int own = a.y() * a.y();
    double sum = (l.y() + k.y()) * (l.y() + k.y());
    double difference = (l.y() - k.y()) * (l.y() - k.y());
    return -2.0 * ROOT_2 / Math.PI * k.x() * (sum / (sum - own) - difference / (difference - own));
  }

  /** Of K, K and L. */
  private static double waves(Mode i, Mode j, Mode k) {
    int sum = zero(i.x() - k.x() - j.x());
    int far = zero(k.x() - j.x() + i.x());
    int near = zero(k.x() - j.x() - i.x());
    int minus = zero(i.y() - k.y() + j.y());
    int plus = zero(i.y() + k.y() - j.y());
    int both = zero(i.y() - k.y() - j.y());
    double s1 = -0.5 * (k.y() * j.x() + j.y() * k.x());
    double s2 = 0.5 * (k.y() * j.x() - j.y() * k.x());
    return s1 * (sum * minus - sum * plus + (far + near) * both) + s2 * (sum * both + (near + far) * (minus - plus));
  }

  /** Of three L, or three modes of the ocean. */
  private static double sines(Mode i, Mode j, Mode k) {
    int near = zero(k.x() - j.x() - i.x());
    int far = zero(k.x() - j.x() + i.x());
    int sum = zero(k.x() + j.x() - i.x());
    int plus = zero(k.y() + j.y() - i.y());
    int minus = zero(k.y() - j.y() + i.y());
    int both = zero(k.y() - j.y() - i.y());
    double s3 = 0.5 * (k.y() * j.x() + j.y() * k.x());
    double s4 = 0.5 * (k.y() * j.x() - j.y() * k.x());
    return s3 * ((near - far) * plus + sum * (minus - both)) + s4 * (sum * plus + (far - near) * (both - minus));
  }

  private static int zero(int difference) {
    return difference == 0 ? 1 : 0;
  }

  private static boolean odd(int value) {
    return (value & 1) == 1;
  }
}
