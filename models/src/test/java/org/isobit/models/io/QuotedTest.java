package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuotedTest {

  /** Every character that is no letter, digit, mark, symbol or punctuation shows as what it is not. */
  @Test
  void whatATerminalMightObeyIsEscaped() {
    for (int c = 0; c < 0x110000; c++) {
      String text = Character.toString(c);
      String shown = Quoted.line(text);
      boolean invisible = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
          || !Character.isDefined(c) || c >= 0xd800 && c < 0xe000 || c == 0x2028 || c == 0x2029
          || Character.getType(c) == Character.PRIVATE_USE || Character.isSpaceChar(c) && c != ' ';
      if (invisible) {
        assertEquals("\\u{" + Integer.toHexString(c) + "}", shown);
      }
    }
    for (int c : new int[] {0x1b, 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b,
        0x180e, 0x180f, 0x200b, 0x200f, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x2800, 0x3000, 0x3164, 0xfe00, 0xfe0f,
        0xfeff, 0xffa0, 0xfffb, 0xe0001, 0xe0100, 0xe01ef, 0x1d173}) {
      assertEquals("\\u{" + Integer.toHexString(c) + "}", Quoted.line(Character.toString(c)));
    }
    String fine = "aZ09 ~äß\u0301漢字\ud83d\ude00°²±→√αδ\u180a\u1810\ufdfd\ufe10\u2801";
    assertEquals(fine, Quoted.line(fine));
  }

  @Test
  void lengthsAreBounded() {
    assertEquals("'" + "x".repeat(80) + "'", Quoted.of("x".repeat(80)));
    assertEquals("'" + "x".repeat(80) + "…' (81 characters)", Quoted.of("x".repeat(81)));
    assertEquals("'" + "\ud83d\ude00".repeat(80) + "'", Quoted.of("\ud83d\ude00".repeat(80)));
    assertEquals("x".repeat(400), Quoted.line("x".repeat(400)));
    assertEquals("x".repeat(400) + "…", Quoted.line("x".repeat(401)));
    assertEquals("x".repeat(4000), Quoted.sentence("x".repeat(4000)));
    assertEquals("x".repeat(4000) + "…", Quoted.sentence("x".repeat(1_000_000)));
    assertTrue(Quoted.of("\u0000".repeat(1000)).length() < 500);
  }

  @Test
  void longWordsHaveNoHint() {
    assertEquals("; did you mean 'abc'?", Similar.hint("abd", java.util.List.of("x", "abc")));
    assertEquals("; did you mean 'aa'?", Similar.hint("ab", java.util.List.of("aa", "bb"))); // the first of equals
    assertEquals("", Similar.hint("ab", java.util.List.of("xy", "bc", "abcd")));
    assertEquals("; did you mean 'ba'?", Similar.hint("ab", java.util.List.of("ba"))); // neighbours exchanged
    assertEquals("; did you mean 'xab'?", Similar.hint("xba", java.util.List.of("xab")));
    assertEquals("", Similar.hint("xbac", java.util.List.of("xcab")));
    assertEquals("", Similar.hint("abc", java.util.List.of("bca")));
    assertEquals("; did you mean 'abx'?", Similar.hint("A_bx", java.util.List.of("abx")));
    assertEquals("; did you mean 'a-b'?", Similar.hint("A_B", java.util.List.of("a-b")));
    assertEquals("; did you mean '" + "x".repeat(80) + "…' (100 characters)?",
        Similar.hint("x".repeat(100), java.util.List.of("y", "x".repeat(99) + "z")));
    String word = "x".repeat(101);
    assertEquals("", Similar.hint(word, java.util.List.of(word)));
    assertEquals("", Similar.hint("x", java.util.List.of(word, "y".repeat(500))));
    assertEquals("; did you mean '" + "x".repeat(80) + "…' (100 characters)?",
        Similar.hint("x".repeat(99), java.util.List.of("x".repeat(100))));
    assertEquals("; did you mean 'a\\u{1b}'?", Similar.hint("ab", java.util.List.of("a\u001b")));
  }
}
