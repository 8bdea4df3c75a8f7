package org.isobit.models.textbook;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.models.textbook.TextbookMatrices.Spectrum;

/**
 * Local ensemble filters as their papers have them: an implementation that shares no code with the product, nor with
 * anything else of this project. In the papers' notation: columns are members, X the states, Y = H·X, R the whole error
 * covariance; ρ tapers R⁻¹ = L⁻ᵀ·L⁻¹ to L⁻ᵀ·ρ·L⁻¹, which for a diagonal R is R⁻¹ times ρ (Hunt et al. 2007, section 3).
 */
public final class TextbookFilters {

  public TextbookNetwork network;

  /** States, members × variables; variable v·points + i is field v at point i. */
  public double[][] ensemble;
  public int fields = 1;

  /** Points that share a transform. */
  public int batch = 1;

  /** Linear observation operator, values, and error covariance. */
  public double[][] operator;
  public double[] values;
  public double[][] covariance;

  /** Inflation: anomalies before H, covariance before H for each variable, covariance inside, anomalies after. */
  public double prior = 1;
  public double[] priorCovariance;
  public double inside = 1;
  public double posterior = 1;

  /** Relaxation to prior perturbations and to prior spread. */
  public double perturbations;
  public double spread;

  /** Whether inflation inside the transform acts where no observation is near. */
  public boolean everywhere;

  /** Variables × members, variables, observations × members, observations. */
  private double[][] x;
  private double[] mean;
  private double[][] y;
  private double[] d;

  private int members() {
    return ensemble.length;
  }

  private int points() {
    return network.points.length;
  }

  private int count() {
    return values.length;
  }

  /** Mean, inflated anomalies X, observed anomalies Y and innovation d = y − H·mean. */
  private void prepare() {
    x = TextbookMatrices.transposed(ensemble, ensemble[0].length);
    mean = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      mean[i] = Arrays.stream(x[i]).sum() / members();
      double factor = prior * (priorCovariance == null ? 1 : Math.sqrt(priorCovariance[i]));
      for (int m = 0; m < members(); m++) {
        x[i][m] = factor * (x[i][m] - mean[i]);
      }
    }
    y = TextbookMatrices.times(operator, x);
    d = TextbookMatrices.times(operator, mean);
    for (int j = 0; j < count(); j++) {
      d[j] = values[j] - d[j];
    }
  }

  private boolean diagonal() {
    return IntStream.range(0, count())
        .allMatch(i -> IntStream.range(0, count()).allMatch(j -> i == j || covariance[i][j] == 0));
  }

  /** What a local filter multiplies by: mean weights, and the symmetric transform. */
  private record Weights(double[] mean, double[][] transform) {}

  @FunctionalInterface
  private interface Local {
    /** From Y, C = Yᵀ·R⁻¹ and the innovation. */
    Weights weights(double[][] y, double[][] c, double[] d);
  }

  /** C = Yᵀ·R⁻¹, tapered. */
  private double[][] tapered(double[][] local, double[] rho, int[] near, double[][] inverseFactor) {
    double[][] rows = inverseFactor == null ? TextbookMatrices.scaled(local, 1)
        : TextbookMatrices.times(inverseFactor, local);
    int columns = local[0].length;
    for (int q = 0; q < near.length; q++) {
      for (int m = 0; m < columns; m++) {
        rows[q][m] *= rho[near[q]] / (inverseFactor == null ? covariance[near[q]][near[q]] : 1);
      }
    }
    double[][] c = TextbookMatrices.transposed(rows, columns);
    return inverseFactor == null ? c : TextbookMatrices.times(c, inverseFactor);
  }

  /** Weights for the points first to end − 1 together; where no observation is near, those that keep or inflate. */
  private Weights at(int first, int end, double[][] observed, Local local, double[][] inverseFactor) {
    double[] rho = network.weights(first, end);
    int rows = observed.length == 0 ? members() : observed[0].length;
    if (Arrays.stream(rho).noneMatch(r -> r > 0)) {
      return new Weights(new double[rows],
          TextbookMatrices.scaled(TextbookMatrices.identity(rows), everywhere ? Math.sqrt(inside) : 1));
    }
    int[] near = IntStream.range(0, count()).filter(j -> inverseFactor != null || rho[j] > 0).toArray();
    double[][] yl = IntStream.of(near).mapToObj(j -> observed[j]).toArray(double[][]::new);
    return local.weights(yl, tapered(yl, rho, near, inverseFactor), IntStream.of(near).mapToDouble(j -> d[j])
        .toArray());
  }

  /** Mean + basis·w and basis·W·back, batch by batch. */
  private double[][] local(double[][] basis, double[][] observed, Local local, double[][] back) {
    double[] analysed = mean.clone();
    double[][] anomalies = new double[x.length][];
    double[][] inverseFactor = diagonal() ? null : TextbookMatrices.inverseFactor(covariance);
    for (int first = 0; first < points(); first += batch) {
      int end = Math.min(points(), first + batch);
      apply(at(first, end, observed, local, inverseFactor), variables(first, end), basis, back, analysed, anomalies);
    }
    return finish(analysed, anomalies);
  }

  private void apply(Weights w, int[] variables, double[][] basis, double[][] back, double[] analysed,
      double[][] anomalies) {
    for (int i : variables) {
      double[][] row = {basis[i]};
      analysed[i] = mean[i] + TextbookMatrices.times(row, w.mean)[0];
      anomalies[i] = TextbookMatrices.times(TextbookMatrices.times(row, w.transform), back)[0];
    }
  }

  /**
   * The LETKF with weights at the corners of squares alone and bilinear interpolation between them (Yang et al. 2009,
   * section 3), on a plane of rows and columns; the last row and column are analysed too.
   */
  public double[][] letkfBetween(int rows, int columns, int rowStep, int columnStep) {
    prepare();
    int k = members();
    double[] analysed = mean.clone();
    double[][] anomalies = new double[x.length][];
    for (int i = 0; i < points(); i++) {
      int top = i / columns == rows - 1 ? rows - 1 : i / columns / rowStep * rowStep;
      int left = i % columns == columns - 1 ? columns - 1 : i % columns / columnStep * columnStep;
      int bottom = Math.min(rows - 1, top + rowStep);
      int right = Math.min(columns - 1, left + columnStep);
      double down = bottom == top ? 0 : (double) (i / columns - top) / (bottom - top);
      double over = right == left ? 0 : (double) (i % columns - left) / (right - left);
      double[] w = new double[k];
      double[][] t = new double[k][k];
      int[] corners = {top * columns + left, top * columns + right, bottom * columns + left, bottom * columns + right};
      double[] parts = {(1 - down) * (1 - over), (1 - down) * over, down * (1 - over), down * over};
      for (int c = 0; c < 4; c++) {
        Weights corner = at(corners[c], corners[c] + 1, y,
            (yl, cl, dl) -> weights((k - 1) / inside, k - 1, yl, cl, dl), null);
        for (int m = 0; m < k; m++) {
          w[m] += parts[c] * corner.mean[m];
          for (int l = 0; l < k; l++) {
            t[m][l] += parts[c] * corner.transform[m][l];
          }
        }
      }
      apply(new Weights(w, t), variables(i, i + 1), x, TextbookMatrices.identity(k), analysed, anomalies);
    }
    return finish(analysed, anomalies);
  }

  private int[] variables(int first, int end) {
    return IntStream.range(0, fields).flatMap(v -> IntStream.range(v * points() + first, v * points() + end)).toArray();
  }

  /** The LETKF of Hunt, Kostelich and Szunyogh (2007), section 4.1. */
  public double[][] letkf() {
    prepare();
    int k = members();
    return local(x, y, (yl, c, dl) -> weights((k - 1) / inside, k - 1, yl, c, dl), TextbookMatrices.identity(k));
  }

  /**
   * P = [diagonal·I + C·Y]⁻¹ (Hunt et al., eq. 21), W = [degrees·P]^½ (24), w = P·C·d (20); the same for Nerger et
   * al.'s A in place of P.
   */
  private static Weights weights(double diagonal, double degrees, double[][] yl, double[][] c, double[] dl) {
    double[][] b = TextbookMatrices.times(c, yl);
    for (int m = 0; m < b.length; m++) {
      b[m][m] += diagonal;
    }
    Spectrum spectrum = Spectrum.of(b);
    return new Weights(TextbookMatrices.times(spectrum.power(-1), TextbookMatrices.times(c, dl)),
        TextbookMatrices.scaled(spectrum.power(-0.5), Math.sqrt(degrees)));
  }

  /** The LESTKF of Nerger et al. (2012), section 3, with the symmetric root and without random rotation. */
  public double[][] lestkf() {
    prepare();
    int n = members();
    double[][] omega = new double[n][n - 1];
    double part = 1.0 / n / (1.0 / Math.sqrt(n) + 1.0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n - 1; j++) {
        omega[i][j] = i == n - 1 ? -1.0 / Math.sqrt(n) : i == j ? 1.0 - part : -part;
      }
    }
    return local(TextbookMatrices.times(x, omega), TextbookMatrices.times(y, omega),
        (hl, c, dl) -> weights((n - 1) / inside, n - 1, hl, c, dl), TextbookMatrices.transposed(omega, n - 1));
  }

  /**
   * The ensemble adjustment filter in its two steps (Anderson 2003, section 3): increments of each observed variable in
   * turn, regressed onto the joint state of variables and observations; correlated errors whitened before.
   */
  public double[][] eakf(int[] order) {
    prepare();
    int n = x.length;
    boolean whole = !diagonal();
    double[][] inverseFactor = whole ? TextbookMatrices.inverseFactor(covariance) : null;
    double[][] seen = whole ? TextbookMatrices.times(inverseFactor, y) : y;
    double[] given = whole ? TextbookMatrices.times(inverseFactor, d) : d;
    // Joint members: states about their mean, then observations about zero innovation.
    double[][] z = new double[members()][n + count()];
    for (int m = 0; m < members(); m++) {
      for (int i = 0; i < n; i++) {
        z[m][i] = mean[i] + Math.sqrt(inside) * x[i][m];
      }
      for (int j = 0; j < count(); j++) {
        z[m][n + j] = Math.sqrt(inside) * seen[j][m];
      }
    }
    boolean[] reached = new boolean[points()];
    for (int j : order) {
      assimilate(z, n + j, given[j], whole ? 1 : covariance[j][j], network.reach(j), reached);
    }
    double[] analysed = new double[n];
    double[][] anomalies = new double[n][members()];
    for (int i = 0; i < n; i++) {
      boolean kept = !everywhere && !reached[i % points()];
      for (int m = 0; m < members(); m++) {
        anomalies[i][m] = kept ? mean[i] + x[i][m] : z[m][i];
      }
      analysed[i] = Arrays.stream(anomalies[i]).sum() / members();
      for (int m = 0; m < members(); m++) {
        anomalies[i][m] -= analysed[i];
      }
    }
    return finish(analysed, anomalies);
  }

  private void assimilate(double[][] z, int observed, double value, double r, double[] reach, boolean[] reached) {
    int k = members();
    double center = Arrays.stream(z).mapToDouble(member -> member[observed]).sum() / k;
    double variance = Arrays.stream(z).mapToDouble(member -> Math.pow(member[observed] - center, 2)).sum() / (k - 1);
    double newVariance = 1 / (1 / variance + 1 / r);
    double newMean = newVariance * (center / variance + value / r);
    double[] own = new double[k];
    double[] increment = new double[k];
    for (int m = 0; m < k; m++) {
      own[m] = z[m][observed] - center;
      increment[m] = newMean + Math.sqrt(newVariance / variance) * own[m] - z[m][observed];
    }
    int n = z[0].length - count();
    for (int i = 0; i < z[0].length; i++) {
      double rho = reach[i < n ? i % points() : points() + i - n];
      if (rho == 0) {
        continue;
      }
      if (i < n) {
        reached[i % points()] = true;
      }
      int variable = i;
      double average = Arrays.stream(z).mapToDouble(member -> member[variable]).sum() / k;
      double product = 0;
      for (int m = 0; m < k; m++) {
        product += own[m] * (z[m][i] - average) / (k - 1);
      }
      for (int m = 0; m < k; m++) {
        z[m][i] += rho * product / variance * increment[m];
      }
    }
  }

  private static double deviation(double[] a) {
    return Math.sqrt(Arrays.stream(a).map(v -> v * v).sum() / (a.length - 1));
  }

  /** Relaxation (Zhang et al. 2004, eq. 5; Whitaker and Hamill 2012, eq. 2), inflation after, and the members again. */
  private double[][] finish(double[] analysed, double[][] anomalies) {
    double[][] result = new double[members()][x.length];
    for (int i = 0; i < x.length; i++) {
      double[] a = new double[members()];
      for (int m = 0; m < members(); m++) {
        a[m] = (1 - perturbations) * anomalies[i][m] + perturbations * x[i][m];
      }
      double after = deviation(a);
      double factor = after == 0 ? 1 : spread * (deviation(x[i]) - after) / after + 1;
      for (int m = 0; m < members(); m++) {
        result[m][i] = analysed[i] + posterior * factor * a[m];
      }
    }
    return result;
  }
}
