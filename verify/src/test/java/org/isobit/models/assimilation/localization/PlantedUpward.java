package org.isobit.models.assimilation.localization;

import org.isobit.models.assimilation.local.LETKF;

/** Knows a room above its own. */
final class PlantedUpward {

  private final LETKF filter = null;

  LETKF filter() {
    return filter;
  }
}
