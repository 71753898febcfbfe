package dev.neurac.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Defines a class that works on vectors of a constant width once more for a width.
 *
 * <p>C2 turns operations on vectors into instructions only where it knows their width at compile
 * time. A hidden class gets the width as its class data, so one source serves all widths.
 */
public final class VectorWidth {

  /** The module of the vectors, if the JVM was started with it. */
  private static final Optional<Module> VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector");

  static {
    // Our module does not require that one: javac and java would warn of it in every application.
    VECTORS.ifPresent(vectors -> VectorWidth.class.getModule().addReads(vectors));
  }

  private VectorWidth() {}

  /** Returns whether this JVM has vectors at all. */
  public static boolean isKnown() {
    return VECTORS.isPresent();
  }

  /**
   * Returns a new instance of a class for vectors of so many bits.
   *
   * @param caller a lookup in the class's package: a hidden class lives in that of its lookup
   * @param name the simple name of the class
   */
  public static Object instance(MethodHandles.Lookup caller, String name, int bits)
      throws ReflectiveOperationException {
    return instance(caller, name, (Object) bits);
  }

  /** Returns a new instance of a class of the caller's package, with its class data. */
  public static Object instance(MethodHandles.Lookup caller, String name, Object data)
      throws ReflectiveOperationException {
    try (InputStream file = caller.lookupClass().getResourceAsStream(name + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      MethodHandles.Lookup hidden =
          caller.defineHiddenClassWithClassData(file.readAllBytes(), data, true);
      return newInstance(hidden, hidden.lookupClass());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a new instance of a class of the caller's package that has a width of its own. */
  public static Object instance(MethodHandles.Lookup caller, String name)
      throws ReflectiveOperationException {
    return newInstance(
        caller, caller.findClass(caller.lookupClass().getPackageName() + "." + name));
  }

  private static Object newInstance(MethodHandles.Lookup lookup, Class<?> type)
      throws ReflectiveOperationException {
    try {
      return lookup.findConstructor(type, MethodType.methodType(void.class)).invoke();
    } catch (RuntimeException | Error | ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many bits the vectors of this machine have. */
  public static int preferredBits() throws ReflectiveOperationException {
    return ((IntSupplier) instance(MethodHandles.lookup(), "PreferredWidth")).getAsInt();
  }
}
