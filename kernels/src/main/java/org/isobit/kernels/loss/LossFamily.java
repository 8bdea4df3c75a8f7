package org.isobit.kernels.loss;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class LossFamily implements KernelFamily {

  /** Made by the service loader. */
  public LossFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      vector(all, "quantileLoss", type, "quantile (pinball) loss and gradient", 3, 3 * size);
      vector(all, "censoredGaussianLoss", type, "Gaussian likelihood censored at bounds, gradients; operations inside",
          40, 7 * size);
      rows(all, "crossEntropy", type, "cross-entropy of logits and probabilities, gradient", 40, 3 * size);
      rows(all, "classEntropy", type, "cross-entropy of logits and classes, gradient", 36, 2 * size);
      all.add(Kernel.exact("crpsLoss." + type, "loss", "fair or ordinary CRPS of ensembles, gradient",
          List.of("members", "n"), new Formula("6m²n", d -> 6.0 * d[0] * d[0] * d[1]),
          new Formula(size + "(2m + 1)n", d -> size * (2.0 * d[0] + 1.0) * d[1])));
      all.add(Kernel.exact("energyLoss." + type, "loss", "fair or ordinary energy score of ensembles, gradient",
          List.of("samples", "members", "n"), new Formula("3.5m²n·samples", d -> 3.5 * d[0] * d[1] * d[1] * d[2]),
          new Formula(size + "(2m + 1)n·samples", d -> size * (2.0 * d[1] + 1.0) * d[2] * d[0])));
    }
    return all;
  }

  private static void vector(List<Kernel> all, String name, String type, String summary, int flops, int bytes) {
    all.add(Kernel.exact(name + "." + type, "loss", summary, List.of("n"), new Formula(flops + "n",
        d -> (double) flops * d[0]), new Formula(bytes + "n", d -> (double) bytes * d[0])));
  }

  private static void rows(List<Kernel> all, String name, String type, String summary, int flops, int bytes) {
    all.add(Kernel.exact(name + "." + type, "loss", summary, List.of("rows", "n"), new Formula(flops + "·rows·n",
        d -> (double) flops * d[0] * d[1]), new Formula(bytes + "·rows·n", d -> (double) bytes * d[0] * d[1])));
  }
}
