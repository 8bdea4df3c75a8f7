// Master of FloatPoles: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

import java.util.Scanner;

/** The tables of poles of the document, read from its text. Immutable. */
public final class Poles {

  public static final int LARGEST = 36;

  private static final String FENCE = "```";
  private static final String NAME = FENCE + "poles-double\n";

  public final double[][] shift = new double[LARGEST + 1][];
  public final double[][] weight = new double[LARGEST + 1][];

  /** Reads the tables. */
  public Poles() {
    String document = Document.text();
    int begin = document.indexOf(NAME) + NAME.length();
    try (Scanner words = new Scanner(document.substring(begin, document.indexOf(FENCE, begin)))) {
      for (int m = 1; m <= LARGEST; m++) {
        if (words.nextInt() != m) {
          throw new IllegalArgumentException("table " + m + " is missing");
        }
        int count = words.nextInt();
        shift[m] = new double[count];
        weight[m] = new double[count];
        for (int j = 0; j < count; j++) {
          shift[m][j] = Double.parseDouble(words.next());
          weight[m][j] = Double.parseDouble(words.next());
        }
      }
      if (words.hasNext()) {
        throw new IllegalArgumentException("something stands after the last table: " + words.next());
      }
    }
  }
}
