package org.isobit.models.netcdf;

/** Element types that can be written. */
public enum NetcdfType {
  /** 64-bit IEEE 754. */
  DOUBLE(8),
  /** 32-bit IEEE 754. */
  FLOAT(4),
  /** 32-bit two's complement. */
  INT(4);

  private final int bytes;

  NetcdfType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }
}
