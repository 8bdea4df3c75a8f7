package org.isobit.models.analyse.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.transform.TransformSettings;
import org.isobit.models.assimilation.FieldFilter;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.io.Settings;

/** Holds a filter that was made for certain fields to the fields of a state, by their names, sizes and transforms. */
final class MadeFor {

  /** The one field of files that name none. */
  static final String UNNAMED = "state";

  private MadeFor() {}

  /**
   * Refuses a state of other fields. States of files that do not name fields are held to the size of all together, and
   * to a transform that all have.
   *
   * @param method     the section {@code method}, for the message
   * @param filter     the filter
   * @param layout     the state
   * @param transforms of its fields
   * @throws IllegalArgumentException naming the first difference
   */
  static void require(Settings method, FieldFilter filter, StateLayout layout, TransformSettings transforms) {
    List<StateField> wanted = filter.fields();
    String problem = layout.fields().equals(List.of(UNNAMED)) && wanted.size() > 1
        ? unnamed(wanted, layout.size(), transforms.scale(0)) : named(wanted, layout, transforms);
    if (problem != null) {
      throw method.error("filter", "is made for the fields " + String.join(", ", wanted.stream()
          .map(StateField::toString).toList()) + ", but " + problem);
    }
  }

  private static String unnamed(List<StateField> wanted, int size, StateField.Scale scale) {
    int all = wanted.stream().mapToInt(StateField::size).sum();
    if (all != size) {
      return "a state has " + size + " elements instead of " + all;
    }
    for (StateField field : wanted) {
      if (field.scale() != scale) {
        return "the state " + transformed(scale) + ", not " + field.scale().label() + " as " + field.name();
      }
    }
    return null;
  }

  private static String named(List<StateField> wanted, StateLayout layout, TransformSettings transforms) {
    List<String> names = new ArrayList<>(wanted.stream().map(StateField::name).toList());
    if (!names.equals(layout.fields())) {
      return "the state has " + String.join(", ", layout.fields());
    }
    for (int v = 0; v < wanted.size(); v++) {
      StateField field = wanted.get(v);
      if (field.size() != layout.points(v)) {
        return field.name() + " has " + layout.points(v) + " points instead of " + field.size();
      }
      if (field.scale() != transforms.scale(v)) {
        return field.name() + " " + transformed(transforms.scale(v)) + ", not " + field.scale().label()
            + ": see 'transforms'";
      }
    }
    return null;
  }

  private static String transformed(StateField.Scale scale) {
    return "has " + (scale == null ? "another transform" : scale == StateField.Scale.NONE ? "no transform"
        : "the transform " + scale.label());
  }
}
