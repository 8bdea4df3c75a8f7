package org.isobit.verify.contract.outsider;

/** The column {@code float} of the tables of one section, every cell exactly a float. Immutable. */
public final class FloatConstants {

  private final String section;

  private FloatConstants(String section) {
    this.section = section;
  }

  /**
   * The constants of a section.
   *
   * @param section its heading
   * @return its constants
   */
  public static FloatConstants of(String section) {
    return new FloatConstants(section);
  }

  /**
   * A constant.
   *
   * @param name its name
   * @return the number
   */
  public float number(String name) {
    double exact = Double.parseDouble(Document.cell(section, name, "float"));
    if ((float) exact != exact) {
      throw new IllegalStateException(name + " under '" + section + "' is no float: " + Double.toHexString(exact));
    }
    return (float) exact;
  }

  /**
   * The coefficients of a polynomial, as many as the column has.
   *
   * @param letter what their names start with
   * @param first  number of the first one
   * @return the coefficients, ascending
   */
  public float[] polynomial(String letter, int first) {
    float[] a = new float[Document.count(section, letter, first, "float")];
    for (int i = 0; i < a.length; i++) {
      a[i] = number(letter + (first + i));
    }
    return a;
  }
}
