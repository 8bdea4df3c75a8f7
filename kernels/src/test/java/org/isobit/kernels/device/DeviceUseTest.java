package org.isobit.kernels.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a device: tests in other modules have a stand-in for one. */
class DeviceUseTest {

  @Test
  void stepsOfTheProcessorAreNotedWithoutAWord() {
    List<String> sentences = new ArrayList<>();
    DeviceUse use = new DeviceUse(sentences::add);
    assertNull(use.choose("ETKF: transform of members", 1.0, Accelerator::global));
    assertNull(use.choose("ETKF: transform of members", 2.0, Accelerator::global));
    use.none("EAKF", 1.0);
    assertEquals(Map.of("EAKF", "processor", "ETKF: transform of members", "processor"), use.places());
    assertEquals(List.of(), sentences);
  }
}
