package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Placement;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** Networks that are graphs: against the same written by hand, against differences, and what is refused. */
class GraphTest {

  private static final int BATCH = 5;

  /** Two inputs (3 and 2×2), a value that three layers read, two outputs, one of which is read again. */
  static Architecture graph() {
    ArchitectureBuilder network = Architecture.builder();
    int a = network.input(Shape.of(3));
    int b = network.input(Shape.of(2, 2));
    int h = network.add(Layers.dense(4, Activation.GELU), a);
    int both = network.add(Layers.concat(2, 0), h, a);
    int m = network.add(Layers.dense(4, Activation.TANH), b);
    int s = network.add(Layers.sum(3), h, m, h);
    int d = network.add(Layers.dense(2, Activation.SILU), both);
    int o = network.add(Layers.dense(3, Activation.IDENTITY), s);
    assertEquals(Shape.of(7), network.shape(both));
    return network.build(s, network.add(Layers.concat(2, 0), d, o));
  }

  /** Its outputs, layer by layer with networks of one layer each. */
  private static double[] byHand(Network network, double[] theta, double[] x) {
    Architecture g = network.architecture();
    double[] a = Arrays.copyOf(x, 3);
    double[] b = Arrays.copyOfRange(x, 3, 7);
    double[] h = one(g, 0, theta, a);
    double[] m = one(g, 2, theta, b);
    double[] s = new double[4];
    for (int i = 0; i < 4; i++) {
      s[i] = h[i] + m[i] + h[i];
    }
    double[] d = one(g, 4, theta, new double[] {h[0], h[1], h[2], h[3], a[0], a[1], a[2]});
    double[] o = one(g, 5, theta, s);
    return new double[] {s[0], s[1], s[2], s[3], d[0], d[1], o[0], o[1], o[2]};
  }

  private static double[] one(Architecture g, int l, double[] theta, double[] x) {
    Network layer = Network.of(g.shapesRead(l).getFirst(), g.layers().get(l));
    double[] y = new double[layer.output().size()];
    layer.forward(theta, g.offset(l), 1, x, 0, y, 0, null);
    return y;
  }

  @Test
  void everyWayOfRunningItHasTheSameBits() {
    Network network = Network.of(graph());
    assertEquals(7, network.input().size());
    assertEquals(9, network.output().size());
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, BATCH * 7);
    double[] expected = new double[BATCH * 9];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(byHand(network, theta, Arrays.copyOfRange(x, 7 * i, 7 * i + 7)), 0, expected, 9 * i, 9);
    }
    double[] y = new double[BATCH * 9];
    network.forward(theta, 0, BATCH, x, 0, y, 0, null);
    Problems.assertSameBits(expected, y, "inference");
    Arrays.fill(y, 0);
    network.forward(theta, 0, BATCH, x, 0, y, 0, network.tape(BATCH + 1));
    Problems.assertSameBits(expected, y, "with a tape");
    Arrays.fill(y, 0);
    network.inference(theta, 0).forward(BATCH, x, 0, y, 0, Workers.shared());
    Problems.assertSameBits(expected, y, "packed");
  }

  /** What three readers and an output give to a gradient is added; parts of the gradient alone have the same bits. */
  @Test
  void gradientsAreCentralDifferences() {
    NetworkGradientTest.check(Network.of(graph()));
    ArchitectureBuilder twice = Architecture.builder();
    int x = twice.input(Shape.of(3));
    int doubled = twice.add(Layers.sum(2), x, x);
    NetworkGradientTest.check(Network.of(twice.build(doubled, twice.add(Layers.activation(Activation.TANH), doubled))));
  }

  /** Channels of two images, and features of two sequences, go to their places. */
  @Test
  void concatenationFollowsTheDimension() {
    for (int dimension = 0; dimension < 3; dimension++) {
      int[] first = {2, 3, 4};
      int[] second = {2, 3, 4};
      second[dimension] = 5;
      ArchitectureBuilder builder = Architecture.builder();
      int a = builder.input(Shape.of(first));
      int b = builder.input(Shape.of(second));
      Network network = Network.of(builder.build(builder.add(Layers.concat(2, dimension), a, b)));
      int n = network.input().size();
      double[] x = Problems.gaussian(3, 2 * n);
      double[] y = new double[2 * n];
      network.forward(new double[0], 0, 2, x, 0, y, 0, null);
      int[] all = network.architecture().shape(2).dimensions().stream().mapToInt(Integer::intValue).toArray();
      for (int e = 0; e < n; e++) {
        int[] at = {e / (all[1] * all[2]), e / all[2] % all[1], e % all[2]};
        boolean left = at[dimension] < first[dimension];
        int[] own = left ? first : second;
        at[dimension] -= left ? 0 : first[dimension];
        int from = (left ? 0 : 24) + (at[0] * own[1] + at[1]) * own[2] + at[2];
        assertEquals(x[from], y[e]);
        assertEquals(x[n + from], y[n + e]);
      }
      NetworkGradientTest.check(network);
    }
  }

  @Test
  void whatIsNotAGraphIsRefused() {
    ArchitectureBuilder builder = Architecture.builder();
    assertEquals("network: there are no layers", refusal(builder::build));
    int x = builder.input(Shape.of(3));
    int z = builder.input(Shape.of(2));
    assertEquals("network: layer 0 (sum): reads 2 values, but is given 1",
        refusal(() -> builder.add(Layers.sum(2), x)));
    assertEquals("network: layer 0 (sum): there is no value 2, only 0 to 1",
        refusal(() -> builder.add(Layers.sum(2), x, 2)));
    assertEquals("network: layer 0 (sum) after [3, 2]: terms must have one shape, but there are 3 and 2",
        refusal(() -> builder.add(Layers.sum(2), x, z)));
    assertEquals("network: layer 0 (concat) after [3, 2]: there is no dimension 1 in 3",
        refusal(() -> builder.add(Layers.concat(2, 1), x, z)));
    int h = builder.add(Layers.dense(2, Activation.RELU), x);
    assertEquals("network: inputs come before layers, but there are 1",
        assertThrows(IllegalStateException.class, () -> builder.input(Shape.of(1))).getMessage());
    assertEquals("network: there are no outputs", refusal(builder::build));
    assertEquals("network: output 0 is no value of a layer; these are 2 to 2", refusal(() -> builder.build(x)));
    assertEquals("network: output 2 is named twice", refusal(() -> builder.build(h, h)));
    assertEquals("network: nothing reads input 1", refusal(() -> builder.build(h)));
    int sum = builder.add(Layers.sum(2), h, z);
    int idle = builder.add(Layers.softmax(), sum);
    assertEquals("network: nothing reads what layer 2 (softmax) makes", refusal(() -> builder.build(sum)));
    assertFalse(builder.build(idle).isChain());
    assertEquals("sum: terms must be at least 2, but is 1", refusal(() -> Layers.sum(1)));
    assertEquals("concat: parts must be at least 2, but is 0", refusal(() -> Layers.concat(0, 0)));
    assertEquals("concat: dimension must be at least 0, but is -1", refusal(() -> Layers.concat(2, -1)));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  @Test
  void equalGraphsAreEqual() {
    assertEquals(graph(), graph());
    assertEquals(graph().hashCode(), graph().hashCode());
    ArchitectureBuilder builder = Architecture.builder();
    int x = builder.input(Shape.of(3));
    int h = builder.add(Layers.dense(3, Activation.TANH), x);
    int y = builder.add(Layers.softmax(), h);
    Architecture chain = builder.build(y);
    assertTrue(chain.isChain());
    assertEquals(Architecture.of(Shape.of(3), chain.layers()), chain);
    Architecture two = builder.build(h, y);
    assertNotEquals(chain, two);
    Map<String, Object> settings = new LinkedHashMap<>();
    two.describe("n", settings);
    assertEquals("[1, 2]", settings.get("n.output"));
    assertEquals("[1]", settings.get("n.layers.1.from"));
    assertTrue(two.toString().startsWith("[0] [3] -> dense "), two.toString());
  }

  /** A block lies where an earlier one was as soon as that is not needed, and never over one that is. */
  @Test
  void placesAreUsedAgain() {
    Wiring wiring = Architecture.of(Shape.of(10), List.of(Layers.dense(10, Activation.TANH),
        Layers.dense(10, Activation.TANH), Layers.dense(10, Activation.TANH))).wiring();
    assertEquals(20, wiring.forward(new boolean[4], wiring.each()).width());
    assertEquals(20, wiring.backward.width());
    Wiring graph = graph().wiring();
    int[] first = {0, 0, 1, 2, 3, 4, 5, 6, 7};
    int[] last = {2, 3, 4, 5, 4, 8, 7, 7, 8};
    Placement places = graph.forward(new boolean[9], graph.each());
    for (int v = 0; v < 9; v++) {
      for (int w = 0; w < v; w++) {
        boolean together = first[v] <= last[w] && first[w] <= last[v];
        boolean apart = places.begin(v, 3) >= places.begin(w, 3) + 3 * graph.sizes[w]
            || places.begin(w, 3) >= places.begin(v, 3) + 3 * graph.sizes[v];
        assertTrue(apart || !together, "values " + v + " and " + w);
      }
      assertTrue(places.begin(v, 3) + 3 * graph.sizes[v] <= places.size(3));
    }
    assertTrue(places.width() < Arrays.stream(graph.sizes).sum());
  }
}
