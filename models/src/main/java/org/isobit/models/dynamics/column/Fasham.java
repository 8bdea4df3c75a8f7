package org.isobit.models.dynamics.column;

import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FloatFashamFlows;
import org.isobit.kernels.ecosystem.FashamFlows;

/**
 * Seven pools: phytoplankton p, zooplankton z, bacteria b, detritus d, nitrate n, ammonium a and labile dissolved
 * organic nitrogen l (Fasham, Ducklow and McKelvie 1990, J. Mar. Res. 48, 591–639, in the form of Kühn and Radach 1997,
 * J. Mar. Res. 55, 895–928), with the parameters of GOTM and FABM. {@link FashamFlows} has the flows and the order of
 * operations. With F = vp·α·I/√(vp² + α²·I²), Q_n = (n/k1)/(1 + n/k1 + a/k2), Q_a alike, Q = Q_n + Q_a,
 * G = gmax·(z + z0)/(k3·(r1·p + r2·b + r3·d) + r1·p² + r2·b² + r3·d²), m = min(a, η·l), U = vb·(b + b0)/(k4 + m + l),
 * M = mu1·(p + p0)/(k5 + p + p0)·p and E = mu2·(z + z0)/(k6 + z + z0)·z:
 *
 * <pre>
 *   dp = F·Q·(p·(1 − γ) + p0) − G·r1·p² − M
 *   dz = β·G·(r1·p² + r2·b² + r3·d²) − E
 *   db = U·(l + m) − G·r2·b² − mu3·b
 *   dd = (1 − β)·G·(r1·p² + r2·b²) − β·G·r3·d² − mu4·d + M + (1 − ε − δ)·E
 *   dn = −F·Q_n·(p + p0)
 *   da = −F·Q_a·(p + p0) − U·m + mu3·b + ε·E
 *   dl = γ·F·Q·p + mu4·d + δ·E − U·l
 * </pre>
 * Nothing turns ammonium into nitrate, so a column uses its nitrate up, in a year or two. Immutable, thread-safe.
 */
public final class Fasham implements Ecosystem {

  /** The one there is: all its parameters belong to columns. */
  public static final Fasham USUAL = new Fasham();

  private static final List<Pool> POOLS = List.of(new Pool("p", "phytoplankton", 1.0, true),
      new Pool("z", "zooplankton", 0.0, false), new Pool("b", "bacteria", 0.0, false),
      new Pool("d", "detritus", 2.0, true), new Pool("n", "nitrate", 0.0, false),
      new Pool("a", "ammonium", 0.0, false), new Pool("l", "labile dissolved organic nitrogen", 0.0, false));

  private static final List<Flow> FLOWS = Flow.of(FashamFlows.from(), FashamFlows.to(),
      "uptake of nitrate", "nitrate that phytoplankton exudes", "uptake of ammonium",
      "ammonium that phytoplankton exudes", "phytoplankton that is eaten", "phytoplankton that is grazed and lost",
      "bacteria that are eaten", "bacteria that are grazed and lost", "detritus that is eaten",
      "death of phytoplankton", "death of zooplankton", "excretion of ammonium", "excretion of organic nitrogen",
      "organic nitrogen that bacteria take", "ammonium that bacteria take", "excretion of bacteria",
      "breakdown of detritus");

  private static final List<Parameter> PARAMETERS = List.of(
      new Parameter("vp", "greatest rate of production", "d-1", 1.5),
      new Parameter("alpha", "slope of production with light", "m2 W-1 d-1", 0.065),
      new Parameter("k1", "nitrate at which uptake is half", "mmol m-3", 0.2),
      new Parameter("k2", "ammonium at which uptake is half", "mmol m-3", 0.8),
      new Parameter("mu1", "greatest rate of death of phytoplankton", "d-1", 0.05),
      new Parameter("k5", "phytoplankton at which that is half", "mmol m-3", 0.2),
      new Parameter("gamma", "share of production that is exuded", "1", 0.05),
      new Parameter("gmax", "greatest rate of grazing", "d-1", 1.0),
      new Parameter("k3", "food at which grazing is half", "mmol m-3", 1.0),
      new Parameter("beta", "share of the food that is assimilated", "1", 0.625),
      new Parameter("mu2", "greatest rate of loss of zooplankton", "d-1", 0.3),
      new Parameter("k6", "zooplankton at which that is half", "mmol m-3", 0.2),
      new Parameter("delta", "share of the loss that is organic and dissolved", "1", 0.1),
      new Parameter("epsilon", "share of the loss that is ammonium", "1", 0.7),
      new Parameter("r1", "preference for phytoplankton", "1", 0.55),
      new Parameter("r2", "preference for bacteria", "1", 0.4),
      new Parameter("r3", "preference for detritus", "1", 0.05),
      new Parameter("vb", "greatest rate of uptake by bacteria", "d-1", 1.2),
      new Parameter("k4", "what they take at which that is half", "mmol m-3", 0.5),
      new Parameter("mu3", "rate of excretion of bacteria", "d-1", 0.15),
      new Parameter("eta", "ammonium that bacteria take with organic nitrogen", "1", 0.0),
      new Parameter("mu4", "rate of breakdown of detritus", "d-1", 0.02),
      new Parameter("p0", "phytoplankton that is always there", "mmol m-3", 1e-4),
      new Parameter("z0", "zooplankton that is always there", "mmol m-3", 1e-4),
      new Parameter("b0", "bacteria that are always there", "mmol m-3", 1e-4));

  /** Concentrations of the test case of GOTM. */
  private static final double[] START = {0.0567, 0.05, 0.001, 0.4167, 8.3, 0.22, 0.14};

  private Fasham() {}

  @Override
  public String name() {
    return "fasham";
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
    return 1e-4;
  }

  @Override
  public int phytoplankton() {
    return 0;
  }

  /** By Chl : C of 0.02 g/g and C : N of 6.6. */
  @Override
  public double chlorophyll() {
    return 1.59;
  }

  /** In the shares of the test case of GOTM. */
  @Override
  public double[] start(double nitrogen) {
    double sum = 0.0;
    for (double c : START) {
      sum += c;
    }
    double[] start = START.clone();
    for (int i = 0; i < start.length; i++) {
      start[i] *= nitrogen / sum;
    }
    return start;
  }

  @Override
  public void rates(int levels, int lanes, double[] parameters, int pOffset, double[] surface, int sOffset,
      double[] light, int lOffset, double[] c, int cOffset, int ldc, double[] flows, int fOffset, int ldf) {
    FashamFlows.rates(levels, lanes, parameters, pOffset, light, lOffset, c, cOffset, ldc, flows, fOffset, ldf,
        Workers.serial());
  }

  @Override
  public void rates(int levels, int lanes, float[] parameters, int pOffset, float[] surface, int sOffset,
      float[] light, int lOffset, float[] c, int cOffset, int ldc, float[] flows, int fOffset, int ldf) {
    FloatFashamFlows.rates(levels, lanes, parameters, pOffset, light, lOffset, c, cOffset, ldc, flows,
        fOffset, ldf, Workers.serial());
  }

  @Override
  public String toString() {
    return "Fasham";
  }
}
