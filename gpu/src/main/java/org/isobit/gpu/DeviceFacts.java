package org.isobit.gpu;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;

/** What the driver says of a device, for reports in which a time would mean nothing without it. Thread-safe. */
public final class DeviceFacts {

  private DeviceFacts() {}

  /**
   * Name, driver, memory, clocks and error correction.
   *
   * @param device the device
   * @return name and value, in the order of a report; a number that the driver does not tell is "not told"
   */
  public static Map<String, String> of(Device device) {
    Map<String, String> facts = new LinkedHashMap<>();
    CUdevice handle = device.handle();
    facts.put("device", device.name());
    facts.put("driver", "CUDA " + Driver.dotted(Driver.version()));
    facts.put("compute capability", Driver.capability(device.architecture()));
    facts.put("multiprocessors", Integer.toString(device.multiprocessors()));
    facts.put("device memory", (device.memory() >> 20) + " MiB, of which " + (device.freeMemory() >> 20)
        + " were free");
    facts.put("multiprocessor clock, highest", megahertz(handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CLOCK_RATE));
    facts.put("memory clock, highest", megahertz(handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE));
    facts.put("memory bus", told(handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH, " bits"));
    facts.put("L2 cache", told(handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE, " bytes"));
    facts.put("ECC", Driver.attribute(handle, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_ECC_ENABLED) == 1 ? "on" : "off");
    return facts;
  }

  private static String megahertz(CUdevice device, int attribute) {
    int kilohertz = Driver.attribute(device, attribute);
    return kilohertz > 0 ? String.format(Locale.ROOT, "%.0f MHz", kilohertz / 1e3) : "not told";
  }

  private static String told(CUdevice device, int attribute, String unit) {
    int value = Driver.attribute(device, attribute);
    return value > 0 ? value + unit : "not told";
  }
}
