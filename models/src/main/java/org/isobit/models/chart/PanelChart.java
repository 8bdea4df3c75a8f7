package org.isobit.models.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A panel as XChart draws it. */
final class PanelChart {

  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0x666666);
  private static final Color GRID = new Color(0xE3E3E3);
  private static final Color SHADE = new Color(0xF0F0F0);

  private static final double[] UNEVEN = {0.1, 0.37, 0.43};

  private static final BigDecimal NOTHING = new BigDecimal("1e-12");

  private PanelChart() {}

  static XYChart of(Panel panel, int width, int height) {
    XYChart chart = new XYChartBuilder().width(width).height(height).title(panel.title())
        .xAxisTitle(panel.xLabel()).yAxisTitle(panel.yLabel()).build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(panel.curves().stream().anyMatch(curve -> curve.label() != null));
    double low = Double.isNaN(panel.yLow()) ? panel.lowest() : panel.yLow();
    double high = Double.isNaN(panel.yHigh()) ? panel.highest() : panel.yHigh();
    high = high > low ? high : low + 1;
    chart.getStyler().setXAxisMin(panel.xLow()).setXAxisMax(panel.xHigh()).setYAxisMin(low).setYAxisMax(high);
    if (panel.shaded() > panel.xLow()) {
      double end = Math.min(panel.shaded(), panel.xHigh());
      XYSeries shade = chart.addSeries("shade", new double[] {panel.xLow(), end}, new double[] {high, high});
      shade.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area).setShowInLegend(false);
      shade.setFillColor(SHADE);
      shade.setLineColor(SHADE);
      shade.setMarker(SeriesMarkers.NONE);
    }
    for (int i = 0; i < panel.curves().size(); i++) {
      Curve curve = panel.curves().get(i);
      if (curve.x().length > 0) {
        add(chart, curve, i);
      }
    }
    roundTicks(chart, panel, low, high);
    return chart;
  }

  /**
   * XChart puts ticks at the data instead of at round numbers where these are at equal distances. Three points that are
   * not, and are not drawn, keep it from that.
   */
  private static void roundTicks(XYChart chart, Panel panel, double low, double high) {
    double[] x = new double[UNEVEN.length];
    double[] y = new double[UNEVEN.length];
    for (int i = 0; i < UNEVEN.length; i++) {
      x[i] = panel.xLow() + UNEVEN[i] * (panel.xHigh() - panel.xLow());
      y[i] = low + UNEVEN[i] * (high - low);
    }
    XYSeries series = chart.addSeries("uneven", x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter).setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE);
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK)
        .setChartTitleBoxVisible(false).setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
        .setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE).setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setPlotBorderVisible(false).setMarkerSize(5).setYAxisLeftWidthHint(70);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11)).setAxisTickLabelsColor(FAINT)
        .setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1f)).setPlotGridVerticalLinesVisible(false)
        .setAxisTickMarksColor(FAINT).setPlotMargin(0).setXAxisTickMarkSpacingHint(110)
        .setxAxisTickLabelsFormattingFunction(PanelChart::label)
        .setyAxisTickLabelsFormattingFunction(PanelChart::label);
    styler.setPlotContentSize(1.0);
  }

  /** At most twelve digits: ticks are sums of steps, and 0.1 + 0.2 is not 0.3. */
  private static String label(double tick) {
    BigDecimal rounded = new BigDecimal(tick).round(new MathContext(12));
    return rounded.abs().compareTo(NOTHING) < 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static void add(XYChart chart, Curve curve, int index) {
    // Series need names of their own even where the legend leaves them out.
    XYSeries series = chart.addSeries(curve.label() == null ? "curve " + index : curve.label(), curve.x(),
        Panel.drawable(curve.y()));
    series.setShowInLegend(curve.label() != null);
    series.setLineColor(new Color(curve.color()));
    series.setMarkerColor(new Color(curve.color()));
    if (curve.style().mark() != null) {
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      series.setMarker(curve.style().mark().marker());
      return;
    }
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(stroke(curve.style(), curve.style() == Curve.Style.BOLD ? 2.6f : 1.4f));
  }

  static BasicStroke stroke(Curve.Style style, float width) {
    return style == Curve.Style.DASHED
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {5f, 4f}, 0f)
        : new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
