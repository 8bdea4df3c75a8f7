// Master of FloatSecondPoles: the float version is generated from this file.
package org.isobit.verify.contract;

import java.util.Scanner;

/** The tables of poles of kernels/README.md, read from its text; names no class of Isobit. Immutable. */
final class SecondPoles {

  static final int LARGEST = 36;

  private static final String FENCE = "```";
  private static final String NAME = FENCE + "poles-double\n";

  final double[][] shift = new double[LARGEST + 1][];
  final double[][] weight = new double[LARGEST + 1][];

  /** Reads the tables of a document. */
  SecondPoles(String document) {
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
