package org.isobit.verify.contract.outsider;

/** The column {@code double} of the tables of one section. Immutable. */
public final class Constants {

  private final String section;

  private Constants(String section) {
    this.section = section;
  }

  /**
   * The constants of a section.
   *
   * @param section its heading
   * @return its constants
   */
  public static Constants of(String section) {
    return new Constants(section);
  }

  /**
   * A constant.
   *
   * @param name its name
   * @return the number
   */
  public double number(String name) {
    return Double.parseDouble(Document.cell(section, name, "double"));
  }

  /**
   * The coefficients of a polynomial, as many as the column has.
   *
   * @param letter what their names start with
   * @param first  number of the first one
   * @return the coefficients, ascending
   */
  public double[] polynomial(String letter, int first) {
    double[] a = new double[Document.count(section, letter, first, "double")];
    for (int i = 0; i < a.length; i++) {
      a[i] = number(letter + (first + i));
    }
    return a;
  }
}
