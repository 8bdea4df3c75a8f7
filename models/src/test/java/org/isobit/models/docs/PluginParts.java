package org.isobit.models.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.GeometryProvider;
import org.isobit.models.assimilation.localization.TaperFunction;
import org.isobit.models.assimilation.localization.TaperProvider;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.ModelProvider;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.LawProvider;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/** A model, a law of errors, a taper, a geometry and a layer of a plugin. */
final class PluginParts {

  private PluginParts() {}

  /** dx = −rate·x. */
  public static final class Decay implements ModelProvider {
    @Override
    public String label() {
      return "decay";
    }

    @Override
    public String sentence() {
      return "exponential decay";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("size", Form.INTEGER, "number of variables").usual(3).atLeast(1),
          Key.of("rate", Form.NUMBER, "how fast").required());
    }

    @Override
    public Model build(Values values) {
      int size = values.integer("size");
      double rate = values.number("rate");
      return Model.of(size, (x, xo, y, yo) -> {
        for (int i = 0; i < size; i++) {
          y[yo + i] = -rate * x[xo + i];
        }
      });
    }
  }

  /** Errors of one size and either sign. */
  public static final class Coin implements LawProvider {
    @Override
    public String label() {
      return "coin";
    }

    @Override
    public String sentence() {
      return "one size, either sign";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("error", Form.NUMBER, "the size").required().positive());
    }

    @Override
    public ErrorLaw build(Values values) {
      return new Side(values.number("error"));
    }
  }

  private record Side(double error) implements ErrorLaw {
    @Override
    public String label() {
      return "coin";
    }

    @Override
    public SequencedMap<String, Double> parameters() {
      return new LinkedHashMap<>(Map.of("error", error));
    }

    @Override
    public double mean() {
      return 0;
    }

    @Override
    public double variance() {
      return error * error;
    }

    @Override
    public void draw(long seed, long stream, long first, int n, double[] out, int at) {
      for (int i = 0; i < n; i++) {
        out[at + i] = Philox.uniform(seed, stream, first + i) < 0.5 ? -error : error;
      }
    }
  }

  /** 1 up to a share of L, from there a straight line to 0 at L. */
  public static final class Ramp implements TaperProvider {
    @Override
    public String label() {
      return "ramp";
    }

    @Override
    public String sentence() {
      return "flat, then a straight line";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("flat", Form.NUMBER, "share of L").usual(0.5).between(0, 0.9));
    }

    @Override
    public TaperFunction build(Values values) {
      return new Line(values.number("flat"));
    }
  }

  private record Line(double flat) implements TaperFunction {
    @Override
    public String label() {
      return flat == 0.125 ? "slope" : "ramp";
    }

    @Override
    public double support() {
      return 1;
    }

    @Override
    public void weights(int n, double[] distance, double length, double[] weight, int at) {
      for (int i = at; i < at + n; i++) {
        double x = distance[i] / length;
        weight[i] = x <= flat ? 1 : x < 1 ? (1 - x) / (1 - flat) : 0;
      }
    }
  }

  /** A line that closes after a length. */
  public static final class Ring implements GeometryProvider {
    @Override
    public String label() {
      return "own-ring";
    }

    @Override
    public String sentence() {
      return "a line that closes";
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("around", Form.NUMBER, "its length").required().positive());
    }

    @Override
    public Geometry build(double[] periods, Values values) {
      return new Around(values.number("around"));
    }
  }

  private record Around(double length) implements Geometry {
    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        double x = Math.abs(rows[from + i] - point[0]) % length;
        distance[at + i] = x < length - x ? x : length - x;
      }
    }
  }

  /** y = x/2. */
  public static final class Half implements LayerProvider {
    @Override
    public String label() {
      return "half";
    }

    @Override
    public String sentence() {
      return "half of everything";
    }

    @Override
    public Layer build(LayerSettings settings) {
      return Layers.affine(0.5, 0);
    }
  }
}
