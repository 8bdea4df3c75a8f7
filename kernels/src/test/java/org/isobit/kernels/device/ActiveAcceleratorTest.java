package org.isobit.kernels.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveAcceleratorTest {

  private record Fake(String name, String obstacle) implements Accelerator {
    @Override
    public List<String> description() {
      return List.of();
    }
  }

  private static final Fake BLOCKED = new Fake("OLD", "the driver is too old");
  private static final Fake USABLE = new Fake("NEW", null);

  @Test
  void takesTheFirstThatCanBeUsed() {
    for (DeviceWish wish : List.of(DeviceWish.ALWAYS, DeviceWish.WHERE_POSSIBLE)) {
      ActiveAccelerator answer = ActiveAccelerator.choose(wish, List.of(BLOCKED, USABLE));
      assertSame(USABLE, answer.accelerator());
      assertTrue(answer.reason().startsWith("NEW: "), answer.reason());
    }
  }

  @Test
  void fallsBackWithTheCauseOnlyWhereItMay() {
    ActiveAccelerator answer = ActiveAccelerator.choose(DeviceWish.WHERE_POSSIBLE, List.of(BLOCKED));
    assertNull(answer.accelerator());
    assertEquals("no device, the processor does everything: the driver is too old", answer.reason());
    AcceleratorException refusal = assertThrows(AcceleratorException.class,
        () -> ActiveAccelerator.choose(DeviceWish.ALWAYS, List.of(BLOCKED)));
    assertEquals("-Disobit.backend=cuda cannot be had: the driver is too old", refusal.getMessage());
    assertTrue(assertThrows(AcceleratorException.class, () -> ActiveAccelerator.choose(DeviceWish.ALWAYS, List.of()))
        .getMessage().endsWith("no module for devices is on the class path"));
  }

  @Test
  void looksForNothingThatIsNotWanted() {
    ActiveAccelerator answer = ActiveAccelerator.choose(DeviceWish.NEVER, List.of(USABLE));
    assertNull(answer.accelerator());
    assertTrue(answer.reason().startsWith("no device: "), answer.reason());
  }
}
