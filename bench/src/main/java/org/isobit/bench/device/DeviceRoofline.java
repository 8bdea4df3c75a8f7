package org.isobit.bench.device;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Each computation's rate over its operations per byte, below the card's measured ceilings. */
final class DeviceRoofline {

  private static final double LEAST_INTENSITY = 1.0 / 32;
  private static final double LARGEST_INTENSITY = 2048;

  private DeviceRoofline() {}

  static XYChart of(Card card, List<DeviceResult> results, DeviceReport report) {
    XYChart chart = new XYChartBuilder().width(1200).height(700)
        .title("Roofline, " + card.name() + (card.standIn() ? ": emulated, NO GPU'S FIGURES" : ""))
        .xAxisTitle("floating-point operations per byte of device memory").yAxisTitle("GF/s").build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true)
        .setLegendPosition(Styler.LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
    for (String type : List.of("double", "float")) {
      double peak = report.measured(ceiling(type, Limit.ARITHMETIC));
      double bandwidth = report.measured(ceiling(type, Limit.MEMORY));
      if (!Double.isNaN(peak) && !Double.isNaN(bandwidth)) {
        chart.addSeries("measured ceiling, " + type, new double[] {LEAST_INTENSITY, peak / bandwidth,
            LARGEST_INTENSITY}, new double[] {LEAST_INTENSITY * bandwidth, peak, peak}).setMarker(SeriesMarkers.NONE);
      }
    }
    Map<String, List<DeviceResult>> groups = new LinkedHashMap<>();
    for (DeviceResult r : results) {
      if (r.ran() && r.work().flops() > 0 && r.work().bytes() > 0 && !r.work().name().equals("fma-peak")) {
        groups.computeIfAbsent(r.work().group() + ", " + r.work().type(), g -> new ArrayList<>()).add(r);
      }
    }
    groups.forEach((group, of) -> chart.addSeries(group,
        of.stream().mapToDouble(r -> r.work().flops() / r.work().bytes()).toArray(),
        of.stream().mapToDouble(r -> r.work().flops() / r.time() / 1e9).toArray())
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter));
    return chart;
  }

  private static DeviceWork ceiling(String type, Limit limit) {
    return DeviceWork.ceiling("", "", type, limit, 0, 0);
  }
}
