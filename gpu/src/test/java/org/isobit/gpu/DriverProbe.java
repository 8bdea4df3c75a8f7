package org.isobit.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** A process that says what it finds of a driver: none, or a stand-in with so many devices of such a kind. */
public final class DriverProbe {

  private DriverProbe() {}

  /**
   * Prints the obstacle.
   *
   * @param args nothing, or the stand-in's path, its devices, its version and the major compute capability
   */
  public static void main(String[] args) throws Throwable {
    if (args.length > 0) {
      System.load(args[0]);
      SymbolLookup symbols = SymbolLookup.libraryLookup(Path.of(args[0]), Arena.global());
      Linker.nativeLinker().downcallHandle(symbols.find("isobit_devices").orElseThrow(),
          FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
          .invokeWithArguments(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    }
    System.out.println("obstacle: " + Driver.obstacle());
    try {
      System.out.println("devices: " + Driver.devices());
    } catch (DeviceException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
