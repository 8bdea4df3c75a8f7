package org.isobit.models.dynamics.profile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the numbers of a state are: fields, one after the other, each a single variable or an array over axes, the last
 * axis fastest. Files take names, dimensions and units from here, pictures what they draw. Immutable, thread-safe.
 *
 * <p>Three variables of a small model, points on a ring, and two fields on a plane of 64 × 128 points:
 *
 * <pre>{@code
 * StateLayout.variables("x", "y", "z");
 * StateLayout.ring("x", 40);
 * Axis y = new Axis("y", "northwards", "km", 64, 0.0, 10.0);
 * Axis x = new Axis("x", "eastwards", "km", 128, 0.0, 10.0);
 * new StateLayout(List.of(new Field("h", "depth", "m", List.of(y, x)), new Field("u", "", "m s-1", List.of(y, x))));
 * }</pre>
 *
 * @param fields the fields in their order
 */
public record StateLayout(List<Field> fields) {

  /** The name of the axis that a trajectory has besides. */
  public static final String TIME = "time";

  private static final int MOST_AXES = 3;

  /**
   * Points at equal distances.
   *
   * @param name     its name: a letter, then letters, digits and underscores
   * @param says     what it counts or measures, in a few words; empty if the name says it
   * @param unit     of the coordinate, as UDUNITS writes it ({@code km}); {@code 1} for numbers without; empty: unknown
   * @param size     number of points, at least 1
   * @param first    coordinate of the first point
   * @param distance from one point to the next, not 0
   */
  public record Axis(String name, String says, String unit, int size, double first, double distance) {

    /** Checks name and numbers. */
    public Axis {
      requireName("axis", name);
      if (size < 1 || !Double.isFinite(first) || !Double.isFinite(distance) || distance == 0.0) {
        throw new IllegalArgumentException("StateLayout: the axis '" + name + "' must have points and finite "
            + "coordinates, but has " + size + " points, from " + first + " on, " + distance + " apart");
      }
    }

    /**
     * An axis of numbers 0, 1, …
     *
     * @param name its name
     * @param says what it counts
     * @param size how many
     * @return the axis
     */
    public static Axis numbers(String name, String says, int size) {
      return new Axis(name, says, "1", size, 0.0, 1.0);
    }

    /**
     * A point's coordinate.
     *
     * @param i the point, from 0; halves lie between points
     * @return first + i·distance, each operation rounded
     */
    public double at(double i) {
      return first + i * distance;
    }
  }

  /**
   * A variable, or an array of them.
   *
   * @param name its name: a letter, then letters, digits and underscores
   * @param says what it is, in a few words; empty if the name says it
   * @param unit as UDUNITS writes it; {@code 1} for numbers without; empty: unknown
   * @param axes its axes, the last one fastest, at most 3; none for a single variable
   */
  public record Field(String name, String says, String unit, List<Axis> axes) {

    /** Checks name and size and keeps its own copy of the axes. */
    public Field {
      requireName("field", name);
      axes = List.copyOf(axes);
      if (axes.size() > MOST_AXES) {
        throw new IllegalArgumentException("StateLayout: the field '" + name + "' has " + axes.size()
            + " axes, but at most " + MOST_AXES + " are possible");
      }
      requireFits("the field '" + name + "'", axes.stream().map(axis -> BigInteger.valueOf(axis.size))
          .reduce(BigInteger.ONE, BigInteger::multiply));
    }

    /**
     * Number of its variables.
     *
     * @return the product of the axes' sizes
     */
    public int size() {
      return axes.stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
    }
  }

  /** Keeps its own copy and checks that all fits into an array, names are unique, and axes of one name are one. */
  public StateLayout {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("StateLayout: there is no field");
    }
    requireFits("a state", BigInteger.valueOf(fields.stream().mapToLong(Field::size).sum()));
    Map<String, Object> names = new HashMap<>();
    names.put(TIME, TIME);
    for (Field field : fields) {
      requireOther(names.putIfAbsent(field.name, field), field.name);
      for (Axis axis : field.axes) {
        Object known = names.putIfAbsent(axis.name, axis);
        requireOther(axis.equals(known) ? null : known, axis.name);
      }
    }
  }

  private static void requireFits(String what, BigInteger variables) {
    if (variables.bitLength() >= Integer.SIZE) {
      throw new IllegalArgumentException("StateLayout: " + what + " must have at most " + Integer.MAX_VALUE
          + " variables, but has " + variables);
    }
  }

  private static void requireName(String what, String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("StateLayout: the name of a " + what
          + " must be a letter, then letters, digits and underscores, but is '" + name + "'");
    }
  }

  private static void requireOther(Object known, String name) {
    if (known != null) {
      throw new IllegalArgumentException("StateLayout: there are two things called '" + name + "'");
    }
  }

  /**
   * Single variables without units.
   *
   * @param names their names
   * @return the layout
   */
  public static StateLayout variables(String... names) {
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(new Field(name, "", "1", List.of()));
    }
    return new StateLayout(fields);
  }

  /**
   * Variables without units on a ring, one unit apart.
   *
   * @param name their name
   * @param size how many
   * @return the layout
   */
  public static StateLayout ring(String name, int size) {
    return new StateLayout(List.of(new Field(name, "variables on a ring", "1",
        List.of(Axis.numbers("i", "place on the ring", size)))));
  }

  /**
   * What is taken for a model that does not say more.
   *
   * @param size number of its variables
   * @return up to three single variables x1, x2, x3, else one field x
   */
  public static StateLayout unnamed(int size) {
    if (size <= 3) {
      return new StateLayout(IntStream.rangeClosed(1, size).mapToObj(i -> new Field("x" + i, "", "", List.of()))
          .toList());
    }
    return new StateLayout(List.of(new Field("x", "variables of the model", "",
        List.of(Axis.numbers("i", "number of the variable", size)))));
  }

  /**
   * Number of variables.
   *
   * @return the size of a state
   */
  public int size() {
    return fields.stream().mapToInt(Field::size).sum();
  }

  /**
   * Where a field begins.
   *
   * @param field the field's number
   * @return index of its first variable in a state
   */
  public int offset(int field) {
    return fields.subList(0, field).stream().mapToInt(Field::size).sum();
  }

  /**
   * All axes.
   *
   * @return each once, in the order in which fields name them
   */
  public List<Axis> axes() {
    return fields.stream().flatMap(field -> field.axes.stream()).distinct().toList();
  }

  /**
   * The field that a variable is of.
   *
   * @param index the variable's index in a state
   * @return the field's number
   */
  public int fieldOf(int index) {
    int field = 0;
    for (int rest = index; rest >= fields.get(field).size(); field++) {
      rest -= fields.get(field).size();
    }
    return field;
  }

  /**
   * What a variable is called.
   *
   * @param index its index in a state
   * @return {@code x}, or {@code h[12, 3]} with an index from 0 for each axis
   */
  public String variable(int index) {
    int number = fieldOf(index);
    Field field = fields.get(number);
    int rest = index - offset(number);
    StringBuilder indices = new StringBuilder();
    for (int a = field.axes.size() - 1; a >= 0; a--) {
      int size = field.axes.get(a).size;
      indices.insert(0, (a > 0 ? ", " : "") + rest % size);
      rest /= size;
    }
    return field.axes.isEmpty() ? field.name : field.name + "[" + indices + "]";
  }
}
