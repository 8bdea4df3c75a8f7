package org.isobit.models.analyse.internal.transform;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.StateField.Scale;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code transforms}: for each field that has one, its transform, which may have to be fitted to a
 * forecast. Immutable, thread-safe.
 */
public final class TransformSettings {

  /** Makes a transform for a forecast. */
  private interface Fit {
    FieldTransform make(Ensemble forecast, int first, int points);
  }

  /**
   * The transform of one field.
   *
   * @param fit   makes it
   * @param scale what it is, or null if that has no name
   */
  private record Maker(Fit fit, Scale scale) {}

  /** The section's keys. */
  public static final Keys KEYS = Keys.each(Key.section("field", "transform of a field of this name", Keys.of(
      Key.word("kind", "which transform", TransformKind.REGISTRY::labels).required())
      .by("kind", TransformKind.REGISTRY::keys)));

  private final List<Maker> makers;

  private TransformSettings(List<Maker> makers) {
    this.makers = makers;
  }

  /** Reads the section, which may be missing. */
  public static TransformSettings read(Settings root, List<String> fields) {
    List<Maker> makers = new ArrayList<>();
    Settings section = root.sectionOrEmpty("transforms");
    for (String field : fields) {
      makers.add(section.has(field) ? maker(section.section(field)) : null);
    }
    if (fields.stream().noneMatch(section::has)) {
      section.keys().stream().findFirst().ifPresent(key -> {
        throw section.error(key, "is none of the fields " + String.join(", ", fields));
      });
    }
    return new TransformSettings(makers);
  }

  private static Maker fixed(FieldTransform transform, Scale scale) {
    return new Maker((forecast, first, points) -> transform, scale);
  }

  private static Maker maker(Settings section) {
    TransformKind kind = TransformKind.REGISTRY.get(MethodKeys.word(section, "kind", TransformKind.REGISTRY));
    switch (kind) {
      case LOG, LOG10 -> {
        LogTransform log = new LogTransform(section.number("lower", 0), kind == TransformKind.LOG10);
        return fixed(log, log.lower() != 0 ? null : log.decimal() ? Scale.LOG10 : Scale.LOG);
      }
      case LOGIT -> {
        double lower = section.number("lower");
        double upper = section.number("upper");
        if (!(upper > lower) || !Double.isFinite(upper - lower)) {
          throw section.error("upper", "must be greater than lower, but they are " + upper + " and " + lower);
        }
        LogitTransform logit = new LogitTransform(lower, upper);
        return fixed(logit, null);
      }
      case ANAMORPHOSIS -> {
        double lower = section.number("lower", Double.NEGATIVE_INFINITY);
        double upper = section.number("upper", Double.POSITIVE_INFINITY);
        if (!(upper > lower)) {
          throw section.error("upper", "must be greater than lower, but they are " + upper + " and " + lower);
        }
        int knots = section.intBetween("knots", 101, 3, 100_000);
        return new Maker((forecast, first, points) -> Anamorphosis.fit(forecast, first, points, knots, lower, upper),
            null);
      }
      default -> throw new IllegalStateException("no reader of the transform " + kind.label());
    }
  }

  /** As what a filter sees a field; null if that is none of the scales. */
  public Scale scale(int field) {
    return makers.get(field) == null ? Scale.NONE : makers.get(field).scale;
  }

  /** Whether any field is transformed. */
  public boolean any() {
    return makers.stream().anyMatch(m -> m != null);
  }

  /** The transforms for a forecast: for each field one, or null. */
  public FieldTransform[] fit(Ensemble forecast, StateLayout layout) {
    FieldTransform[] transforms = new FieldTransform[makers.size()];
    for (int v = 0; v < transforms.length; v++) {
      transforms[v] = makers.get(v) == null ? null
          : makers.get(v).fit.make(forecast, layout.start(v), layout.points(v));
    }
    return transforms;
  }
}
