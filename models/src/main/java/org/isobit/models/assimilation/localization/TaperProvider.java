package org.isobit.models.assimilation.localization;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.NamedEntry;
import org.isobit.models.registry.Values;

/**
 * A taper that configurations can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.assimilation.localization.TaperProvider}, this library's own ones as well
 * as yours; {@link Entry#keys()} are its parameters, keys of the section that names it.
 */
public interface TaperProvider extends Entry {

  /**
   * The taper itself.
   *
   * @param values its parameters
   * @return a taper with the label of this entry
   */
  TaperFunction build(Values values);

  /** A taper without parameters. */
  abstract class Of extends NamedEntry implements TaperProvider {

    private final TaperLaw taper;

    Of(TaperLaw taper) {
      super(taper.label(), taper.sentence(), taper.source());
      this.taper = taper;
    }

    @Override
    public final TaperFunction build(Values values) {
      return taper;
    }
  }

  /** {@link TaperLaw#GASPARI_COHN}. */
  final class GaspariCohn extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public GaspariCohn() {
      super(TaperLaw.GASPARI_COHN);
    }
  }

  /** {@link TaperLaw#GAUSSIAN}. */
  final class Gaussian extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public Gaussian() {
      super(TaperLaw.GAUSSIAN);
    }
  }

  /** {@link TaperLaw#EXPONENTIAL}. */
  final class Exponential extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public Exponential() {
      super(TaperLaw.EXPONENTIAL);
    }
  }

  /** {@link TaperLaw#CUBIC_EXPONENTIAL}. */
  final class CubicExponential extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public CubicExponential() {
      super(TaperLaw.CUBIC_EXPONENTIAL);
    }
  }

  /** {@link TaperLaw#TRICUBE}. */
  final class Tricube extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public Tricube() {
      super(TaperLaw.TRICUBE);
    }
  }

  /** {@link TaperLaw#QUARTIC}. */
  final class Quartic extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public Quartic() {
      super(TaperLaw.QUARTIC);
    }
  }

  /** {@link TaperLaw#BOXCAR}. */
  final class Boxcar extends Of {

    /** For {@link java.util.ServiceLoader}. */
    public Boxcar() {
      super(TaperLaw.BOXCAR);
    }
  }
}
