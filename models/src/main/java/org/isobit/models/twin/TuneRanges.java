package org.isobit.models.twin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Settings;
import org.isobit.models.method.InflationChoice;
import org.isobit.models.sweep.Axis;

/** The values that a tuning tries: those of {@code --range}, or usual ones of what a method has. */
final class TuneRanges {

  /** Values between two ends, if their number is not said. */
  static final int USUAL = 7;

  private static final int MOST = 1000;

  private static final BigDecimal MOST_WHOLE = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** Of values between two ends, as long as that is enough. */
  private static final int DIGITS = 6;

  /** Factors on anomalies; those on covariances are their squares. */
  private static final double[] FACTORS = {1.0, 1.01, 1.02, 1.03, 1.04, 1.06, 1.08, 1.1, 1.15, 1.2};

  private static final double[] RELAXATIONS = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

  private static final double[] FORGETTING = {1.0, 0.98, 0.96, 0.94, 0.92, 0.9, 0.86, 0.82, 0.76, 0.7};

  /** Parts of the radius that the file has. */
  private static final double[] RADII = {0.5, 0.75, 1.0, 1.25, 1.5, 2.0};

  private TuneRanges() {}

  /**
   * Reads {@code KEY=LOW:HIGH}, {@code KEY=LOW:HIGH:COUNT} or {@code KEY=[VALUE, ...]}.
   *
   * @throws IllegalArgumentException naming the range, if it is none
   */
  static Axis read(String range) {
    String place = "--range " + Quoted.line(range);
    int equals = range.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(place + ": must have the form key.path=low:high, key.path=low:high:count or "
          + "key.path=[value, ...]");
    }
    String key = range.substring(0, equals).strip();
    String values = range.substring(equals + 1).strip();
    try {
      return new Axis(key, values.startsWith("[") ? listed(place, values) : between(place, values));
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(place) ? e : new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static List<Object> listed(String place, String values) {
    Object list = Settings.parse(place, null, "values: " + values, List.of()).values().get("values");
    if (!(list instanceof List<?> all)) {
      throw new IllegalArgumentException(place + ": must be a list of values");
    }
    return new ArrayList<>(all);
  }

  private static List<Object> between(String place, String values) {
    String[] parts = values.split(":", -1);
    if (parts.length != 2 && parts.length != 3) {
      throw new IllegalArgumentException(place + ": must be low:high, low:high:count or a list in brackets");
    }
    BigDecimal low = number(place, parts[0]);
    BigDecimal high = number(place, parts[1]);
    int count = parts.length == 2 ? USUAL : count(place, parts[2]);
    if (low.compareTo(high) >= 0) {
      throw new IllegalArgumentException(place + ": the lower end must be below the upper one");
    }
    BigDecimal step = high.subtract(low).divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64);
    boolean whole = low.scale() <= 0 && high.scale() <= 0 && low.abs().max(high.abs()).compareTo(MOST_WHOLE) <= 0;
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal value = (i == 0 ? low : i == count - 1 ? high
          : brief(low.add(step.multiply(BigDecimal.valueOf(i))), step)).stripTrailingZeros();
      all.add(whole && value.scale() <= 0 ? (Object) value.longValueExact() : (Object) value.doubleValue());
    }
    return all;
  }

  /** Six digits, or as many more as put a value within a thousandth of a step. */
  private static BigDecimal brief(BigDecimal value, BigDecimal step) {
    int digits = DIGITS;
    BigDecimal rounded = value.round(new MathContext(digits));
    while (rounded.subtract(value).abs().multiply(BigDecimal.valueOf(1000)).compareTo(step) > 0) {
      rounded = value.round(new MathContext(++digits));
    }
    return rounded;
  }

  private static BigDecimal number(String place, String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(place + ": " + Quoted.of(text.strip()) + " is no number", e);
    }
    // Sums of what is not in the range of double would have as many digits as the exponent says.
    if (!Double.isFinite(number.doubleValue()) || number.doubleValue() == 0.0 && number.signum() != 0) {
      throw new IllegalArgumentException(place + ": " + Quoted.of(text.strip()) + " is beyond the range of double");
    }
    return number;
  }

  private static int count(String place, String text) {
    if (!text.strip().matches("\\d{1,4}") || Integer.parseInt(text.strip()) < 2
        || Integer.parseInt(text.strip()) > MOST) {
      throw new IllegalArgumentException(place + ": the number of values must be an integer between 2 and " + MOST
          + ", but is " + Quoted.of(text.strip()));
    }
    return Integer.parseInt(text.strip());
  }

  /**
   * Usual values of a method's inflation and radius, as far as it has them.
   *
   * @throws IllegalArgumentException if it has neither
   */
  static List<Axis> usual(Experiment.Method method, int index) {
    List<Axis> axes = new ArrayList<>();
    InflationChoice inflation = method.choice().inflation();
    if (inflation != null) {
      axes.add(new Axis("methods." + index + ".inflation.factor", list(switch (inflation.kind()) {
        case PRIOR_ANOMALIES, POSTERIOR_ANOMALIES -> DoubleStream.of(FACTORS);
        case PRIOR_COVARIANCE, POSTERIOR_COVARIANCE, TRANSFORM_COVARIANCE -> DoubleStream.of(FACTORS)
            .map(factor -> rounded(factor * factor));
        case FORGETTING_FACTOR -> DoubleStream.of(FORGETTING);
        case RELAX_TO_PRIOR_PERTURBATIONS, RELAX_TO_PRIOR_SPREAD -> DoubleStream.of(RELAXATIONS);
      })));
    }
    if (method.localization() != null) {
      double radius = method.localization().radius().value();
      axes.add(new Axis("methods." + index + ".localization.radius",
          list(DoubleStream.of(RADII).map(part -> rounded(part * radius)))));
    }
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("the method '" + method.label() + "' has neither inflation.factor nor "
          + "localization.radius: say with --range which keys are tuned");
    }
    return axes;
  }

  private static List<Object> list(DoubleStream values) {
    return new ArrayList<>(values.boxed().toList());
  }

  /** Six digits, without what binary fractions add. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
  }
}
