package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.elementary.SinPiReference;

/** {@link Schedule#warmupCosine}. */
record CosineSchedule(long warmup, long steps, double finalFraction) implements Schedule {

  CosineSchedule {
    if (warmup < 0 || steps <= warmup) {
      throw new IllegalArgumentException("schedule: " + steps + " steps with a warm-up of " + warmup
          + " cannot be; steps must be more, and the warm-up not negative");
    }
    if (!(finalFraction >= 0.0 && finalFraction <= 1.0)) {
      throw new IllegalArgumentException("schedule: the final fraction must be in [0, 1], but is " + finalFraction);
    }
  }

  @Override
  public Course begin(double learningRate) {
    return new ConstantSchedule.Stateless() {
      @Override
      public double rate(long step) {
        return learningRate * fraction(step);
      }
    };
  }

  private double fraction(long step) {
    if (step < warmup) {
      return (step + 1.0) / warmup;
    }
    if (step >= steps) {
      return finalFraction;
    }
    double s = (double) (step - warmup) / (steps - warmup);
    return finalFraction + (1.0 - finalFraction) * (0.5 * (1.0 + SinPiReference.cospi(s)));
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", "warmup-cosine");
    settings.put("warmup", warmup);
    settings.put("steps", steps);
    settings.put("final-fraction", finalFraction);
    return settings;
  }
}
