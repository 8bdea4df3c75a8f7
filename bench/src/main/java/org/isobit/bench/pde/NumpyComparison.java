package org.isobit.bench.pde;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.ExponentialRungeKutta4;
import org.isobit.models.dynamics.Integrator;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.pde.KuramotoSivashinsky;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;

/**
 * Steps of models on fields by one thread, 40 members, against NumPy with one BLAS thread (models_numpy.py, beside this
 * class's resources): both in turn, round after round, and the median of the rounds' ratios.
 *
 * <p>Arguments: the number of rounds, 7 if there is none.
 */
public final class NumpyComparison {

  private static final int MEMBERS = 40;
  private static final long ROUND = 1_500_000_000L;

  private NumpyComparison() {}

  /**
   * Measures and prints.
   *
   * @param args rounds
   * @throws IOException          if NumPy cannot be run
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    KuramotoSivashinsky ks = new KuramotoSivashinsky();
    compare("ks", rounds, ks, new ExponentialRungeKutta4(), 0.25, ensemble(ks.wave(), 0.01));
    QuasiGeostrophic qg = new QuasiGeostrophic();
    compare("qg", rounds, qg, new RungeKutta4(), 1.25, ensemble(new double[qg.size()], 0.001));
  }

  private static Ensemble ensemble(double[] state, double deviation) {
    Random random = new Random(1);
    Ensemble ensemble = Ensemble.allocate(MEMBERS, state.length);
    for (int m = 0; m < MEMBERS; m++) {
      for (int i = 0; i < state.length; i++) {
        ensemble.values()[ensemble.index(m) + i] = state[i] + deviation * random.nextGaussian();
      }
    }
    return ensemble;
  }

  private static void compare(String name, int rounds, Model model, Integrator scheme, double dt, Ensemble ensemble)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("models_numpy", ".py");
    try (InputStream in = NumpyComparison.class.getResourceAsStream("/org/isobit/bench/pde/models_numpy.py")) {
      Files.write(script, in.readAllBytes());
    }
    own(model, scheme, dt, ensemble);
    double[] ratios = new double[rounds];
    double[] own = new double[rounds];
    double[] other = new double[rounds];
    for (int r = 0; r < rounds; r++) {
      own[r] = own(model, scheme, dt, ensemble);
      other[r] = numpy(script, name);
      ratios[r] = other[r] / own[r];
    }
    Files.delete(script);
    System.out.printf("%s: own %.0f us, NumPy %.0f us a step of %d members; ratio %.2f (%.2f to %.2f)%n", name,
        median(own), median(other), MEMBERS, median(ratios), ratios[0], ratios[rounds - 1]);
  }

  /** Microseconds of a step of all members: the median of calls. */
  private static double own(Model model, Integrator scheme, double dt, Ensemble ensemble) {
    double[] times = new double[100_000];
    int count = 0;
    long end = System.nanoTime() + ROUND;
    while (System.nanoTime() < end && count < times.length) {
      long begin = System.nanoTime();
      scheme.advance(model, dt, 4, ensemble, Workers.serial());
      times[count++] = 1e-3 * (System.nanoTime() - begin) / 4.0;
    }
    return median(Arrays.copyOf(times, count));
  }

  private static double numpy(Path script, String name) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("python3", script.toString(), name, "1.5").redirectErrorStream(true);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("NumPy: " + text);
    }
    return Double.parseDouble(text);
  }

  /** Also sorts. */
  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
  }
}
