package org.isobit.models.dynamics.column;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FloatNpzdFlows;
import org.isobit.kernels.ecosystem.NpzdFlows;

/**
 * Nutrient, phytoplankton, zooplankton and detritus (Fennel and Neumann 1996, as in Burchard, Bolding, Kühn, Meister,
 * Neumann and Umlauf 2006, Description of a flexible and extendable physical–biogeochemical model system for the water
 * column), with the parameters of the test case of FABM. With p* = p + p0, z* = z + z0, I_opt = max(I_0/4, imin):
 *
 * <pre>
 *   production n→p:  rmax·(I/I_opt)·exp(1 − I/I_opt)·n/(alpha + n)·p*
 *   grazing p→z:     gmax·(1 − exp(−iv²·p²))·z*
 *   losses:          p→n rpn·p,  p→d rpd·p,  z→n rzn·z,  z→d rzd·z,  d→n rdn·d
 * </pre>
 * rpd is rpdu where I ≥ imin, else rpdl. {@link NpzdFlows} has the order of operations. Immutable, thread-safe.
 */
public final class Npzd implements Ecosystem {

  /** The one there is: all its parameters belong to columns. */
  public static final Npzd USUAL = new Npzd();

  private static final List<Pool> POOLS = List.of(new Pool("n", "nutrient", 0.0, false),
      new Pool("p", "phytoplankton", 1.0, true), new Pool("z", "zooplankton", 0.0, false),
      new Pool("d", "detritus", 5.0, true));

  private static final List<Flow> FLOWS = Flow.of(NpzdFlows.from(), NpzdFlows.to(),
      "production", "grazing", "excretion of phytoplankton", "death of phytoplankton", "excretion of zooplankton",
      "death of zooplankton", "remineralisation");

  private static final List<Parameter> PARAMETERS = List.of(
      new Parameter("rmax", "greatest rate of production", "d-1", 1.0),
      new Parameter("gmax", "greatest rate of grazing", "d-1", 0.2),
      new Parameter("iv", "Ivlev's constant of grazing", "m3 mmol-1", 1.1),
      new Parameter("alpha", "nutrient at which production is half", "mmol m-3", 1.35),
      new Parameter("rpn", "rate of excretion of phytoplankton", "d-1", 0.01),
      new Parameter("rzn", "rate of excretion of zooplankton", "d-1", 0.01),
      new Parameter("rdn", "rate of remineralisation", "d-1", 0.003),
      new Parameter("rpdu", "rate of death of phytoplankton in the light", "d-1", 0.02),
      new Parameter("rpdl", "rate of death of phytoplankton in the dark", "d-1", 0.1),
      new Parameter("rzd", "rate of death of zooplankton", "d-1", 0.02),
      new Parameter("imin", "least of the best light", "W m-2", 25.0),
      new Parameter("p0", "phytoplankton that is always there", "mmol m-3", 0.0225),
      new Parameter("z0", "zooplankton that is always there", "mmol m-3", 0.0225));

  private Npzd() {}

  @Override
  public String name() {
    return "npzd";
  }

  @Override
  public List<Pool> pools() {
    return POOLS;
  }

  @Override
  public List<Flow> flows() {
    return FLOWS;
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public double absorption() {
    return 0.03;
  }

  @Override
  public double background() {
    return 0.0225;
  }

  @Override
  public int phytoplankton() {
    return 1;
  }

  /** By Chl : C of 0.02 g/g and C : N of 6.6. */
  @Override
  public double chlorophyll() {
    return 1.59;
  }

  /** Half of it nutrient, half detritus, and a trace of plankton. */
  @Override
  public double[] start(double nitrogen) {
    return new double[] {0.5 * nitrogen, 1e-15, 1e-15, 0.5 * nitrogen};
  }

  @Override
  public void rates(int levels, int lanes, double[] parameters, int pOffset, double[] surface, int sOffset,
      double[] light, int lOffset, double[] c, int cOffset, int ldc, double[] flows, int fOffset, int ldf) {
    NpzdFlows.rates(levels, lanes, parameters, pOffset, surface, sOffset, light, lOffset, c, cOffset, ldc, flows,
        fOffset, ldf, Workers.serial());
  }

  @Override
  public void rates(int levels, int lanes, float[] parameters, int pOffset, float[] surface, int sOffset,
      float[] light, int lOffset, float[] c, int cOffset, int ldc, float[] flows, int fOffset, int ldf) {
    FloatNpzdFlows.rates(levels, lanes, parameters, pOffset, surface, sOffset, light, lOffset, c, cOffset, ldc, flows,
        fOffset, ldf, Workers.serial());
  }

  @Override
  public String toString() {
    return "Npzd";
  }
}
