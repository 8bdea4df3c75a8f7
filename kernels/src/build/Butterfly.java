import java.util.List;

/**
 * From a0 … to b0 …, each a vector of real parts and one of imaginary parts, as the contract has it: those of the
 * forward transform or, where both are wanted, the ones that a sign decides on, by products with 1 or −1, which are
 * exact.
 */
final class Butterfly {
  private final Lines t;
  private final boolean both;

  private Butterfly(Lines t, boolean both) {
    this.t = t;
    this.both = both;
  }

  /** Factors of those that a sign decides on; they do not change in a loop. */
  static void signs(Lines t, int radix) {
    if (radix > 3) {
      t.add("double minus = -sign;");
    }
    if (radix == 3) {
      t.add("double sine = sign * SIN_3;").add("double minusSine = -sine;");
    }
    if (radix == 8) {
      t.add("double half = sign * H;").add("double minusHalf = minus * H;");
    }
  }

  static void write(Lines t, int radix, boolean both) {
    Butterfly to = new Butterfly(t, both);
    switch (radix) {
      case 2 -> to.two();
      case 3 -> to.three();
      case 4 -> to.four();
      case 5 -> to.five();
      default -> to.eight();
    }
  }

  private void sum(String y, String a, String b) {
    t.vector(y + "r", a + "r.add(" + b + "r)").vector(y + "i", a + "i.add(" + b + "i)");
  }

  private void difference(String y, String a, String b) {
    t.vector(y + "r", a + "r.sub(" + b + "r)").vector(y + "i", a + "i.sub(" + b + "i)");
  }

  /** a + turned(b). */
  private void sumTurned(String y, String a, String b) {
    if (both) {
      fma(y + "r", b + "i", "sign", a + "r");
      fma(y + "i", b + "r", "minus", a + "i");
      return;
    }
    t.vector(y + "r", a + "r.add(" + b + "i)").vector(y + "i", a + "i.sub(" + b + "r)");
  }

  /** a − turned(b). */
  private void differenceTurned(String y, String a, String b) {
    if (both) {
      fma(y + "r", b + "i", "minus", a + "r");
      fma(y + "i", b + "r", "sign", a + "i");
      return;
    }
    t.vector(y + "r", a + "r.sub(" + b + "i)").vector(y + "i", a + "i.add(" + b + "r)");
  }

  private void fma(String y, String a, String factor, String b) {
    t.vector(y, a + ".lanewise(FMA, " + factor + ", " + b + ")");
  }

  private void two() {
    sum("b0", "a0", "a1");
    difference("b1", "a0", "a1");
  }

  private void three() {
    sum("t", "a1", "a2");
    difference("d", "a1", "a2");
    sum("b0", "a0", "t");
    fma("ur", "tr", "MINUS_HALF", "a0r");
    fma("ui", "ti", "MINUS_HALF", "a0i");
    String sine = both ? "sine" : "SIN_3";
    String minus = both ? "minusSine" : "MINUS_SIN_3";
    fma("b1r", "di", sine, "ur");
    fma("b1i", "dr", minus, "ui");
    fma("b2r", "di", minus, "ur");
    fma("b2i", "dr", sine, "ui");
  }

  private void four() {
    sum("s0", "a0", "a2");
    difference("e", "a0", "a2");
    sum("s1", "a1", "a3");
    difference("f", "a1", "a3");
    sum("b0", "s0", "s1");
    difference("b2", "s0", "s1");
    sumTurned("b1", "e", "f");
    differenceTurned("b3", "e", "f");
  }

  private void five() {
    sum("t1", "a1", "a4");
    difference("d1", "a1", "a4");
    sum("t2", "a2", "a3");
    difference("d2", "a2", "a3");
    for (String part : List.of("r", "i")) {
      t.vector("b0" + part, "a0" + part + ".add(t1" + part + ".add(t2" + part + "))");
      fma("w" + part, "t1" + part, "COS_5", "a0" + part);
      fma("u1" + part, "t2" + part, "COS_5_2", "w" + part);
      fma("z" + part, "t1" + part, "COS_5_2", "a0" + part);
      fma("u2" + part, "t2" + part, "COS_5", "z" + part);
      fma("v1" + part, "d2" + part, "SIN_5_2", "d1" + part + ".mul(SIN_5)");
      fma("v2" + part, "d2" + part, "MINUS_SIN_5", "d1" + part + ".mul(SIN_5_2)");
    }
    sumTurned("b1", "u1", "v1");
    differenceTurned("b4", "u1", "v1");
    sumTurned("b2", "u2", "v2");
    differenceTurned("b3", "u2", "v2");
  }

  private void eight() {
    for (int k = 0; k < 4; k++) {
      sum("s" + k, "a" + k, "a" + (k + 4));
      difference("d" + k, "a" + k, "a" + (k + 4));
    }
    sum("p0", "s0", "s2");
    difference("e", "s0", "s2");
    sum("p1", "s1", "s3");
    difference("f", "s1", "s3");
    sum("b0", "p0", "p1");
    difference("b4", "p0", "p1");
    sumTurned("b2", "e", "f");
    differenceTurned("b6", "e", "f");
    sumTurned("g", "d0", "d2");
    differenceTurned("h", "d0", "d2");
    sumTurned("c", "d1", "d1");
    differenceTurned("z", "d3", "d3");
    difference("u", "c", "z");
    sum("v", "c", "z");
    fma("b1r", "ur", "H", "gr");
    fma("b1i", "ui", "H", "gi");
    fma("b5r", "ur", "MINUS_H", "gr");
    fma("b5i", "ui", "MINUS_H", "gi");
    String half = both ? "half" : "H";
    String minus = both ? "minusHalf" : "MINUS_H";
    fma("b3r", "vi", half, "hr");
    fma("b3i", "vr", minus, "hi");
    fma("b7r", "vi", minus, "hr");
    fma("b7i", "vr", half, "hi");
  }
}
