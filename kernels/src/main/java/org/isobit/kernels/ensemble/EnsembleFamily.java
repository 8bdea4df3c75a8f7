package org.isobit.kernels.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class EnsembleFamily implements KernelFamily {

  /** Made by the service loader. */
  public EnsembleFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    add(all, "double", 8);
    add(all, "float", 4);
    all.add(Kernel.exact("serialUpdate.double", "ensemble", "one observation of a serial filter on its targets",
        List.of("members", "n"), new Formula("4·members·n + 4n", d -> 4.0 * (d[0] + 1) * d[1]),
        new Formula("16·members·n + 24n", d -> (16.0 * d[0] + 24.0) * d[1])));
    return all;
  }

  private static void add(List<Kernel> all, String type, int size) {
    all.add(points("ensembleMean", type, "mean over members", 1, 1, 1, size));
    all.add(points("ensembleSpread", type, "standard deviation over members", 4, 1, 1, size));
    all.add(points("anomalySpread", type, "standard deviation of anomalies", 2, 1, 1, size));
    all.add(points("subtractMean", type, "anomalies and mean of an ensemble", 2, 2, 1, size));
    all.add(points("addMean", type, "ensemble from mean and anomalies", 1, 2, 1, size));
    all.add(points("inflate", type, "anomalies scaled about the mean", 4, 2, 0, size));
    all.add(points("scaleAnomalies", type, "anomalies scaled", 1, 2, 0, size));
    all.add(points("relaxToPriorPerturbations", type, "RTPP", 3, 3, 0, size));
    all.add(points("relaxToPriorSpread", type, "RTPS", 1, 2, 2, size));
    all.add(transform("transform", type, "new members from old ones: W·A", 2, size));
    all.add(transform("transformAround", type, "new members about a mean: mean + W·A", 2, size));
    all.add(transform("transformInPlace", type, "members replaced by W·A", 2, size));
    int bytes = 5 * size;
    all.add(Kernel.exact("weightBlend." + type, "ensemble", "interpolation between four vectors of weights",
        List.of("n"), new Formula("9n", d -> 9.0 * d[0]), new Formula(bytes + "n", d -> (double) bytes * d[0])));
  }

  /** Work on every member of every point, plus vectors of one value a point. */
  private static Kernel points(String name, String type, String summary, int flops, int passes, int vectors, int size) {
    int bytes = passes * size;
    int rest = vectors * size;
    return Kernel.exact(name + "." + type, "ensemble", summary, List.of("members", "n"),
        new Formula(flops + "·members·n", d -> (double) flops * d[0] * d[1]),
        new Formula(bytes + "·members·n" + (rest == 0 ? "" : " + " + rest + "n"),
            d -> (double) bytes * d[0] * d[1] + (double) rest * d[1]));
  }

  private static Kernel transform(String name, String type, String summary, int passes, int size) {
    int bytes = passes * size;
    return Kernel.exact(name + "." + type, "ensemble", summary, List.of("members", "n"),
        new Formula("2·members²·n", d -> 2.0 * d[0] * d[0] * d[1]),
        new Formula(bytes + "·members·n + " + size + "·members²",
            d -> (double) bytes * d[0] * d[1] + (double) size * d[0] * d[0]));
  }
}
