package org.isobit.models.dynamics.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What lives in the water: pools of nitrogen and the flows between them. A flow takes from one pool what it gives to
 * another, so that nitrogen is kept whatever the formulas say. {@link Npzd} and {@link Fasham} are two; yours is one
 * class with its formulas in {@link #rates}. Immutable, thread-safe.
 */
public interface Ecosystem {

  /**
   * A pool of nitrogen.
   *
   * @param name     its name, as files have it: a letter, then letters, digits and underscores
   * @param says     what it is
   * @param sinking  speed at which it sinks, in m d⁻¹, not negative
   * @param absorbs  whether it absorbs light
   */
  record Pool(String name, String says, double sinking, boolean absorbs) {

    /** Checks the speed. */
    public Pool {
      Objects.requireNonNull(name, "name");
      if (!(sinking >= 0.0) || sinking == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("Ecosystem: the pool '" + name + "' must sink at a finite speed of at least "
            + "0 m per day, but does at " + sinking);
      }
    }
  }

  /**
   * A flow from one pool to another.
   *
   * @param says what it is
   * @param from number of the pool that it takes from
   * @param to   number of the pool that it gives to
   */
  record Flow(String says, int from, int to) {

    /** Those of a kernel, which has its own lists of pools. */
    static List<Flow> of(int[] from, int[] to, String... says) {
      List<Flow> flows = new ArrayList<>();
      for (int k = 0; k < from.length; k++) {
        flows.add(new Flow(says[k], from[k], to[k]));
      }
      return List.copyOf(flows);
    }
  }

  /**
   * A parameter, of which each column has its own number.
   *
   * @param name  its name
   * @param says  what it is
   * @param unit  as UDUNITS writes it
   * @param usual its usual value
   */
  record Parameter(String name, String says, String unit, double usual) {}

  /**
   * What messages call it.
   *
   * @return the name
   */
  String name();

  /**
   * The pools.
   *
   * @return from 2 to 16 of them, in the order in which states have them
   */
  List<Pool> pools();

  /**
   * The flows.
   *
   * @return flows in the order in which {@link #rates} writes them
   */
  List<Flow> flows();

  /**
   * The parameters.
   *
   * @return parameters in the order in which {@link #rates} reads them
   */
  List<Parameter> parameters();

  /**
   * How much a concentration absorbs: the sum of absorbing pools and {@link #background} is multiplied by it.
   *
   * @return k, in m² mmol⁻¹, not negative
   */
  double absorption();

  /**
   * What always floats in the water and absorbs light besides the pools.
   *
   * @return concentration, in mmol m⁻³, not negative
   */
  double background();

  /**
   * The pool whose chlorophyll satellites see.
   *
   * @return number of the pool of phytoplankton
   */
  int phytoplankton();

  /**
   * Chlorophyll in phytoplankton.
   *
   * @return mg of chlorophyll for 1 mmol of nitrogen
   */
  double chlorophyll();

  /**
   * A column's concentrations to begin with, the same at all depths.
   *
   * @param nitrogen the sum of all pools, in mmol m⁻³
   * @return one number a pool, in mmol m⁻³
   */
  double[] start(double nitrogen);

  /**
   * Rates of all flows, in mmol m⁻³ d⁻¹, of columns in lanes: level i of pool p of column l lies at
   * {@code cOffset + p·ldc + i·lanes + l}, of flow k at {@code fOffset + k·ldf + i·lanes + l}.
   *
   * @param levels     of a column
   * @param lanes      columns
   * @param parameters array of the parameters: number q of column l at {@code pOffset + q·lanes + l}
   * @param pOffset    index of the first one
   * @param surface    light below the surface, in W m⁻², one number a column
   * @param sOffset    index of that of column 0
   * @param light      light at the middle of the levels, in W m⁻²: level i of column l at
   *                   {@code lOffset + i·lanes + l}
   * @param lOffset    index of level 0 in column 0
   * @param c          array of the concentrations, in mmol m⁻³; not to be written
   * @param cOffset    index of level 0 of pool 0 in column 0
   * @param ldc        distance between two pools
   * @param flows      takes the rates
   * @param fOffset    index of level 0 of flow 0 in column 0
   * @param ldf        distance between two flows
   */
  void rates(int levels, int lanes, double[] parameters, int pOffset, double[] surface, int sOffset, double[] light,
      int lOffset, double[] c, int cOffset, int ldc, double[] flows, int fOffset, int ldf);

  /**
   * {@link #rates(int, int, double[], int, double[], int, double[], int, double[], int, int, double[], int, int) Rates}
   * in float, for {@link FloatColumnEnsemble}; without it, an ecosystem runs in double alone.
   *
   * @param levels     of a column
   * @param lanes      columns
   * @param parameters array of the parameters
   * @param pOffset    index of the first one
   * @param surface    light below the surface
   * @param sOffset    index of that of column 0
   * @param light      light at the middle of the levels
   * @param lOffset    index of level 0 in column 0
   * @param c          array of the concentrations; not to be written
   * @param cOffset    index of level 0 of pool 0 in column 0
   * @param ldc        distance between two pools
   * @param flows      takes the rates
   * @param fOffset    index of level 0 of flow 0 in column 0
   * @param ldf        distance between two flows
   * @throws IllegalArgumentException if there are no rates in float
   */
  default void rates(int levels, int lanes, float[] parameters, int pOffset, float[] surface, int sOffset,
      float[] light, int lOffset, float[] c, int cOffset, int ldc, float[] flows, int fOffset, int ldf) {
    throw new IllegalArgumentException("Ecosystem: " + name() + " has no rates in float");
  }
}
