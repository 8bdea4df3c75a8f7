package org.isobit.kernels.device;

import java.util.Locale;
import org.isobit.kernels.Backend;

/** What the user wants of devices, by the property {@value Backend#PROPERTY}. */
enum DeviceWish {
  /** Everything on the processor. */
  NEVER,
  /** Large steps on a device if there is one. */
  WHERE_POSSIBLE,
  /** On a device, or not at all. */
  ALWAYS;

  /** What the property says. */
  static final DeviceWish STATED = switch (System.getProperty(Backend.PROPERTY, "auto").toLowerCase(Locale.ROOT)) {
    case "auto" -> WHERE_POSSIBLE;
    case "cuda" -> ALWAYS;
    default -> NEVER;
  };
}
