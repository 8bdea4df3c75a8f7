package org.isobit.models.studies.emulators;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.Model;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.learning.networks.ImageNetworks;
import org.isobit.models.learning.networks.Networks;
import org.isobit.models.registry.Values;

/** A model whose step is learned, the network that learns it, and how much it gets to see. */
enum EmulatedSystem {

  /** The first variable alone, from its own past: what the other two are is to be found out. */
  LORENZ63("Lorenz 63, its first variable alone", "LSTM", 20, 0.01, 10, 32, 3e-3) {
    @Override
    Architecture network(Extent extent) {
      return Architecture.of(Shape.of(window(), 1), List.of(LstmLayer.of(extent.width()).withLastOnly(),
          Layers.dense(1, Activation.IDENTITY)));
    }

    @Override
    Extent extent(boolean quick) {
      return quick ? new Extent(300, 3, 20, 5, 8, 2, 0) : new Extent(6000, 40, 200, 30, 32, 60, 0);
    }

    @Override
    Model model(Extent extent) {
      return new Lorenz63();
    }

    @Override
    double[] start(Extent extent, long seed) {
      return new Lorenz63.Provider().start(new Values(Map.of()), seed);
    }

    @Override
    double[] observed(double[] state, Extent extent) {
      return new double[] {state[0]};
    }
  },

  /** All forty variables at once, each of them a token. */
  LORENZ96("Lorenz 96", "transformer", 1, 0.05, 1, 32, 2e-3) {
    @Override
    Architecture network(Extent extent) {
      return Networks.transformer(Shape.of(RING, 1), 1, extent.width(), 4, 2);
    }

    @Override
    Extent extent(boolean quick) {
      return quick ? new Extent(60, 3, 5, 3, 8, 2, 0) : new Extent(4000, 400, 200, 30, 32, 60, 0);
    }

    @Override
    Model model(Extent extent) {
      return new Lorenz96(RING, 8.0);
    }

    @Override
    double[] start(Extent extent, long seed) {
      return new Lorenz96.Provider().start(new Values(Map.of("size", RING, "forcing", 8.0)), seed);
    }

    @Override
    Grid grid(Extent extent) {
      return new Grid(1, RING, true, 4);
    }

    @Override
    double[] observed(double[] state, Extent extent) {
      return state.clone();
    }
  },

  /** The stream function in a closed square. */
  QG("quasi-geostrophic double gyre", "U-Net", 1, 1.25, 8, 8, 1e-3) {
    @Override
    Architecture network(Extent extent) {
      return ImageNetworks.uNet(Shape.of(1, extent.points() - 1, extent.points() - 1), 1, extent.width(), 3,
          Padding.ZERO);
    }

    @Override
    Extent extent(boolean quick) {
      return quick ? new Extent(30, 3, 5, 3, 4, 2, 17) : new Extent(800, 400, 40, 20, 16, 30, 65);
    }

    @Override
    Model model(Extent extent) {
      return new QuasiGeostrophic(extent.points(), 1600.0, 1e-5, 0.0, 0.0, 2e-11);
    }

    @Override
    double[] start(Extent extent, long seed) {
      return new QuasiGeostrophic.Provider().start(new Values(Map.of("points", extent.points())), seed);
    }

    @Override
    Grid grid(Extent extent) {
      return new Grid(extent.points() - 1, extent.points() - 1, false, 3);
    }

    /** Without the northern and the eastern edge, so that sizes can be halved. */
    @Override
    double[] observed(double[] state, Extent extent) {
      int n = extent.points();
      double[] inner = new double[(n - 1) * (n - 1)];
      for (int i = 0; i < n - 1; i++) {
        System.arraycopy(state, i * n, inner, i * (n - 1), n - 1);
      }
      return inner;
    }
  };

  /**
   * How much is computed.
   *
   * @param states training states; validation and the held-out run have a quarter of them each
   * @param spinUp states that are not used
   * @param starts forecasts of the held-out run
   * @param leads  steps of a forecast
   * @param width  of the network
   * @param epochs of the training
   * @param points along a side, where there is one
   */
  record Extent(int states, int spinUp, int starts, int leads, int width, int epochs, int points) {}

  /** Variables of Lorenz 96. */
  private static final int RING = 40;

  private final String title;
  private final String network;
  private final int window;
  private final double dt;
  private final int steps;
  private final int batch;
  private final double learningRate;

  EmulatedSystem(String title, String network, int window, double dt, int steps, int batch, double learningRate) {
    this.title = title;
    this.network = network;
    this.window = window;
    this.dt = dt;
    this.steps = steps;
    this.batch = batch;
    this.learningRate = learningRate;
  }

  /** As options and files name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** What sort of network learns it. */
  String networkName() {
    return network;
  }

  /** States that an emulator reads. */
  int window() {
    return window;
  }

  /** Samples of a step of training. */
  int batch() {
    return batch;
  }

  /** The largest learning rate of the training. */
  double learningRate() {
    return learningRate;
  }

  /** Time between two states. */
  double interval() {
    return dt * steps;
  }

  abstract Architecture network(Extent extent);

  abstract Extent extent(boolean quick);

  abstract Model model(Extent extent);

  abstract double[] start(Extent extent, long seed);

  /** Where the numbers of a state lie; null: they are no field. */
  Grid grid(Extent extent) {
    return null;
  }

  /** What emulators see of a state. */
  abstract double[] observed(double[] state, Extent extent);

  /** A run of the model from a start of its own. */
  Series run(Extent extent, long seed, int states) {
    Model model = model(extent);
    RungeKutta4 scheme = new RungeKutta4();
    double[] state = start(extent, seed);
    scheme.advance(model, dt, steps * extent.spinUp(), state);
    double[] all = null;
    int size = 0;
    for (int i = 0; i < states; i++) {
      double[] seen = observed(state, extent);
      if (all == null) {
        size = seen.length;
        all = new double[states * size];
      }
      System.arraycopy(seen, 0, all, i * size, size);
      scheme.advance(model, dt, steps, state);
    }
    return new Series(size, all);
  }
}
