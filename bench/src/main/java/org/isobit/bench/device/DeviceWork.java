package org.isobit.bench.device;

import org.isobit.kernels.catalog.KernelCatalog;

/**
 * What one call of a computation does.
 *
 * @param group  the table it stands in
 * @param name   what is computed
 * @param shape  sizes, as text
 * @param type   double or float
 * @param kernel its name in the catalogue, or of a ceiling such as {@code triad}
 * @param limit  what it is measured by
 * @param flops  floating-point operations
 * @param bytes  bytes of the device's memory that must move at least, or bytes that cross the bus
 * @param items  things that it does, such as points; 0 if it is not measured by them
 */
record DeviceWork(String group, String name, String shape, String type, String kernel, Limit limit, double flops,
    double bytes, double items) {

  /** Group of what the others are measured against. */
  static final String CEILINGS = "ceilings";

  /** Work that the catalogue has formulas for. */
  static DeviceWork of(String group, String name, String type, Limit limit, String kernel, long... sizes) {
    var entry = KernelCatalog.get(kernel + "." + type);
    StringBuilder shape = new StringBuilder();
    for (long size : sizes) {
      shape.append(shape.isEmpty() ? "" : "x").append(size);
    }
    return new DeviceWork(group, name, shape.toString(), type, entry.name(), limit, entry.flops().at(sizes),
        entry.bytes().at(sizes), 0);
  }

  /** A ceiling. */
  static DeviceWork ceiling(String name, String shape, String type, Limit limit, double flops, double bytes) {
    return new DeviceWork(CEILINGS, name, shape, type, name, limit, flops, bytes, limit == Limit.TIME ? 1 : 0);
  }

  /** The same work, measured otherwise. */
  DeviceWork limitedBy(Limit other) {
    return new DeviceWork(group, name, shape, type, kernel, other, flops, bytes, items);
  }

  /** Bytes of an element. */
  int size() {
    return type.equals("float") ? Float.BYTES : Double.BYTES;
  }

  /** What is counted of one call: operations, bytes or items. */
  double amount() {
    return switch (limit) {
      case ARITHMETIC -> flops;
      case MEMORY, BUS -> bytes;
      case ITEMS, TIME -> items;
    };
  }

  /** Rate in the limit's unit, or the time of an item for {@link Limit#TIME}. */
  double rate(double seconds) {
    return limit == Limit.TIME ? seconds / items * limit.factor : amount() / seconds * limit.factor;
  }

  @Override
  public String toString() {
    return group + ": " + name + " " + shape + " " + type;
  }
}
