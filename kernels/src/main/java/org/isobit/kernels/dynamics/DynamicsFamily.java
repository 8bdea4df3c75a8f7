package org.isobit.kernels.dynamics;

import java.util.List;
import org.isobit.kernels.catalog.Formula;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelFamily;

/** The catalogue's entries of this package. */
public final class DynamicsFamily implements KernelFamily {

  /** Made by the service loader. */
  public DynamicsFamily() {}

  @Override
  public List<Kernel> kernels() {
    return List.of(elements("stage", "a stage of a Runge-Kutta scheme: k = dt·f, y = x + k·part", "n", 3, 4),
        elements("rungeKutta4", "the last stage of the fourth-order Runge-Kutta scheme", "n", 7, 6),
        elements("heun", "the last stage of Heun's scheme", "n", 4, 4),
        elements("euler", "the last stage of Euler's scheme: x = x + dt·f", "n", 2, 3),
        elements("adjointStage", "a stage of the adjoint of a Runge-Kutta scheme", "n", 5, 5),
        elements("lorenz63", "right-hand side of Lorenz (1963), one state a lane", "lanes", 9, 6),
        elements("lorenz63Tangent", "its derivative times perturbations", "lanes", 12, 9),
        elements("lorenz63Adjoint", "its transposed derivative times adjoints", "lanes", 13, 9),
        elements("lorenz96", "right-hand side of Lorenz (1996)", "n", 4, 2),
        elements("lorenz96Tangent", "its derivative times a perturbation", "n", 6, 3),
        elements("lorenz96Adjoint", "its transposed derivative times an adjoint", "n", 7, 3),
        elements("lorenz96Cubic", "right-hand side of Lorenz (1996) with a cubic term", "n", 14, 2),
        elements("lorenz96CubicTangent", "its derivative times a perturbation", "n", 27, 3),
        elements("lorenz96CubicAdjoint", "its transposed derivative times an adjoint", "n", 27, 3),
        elements("lorenzTwoScale", "right-hand side of Lorenz (1996) on two scales", "n", 7, 2),
        elements("lorenzTwoScaleTangent", "its derivative times a perturbation", "n", 10, 3),
        elements("lorenzTwoScaleAdjoint", "its transposed derivative times an adjoint", "n", 11, 3),
        elements("doublePendulum", "right-hand side of the double pendulum, one state a lane", "lanes", 150, 8),
        elements("doublePendulumTangent", "its derivative times perturbations", "lanes", 205, 12),
        elements("doublePendulumAdjoint", "its transposed derivative times adjoints", "lanes", 203, 12),
        averages("lorenz2005", "right-hand side of models II and III of Lorenz (2005)", 4, 2),
        averages("lorenz2005Tangent", "its derivative times a perturbation", 8, 3),
        averages("lorenz2005Adjoint", "its transposed derivative times an adjoint", 6, 3),
        quadratic("quadratic", "right-hand side of a sparse quadratic system, one state a lane", 2),
        quadratic("quadraticTangent", "its derivative times perturbations", 3),
        quadratic("quadraticAdjoint", "its transposed derivative times adjoints", 3));
  }

  /** Sums of K points at each of n, so many of their flops. */
  private static Kernel averages(String name, String summary, int flops, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "dynamics", summary, List.of("n", "K"),
        new Formula(flops + "nK", d -> (double) flops * d[0] * d[1]),
        new Formula(bytes + "n", d -> (double) bytes * d[0]));
  }

  /** Terms by two operands of n variables; those of derivatives are of different number, and as many are counted. */
  private static Kernel quadratic(String name, String summary, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "dynamics", summary, List.of("n", "terms", "lanes"),
        new Formula("3terms·lanes", d -> 3.0 * d[1] * d[2]),
        new Formula(bytes + "n·lanes + 16terms", d -> (double) bytes * d[0] * d[2] + 16.0 * d[1]));
  }

  private static Kernel elements(String name, String summary, String dimension, int flops, int moves) {
    int bytes = moves * Double.BYTES;
    return Kernel.exact(name + ".double", "dynamics", summary, List.of(dimension),
        new Formula(flops + dimension, d -> (double) flops * d[0]),
        new Formula(bytes + dimension, d -> (double) bytes * d[0]));
  }
}
