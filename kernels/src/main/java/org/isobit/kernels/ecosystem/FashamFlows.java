// Master of FloatFashamFlows: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Flows of nitrogen between phytoplankton p, zooplankton z, bacteria b, detritus d, nitrate n, ammonium a and labile
 * dissolved organic nitrogen l, in columns of water, by Fasham, Ducklow and McKelvie (1990, A nitrogen-based model of
 * plankton dynamics in the oceanic mixed layer), with seeds p0, z0 and b0 as in the General Ocean Turbulence Model.
 * {@link Transfers} changes the pools by the flows.
 *
 * <p><b>Formulas.</b> F = vp·al·I/√(vp² + al²·I²) is growth by light, Q_n = (n/k1)/(1 + n/k1 + a/k2) and Q_a =
 * (a/k2)/(1 + n/k1 + a/k2) its limitation by nutrients; G = gmax·(z + z0)/(k3·S1 + S2) is grazing, with S1 = r1·p +
 * r2·b + r3·d and S2 = r1·p² + r2·b² + r3·d²; U = vb·(b + b0)/(k4 + m + l) the uptake of bacteria, m = min(a, eta·l).
 *
 * <p><b>Order of operations.</b> Of each level of a column, products and sums from left to right:
 * <pre>
 * w = al·I;  N = n·k2;  A = a·k1
 * u = (vp·w) / (√fma(w, w, vp·vp)·(fma(k1, k2, N) + A))
 * s = fma(1 − gam, p, p0);  t = gam·p
 * f_0 = (u·N)·s;  f_1 = (u·N)·t                               n → p, n → l
 * f_2 = (u·A)·s;  f_3 = (u·A)·t                               a → p, a → l
 * p1 = r1·p;  b1 = r2·b;  d1 = r3·d;  p2 = p1·p;  b2 = b1·b;  d2 = d1·d
 * g = fma(k3, p1 + b1 + d1, p2 + b2 + d2)
 * G = g &lt; LEAST ? +0 : (gmax·(z + z0)) / g
 * f_4 = beta·(G·p2);  f_5 = (1 − beta)·(G·p2)                 p → z, p → d, grazing
 * f_6 = beta·(G·b2);  f_7 = (1 − beta)·(G·b2)                 b → z, b → d
 * f_8 = beta·(G·d2)                                           d → z
 * y = p + p0;  f_9 = (mu1·y·p) / (k5 + y)                     p → d, mortality
 * x = z + z0;  E = (mu2·x·z) / (k6 + x)
 * f_10 = (1 − eps − del)·E;  f_11 = eps·E;  f_12 = del·E      z → d, z → a, z → l
 * e = eta·l;  m = e &lt; a ? e : a
 * U = (vb·(b + b0)) / (k4 + m + l)
 * f_13 = U·l;  f_14 = U·m                                     l → b, a → b
 * f_15 = mu3·b;  f_16 = mu4·d                                 b → a, d → l
 * </pre>
 * LEAST is 2^−1000, in float 2^−100: nothing is grazed where there is so little, as G is 0/0 where there is nothing.
 *
 * <p><b>Properties.</b> With pools and light that are finite and not negative, vp and k1 to k6 above 0, other
 * parameters not negative and gam, beta and eps + del at most 1, flows are not negative and, if no product overflows,
 * finite; a pool that is 0 gives nothing.
 *
 * <p>NaN and infinities are not looked at; NaN of a level stays in its level. Column l is lane l: level i of pool j
 * lies at {@code cOffset + j·ldf + i·lanes + l}, pools in the order p, z, b, d, n, a, l; of flow k at {@code fOffset +
 * k·ldflow + i·lanes + l}, of light at {@code lOffset + i·lanes + l}; each column has parameters of its own, parameter
 * j at {@code pOffset + j·lanes + l}, in the order vp, al, k1, k2, mu1, k5, gam, gmax, k3, beta, mu2, k6, del, eps, r1,
 * r2, r3, vb, k4, mu3, eta, mu4, p0, z0, b0. Units are those of the caller, as mmol m⁻³, days and W m⁻². Threads split
 * columns. Rows that are a multiple of 4096 bytes apart evict each other from caches. Calls on one thread allocate
 * nothing. Thread-safe.
 */
public final class FashamFlows {

  /** Pools: p, z, b, d, n, a, l. */
  public static final int POOLS = 7;

  /** Flows between them. */
  public static final int FLOWS = 17;

  /** Parameters of a column. */
  public static final int PARAMETERS = 25;

  private static final String RATES = "fashamFlows";
  private static final int[] FROM = {4, 4, 5, 5, 0, 0, 2, 2, 3, 0, 1, 1, 1, 6, 5, 2, 3};
  private static final int[] TO = {0, 6, 0, 6, 1, 3, 1, 3, 1, 3, 3, 5, 6, 2, 2, 5, 6};
  private static final FashamFlowsReference KERNELS = FashamFlowsReference.of(Backend.active());

  private FashamFlows() {}

  /**
   * The pools that flows come from.
   *
   * @return an array of its own, a pool a flow
   */
  public static int[] from() {
    return FROM.clone();
  }

  /**
   * The pools that flows go to.
   *
   * @return an array of its own, a pool a flow
   */
  public static int[] to() {
    return TO.clone();
  }

  /**
   * Flows of columns.
   *
   * @param n          levels of a column, at least 1
   * @param lanes      columns, at least 1
   * @param parameters array of the parameters, {@link #PARAMETERS} × lanes
   * @param pOffset    index of the first one of column 0
   * @param light      array of the light I of the levels, n × lanes
   * @param lOffset    index of level 0 in column 0
   * @param c          array of the pools, {@link #POOLS} × n × lanes
   * @param cOffset    index of level 0 of pool 0 in column 0
   * @param ldf        distance between the starts of two pools, at least n·lanes
   * @param flows      takes the flows, {@link #FLOWS} × n × lanes; apart from the others
   * @param fOffset    index of level 0 of flow 0 in column 0
   * @param ldflow     distance between the starts of two flows, at least n·lanes
   * @param workers    the threads
   * @throws IllegalArgumentException if a size is below 1, an operand is not inside its array, or flows overlap
   *                                  another
   */
  public static void rates(int n, int lanes, double[] parameters, long pOffset, double[] light, long lOffset,
      double[] c, long cOffset, int ldf, double[] flows, long fOffset, int ldflow, Workers workers) {
    Checks.present(RATES, "workers", workers);
    Checks.positive(RATES, "n", n);
    Checks.positive(RATES, "lanes", lanes);
    int po = Checks.matrix(RATES, "parameters", parameters, pOffset, PARAMETERS, lanes, lanes);
    int lo = Checks.matrix(RATES, "light", light, lOffset, n, lanes, lanes);
    int size = n * lanes;
    int co = Checks.matrix(RATES, "c", c, cOffset, POOLS, size, ldf);
    int fo = Checks.matrix(RATES, "flows", flows, fOffset, FLOWS, size, ldflow);
    Checks.apart(RATES, "flows", "parameters", flows == parameters, fo, FLOWS, size, ldflow, po, 1, PARAMETERS * lanes,
        1);
    Checks.apart(RATES, "flows", "light", flows == light, fo, FLOWS, size, ldflow, lo, 1, size, 1);
    Checks.apart(RATES, "flows", "c", flows == c, fo, FLOWS, size, ldflow, co, POOLS, size, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((POOLS + FLOWS + 1L) * size, workers)) {
      KERNELS.rates(n, 0, lanes, lanes, parameters, po, light, lo, c, co, ldf, flows, fo, ldflow);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.rates(n, ColumnParts.start(lanes, parts, part), ColumnParts.start(lanes, parts, part + 1), lanes,
          parameters, po, light, lo, c, co, ldf, flows, fo, ldflow);
    });
  }

  /**
   * {@link #rates(int, int, double[], long, double[], long, double[], long, int, double[], long, int, Workers) rates}
   * of views.
   *
   * @param parameters the parameters, {@link #PARAMETERS} × columns, with nothing between rows
   * @param light      the light, levels × columns, with nothing between rows
   * @param c          the pools, a row of levels × columns each
   * @param flows      takes the flows, a row of levels × columns each
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, something lies between the rows of
   *                                  parameters or light, or flows overlap another
   */
  public static void rates(Matrix parameters, Matrix light, Matrix c, Matrix flows, Workers workers) {
    int size = Shapes.contiguous(RATES, "light", light);
    int lanes = light.columns();
    Shapes.exactly(RATES, "parameters", parameters, PARAMETERS, lanes);
    Shapes.contiguous(RATES, "parameters", parameters);
    Shapes.exactly(RATES, "c", c, POOLS, size);
    Shapes.exactly(RATES, "flows", flows, FLOWS, size);
    rates(light.rows(), lanes, parameters.array(), parameters.offset(), light.array(), light.offset(), c.array(),
        c.offset(), c.ld(), flows.array(), flows.offset(), flows.ld(), workers);
  }
}
