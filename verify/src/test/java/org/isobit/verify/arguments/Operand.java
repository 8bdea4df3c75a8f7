package org.isobit.verify.arguments;

import java.lang.reflect.Array;

/**
 * One array operand of a public entry, as its parameters say: array, offset and, of a matrix, leading dimension.
 *
 * @param name     what messages call it
 * @param written  whether the entry writes it
 * @param optional whether null is a documented value
 * @param rows     rows, 1 for a vector
 * @param columns  columns; 1 for a strided vector
 * @param kind     which parameters it takes
 * @param content  what stands there before the call, rows × columns without gaps: double[], float[] or int[]
 */
record Operand(String name, boolean written, boolean optional, int rows, int columns, Kind kind, Object content) {

  /** Which parameters an operand takes. */
  enum Kind {
    /** Array and offset. */
    VECTOR(2),
    /** Array, offset and leading dimension. */
    MATRIX(3),
    /** An array alone, from its start. */
    ARRAY(1);

    final int parameters;

    Kind(int parameters) {
      this.parameters = parameters;
    }
  }

  Operand orNull() {
    return new Operand(name, written, true, rows, columns, kind, content);
  }

  /** The same with what a matrix holds, where not any numbers will do. */
  Operand holding(Object numbers) {
    return new Operand(name, written, optional, rows, columns, kind, numbers);
  }

  Class<?> type() {
    return content.getClass();
  }

  /** Elements from the first to the last, with what lies between the rows. */
  int extent(int ld) {
    return rows == 0 || columns == 0 ? 0 : (rows - 1) * ld + columns;
  }

  /** Writes numbers, rows × columns without gaps, to where the operand lies. */
  void put(Object numbers, Object array, int offset, int ld) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(numbers, i * columns, array, offset + i * ld, columns);
    }
  }

  /** The operand's elements, rows × columns without gaps. */
  Object get(Object array, int offset, int ld) {
    Object numbers = Array.newInstance(type().componentType(), rows * columns);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(array, offset + i * ld, numbers, i * columns, columns);
    }
    return numbers;
  }
}
