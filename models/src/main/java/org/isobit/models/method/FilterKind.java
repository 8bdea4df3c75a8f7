package org.isobit.models.method;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.assimilation.FloatInflatingFilter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.FloatLESTKF;
import org.isobit.models.assimilation.local.FloatLETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.ObservationOrder;
import org.isobit.models.assimilation.serial.SerialEnSRF;

/** The filters that a configuration can name, and which options each has. */
public enum FilterKind {
  /** Perturbed observations. */
  ENKF("enkf", "EnKF", Reach.GLOBAL),
  /** Half the gain for the anomalies. */
  DENKF("denkf", "DEnKF", Reach.GLOBAL),
  /** Symmetric ensemble transform. */
  ETKF("etkf", "ETKF", Reach.GLOBAL),
  /** Serial square root, global or, with a localisation, local. */
  ENSRF("serial-ensrf", "EnSRF", Reach.EITHER),
  /** Local ensemble transform; needs a localisation. */
  LETKF("letkf", "LETKF", Reach.LOCAL),
  /** Local error-subspace transform; needs a localisation. */
  LESTKF("lestkf", "LESTKF", Reach.LOCAL),
  /** Local serial ensemble adjustment; needs a localisation. */
  EAKF("eakf", "EAKF", Reach.LOCAL);

  /** Whether observations reach everywhere. */
  private enum Reach { GLOBAL, EITHER, LOCAL }

  /**
   * What a filter can be told; each takes what it has.
   *
   * @param inflation    inflation
   * @param rotation     whether a random mean-preserving rotation follows each analysis
   * @param localization localisation, or null
   * @param batch        neighbouring points that share one local transform
   * @param unobserved   what happens where no observation is near
   * @param order        the order in which a serial filter takes the observations
   */
  public record Options(Inflation inflation, boolean rotation, Localization localization, int batch,
      UnobservedPoints unobserved, ObservationOrder order) {}

  private final String label;
  private final String display;
  private final Reach reach;

  FilterKind(String label, String display, Reach reach) {
    this.label = label;
    this.display = display;
    this.reach = reach;
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

  /**
   * All names in configuration files.
   *
   * @return the labels
   */
  public static String[] labels() {
    List<String> labels = new ArrayList<>();
    for (FilterKind kind : values()) {
      labels.add(kind.label);
    }
    return labels.toArray(new String[0]);
  }

  /**
   * The filter of a name.
   *
   * @param label a name as {@link #label} gives it
   * @return the kind
   * @throws IllegalArgumentException if there is none
   */
  public static FilterKind of(String label) {
    for (FilterKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("there is no filter '" + label + "'");
  }

  /**
   * The filters that can be localised, for messages.
   *
   * @return their labels with commas
   */
  public static String localOnes() {
    List<String> labels = new ArrayList<>();
    for (FilterKind kind : values()) {
      if (kind.canBeLocal()) {
        labels.add(kind.label);
      }
    }
    return String.join(", ", labels);
  }

  /**
   * Whether it can have a localisation.
   *
   * @return false for global filters
   */
  public boolean canBeLocal() {
    return reach != Reach.GLOBAL;
  }

  /**
   * Whether it must have a localisation.
   *
   * @return true for local filters
   */
  public boolean mustBeLocal() {
    return reach == Reach.LOCAL;
  }

  /**
   * Whether neighbouring points can share one transform.
   *
   * @return true for local transforms
   */
  public boolean hasBatch() {
    return this == LETKF || this == LESTKF;
  }

  /**
   * Whether it can be told what to do where no observation is near.
   *
   * @return true for local filters
   */
  public boolean hasUnobserved() {
    return mustBeLocal();
  }

  /**
   * Whether it takes observations in an order.
   *
   * @return true for serial filters
   */
  public boolean hasOrder() {
    return this == ENSRF || this == EAKF;
  }

  /**
   * Whether it can work in float.
   *
   * @return true for local transforms
   */
  public boolean hasFloat() {
    return this == LETKF || this == LESTKF;
  }

  /**
   * The filter in float.
   *
   * @param o what it is told
   * @return the filter
   * @throws IllegalArgumentException if it has none
   */
  public FloatInflatingFilter buildFloat(Options o) {
    return switch (this) {
      case LETKF -> new FloatLETKF(o.localization).withBatch(o.batch).withUnobserved(o.unobserved)
          .withInflation(o.inflation).withRotation(o.rotation);
      case LESTKF -> new FloatLESTKF(o.localization).withBatch(o.batch).withUnobserved(o.unobserved)
          .withInflation(o.inflation).withRotation(o.rotation);
      default -> throw new IllegalArgumentException("the filter " + label + " does not work in float");
    };
  }

  /**
   * The filter itself.
   *
   * @param o what it is told
   * @return the filter
   */
  public InflatingFilter build(Options o) {
    return switch (this) {
      case ENKF -> new StochasticEnKF().withInflation(o.inflation).withRotation(o.rotation);
      case DENKF -> new DEnKF().withInflation(o.inflation).withRotation(o.rotation);
      case ETKF -> new ETKF().withInflation(o.inflation).withRotation(o.rotation);
      case ENSRF -> {
        SerialEnSRF serial = new SerialEnSRF().withOrder(o.order).withInflation(o.inflation).withRotation(o.rotation);
        yield o.localization == null ? serial : serial.withLocalization(o.localization);
      }
      case LETKF -> new LETKF(o.localization).withBatch(o.batch).withUnobserved(o.unobserved)
          .withInflation(o.inflation).withRotation(o.rotation);
      case LESTKF -> new LESTKF(o.localization).withBatch(o.batch).withUnobserved(o.unobserved)
          .withInflation(o.inflation).withRotation(o.rotation);
      case EAKF -> new EAKF(o.localization).withOrder(o.order).withUnobserved(o.unobserved)
          .withInflation(o.inflation).withRotation(o.rotation);
    };
  }
}
