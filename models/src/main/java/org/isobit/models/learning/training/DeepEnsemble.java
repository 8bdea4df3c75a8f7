// Master of FloatDeepEnsemble: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.PackedNetwork;

/**
 * Networks of one architecture, trained from different initial weights and in different orders, as one predictor
 * (Lakshminarayanan, Pritzel and Blundell 2017). Sums over members are ascending chains. Immutable, thread-safe.
 */
public final class DeepEnsemble {

  private final Network network;
  private final List<PackedNetwork> members;

  private DeepEnsemble(Network network, List<PackedNetwork> members) {
    this.network = network;
    this.members = members;
  }

  /**
   * An ensemble of weights that are there.
   *
   * @param network the architecture
   * @param thetas  weights, one vector a member, at least one; later changes do not show
   * @return the ensemble
   * @throws IllegalArgumentException if there are none, or one has another length
   */
  public static DeepEnsemble of(Network network, List<double[]> thetas) {
    if (thetas.isEmpty()) {
      throw new IllegalArgumentException("deep ensemble: there are no members");
    }
    List<PackedNetwork> members = new ArrayList<>();
    for (double[] theta : thetas) {
      if (theta.length != network.parameters()) {
        throw new IllegalArgumentException("deep ensemble: member " + members.size() + " has " + theta.length
            + " parameters, but the network has " + network.parameters());
      }
      members.add(network.inference(theta, 0));
    }
    return new DeepEnsemble(network, List.copyOf(members));
  }

  /**
   * Trains an ensemble, members in parallel. Member m draws its initial weights, its order of samples and its dropout
   * from stream {@code settings.stream() + m}; it has the bits that it has alone.
   *
   * @param network    the architecture
   * @param objectives the objective of each member, a new one each time: they are used by different threads
   * @param settings   how each is trained
   * @param members    how many, at least 1
   * @param workers    the threads
   * @param listener   told of each member's epochs, by several threads
   * @return the ensemble
   * @throws IllegalArgumentException              for members below 1, and if objectives do not fit the network
   * @throws org.isobit.kernels.NumericalException if a member's loss is not finite
   */
  public static DeepEnsemble train(Network network, IntFunction<? extends Objective> objectives,
      TrainingSettings settings, int members, Workers workers, TrainingListener listener) {
    Checks.positive("deep ensemble", "members", members);
    double[][] thetas = new double[members][];
    workers.run(members, (m, slot) -> {
      long stream = settings.stream() + m;
      double[] theta = network.initialize(settings.seed(), stream);
      Trainer.of(objectives.apply(m), settings.withSeed(settings.seed(), stream)).withListener(listener)
          .withWorkers(workers).train(theta);
      thetas[m] = theta;
    });
    return of(network, List.of(thetas));
  }

  /**
   * The number of members.
   *
   * @return at least 1
   */
  public int size() {
    return members.size();
  }

  /**
   * One member.
   *
   * @param m which, from 0
   * @return the network with its weights
   * @throws IllegalArgumentException if there is no such member
   */
  public PackedNetwork member(int m) {
    Checks.index("deep ensemble", "member", m, members.size());
    return members.get(m);
  }

  /**
   * Mean and variance of the members' outputs: mean = Σ y_m ÷ M, variance = Σ (y_m − mean)² ÷ M.
   *
   * @param batch          samples, at least 0
   * @param x              array of X, batch × inputs
   * @param xOffset        index of its first element
   * @param mean           array of the mean, batch × outputs
   * @param meanOffset     index of its first element
   * @param variance       array of the variance, batch × outputs
   * @param varianceOffset index of its first element
   * @throws IllegalArgumentException if arrays do not fit
   */
  public void predict(int batch, double[] x, long xOffset, double[] mean, long meanOffset, double[] variance,
      long varianceOffset) {
    int n = size(batch, network.output().size());
    int mo = Checks.vector("deep ensemble", "mean", mean, meanOffset, n);
    int vo = Checks.vector("deep ensemble", "variance", variance, varianceOffset, n);
    Checks.apart("deep ensemble", "mean", "variance", mean == variance, mo, n, vo, n);
    double[][] y = outputs(batch, x, xOffset);
    for (int i = 0; i < n; i++) {
      moments(y, i, mean, mo + i, variance, vo + i);
    }
  }

  /**
   * Mean and variance of the equal mixture of the members' predicted laws, for networks trained with
   * {@link Loss#gaussian()} or {@link Loss#laplace()}: mean = Σ μ_m ÷ M, variance = Σ (μ_m − mean)² ÷ M + Σ v_m ÷ M,
   * where v_m = e^2ρ for Gaussians and 2·e^2ρ for Laplace laws. Of {@link Loss#censoredGaussian} it is the law before
   * anything is censored.
   *
   * @param loss           which law
   * @param batch          samples, at least 0
   * @param x              array of X, batch × inputs
   * @param xOffset        index of its first element
   * @param mean           array of the mean, batch × targets
   * @param meanOffset     index of its first element
   * @param variance       array of the variance, batch × targets
   * @param varianceOffset index of its first element
   * @throws IllegalArgumentException if the loss has no scale or arrays do not fit
   */
  public void mixture(Loss loss, int batch, double[] x, long xOffset, double[] mean, long meanOffset,
      double[] variance, long varianceOffset) {
    if (!loss.scaled()) {
      throw new IllegalArgumentException("deep ensemble: a mixture needs laws with scales, but the loss is " + loss);
    }
    int outputs = network.output().size();
    int m = loss.targets(outputs);
    int n = size(batch, m);
    size(batch, outputs);
    int mo = Checks.vector("deep ensemble", "mean", mean, meanOffset, n);
    int vo = Checks.vector("deep ensemble", "variance", variance, varianceOffset, n);
    Checks.apart("deep ensemble", "mean", "variance", mean == variance, mo, n, vo, n);
    double[][] y = outputs(batch, x, xOffset);
    double factor = loss.kind() == Loss.Kind.LAPLACE ? 2.0 : 1.0;
    for (double[] member : y) {
      for (int i = 0; i < member.length; i++) {
        if (i % outputs >= m) {
          member[i] += member[i];
        }
      }
    }
    double[] exp = new double[m];
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < m; j++) {
        moments(y, i * outputs + j, mean, mo + i * m + j, variance, vo + i * m + j);
      }
      double[] sum = new double[m];
      for (double[] member : y) {
        Elementary.exp(m, member, i * outputs + m, exp, 0);
        for (int j = 0; j < m; j++) {
          sum[j] += factor * exp[j];
        }
      }
      for (int j = 0; j < m; j++) {
        variance[vo + i * m + j] += sum[j] / size();
      }
    }
  }

  private static int size(int batch, int columns) {
    Checks.size("deep ensemble", "batch", batch);
    if ((long) batch * columns > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("deep ensemble: " + batch + " samples with " + columns
          + " outputs are more than one array holds; use smaller batches");
    }
    return batch * columns;
  }

  private double[][] outputs(int batch, double[] x, long xOffset) {
    double[][] y = new double[size()][batch * network.output().size()];
    for (int m = 0; m < y.length; m++) {
      members.get(m).forward(batch, x, xOffset, y[m], 0);
    }
    return y;
  }

  private static void moments(double[][] y, int at, double[] mean, int mo, double[] variance, int vo) {
    double sum = 0.0;
    for (double[] member : y) {
      sum += member[at];
    }
    double center = sum / y.length;
    double squares = 0.0;
    for (double[] member : y) {
      double d = member[at] - center;
      squares = Math.fma(d, d, squares);
    }
    mean[mo] = center;
    variance[vo] = squares / y.length;
  }
}
