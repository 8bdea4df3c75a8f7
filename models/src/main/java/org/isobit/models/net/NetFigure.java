package org.isobit.models.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.isobit.models.chart.FlowFigure;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;

/** A picture of a network: a box for each input, layer and output, and arrows for what they read. */
final class NetFigure {

  /** Of what has no parameters. */
  private static final int GREY = 0x8A8A8A;
  private static final int BLACK = 0x333333;

  /** Kinds of layers get them one after the other, in the order of their names. */
  private static final int[] COLORS = {0x0072B2, 0xD55E00, 0x009E73, 0x9A3FB0, 0xB58900, 0xCC4778, 0x2AA1B3, 0x6B7A1F};

  private NetFigure() {}

  /** Refuses a file whose name does not say what picture it is to be. */
  static void requireName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new IllegalArgumentException(Quoted.path(file) + ": a figure's name must end with .svg or .png");
    }
  }

  /** Writes the picture, whole or not at all. */
  static void write(Path file, String title, String subtitle, Architecture network) throws IOException {
    FlowFigure figure = new FlowFigure(title, subtitle, boxes(network));
    if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      AtomicFiles.writeText(file, figure.svg());
    } else {
      byte[] png = figure.png();
      AtomicFiles.write(file, out -> out.write(png));
    }
  }

  private static List<FlowFigure.Box> boxes(Architecture network) {
    Map<String, Integer> colors = new HashMap<>();
    for (String kind : new TreeSet<>(network.layers().stream().map(Layer::kind).toList())) {
      colors.put(kind, COLORS[colors.size() % COLORS.length]);
    }
    List<FlowFigure.Box> boxes = new ArrayList<>();
    int inputs = network.inputs().size();
    for (int i = 0; i < inputs; i++) {
      boxes.add(new FlowFigure.Box(inputs == 1 ? "input" : "input x" + i, network.shape(i).toString(), BLACK,
          List.of()));
    }
    for (int l = 0; l < network.layers().size(); l++) {
      Layer layer = network.layers().get(l);
      int parameters = network.offset(l + 1) - network.offset(l);
      String settings = NetText.settings(layer);
      boxes.add(new FlowFigure.Box(l + "  " + layer.kind() + "  \u2192 " + network.shape(network.value(l)),
          (parameters == 0 ? "" : NetText.count(parameters, "parameter") + (settings.isEmpty() ? "" : ", "))
              + settings, parameters == 0 ? GREY : colors.get(layer.kind()), network.reads(l)));
    }
    int outputs = network.outputs().size();
    for (int o = 0; o < outputs; o++) {
      int value = network.outputs().get(o);
      boxes.add(new FlowFigure.Box(outputs == 1 ? "output" : "output y" + o, network.shape(value).toString(), BLACK,
          List.of(value)));
    }
    return boxes;
  }
}
