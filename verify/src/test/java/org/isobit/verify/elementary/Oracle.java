package org.isobit.verify.elementary;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TWO;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to more than 40 digits by textbook series; shares nothing with the kernels. */
final class Oracle {

  private static final MathContext MC = new MathContext(56);

  /** Enough for x·2/π of any argument up to 2^40 and what cancels near multiples of π/2. */
  private static final MathContext WIDE = new MathContext(100);

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TINY = ONE.movePointLeft(60);
  private static final BigDecimal PI = pi();
  private static final BigDecimal LN2 = atanhSeries(ONE.divide(new BigDecimal(3), MC)).multiply(TWO);

  private Oracle() {}

  /** Machin's formula. */
  private static BigDecimal pi() {
    return new BigDecimal(4).multiply(new BigDecimal(4).multiply(arctanInverse(5)).subtract(arctanInverse(239)));
  }

  private static BigDecimal arctanInverse(int n) {
    BigDecimal square = new BigDecimal(n * n);
    BigDecimal term = ONE.divide(new BigDecimal(n), WIDE);
    BigDecimal sum = term;
    for (int k = 3; term.signum() != 0 && term.abs().compareTo(ONE.movePointLeft(105)) > 0; k += 2) {
      term = term.negate().divide(square, WIDE);
      sum = sum.add(term.divide(new BigDecimal(k), WIDE), WIDE);
    }
    return sum;
  }

  /** Sum of term(k) = term(k − 1)·factor(k) from a first term, to full relative precision. */
  private interface Factor {
    BigDecimal of(int k);
  }

  private static BigDecimal series(BigDecimal first, Factor factor) {
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int k = 1; term.signum() != 0 && term.abs().compareTo(sum.abs().multiply(TINY)) > 0; k++) {
      term = term.multiply(factor.of(k), MC);
      sum = sum.add(term, MC);
    }
    return sum;
  }

  static BigDecimal exp(BigDecimal x) {
    int k = x.divide(LN2, MC).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    BigDecimal r = x.subtract(LN2.multiply(new BigDecimal(k)), MC);
    BigDecimal e = ONE.add(r.abs().compareTo(TINY) < 0 ? r : smallExpm1(r), MC);
    return k >= 0 ? e.multiply(TWO.pow(k), MC) : e.divide(TWO.pow(-k), MC);
  }

  private static BigDecimal smallExpm1(BigDecimal x) {
    return series(x, k -> x.divide(new BigDecimal(k + 1), MC));
  }

  static BigDecimal expm1(BigDecimal x) {
    return x.abs().compareTo(ONE) < 0 ? smallExpm1(x) : exp(x).subtract(ONE, MC);
  }

  /** Artanh z = z + z³/3 + z⁵/5 + … */
  private static BigDecimal atanhSeries(BigDecimal z) {
    BigDecimal square = z.multiply(z, MC);
    BigDecimal power = z;
    BigDecimal sum = z;
    for (int k = 3; power.signum() != 0 && power.abs().compareTo(sum.abs().multiply(TINY)) > 0; k += 2) {
      power = power.multiply(square, MC);
      sum = sum.add(power.divide(new BigDecimal(k), MC), MC);
    }
    return sum;
  }

  static BigDecimal log1p(BigDecimal x) {
    if (x.abs().compareTo(new BigDecimal("0.3")) < 0) {
      return TWO.multiply(atanhSeries(x.divide(x.add(TWO), MC)), MC);
    }
    return log(x.add(ONE));
  }

  /** Of any positive number that a power of two and a double can start from. */
  static BigDecimal log(BigDecimal x) {
    if (x.subtract(ONE).abs().compareTo(new BigDecimal("0.3")) < 0) {
      return log1p(x.subtract(ONE));
    }
    int k = (int) Math.rint((x.precision() - x.scale()) * 3.3219280948873623);
    BigDecimal m = k >= 0 ? x.divide(TWO.pow(k), MC) : x.multiply(TWO.pow(-k), MC);
    BigDecimal y = new BigDecimal(StrictMath.log(m.doubleValue()));
    for (int i = 0; i < 2; i++) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(m.subtract(e)).divide(m.add(e), MC), MC);
    }
    return y.add(LN2.multiply(new BigDecimal(k)), MC);
  }

  static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = expm1(x.abs().multiply(TWO));
    BigDecimal t = e.divide(e.add(TWO), MC);
    return x.signum() < 0 ? t.negate() : t;
  }

  static BigDecimal sigmoid(BigDecimal x) {
    BigDecimal e = exp(x.abs().negate());
    return (x.signum() < 0 ? e : ONE).divide(ONE.add(e), MC);
  }

  static BigDecimal softplus(BigDecimal x) {
    return log1p(exp(x.abs().negate())).add(x.max(ZERO), MC);
  }

  static BigDecimal sin(BigDecimal x) {
    return quarter(x.divide(PI, WIDE).multiply(TWO), x, PI.multiply(HALF), 0);
  }

  static BigDecimal cos(BigDecimal x) {
    return quarter(x.divide(PI, WIDE).multiply(TWO), x, PI.multiply(HALF), 1);
  }

  static BigDecimal sinpi(BigDecimal x) {
    return quarter(x.multiply(TWO), x.multiply(PI), PI.multiply(HALF), 0);
  }

  static BigDecimal cospi(BigDecimal x) {
    return quarter(x.multiply(TWO), x.multiply(PI), PI.multiply(HALF), 1);
  }

  /** sin(x + turn·π/2) for x = quarters·π/2. */
  private static BigDecimal quarter(BigDecimal quarters, BigDecimal x, BigDecimal right, int turn) {
    BigDecimal n = quarters.setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(n.multiply(right), WIDE);
    BigDecimal minus = r.multiply(r, MC).negate();
    int m = n.remainder(new BigDecimal(4)).intValueExact() + turn & 3;
    BigDecimal v = (m & 1) == 0
        ? series(r, k -> minus.divide(new BigDecimal(2 * k * (2 * k + 1)), MC))
        : series(ONE, k -> minus.divide(new BigDecimal(2 * k * (2 * k - 1)), MC));
    return m >= 2 ? v.negate() : v;
  }

  static BigDecimal cbrt(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.cbrt(x.doubleValue()));
    for (int i = 0; i < 2; i++) {
      BigDecimal square = y.multiply(y, MC);
      y = y.subtract(y.multiply(square, MC).subtract(x).divide(square.multiply(new BigDecimal(3)), MC), MC);
    }
    return y;
  }

  /** 2/√π·exp(−x²)·(x + 2x³/3 + 4x⁵/15 + …): all terms have one sign. */
  static BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x, MC);
    BigDecimal sum = series(x, k -> TWO.multiply(square).divide(new BigDecimal(2 * k + 1), MC));
    return sum.multiply(TWO, MC).multiply(exp(square.negate()), MC).divide(PI.sqrt(MC), MC);
  }

  private static BigDecimal density(BigDecimal y) {
    return exp(y.multiply(y).multiply(HALF).negate()).divide(PI.multiply(TWO).sqrt(MC), MC);
  }

  /** Laplace's continued fraction y + 1/(y + 2/(y + 3/…)): the density over the upper tail, y ≥ 4. */
  private static BigDecimal hazard(BigDecimal y) {
    BigDecimal f = y;
    for (int k = 400; k > 0; k--) {
      f = y.add(new BigDecimal(k).divide(f, MC), MC);
    }
    return f;
  }

  private static boolean near(BigDecimal y) {
    return y.compareTo(new BigDecimal(4)) < 0;
  }

  private static BigDecimal tail(BigDecimal y) {
    return near(y)
        ? HALF.subtract(erf(y.divide(TWO.sqrt(MC), MC)).multiply(HALF), MC)
        : density(y).divide(hazard(y), MC);
  }

  static BigDecimal logNdtr(BigDecimal x) {
    BigDecimal y = x.abs();
    if (x.signum() >= 0) {
      return log1p(tail(y).negate());
    }
    return near(y) ? log(tail(y)) : y.multiply(y).multiply(HALF).negate()
        .subtract(log(PI.multiply(TWO)).multiply(HALF)).subtract(log(hazard(y)), MC);
  }

  static BigDecimal logNdtrDerivative(BigDecimal x) {
    BigDecimal y = x.abs();
    if (x.signum() >= 0) {
      return density(y).divide(ONE.subtract(tail(y)), MC);
    }
    return near(y) ? density(y).divide(tail(y), MC) : hazard(y);
  }
}
