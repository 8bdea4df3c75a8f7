package org.isobit.models.hybrid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RepeatedModel;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** The README's example of a learned correction; what stands between the marks is the README's text. */
class HybridExampleTest {

  private static final int N = 36;

  private static double[] start() {
    double[] state = new double[396];
    Philox.gaussian(7, 0, 0, state.length, state, 0);
    new SteppedModel(new TwoScaleLorenz(), new RungeKutta4(), 0.005).advance(0, 2000, state);
    return state;
  }

  @Test
  void theHybridForecastsBetter() {
    double[] start = start();
    double[] deviations = new double[N];
    Arrays.fill(deviations, 0.1);
    double[] first = new double[30 * N];
    Philox.gaussian(8, 0, 0, first.length, first, 0);
    Ensemble members = Ensemble.of(first, 30, N);
    Architecture network = Architecture.of(Shape.of(1, N), List.of(
        ConvolutionLayer.of(16, Activation.TANH, 5).withPadding(Padding.PERIODIC, 2),
        ConvolutionLayer.of(1, Activation.IDENTITY, 1)));

    // snippet:start
    // The truth has 360 fast variables that the model lacks, and two steps of its own in one of the model's.
    ForecastModel truth = new RepeatedModel(new SteppedModel(new TwoScaleLorenz(), new RungeKutta4(), 0.005), 2);
    ForecastModel model = new SteppedModel(new Lorenz96(N, 10.0), new RungeKutta4(), 0.01);
    Truncation truncation = Truncation.of(truth, model, IntStream.range(0, N).toArray());

    // Observations every 5 steps, taken in by EnKF-N; the members' noise stands for what the model lacks.
    NoisyModel noisy = new NoisyModel(model, ModelNoise.independent(N, 0.0036), 1, NoiseTreatment.ADDITIVE, 3, 0);
    TwinCycle cycle = TwinCycle.of(truncation, start, 5, new TwinCycle.Assimilation(
        new TwinObservations(deviations, N, 2), members, noisy, new EnKFN().withPrior(FiniteSize.USUAL),
        new int[] {N}, 4));
    double[] analyses = new double[1500 * N];
    for (int k = 0; k < 1500; k++) {
      cycle.next();
      System.arraycopy(cycle.state(), 0, analyses, k * N, N);
    }

    // The tendency that the model lacks on the way from each analysis to the next one.
    double[][] series = {analyses};
    TendencySamples training = TendencySamples.of(model, 5, series, 100, 1200);
    TendencySamples validation = TendencySamples.of(model, 5, series, 1300, 199);
    NetworkCorrection correction = CorrectionTraining.of(network,
        TrainingSettings.of(Optimizer.adam(3e-3), 32, 20)).train(training, validation).correction();
    ForecastModel hybrid = HybridModel.of(model, correction);
    // snippet:end

    double[] states = start();
    double[] later = truncation.truth(states).states(100)[0];
    double[] own = truncation.project(states);
    assertTrue(error(hybrid, own, later) < 0.5 * error(model, own, later),
        error(hybrid, own, later) + " and " + error(model, own, later));
  }

  private static double error(ForecastModel model, double[] start, double[] truth) {
    double[] x = FreeRun.of(model, start).states(100)[0];
    double sum = 0.0;
    for (int i = 0; i < N; i++) {
      sum += (x[i] - truth[i]) * (x[i] - truth[i]) / N;
    }
    return Math.sqrt(sum);
  }
}
