package org.isobit.kernels.neural;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class NeuralFamily implements KernelFamily {

  private static final List<String> DENSE = List.of("batch", "inputs", "outputs");

  /** Made by the service loader. */
  public NeuralFamily() {}

  @Override
  public List<Kernel> kernels() {
    List<Kernel> all = new ArrayList<>();
    for (String type : List.of("double", "float")) {
      int size = type.equals("double") ? 8 : 4;
      dense(all, type, size);
      all.add(Kernel.exact("denseStack." + type, "neural", "a chain of dense layers of one width, packed",
          List.of("batch", "width", "layers"), new Formula("2·b·w²·l", d -> 2.0 * d[0] * d[1] * d[1] * d[2]),
          new Formula(size + "(w²l + 2bw)", d -> size * ((double) d[1] * d[1] * d[2] + 2.0 * d[0] * d[1]))));
      vector(all, "activation", type, "y = activation(x), nine kinds; operations for ReLU", 1, 2 * size);
      vector(all, "activationGradient", type, "dx = dy·activation'; operations for ReLU", 1, 3 * size);
      vector(all, "furtherActivation", type, "y = activation(x), four more kinds; operations for the hard sigmoid", 2,
          2 * size);
      vector(all, "furtherActivationGradient", type, "dx = dy·activation'; operations for the hard sigmoid", 2,
          3 * size);
      gate(all, "gate", type, "gated products of halves of rows, two kinds", 25, 3 * size);
      gate(all, "gateGradient", type, "their gradients", 30, 5 * size);
      gate(all, "gateTangent", type, "their tangents", 31, 5 * size);
      all.add(Kernel.exact("softmax." + type, "neural", "softmax of rows", List.of("rows", "n"),
          new Formula("35·rows·n", d -> 35.0 * d[0] * d[1]),
          new Formula(2 * size + "·rows·n", d -> 2.0 * size * d[0] * d[1])));
      all.add(Kernel.exact("softmaxGradient." + type, "neural", "its gradient", List.of("rows", "n"),
          new Formula("4·rows·n", d -> 4.0 * d[0] * d[1]),
          new Formula(3 * size + "·rows·n", d -> 3.0 * size * d[0] * d[1])));
      vector(all, "squaredLoss", type, "weight·Σ (p − y)² and gradient", 4, 3 * size);
      vector(all, "absoluteLoss", type, "weight·Σ |p − y| and gradient", 2, 3 * size);
      vector(all, "huberLoss", type, "Huber's loss and gradient", 6, 3 * size);
      vector(all, "gaussianLoss", type, "Gaussian negative log-likelihood with scale, gradients", 40, 5 * size);
      vector(all, "laplaceLoss", type, "Laplace negative log-likelihood with scale, gradients", 38, 5 * size);
      vector(all, "divergence", type, "KL divergence of diagonal Gaussians from N(0, 1), gradients", 38, 4 * size);
      vector(all, "momentum", type, "gradient descent with momentum, one step", 6, 5 * size);
      vector(all, "adam", type, "Adam and AdamW, one step", 13, 7 * size);
      vector(all, "rmsProp", type, "RMSprop, one step", 8, 5 * size);
      vector(all, "adagrad", type, "Adagrad, one step", 7, 5 * size);
      vector(all, "average", type, "exponential moving average of parameters", 3, 3 * size);
      vector(all, "clip", type, "gradient scaled down to a largest norm", 4, 2 * size);
      vector(all, "dropout", type, "dropout from Philox", 1, 2 * size);
      vector(all, "sample", type, "z = μ + e^ρ·ε, ε from Philox", 90, 3 * size);
      vector(all, "sampleGradient", type, "its gradients, added", 92, 6 * size);
    }
    return all;
  }

  private static void dense(List<Kernel> all, String type, int size) {
    Formula once = new Formula(size + "(bi + io + o + bo)",
        d -> size * ((double) d[0] * d[1] + (double) d[1] * d[2] + d[2] + (double) d[0] * d[2]));
    Formula forward = new Formula("2·b·i·o", d -> 2.0 * d[0] * d[1] * d[2]);
    all.add(Kernel.exact("dense." + type, "neural", "Y = activation(X·W + b)", DENSE, forward, once));
    all.add(Kernel.exact("packedDense." + type, "neural", "the same, weights packed once", DENSE, forward, once));
    all.add(Kernel.exact("denseGradient." + type, "neural", "dX, dW, db of a dense layer", DENSE,
        new Formula("4·b·i·o", d -> 4.0 * d[0] * d[1] * d[2]),
        new Formula(size + "(2bi + 2io + o + 3bo)",
            d -> size * (2.0 * d[0] * d[1] + 2.0 * d[1] * d[2] + d[2] + 3.0 * d[0] * d[2]))));
  }

  private static void gate(List<Kernel> all, String name, String type, String summary, int flops, int bytes) {
    all.add(Kernel.exact(name + "." + type, "neural", summary, List.of("rows", "n"), new Formula(flops + "·rows·n",
        d -> (double) flops * d[0] * d[1]), new Formula(bytes + "·rows·n", d -> (double) bytes * d[0] * d[1])));
  }

  private static void vector(List<Kernel> all, String name, String type, String summary, int flops, int bytes) {
    all.add(Kernel.exact(name + "." + type, "neural", summary, List.of("n"), new Formula(flops + "n",
        d -> (double) flops * d[0]), new Formula(bytes + "n", d -> (double) bytes * d[0])));
  }
}
