// Master of FloatNpzdFlows: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;
import org.isobit.kernels.reduce.ColumnParts;

/**
 * Flows of nitrogen between nutrient n, phytoplankton p, zooplankton z and detritus d, in columns of water, by Fennel
 * and Neumann (1996, The mesoscale variability of nutrients and plankton as seen in a coupled model) as modified by
 * Burchard, Bolding, Kühn, Meister, Neumann and Umlauf (2006, Description of a flexible and extendable physical–
 * biogeochemical model system for the water column): growth with inhibition by light beyond an optimum (Steele), as
 * Michaelis and Menten limit it by n; grazing by Ivlev, of the square; linear losses. {@link Transfers} changes the
 * pools by the flows.
 *
 * <p><b>Order of operations.</b> Of each level of a column, I being its light and I_0 that just below the surface, each
 * product from left to right, exp and expm1 those of {@code Elementary}:
 * <pre>
 * x = I·(1 / max(¼·I_0, imin))
 * v = iv·p
 * f_0 = (rmax·(x·exp(1 − x))·n·(p + p0)) / (alpha + n)      n → p, production
 * f_1 = gmax·(−expm1(−(v·v)))·(z + z0)                      p → z, grazing
 * f_2 = rpn·p                                               p → n
 * f_3 = (I ≥ imin ? rpdu : rpdl)·p                          p → d
 * f_4 = rzn·z                                               z → n
 * f_5 = rzd·z                                               z → d
 * f_6 = rdn·d                                               d → n
 * </pre>
 * The reciprocal is one a column. max is ¼·I_0, unless imin is larger or NaN. As expm1 has no cancellation, grazing of
 * little phytoplankton is as accurate as that of much.
 *
 * <p><b>Properties.</b> With pools and light that are finite and not negative, imin and alpha above 0 and other
 * parameters not negative, flows are not negative and, if no product overflows, finite; a pool that is 0 gives nothing.
 * The seeds p0 and z0 let what is 0 grow and graze.
 *
 * <p>NaN and infinities are not looked at; NaN of a level stays in its level. Column l is lane l: level i of pool j
 * lies at {@code cOffset + j·ldf + i·lanes + l}, of flow k at {@code fOffset + k·ldflow + i·lanes + l}, of light at
 * {@code lOffset + i·lanes + l}; each column has parameters of its own, parameter j at {@code pOffset + j·lanes + l},
 * in the order rmax, gmax, iv, alpha, rpn, rzn, rdn, rpdu, rpdl, rzd, imin, p0, z0. Units are those of the caller, as
 * mmol m⁻³, days and W m⁻². Threads split columns. Rows that are a multiple of 4096 bytes apart evict each other from
 * caches. Calls on one thread allocate nothing. Thread-safe.
 */
public final class NpzdFlows {

  /** Pools: n, p, z, d. */
  public static final int POOLS = 4;

  /** Flows between them. */
  public static final int FLOWS = 7;

  /** Parameters of a column. */
  public static final int PARAMETERS = 13;

  private static final String RATES = "npzdFlows";
  private static final int[] FROM = {0, 1, 1, 1, 2, 2, 3};
  private static final int[] TO = {1, 2, 0, 3, 0, 3, 0};
  private static final NpzdFlowsReference KERNELS = NpzdFlowsReference.of(Backend.active());

  private NpzdFlows() {}

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
   * @param surface    array of the light I_0 just below the surface, one a column
   * @param sOffset    index of that of column 0
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
  public static void rates(int n, int lanes, double[] parameters, long pOffset, double[] surface, long sOffset,
      double[] light, long lOffset, double[] c, long cOffset, int ldf, double[] flows, long fOffset, int ldflow,
      Workers workers) {
    Checks.present(RATES, "workers", workers);
    Checks.positive(RATES, "n", n);
    Checks.positive(RATES, "lanes", lanes);
    int po = Checks.matrix(RATES, "parameters", parameters, pOffset, PARAMETERS, lanes, lanes);
    int so = Checks.vector(RATES, "surface", surface, sOffset, lanes);
    int lo = Checks.matrix(RATES, "light", light, lOffset, n, lanes, lanes);
    int size = n * lanes;
    int co = Checks.matrix(RATES, "c", c, cOffset, POOLS, size, ldf);
    int fo = Checks.matrix(RATES, "flows", flows, fOffset, FLOWS, size, ldflow);
    Checks.apart(RATES, "flows", "parameters", flows == parameters, fo, FLOWS, size, ldflow, po, 1, PARAMETERS * lanes,
        1);
    Checks.apart(RATES, "flows", "surface", flows == surface, fo, FLOWS, size, ldflow, so, 1, lanes, 1);
    Checks.apart(RATES, "flows", "light", flows == light, fo, FLOWS, size, ldflow, lo, 1, size, 1);
    Checks.apart(RATES, "flows", "c", flows == c, fo, FLOWS, size, ldflow, co, POOLS, size, ldf);
    Environment.require();
    if (!ColumnParts.worthwhile((POOLS + FLOWS + 1L) * size, workers)) {
      KERNELS.rates(n, 0, lanes, lanes, parameters, po, surface, so, light, lo, c, co, ldf, flows, fo, ldflow);
      return;
    }
    int parts = ColumnParts.count(lanes, workers);
    workers.run(parts, (part, slot) -> {
      Environment.require();
      KERNELS.rates(n, ColumnParts.start(lanes, parts, part), ColumnParts.start(lanes, parts, part + 1), lanes,
          parameters, po, surface, so, light, lo, c, co, ldf, flows, fo, ldflow);
    });
  }

  /**
   * {@link #rates(int, int, double[], long, double[], long, double[], long, double[], long, int, double[], long, int,
   * Workers) rates} of views.
   *
   * @param parameters the parameters, {@link #PARAMETERS} × columns, with nothing between rows
   * @param surface    the light just below the surface, a row of one a column
   * @param light      the light, levels × columns, with nothing between rows
   * @param c          the pools, a row of levels × columns each
   * @param flows      takes the flows, a row of levels × columns each
   * @param workers    the threads
   * @throws IllegalArgumentException if shapes do not fit, one is empty or null, something lies between the rows of
   *                                  parameters or light, or flows overlap another
   */
  public static void rates(Matrix parameters, Matrix surface, Matrix light, Matrix c, Matrix flows, Workers workers) {
    int size = Shapes.contiguous(RATES, "light", light);
    int lanes = light.columns();
    Shapes.exactly(RATES, "parameters", parameters, PARAMETERS, lanes);
    Shapes.contiguous(RATES, "parameters", parameters);
    Shapes.exactly(RATES, "surface", surface, 1, lanes);
    Shapes.exactly(RATES, "c", c, POOLS, size);
    Shapes.exactly(RATES, "flows", flows, FLOWS, size);
    rates(light.rows(), lanes, parameters.array(), parameters.offset(), surface.array(), surface.offset(),
        light.array(), light.offset(), c.array(), c.offset(), c.ld(), flows.array(), flows.offset(), flows.ld(),
        workers);
  }
}
