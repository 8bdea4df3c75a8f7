package org.isobit.bench;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Each kernel's rate over its operations per byte, below the machine's ceilings (Williams, Waterman, Patterson 2009).
 */
final class RooflineChart {

  private static final double LEAST_INTENSITY = 1.0 / 64;
  private static final double LARGEST_INTENSITY = 1024;

  private RooflineChart() {}

  static XYChart of(List<Measurement> measurements) {
    XYChart chart = new XYChartBuilder().width(1100).height(700).title("Roofline, one core")
        .xAxisTitle("floating-point operations per byte").yAxisTitle("GF/s").build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true)
        .setLegendPosition(Styler.LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
    for (String type : List.of("double", "float")) {
      double peak = ceiling(measurements, "fma-peak." + type, true);
      double bandwidth = ceiling(measurements, "triad.double", false);
      double ridge = peak / bandwidth;
      XYSeries roof = chart.addSeries("ceiling, " + type, new double[] {LEAST_INTENSITY, ridge, LARGEST_INTENSITY},
          new double[] {LEAST_INTENSITY * bandwidth, peak, peak});
      roof.setMarker(SeriesMarkers.NONE);
    }
    Map<String, List<Measurement>> kernels = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      if (m.variant.implementation().equals(Variant.SIMD) && m.work.flops() > 0 && m.work.bytes() > 0
          && !m.work.group().equals("ceiling")) {
        kernels.merge(m.work.kernel(), List.of(m),
            (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
      }
    }
    kernels.forEach((kernel, of) -> {
      double[] intensity = of.stream().mapToDouble(m -> m.work.flops() / m.work.bytes()).toArray();
      double[] rate = of.stream().mapToDouble(m -> m.work.flops() / m.medianNanoseconds()).toArray();
      chart.addSeries(kernel, intensity, rate).setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    });
    return chart;
  }

  private static double ceiling(List<Measurement> measurements, String kernel, boolean flops) {
    return measurements.stream()
        .filter(m -> m.work.kernel().equals(kernel) && "1".equals(m.variant.parameters().getOrDefault("threads", "1"))
            && m.variant.implementation().equals(Variant.SIMD))
        .mapToDouble(m -> (flops ? m.work.flops() : m.work.bytes()) / m.medianNanoseconds()).max().orElseThrow();
  }
}
