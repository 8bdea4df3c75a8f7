package org.isobit.models.io;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean": the nearest of the known words. Thread-safe. */
public final class Similar {

  /** Longer words have no near ones, and would take long to compare. */
  private static final int LONGEST = 100;

  private Similar() {}

  /**
   * A hint for a misspelt word.
   *
   * @param word  the word given
   * @param known the words known
   * @return {@code "; did you mean 'x'?"}, or nothing if no known word is near
   */
  public static String hint(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return "";
    }
    String best = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      if (candidate.length() > LONGEST) {
        continue;
      }
      int distance = distance(word.toLowerCase(Locale.ROOT).replace('_', '-'), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean " + Quoted.of(best) + "?";
  }

  /** Insertions, deletions, replacements and exchanges of neighbours that turn a into b. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
