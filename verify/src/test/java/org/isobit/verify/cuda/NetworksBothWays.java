package org.isobit.verify.cuda;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.FloatDeviceNetwork;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.NetworkStages;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.AveragePooling;
import org.isobit.models.learning.layers.arrangement.Conditioning;
import org.isobit.models.learning.layers.arrangement.FourierFeatures;
import org.isobit.models.learning.layers.arrangement.LerpSkip;
import org.isobit.models.learning.layers.arrangement.MaxPooling;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PixelShuffle;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.learning.layers.arrangement.ResizeLayer;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.InstanceNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.learning.layers.normalization.RmsNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.learning.networks.ImageNetworks;
import org.isobit.models.learning.networks.Networks;

/** Runs networks on the processor and on a device, in double and in float, and says where bits differ. */
final class NetworksBothWays {

  /** Samples of a call; one alone, too. */
  private static final int[] BATCHES = {3, 1};

  private NetworksBothWays() {}

  /**
   * One line a network, and that which kinds of layers were in none.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Map<String, Architecture> networks = networks();
    networks.forEach((name, architecture) -> System.out.println(name + ": " + compare(architecture)));
    TreeSet<String> kinds = new TreeSet<>();
    ServiceLoader.load(LayerProvider.class).forEach(provider -> kinds.add(provider.label()));
    networks.values().forEach(a -> a.layers().forEach(layer -> kinds.remove(layer.kind())));
    System.out.println("not tried: " + kinds);
    System.exit(0);
  }

  static Map<String, Architecture> networks() {
    Map<String, Architecture> all = new LinkedHashMap<>();
    all.put("images", images());
    all.put("sequences", sequences());
    all.put("mlp", Networks.mlp(Shape.of(2, 3), 4, 9, 2, Activation.GELU));
    all.put("u-net", ImageNetworks.uNet(Shape.of(2, 8, 8), 1, 4, 2, Padding.PERIODIC));
    all.put("u-vit", ImageNetworks.uVit(Shape.of(2, 8, 8), 1, 4, 8, 2, 1));
    all.put("convnext", ImageNetworks.convNext(Shape.of(2, 8, 8), 1, 4, 1, Padding.REPLICATE));
    all.put("transformer", Networks.transformer(Shape.of(5, 3), 2, 8, 2, 1));
    all.put("lstm encoder-decoder", Networks.lstmEncoderDecoder(Shape.of(4, 3), 3, 2, 5));
    return all;
  }

  /** Every layer of images, with several readers of a value and two outputs. */
  private static Architecture images() {
    ArchitectureBuilder b = Architecture.builder();
    int x = b.add(ConvolutionLayer.of(8, Activation.SILU, 3, 3).withSamePadding(Padding.REPLICATE),
        b.input(Shape.of(3, 8, 8)));
    x = b.add(BatchNormalization.of(), x);
    x = b.add(Layers.sum(3), b.add(MaxPooling.of(2), x), b.add(AveragePooling.of(2), x), b.add(MaxPooling.of(2), x));
    int group = b.add(GroupNormalization.of(2), x);
    int between = b.add(LerpSkip.of(), group, b.add(InstanceNormalization.of(), x));
    int wide = b.add(PixelShuffle.of(2), b.add(ResizeLayer.enlarging(Interpolation.BILINEAR, Coordinates.HALF_PIXEL, 2),
        b.add(BatchNormalization.of().withoutAffine(), between)));
    int raised = b.add(TransposedConvolutionLayer.of(3, Activation.LEAKY_RELU, 2, 2).withStride(2, 2), between);
    int channels = b.add(ConvolutionLayer.of(6, Activation.IDENTITY, 1, 1).withoutBias(), raised);
    return b.build(b.add(Patches.of(2), channels), wide);
  }

  /** Every layer of sequences and vectors, with two inputs and several outputs. */
  private static Architecture sequences() {
    ArchitectureBuilder b = Architecture.builder();
    int tokens = b.input(Shape.of(6, 8));
    int scales = b.input(Shape.of(32));
    int x = b.add(PositionEmbedding.of(), b.add(Linear.of(16), tokens));
    int n = b.add(RmsNormalization.of(), x);
    int seen = b.add(MultiHeadAttention.of(4).withKvHeads(2).withCausal().withRotary(RotaryPairing.HALVES, 100.0)
        .withNormalization(1e-6), n, b.add(Linear.of(8), n), b.add(Linear.of(8), n));
    int turned = b.add(MultiHeadAttention.of(2).withRotaryGrid(RotaryPairing.INTERLEAVED, 10.0, 4), n, n, x);
    int learned = b.add(MultiHeadAttention.of(4).withKvHeads(2).withRotaryGrid(RotaryPairing.INTERLEAVED, 10.0, 3)
        .withLearnedFrequencies(), n, b.add(Linear.of(8), n), b.add(Linear.of(8), n));
    int line = b.add(MultiHeadAttention.of(2).withRotary(RotaryPairing.HALVES, 10.0).withNormalization(1e-6)
        .withLearnedFrequencies(), n, n, x);
    int y = b.add(Conditioning.of().withChannelsLast(true), b.add(Layers.sum(4), seen, turned, learned, line), scales);
    y = b.add(LayerNormalization.of().withoutBias(), y);
    int steps = b.add(Layers.concat(3, 1), b.add(LstmLayer.of(5), y), b.add(GruLayer.of(4).withResetBefore(), y),
        b.add(LstmLayer.of(3).withoutBias(), y));
    int last = b.add(Layers.concat(2, 0), b.add(GruLayer.of(5).withLastOnly().withoutBias(), steps),
        b.add(LstmLayer.of(4).withLastOnly(), steps));
    int waves = b.add(FourierFeatures.of(3), b.add(Layers.dropout(0.5), last));
    int vector = b.add(Layers.activation(Activation.TANH), b.add(Layers.affine(0.5, 0.25), waves));
    vector = b.add(Layers.logScale(0.5), b.add(Layers.dense(4, Activation.SOFTPLUS), vector));
    int shares = b.add(Layers.softmax(), b.add(Reshape.of(3, 24), steps));
    return b.build(steps, vector, shares, b.add(Layers.dropout(0.5), tokens));
  }

  private static String compare(Architecture architecture) {
    NetworkStages stages = NetworkStages.of(architecture);
    if (stages.obstacle() != null) {
      return stages.obstacle();
    }
    double[] theta = theta(architecture);
    int steps = stages.program().steps().size();
    String differing = doubles(architecture, stages.program(), theta) + floats(architecture, stages.program(), theta);
    return differing.isEmpty() ? "the same bits, " + steps + " steps" : differing;
  }

  /** Normal numbers; variances are positive. */
  private static double[] theta(Architecture architecture) {
    double[] theta = new double[architecture.parameters()];
    Philox.gaussian(7, 0, 0, theta.length, theta, 0);
    for (Parameter parameter : architecture.parameterList()) {
      for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
        theta[i] = parameter.name().endsWith("running_var") ? 0.5 + Math.abs(theta[i]) : 0.5 * theta[i];
      }
    }
    return theta;
  }

  private static String doubles(Architecture architecture, NetworkProgram program, double[] theta) {
    int in = architecture.input().size();
    int out = architecture.output().size();
    StringBuilder text = new StringBuilder();
    try (DeviceNetwork there = Accelerator.all().getFirst().neural().network(program, theta)) {
      for (int batch : BATCHES) {
        double[] x = new double[batch * in];
        Philox.gaussian(8, batch, 0, x.length, x, 0);
        double[] y = new double[batch * out];
        double[] other = new double[batch * out];
        Network.of(architecture).inference(theta, 0).forward(batch, x, 0, y, 0);
        there.forward(batch, x, 0, other, 0);
        int at = Arrays.mismatch(y, other);
        text.append(at < 0 ? "" : batch + " samples: output " + at % out + " is " + other[at] + " in place of " + y[at]
            + "; ");
      }
    }
    return text.toString();
  }

  private static String floats(Architecture architecture, NetworkProgram program, double[] theta) {
    int in = architecture.input().size();
    int out = architecture.output().size();
    float[] rounded = new float[theta.length];
    for (int i = 0; i < theta.length; i++) {
      rounded[i] = (float) theta[i];
    }
    StringBuilder text = new StringBuilder();
    try (FloatDeviceNetwork there = Accelerator.all().getFirst().neural().network(program, rounded)) {
      for (int batch : BATCHES) {
        float[] x = new float[batch * in];
        Philox.gaussian(8, batch, 0, x.length, x, 0);
        float[] y = new float[batch * out];
        float[] other = new float[batch * out];
        FloatNetwork.of(architecture).inference(rounded, 0).forward(batch, x, 0, y, 0);
        there.forward(batch, x, 0, other, 0);
        int at = Arrays.mismatch(y, other);
        text.append(at < 0 ? "" : batch + " samples in float: output " + at % out + " is " + other[at] + " in place of "
            + y[at] + "; ");
      }
    }
    return text.toString();
  }
}
