package org.isobit.models.learned;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.StateField;

/**
 * The states that a scheme updates, and what of them is observed. Fields lie one behind the other. Immutable.
 *
 * @param fields   the fields of a state, in order
 * @param observed which element of a state is observed, c
 * @param offset   what is observed, less that element
 */
public record ObservedState(List<StateField> fields, int observed, double offset) {

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if there is no field, two have one name, the state is too long, the element is out
   *                                  of it, or the offset is not finite
   */
  public ObservedState {
    fields = List.copyOf(fields);
    long size = 0;
    for (StateField field : fields) {
      size += field.size();
      if (fields.stream().filter(other -> other.name().equals(field.name())).count() > 1) {
        throw new IllegalArgumentException("ObservedState: two fields have the name " + field.name());
      }
    }
    if (size < 1 || size > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException("ObservedState: a state has " + size + " elements");
    }
    Checks.index("ObservedState", "observed element", observed, (int) size);
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("ObservedState: offset must be finite, but is " + offset);
    }
  }

  /**
   * One element of one field is observed as it is.
   *
   * @param fields the fields of a state, in order
   * @param field  the observed one
   * @param index  which of its elements
   * @return the state
   * @throws IllegalArgumentException if fields do not fit, or the element does not exist
   */
  public static ObservedState of(List<StateField> fields, String field, int index) {
    int at = 0;
    for (StateField f : fields) {
      if (f.name().equals(field)) {
        Checks.index("ObservedState", "observed element of " + field, index, f.size());
        return new ObservedState(fields, at + index, 0.0);
      }
      at += f.size();
    }
    throw unknown(field, fields);
  }

  private static IllegalArgumentException unknown(String field, List<StateField> fields) {
    return new IllegalArgumentException("ObservedState: there is no field '" + field + "'; there are "
        + String.join(", ", fields.stream().map(StateField::name).toList()));
  }

  /**
   * The same with another offset.
   *
   * @param difference what is observed, less the element
   * @return a new state
   */
  public ObservedState withOffset(double difference) {
    return new ObservedState(fields, observed, difference);
  }

  /**
   * Elements of a state.
   *
   * @return at least 1
   */
  public int size() {
    return fields.stream().mapToInt(StateField::size).sum();
  }

  /**
   * A field by its name.
   *
   * @param field its name
   * @return the field
   * @throws IllegalArgumentException if there is none of that name
   */
  public StateField field(String field) {
    return fields.stream().filter(f -> f.name().equals(field)).findFirst().orElseThrow(() -> unknown(field, fields));
  }

  /**
   * Where a field begins.
   *
   * @param field its name
   * @return index of its first element
   * @throws IllegalArgumentException if there is none of that name
   */
  public int start(String field) {
    int at = 0;
    for (StateField f : fields) {
      if (f.name().equals(field)) {
        return at;
      }
      at += f.size();
    }
    throw unknown(field, fields);
  }

  /**
   * The field of an element.
   *
   * @param element its index in a state
   * @return the field
   * @throws IllegalArgumentException if it is out of the state
   */
  public StateField fieldOf(int element) {
    Checks.index("ObservedState", "element", element, size());
    int rest = element;
    for (StateField f : fields) {
      if (rest < f.size()) {
        return f;
      }
      rest -= f.size();
    }
    throw new IllegalStateException("the fields do not cover the state");
  }

  /**
   * The observed element in words.
   *
   * @return {@code p[49]}
   */
  public String observedText() {
    StateField field = fieldOf(observed);
    return field.name() + "[" + (observed - start(field.name())) + "]";
  }
}
