package org.isobit.models.io;

/** The element types of {@code .npy} files that can be read. */
public enum NpyType {
  /** 64-bit IEEE 754. */
  FLOAT64("f8", 8),
  /** 32-bit IEEE 754. */
  FLOAT32("f4", 4),
  /** 64-bit two's complement. */
  INT64("i8", 8),
  /** 32-bit two's complement. */
  INT32("i4", 4);

  private final String code;
  private final int bytes;

  NpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * NumPy's code.
   *
   * @return kind and bytes, for example {@code f8}
   */
  public String code() {
    return code;
  }

  /**
   * Size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  /** The type of a code without byte order, or null. */
  static NpyType of(String code) {
    for (NpyType type : values()) {
      if (type.code.equals(code)) {
        return type;
      }
    }
    return null;
  }
}
