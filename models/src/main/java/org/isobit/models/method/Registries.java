package org.isobit.models.method;

import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.localization.AdaptiveRadius;
import org.isobit.models.assimilation.localization.Border;
import org.isobit.models.assimilation.localization.Combination;
import org.isobit.models.assimilation.localization.GeometryProvider;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperProvider;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.OperatorProvider;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.errors.LawProvider;
import org.isobit.models.registry.Registry;

/** What configurations can name, kind by kind. Thread-safe. */
public final class Registries {

  /** Conventions of radii. */
  public static final Registry<Radius.Convention> CONVENTIONS = Registry.of("convention", Radius.Convention.values());

  /** Ways to combine tapers. */
  public static final Registry<Combination> COMBINATIONS = Registry.of("combination", Combination.values());

  /** What is exactly where a taper ends. */
  public static final Registry<Border> BORDERS = Registry.of("border", Border.values());

  /** What adaptive radii count. */
  public static final Registry<AdaptiveRadius.Keep> KEPT = Registry.of("adaptive radius", AdaptiveRadius.Keep.values());

  /** Kinds of inflation. */
  public static final Registry<Inflation.Kind> INFLATIONS = Registry.of("inflation", Inflation.Kind.values());

  /** Kinds of adaptive inflation. */
  public static final Registry<AdaptiveInflation.Method> ADAPTIVE = Registry.of("adaptive inflation",
      AdaptiveInflation.Method.values());

  /** Time-stepping schemes. */
  public static final Registry<IntegratorKind> SCHEMES = Registry.of("scheme", IntegratorKind.values());

  private Registries() {}

  /**
   * The filters, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<FilterProvider> filters() {
    return Registry.of("filter", FilterProvider.class);
  }

  /**
   * The observation operators that programs bring along.
   *
   * @return all
   */
  public static Registry<OperatorProvider> operators() {
    return Registry.of("operator", OperatorProvider.class);
  }

  /**
   * The tapers, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<TaperProvider> tapers() {
    return Registry.of("taper", TaperProvider.class);
  }

  /**
   * The geometries, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<GeometryProvider> geometries() {
    return Registry.of("geometry", GeometryProvider.class);
  }

  /**
   * The models, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<ModelProvider> models() {
    return Registry.of("model", ModelProvider.class);
  }

  /**
   * The laws of errors, those that programs bring along among them.
   *
   * @return all
   */
  public static Registry<LawProvider> laws() {
    return Registry.of("law", LawProvider.class);
  }
}
