package org.isobit.models.chart;

/**
 * Numbers to colours: steps between anchors in sRGB. Each scale runs monotonically in lightness (the diverging one from
 * its middle), so that it survives a grey print. Immutable.
 *
 * @param anchors colours 0xRRGGBB at equal distances from low to high
 * @param low     value of the first
 * @param high    value of the last
 */
public record ColorScale(int[] anchors, double low, double high) {

  private static final int MISSING = 0xC9C9C9;

  private static final int[] FIELD = {0x16243F, 0x1F5078, 0x2B858B, 0x6DB78C, 0xCFD88A, 0xF9F3CE};
  private static final int[] AMOUNT = {0xFBF7EC, 0xF3D09A, 0xE0905B, 0xB4483F, 0x6A1F4A, 0x260E31};
  private static final int[] CHANGE = {0x173F7A, 0x4F86C0, 0xAFCBE4, 0xF6F6F4, 0xEFC1A9, 0xCF6A4C, 0x8A1F2B};

  /**
   * For values of any sign.
   *
   * @param low  the least value
   * @param high the greatest
   * @return the scale
   */
  public static ColorScale field(double low, double high) {
    return new ColorScale(FIELD, low, widened(low, high));
  }

  /**
   * For amounts from 0.
   *
   * @param high the greatest value
   * @return the scale
   */
  public static ColorScale amount(double high) {
    return new ColorScale(AMOUNT, 0, widened(0, high));
  }

  /**
   * For changes: white at 0.
   *
   * @param largest the greatest magnitude
   * @return the scale
   */
  public static ColorScale change(double largest) {
    double reach = widened(0, largest);
    return new ColorScale(CHANGE, -reach, reach);
  }

  /** One value alone gets a tenth of itself, so that ticks beside it are round. */
  private static double widened(double low, double high) {
    return high > low ? high : low + (low == 0 ? 1 : Math.abs(low) * 0.1);
  }

  /**
   * The colour of a value; values outside get the end's.
   *
   * @param value the value
   * @return 0xRRGGBB; grey for NaN
   */
  public int color(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    double at = Math.clamp((value - low) / (high - low), 0.0, 1.0) * (anchors.length - 1);
    int i = Math.min((int) at, anchors.length - 2);
    double f = at - i;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = anchors[i] >> shift & 0xff;
      double b = anchors[i + 1] >> shift & 0xff;
      color |= (int) Math.round(a + f * (b - a)) << shift;
    }
    return color;
  }
}
