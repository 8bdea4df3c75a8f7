package org.isobit.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process that says what it finds of a driver: none, or a stand-in with so many devices of such a kind. */
public final class DriverProbe {

  private DriverProbe() {}

  /**
   * Prints the obstacle.
   *
   * @param args nothing, or the stand-in's path, its version, and the major compute capability of each device; a word
   *             among those is a function of the driver that fails
   */
  public static void main(String[] args) throws Throwable {
    if (args.length > 0) {
      System.load(args[0]);
      SymbolLookup symbols = SymbolLookup.libraryLookup(Path.of(args[0]), Arena.global());
      call(symbols, "isobit_devices", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT), (int) Arrays.stream(args).skip(2).filter(a -> a.matches("\\d+")).count(),
          Integer.parseInt(args[1]), 9);
      int device = 0;
      for (String word : List.of(args).subList(2, args.length)) {
        if (word.matches("\\d+")) {
          call(symbols, "isobit_major", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), device++,
              Integer.parseInt(word));
        } else {
          call(symbols, "isobit_fail", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
              Arena.global().allocateFrom(word), 0L);
        }
      }
    }
    System.out.println("obstacle: " + Driver.obstacle());
    try {
      System.out.println("devices: " + Driver.devices());
      try (Device device = Device.open()) {
        System.out.println("opened: " + device);
      }
    } catch (DeviceException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void call(SymbolLookup symbols, String name, FunctionDescriptor type, Object... arguments)
      throws Throwable {
    Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type).invokeWithArguments(arguments);
  }
}
