package org.isobit.models.studies.em;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isobit.models.surrogate.Monomials;

/**
 * The records there are. Immutable.
 *
 * @param records by job
 * @param quick   whether they are of quick runs
 */
record Results(Map<Job, Outcome> records, boolean quick) {

  private static final int LOCAL = Monomials.local(2 * Estimation.REACH + 1, Estimation.REACH).regressors();

  /** Exponents that are compared with published ones. */
  static final int LEADING = 13;

  /** Published ones of Lorenz-96, the greatest first. */
  static final double[] PUBLISHED = published();

  /** λ_1 to λ_40 of 10⁶ steps, from the course material of Bocquet and Brajard (Apache-2.0), l96_lyaspec.dat. */
  private static double[] published() {
    try (InputStream in = Results.class.getResourceAsStream("lorenz96-lyapunov.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().skip(1).filter(line -> !line.isBlank()).mapToDouble(line ->
          Double.parseDouble(line.trim().split("\\s+")[1])).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outcomes of a setting, by seed. */
  List<Outcome> of(Setting setting) {
    return records.entrySet().stream().filter(e -> e.getKey().setting().equals(setting)).map(Map.Entry::getValue)
        .toList();
  }

  /** Those that did not fail. */
  List<Outcome> whole(Setting setting) {
    return of(setting).stream().filter(o -> o.failure().isEmpty()).toList();
  }

  /** The mean of a number over the seeds that did not fail; NaN if there is none. */
  double mean(Setting setting, ToDoubleFunction<Outcome> value) {
    return whole(setting).stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  /** max|λ_i − published| of the leading ones; NaN if there are none, or they are of another system. */
  static double worst(Outcome outcome) {
    if (outcome.exponents().length != PUBLISHED.length) {
      return Double.NaN;
    }
    double worst = 0.0;
    for (int i = 0; i < LEADING; i++) {
      double away = Math.abs(outcome.exponents()[i] - PUBLISHED[i]);
      worst = away > worst || Double.isNaN(away) ? away : worst;
    }
    return worst;
  }

  static double greatest(Outcome outcome) {
    return outcome.exponents().length == 0 ? Double.NaN : outcome.exponents()[0];
  }

  /** RMSE of forecasts at a lead in units of time; NaN if there is none. */
  static double skill(Outcome outcome, double lead) {
    int k = (int) Math.rint(lead / EmSystem.INTERVAL) - 1;
    return outcome.scores() == null || k >= outcome.scores().skill().length ? Double.NaN : outcome.scores().skill()[k];
  }

  /** Standard deviation of the climate over the truth's. */
  static double climate(Outcome outcome) {
    return outcome.scores() == null ? Double.NaN : outcome.scores().sd() / outcome.truth().sd();
  }

  /** F of the 18 local parameters that all sites share; NaN of other surrogates. */
  static double forcing(Outcome outcome) {
    return parameter(outcome, 0);
  }

  /** The coefficient of x_n of these; NaN of other surrogates. */
  static double linear(Outcome outcome) {
    return parameter(outcome, 3);
  }

  private static double parameter(Outcome outcome, int p) {
    return outcome.parameters().length == LOCAL ? outcome.parameters()[p] : Double.NaN;
  }
}
