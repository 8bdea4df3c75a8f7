package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.assimilation.DEnKF;
import org.isobit.models.assimilation.ETKF;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.LETKF;
import org.isobit.models.assimilation.Localization;
import org.isobit.models.assimilation.SerialEnSRF;
import org.isobit.models.assimilation.StochasticEnKF;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiment.ModelChoice;

/** The filters that an experiment can name. */
public enum FilterKind {
  /** Perturbed observations. */
  ENKF("enkf", "EnKF"),
  /** Half the gain for the anomalies. */
  DENKF("denkf", "DEnKF"),
  /** Symmetric ensemble transform. */
  ETKF("etkf", "ETKF"),
  /** Serial square root, global or, with a localisation, local (then the same as the EAKF of Anderson 2003). */
  ENSRF("serial-ensrf", "EnSRF"),
  /** Local ensemble transform; needs a localisation. */
  LETKF("letkf", "LETKF");

  private final String label;
  private final String display;

  FilterKind(String label, String display) {
    this.label = label;
    this.display = display;
  }

  /**
   * The filter's name in configuration files.
   *
   * @return a word in lower case
   */
  public String label() {
    return label;
  }

  /**
   * The filter's name in tables and pictures.
   *
   * @return the field's abbreviation
   */
  public String display() {
    return display;
  }

  static String[] labels() {
    List<String> labels = new ArrayList<>();
    for (FilterKind kind : values()) {
      labels.add(kind.label);
    }
    return labels.toArray(new String[0]);
  }

  static FilterKind of(String label) {
    for (FilterKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("there is no filter '" + label + "'");
  }

  Filter build(Method method, ModelChoice model) {
    Inflation inflation = method.inflation() == null ? Inflation.none()
        : Inflation.of(method.inflation().kind(), method.inflation().factor());
    boolean rotation = method.rotation();
    return switch (this) {
      case ENKF -> new StochasticEnKF().withInflation(inflation).withRotation(rotation);
      case DENKF -> new DEnKF().withInflation(inflation).withRotation(rotation);
      case ETKF -> new ETKF().withInflation(inflation).withRotation(rotation);
      case ENSRF -> {
        SerialEnSRF serial = new SerialEnSRF().withOrder(method.order()).withInflation(inflation)
            .withRotation(rotation);
        yield method.localization() == null ? serial : serial.withLocalization(localization(method, model));
      }
      case LETKF -> new LETKF(localization(method, model)).withBatch(method.batch())
          .withUnobserved(method.unobserved()).withInflation(inflation).withRotation(rotation);
    };
  }

  private static Localization localization(Method method, ModelChoice model) {
    if (!model.name().equals("lorenz96")) {
      throw new IllegalArgumentException("method '" + method.label() + "': localisation needs a place for each variable, "
          + "and those of " + model.name() + " have none");
    }
    return Localization.ring(model.size(), method.localization().taper(), method.localization().radius());
  }
}
